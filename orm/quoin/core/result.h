// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/error.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace quoin {

template<class T>
class Result;

template<class T>
inline constexpr bool isResult = false;
template<class T>
inline constexpr bool isResult<Result<T>> = true;

/// A value or an Error, with the names of std::expected (which needs C++23). It has to be looked at.
///
/// \code
/// quoin::Result<int> parsed = parse(text);
/// int n = parsed.value_or(0);
/// auto doubled = parsed.transform([](int v) { return v * 2; });
/// \endcode
template<class T>
class [[nodiscard]] Result
{
    // Not a std::variant: what that does for any number of types costs a program with fifty kinds of Result half a second to
    // compile.
public:
    using value_type = T;
    using error_type = Error;

    Result()
        requires std::is_default_constructible_v<T>
        : m_value(), m_hasValue(true)
    { }
    template<class U = T>
        requires(std::is_constructible_v<T, U> && !isResult<std::remove_cvref_t<U>>
                        && !std::is_same_v<std::remove_cvref_t<U>, Error>)
    explicit(!std::is_convertible_v<U, T>) Result(U &&value) : m_value(std::forward<U>(value)), m_hasValue(true)
    { }
    Result(Error error) noexcept : m_error(std::move(error)), m_hasValue(false) { }

    Result(const Result &other)
        requires std::is_copy_constructible_v<T>
        : m_hasValue(other.m_hasValue)
    {
        if (m_hasValue)
            std::construct_at(std::addressof(m_value), other.m_value);
        else
            std::construct_at(&m_error, other.m_error);
    }
    Result(Result &&other) noexcept(std::is_nothrow_move_constructible_v<T>) : m_hasValue(other.m_hasValue)
    {
        if (m_hasValue)
            std::construct_at(std::addressof(m_value), std::move(other.m_value));
        else
            std::construct_at(&m_error, std::move(other.m_error));
    }
    Result &operator=(const Result &other)
        requires std::is_copy_constructible_v<T>
    {
        return *this = Result(other);
    }
    Result &operator=(Result &&other) noexcept(std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>)
    {
        if (m_hasValue && other.m_hasValue)
            m_value = std::move(other.m_value);
        else if (m_hasValue)
            becomeError(std::move(other.m_error));
        else if (other.m_hasValue)
            becomeValue(std::move(other.m_value));
        else
            m_error = std::move(other.m_error);
        return *this;
    }
    ~Result()
    {
        if (m_hasValue)
            std::destroy_at(std::addressof(m_value));
        else
            std::destroy_at(&m_error);
    }

    [[nodiscard]] bool has_value() const noexcept { return m_hasValue; }
    explicit operator bool() const noexcept { return m_hasValue; }

    /// The value; throws Exception with the error when there is none.
    T &value() &
    {
        check();
        return m_value;
    }
    const T &value() const &
    {
        check();
        return m_value;
    }
    /// By value, not T &&: "for (const Post &post : query.all().value())" would otherwise walk over a list that is gone.
    T value() &&
    {
        check();
        return std::move(m_value);
    }

    /// The value, unchecked as in std::expected: only after has_value().
    T &operator*() & noexcept { return m_value; }
    const T &operator*() const & noexcept { return m_value; }
    T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>) { return std::move(m_value); }
    T *operator->() noexcept { return std::addressof(m_value); }
    const T *operator->() const noexcept { return std::addressof(m_value); }

    /// The error, unchecked as in std::expected: only when there is no value.
    const Error &error() const & noexcept { return m_error; }
    Error &error() & noexcept { return m_error; }
    Error &&error() && noexcept { return std::move(m_error); }

    template<class U>
    T value_or(U &&other) const &
    {
        return has_value() ? **this : static_cast<T>(std::forward<U>(other));
    }
    template<class U>
    T value_or(U &&other) &&
    {
        return has_value() ? *std::move(*this) : static_cast<T>(std::forward<U>(other));
    }

    /// function(value), which gives a Result, or this error.
    template<class F>
    auto and_then(F &&function) const & -> std::invoke_result_t<F, const T &>
    {
        if (has_value())
            return std::invoke(std::forward<F>(function), **this);
        return error();
    }
    template<class F>
    auto and_then(F &&function) && -> std::invoke_result_t<F, T &&>
    {
        if (has_value())
            return std::invoke(std::forward<F>(function), *std::move(*this));
        return error();
    }

    /// A Result of function(value), or this error.
    template<class F>
    auto transform(F &&function) const & -> Result<std::remove_cv_t<std::invoke_result_t<F, const T &>>>
    {
        if (!has_value())
            return error();
        return wrap<std::invoke_result_t<F, const T &>>(std::forward<F>(function), **this);
    }
    template<class F>
    auto transform(F &&function) && -> Result<std::remove_cv_t<std::invoke_result_t<F, T &&>>>
    {
        if (!has_value())
            return error();
        return wrap<std::invoke_result_t<F, T &&>>(std::forward<F>(function), *std::move(*this));
    }

    /// This value, or function(error), which gives a Result of the same type.
    template<class F>
    Result or_else(F &&function) const &
    {
        return has_value() ? *this : Result(std::invoke(std::forward<F>(function), error()));
    }
    /// This value, or the error that function(error) gives.
    template<class F>
    Result transform_error(F &&function) const &
    {
        return has_value() ? *this : Result(std::invoke(std::forward<F>(function), error()));
    }

