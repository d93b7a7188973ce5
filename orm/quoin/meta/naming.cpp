// SPDX-License-Identifier: MIT
#include <quoin/meta/naming_p.h>

#include <QtCore/qcryptographichash.h>

#include <algorithm>
#include <array>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// Words that SQLite, PostgreSQL, MySQL or MariaDB do not take as a column's name without quotes, as far as somebody could want
// one. Sorted.
constexpr auto reservedWords = std::to_array<QStringView>({
        u"all",
        u"alter",
        u"analyze",
        u"and",
        u"any",
        u"array",
        u"as",
        u"asc",
        u"before",
        u"between",
        u"both",
        u"by",
        u"call",
        u"cascade",
        u"case",
        u"cast",
        u"change",
        u"check",
        u"collate",
        u"column",
        u"commit",
        u"condition",
        u"constraint",
        u"create",
        u"cross",
        u"cube",
        u"current_date",
        u"cursor",
        u"database",
        u"default",
        u"delete",
        u"desc",
        u"describe",
        u"distinct",
        u"div",
        u"do",
        u"drop",
        u"each",
        u"else",
        u"end",
        u"escape",
        u"except",
        u"exists",
        u"explain",
        u"false",
        u"fetch",
        u"float",
        u"for",
        u"force",
        u"foreign",
        u"freeze",
        u"from",
        u"full",
        u"fulltext",
        u"function",
        u"generated",
        u"get",
        u"grant",
        u"group",
        u"grouping",
        u"groups",
        u"having",
        u"if",
        u"ignore",
        u"in",
        u"index",
        u"inner",
        u"inout",
        u"insert",
        u"int",
        u"integer",
        u"intersect",
        u"interval",
        u"into",
        u"is",
        u"join",
        u"key",
        u"keys",
        u"kill",
        u"lateral",
        u"leading",
        u"leave",
        u"left",
        u"like",
        u"limit",
        u"linear",
        u"lines",
        u"load",
        u"lock",
        u"long",
        u"loop",
        u"match",
        u"maxvalue",
        u"mod",
        u"natural",
        u"not",
        u"null",
        u"numeric",
        u"of",
        u"offset",
        u"on",
        u"only",
        u"optimize",
        u"option",
        u"or",
        u"order",
        u"out",
        u"outer",
        u"over",
        u"overlaps",
        u"partition",
        u"placing",
        u"precision",
        u"primary",
        u"procedure",
        u"purge",
        u"range",
        u"rank",
        u"read",
        u"real",
        u"recursive",
        u"references",
        u"release",
        u"rename",
        u"repeat",
        u"replace",
        u"require",
        u"restrict",
        u"return",
        u"revoke",
        u"right",
        u"row",
        u"rows",
        u"schema",
        u"select",
        u"separator",
        u"session_user",
        u"set",
        u"show",
        u"signal",
        u"similar",
        u"some",
        u"sql",
        u"starting",
        u"symmetric",
        u"system",
        u"table",
        u"tables",
        u"then",
        u"to",
        u"trailing",
        u"transaction",
        u"trigger",
        u"true",
        u"undo",
        u"union",
        u"unique",
        u"unlock",
        u"unsigned",
        u"update",
        u"usage",
        u"use",
        u"user",
        u"using",
        u"values",
        u"variadic",
        u"verbose",
        u"virtual",
        u"when",
        u"where",
        u"while",
        u"window",
        u"with",
        u"write",
        u"xor",
        u"zerofill",
});

} // namespace

QString snakeCase(QStringView name)
{
    QString result;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        // A capital begins a word after a small letter or digit, and as the last of several before a small letter: HTTPServer.
        const bool begins = c.isUpper() && i > 0
                && (name[i - 1].isLower() || name[i - 1].isDigit()
                        || (name[i - 1].isUpper() && i + 1 < name.size() && name[i + 1].isLower()));
        if (begins && !result.endsWith(u'_'))
            result += u'_';
        result += c.toLower();
    }
    return result;
}

QString fittingName(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    if (bytes.size() <= maxNameBytes)
        return name;
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(8);
    QString cut = name;
    while (cut.toUtf8().size() > maxNameBytes - hash.size() - 1)
        cut.chop(cut.back().isLowSurrogate() ? 2 : 1);
    return cut + u'_' + QLatin1StringView(hash);
}

QString constraintName(const QString &table, const QStringList &columns, QStringView suffix)
{
    return fittingName((QStringList(table) + columns).join(u'_') + u'_' + suffix);
}

QString sqlName(const QString &name)
{
    // PostgreSQL folds a name without quotes to small letters: only such names mean the same everywhere.
    const bool plain = !name.isEmpty() && !name.front().isDigit() && std::ranges::all_of(name, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
    });
    if (plain && std::ranges::find(reservedWords, QStringView(name)) == reservedWords.end())
        return name;
    return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
}

QString sqlText(const QString &text) { return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\''; }

} // namespace quoin
