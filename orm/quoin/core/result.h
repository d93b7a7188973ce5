// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/error.h>

#include <functional>
#include <type_traits>
#include <utility>
#include <variant>

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
public:
    using value_type = T;
    using error_type = Error;

    Result()
        requires std::is_default_constructible_v<T>
        : m_state(std::in_place_index<0>)
    { }
    template<class U = T>
        requires(std::is_constructible_v<T, U> && !isResult<std::remove_cvref_t<U>>
                && !std::is_same_v<std::remove_cvref_t<U>, Error>)
    explicit(!std::is_convertible_v<U, T>) Result(U &&value) : m_state(std::in_place_index<0>, std::forward<U>(value))
    { }
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) { }

    [[nodiscard]] bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// The value; throws Exception with the error when there is none.
    T &value() &
    {
        check();
        return std::get<0>(m_state);
    }
    const T &value() const &
    {
        check();
        return std::get<0>(m_state);
    }
    /// By value, not T &&: "for (const Post &post : query.all().value())" would otherwise walk over a list that is gone.
    T value() &&
    {
        check();
        return std::get<0>(std::move(m_state));
    }

    /// The value, unchecked as in std::expected: only after has_value().
    T &operator*() & noexcept { return *std::get_if<0>(&m_state); }
    const T &operator*() const & noexcept { return *std::get_if<0>(&m_state); }
    T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>) { return std::move(*std::get_if<0>(&m_state)); }
    T *operator->() noexcept { return std::get_if<0>(&m_state); }
    const T *operator->() const noexcept { return std::get_if<0>(&m_state); }

    /// The error, unchecked as in std::expected: only when there is no value.
    const Error &error() const & noexcept { return *std::get_if<1>(&m_state); }
    Error &error() & noexcept { return *std::get_if<1>(&m_state); }
    Error &&error() && noexcept { return std::move(*std::get_if<1>(&m_state)); }

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

    std::variant<T, Error> m_state;
};

/// Success, or an Error.
template<>
class [[nodiscard]] Result<void>
{
public:
    using value_type = void;
    using error_type = Error;

    Result() noexcept = default;
    Result(Error error) : m_error(std::in_place_index<1>, std::move(error)) { }

    [[nodiscard]] bool has_value() const noexcept { return m_error.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    void value() const
    {
        if (!has_value())
            throw Exception(error());
    }
    void operator*() const noexcept { }
    const Error &error() const & noexcept { return *std::get_if<1>(&m_error); }
    Error &error() & noexcept { return *std::get_if<1>(&m_error); }

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
    std::variant<std::monostate, Error> m_error;
};

} // namespace quoin