private:
    void check() const
    {
        if (!has_value())
            throw Exception(error());
    }
    void becomeError(Error &&error) noexcept
    {
        std::destroy_at(std::addressof(m_value));
        std::construct_at(&m_error, std::move(error));
        m_hasValue = false;
    }
    void becomeValue(T &&value)
    {
        if constexpr (std::is_nothrow_move_constructible_v<T>) {
            std::destroy_at(&m_error);
            std::construct_at(std::addressof(m_value), std::move(value));
        } else {
            Error kept = std::move(m_error);
            std::destroy_at(&m_error);
            try {
                std::construct_at(std::addressof(m_value), std::move(value));
            } catch (...) {
                std::construct_at(&m_error, std::move(kept));
                throw;
            }
        }
        m_hasValue = true;
    }
    template<class R, class F, class V>
    static Result<std::remove_cv_t<R>> wrap(F &&function, V &&value)
    {
        if constexpr (std::is_void_v<R>) {
            std::invoke(std::forward<F>(function), std::forward<V>(value));
            return {};
        } else {
            return std::invoke(std::forward<F>(function), std::forward<V>(value));
        }
    }

    union {
        T m_value;
        Error m_error;
    };
    bool m_hasValue;
};

/// Success, or an Error.
template<>
class [[nodiscard]] Result<void>
{
public:
    using value_type = void;
    using error_type = Error;

    Result() noexcept : m_hasValue(true) { }
    Result(Error error) noexcept : m_error(std::move(error)), m_hasValue(false) { }
    Result(const Result &other) : m_hasValue(other.m_hasValue)
    {
        if (!m_hasValue)
            std::construct_at(&m_error, other.m_error);
    }
    Result(Result &&other) noexcept : m_hasValue(other.m_hasValue)
    {
        if (!m_hasValue)
            std::construct_at(&m_error, std::move(other.m_error));
    }
    Result &operator=(const Result &other) { return *this = Result(other); }
    Result &operator=(Result &&other) noexcept
    {
        if (!m_hasValue && !other.m_hasValue)
            m_error = std::move(other.m_error);
        else if (!m_hasValue)
            std::destroy_at(&m_error);
        else if (!other.m_hasValue)
            std::construct_at(&m_error, std::move(other.m_error));
        m_hasValue = other.m_hasValue;
        return *this;
    }
    ~Result()
    {
        if (!m_hasValue)
            std::destroy_at(&m_error);
    }

    [[nodiscard]] bool has_value() const noexcept { return m_hasValue; }
    explicit operator bool() const noexcept { return m_hasValue; }
    void value() const
    {
        if (!has_value())
            throw Exception(error());
    }
    void operator*() const noexcept { }
    const Error &error() const & noexcept { return m_error; }
    Error &error() & noexcept { return m_error; }

    template<class F>
    auto and_then(F &&function) const -> std::invoke_result_t<F>
    {
        if (has_value())
            return std::invoke(std::forward<F>(function));
        return error();
    }
    template<class F>
    auto transform(F &&function) const -> Result<std::remove_cv_t<std::invoke_result_t<F>>>
    {
        if (!has_value())
            return error();
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            std::invoke(std::forward<F>(function));
            return {};
        } else {
            return std::invoke(std::forward<F>(function));
        }
    }
    template<class F>
    Result or_else(F &&function) const
    {
        return has_value() ? *this : Result(std::invoke(std::forward<F>(function), error()));
    }
    template<class F>
    Result transform_error(F &&function) const
    {
        return has_value() ? *this : Result(std::invoke(std::forward<F>(function), error()));
    }

private:
    union {
        Error m_error;
    };
    bool m_hasValue;
};

} // namespace quoin
