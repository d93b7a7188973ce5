// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqlplaceholders_p.h>

#include <algorithm>
#include <charconv>

namespace quoin::postgresql {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || static_cast<unsigned char>(c) >= 0x80;
}

/// Where the text, name or comment that begins at \a at ends; \a at itself when none does. What never ends, ends with the
/// statement.
size_t skipQuoted(std::string_view sql, size_t at)
{
    const auto after = [&sql](std::string_view end, size_t from) {
        const size_t found = sql.find(end, from);
        return found == std::string_view::npos ? sql.size() : found + end.size();
    };
    const char next = at + 1 < sql.size() ? sql[at + 1] : '\0';
    switch (sql[at]) {
    case '\'': {
        const bool escapes = at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at < 2 || !isNameCharacter(sql[at - 2]));
        for (size_t i = at + 1; i < sql.size(); ++i) {
            if (sql[i] == '\'')
                return i + 1; // a doubled quote begins a text of its own, which is as good
            if (escapes && sql[i] == '\\')
                ++i;
        }
        return sql.size();
    }
    case '"': return after("\"", at + 1);
    case '-': return next == '-' ? after("\n", at) : at;
    case '/': {
        if (next != '*')
            return at;
        size_t depth = 1; // comments nest
        size_t i = at + 2;
        for (; i < sql.size() && depth > 0; ++i) {
            if (sql.substr(i, 2) == "/*")
                ++depth, ++i;
            else if (sql.substr(i, 2) == "*/")
                --depth, ++i;
        }
        return std::min(i, sql.size());
    }
    case '$': {
        if (at > 0 && isNameCharacter(sql[at - 1]))
            return at;
        size_t end = at + 1;
        while (end < sql.size() && isNameCharacter(sql[end]))
            ++end;
        if (end == sql.size() || sql[end] != '$' || (next >= '0' && next <= '9'))
            return at;
        return after(sql.substr(at, end - at + 1), end + 1);
    }
    default: return at;
    }
}

/// Calls \a plain for each character that is code, \a quoted for all else.
template<class Plain, class Quoted>
void walk(std::string_view sql, Plain plain, Quoted quoted)
{
    for (size_t at = 0; at < sql.size();) {
        const size_t end = skipQuoted(sql, at);
        if (end == at) {
            plain(at++);
        } else {
            quoted(sql.substr(at, end - at));
            at = end;
        }
    }
}

} // namespace

std::string numberPlaceholders(std::string_view sql)
{
    if (sql.find('?') == std::string_view::npos)
        return std::string(sql);
    bool numbered = false;
    walk(
            sql,
            [&](size_t at) {
                numbered = numbered || (sql[at] == '$' && at + 1 < sql.size() && sql[at + 1] >= '1' && sql[at + 1] <= '9');
            },
            [](std::string_view) {});
    if (numbered)
        return std::string(sql);
    std::string text;
    int number = 0;
    walk(
            sql,
            [&](size_t at) {
                if (sql[at] == '?')
                    text += '$' + std::to_string(++number);
                else
                    text += sql[at];
            },
            [&](std::string_view quoted) { text += quoted; });
    return text;
}

int placeholderCount(std::string_view sql)
{
    int highest = 0;
    walk(
            sql,
            [&](size_t at) {
                int number = 0;
                if (sql[at] == '$' && (at == 0 || !isNameCharacter(sql[at - 1])))
                    std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number);
                highest = std::max(highest, number);
            },
            [](std::string_view) {});
    return highest;
}

} // namespace quoin::postgresql
