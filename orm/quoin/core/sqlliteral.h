// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstring.h>

#include <concepts>

namespace quoin {

/// SQL text that is made while the program runs: what a person typed into a tool, say. Whoever writes this name says that no
/// value and nothing from outside is pasted into it.
struct UncheckedSql
{
    QString text;
};

namespace sqltext {

/// How many ? are code, and not in a text, a name or a comment of standard SQL: what the compiler can know. When the statement
/// runs its engine's tokens count.
consteval size_t countQuestionMarks(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; ++i) {
        const char c = text[i];
        const char next = i + 1 < size ? text[i + 1] : '\0';
        if (c == '\'' || c == '"' || c == '`') {
            for (++i; i < size && text[i] != c; ++i) { }
        } else if (c == '-' && next == '-') {
            for (; i < size && text[i] != '\n'; ++i) { }
        } else if (c == '/' && next == '*') {
            for (i += 2; i + 1 < size && !(text[i] == '*' && text[i + 1] == '/'); ++i) { }
            ++i;
        } else {
            count += c == '?';
        }
    }
    return count;
}

} // namespace sqltext

/// A value for the placeholders :name of an SQL text. Made by bind().
template<class T>
struct NamedBinding
{
    const char *name;
    const T &value;
};

/// The value of :name, however often it stands in the text.
template<class T, size_t N>
NamedBinding<T> bind(const char (&name)[N], const T &value)
{
    return { name, value };
}

template<class T>
inline constexpr bool isNamedBinding = false;
template<class T>
inline constexpr bool isNamedBinding<NamedBinding<T>> = true;

/// SQL that stands as a literal in the program's own text, with a placeholder for each of the values \a V: ? each, or :name with
/// bind("name", value). Text that is made at run time does not compile, and neither does another number of values.
template<class... V>
class SqlLiteral
{
public:
    static constexpr bool named = sizeof...(V) > 0 && (isNamedBinding<V> && ...);

    template<size_t N>
    consteval SqlLiteral(const char (&text)[N]) : m_text(text), m_size(N - 1)
    {
        static_assert(
                named || !(isNamedBinding<V> || ...), "either all placeholders have names, with bind(\"name\", value), or none");
        const size_t questionMarks = sqltext::countQuestionMarks(text, N - 1);
        if (questionMarks != (named ? 0 : sizeof...(V)))
            throw "the SQL text has another number of placeholders (?) than there are values";
    }
    SqlLiteral(const UncheckedSql &sql) : m_unchecked(&sql.text) { }
    template<class T>
        requires(!std::is_array_v<T> && !std::same_as<T, UncheckedSql> && !std::same_as<T, SqlLiteral>)
    SqlLiteral(const T &)
    {
        static_assert(std::is_array_v<T>,
                "SQL text has to be a literal in the program, so that no value can be pasted into it: values are placeholders "
                "(?). "
                "A tool that runs what a person typed says so: UncheckedSql { text }");
    }

    [[nodiscard]] QString toString() const { return m_unchecked ? *m_unchecked : QString::fromUtf8(m_text, qsizetype(m_size)); }

private:
    const char *m_text = nullptr;
    size_t m_size = 0;
    const QString *m_unchecked = nullptr; ///< Lives as long as the call.
};

} // namespace quoin
