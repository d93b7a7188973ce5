// SPDX-License-Identifier: MIT
// Aggregates that keep all values, and the search for words.
#include <quoin/dialect/mysql/syntax_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

Result<void> MysqlSyntax::collect(SqlWriter &out, const Collection &collection) const
{
    using Kind = Collection::Kind;
    // Its own aggregates of JSON keep no order. The session sets group_concat_max_len, so that nothing is cut.
    const bool text = collection.kind == Kind::Text;
    if (!text)
        out.raw(collection.kind == Kind::JsonArray ? u"JSON_COMPACT(CONCAT('[', " : u"JSON_COMPACT(CONCAT('{', ");
    out.raw(collection.distinct ? u"GROUP_CONCAT(DISTINCT " : u"GROUP_CONCAT(");
    if (collection.filter) {
        out.raw(u"CASE WHEN ");
        collection.filter(out);
        out.raw(u" THEN ");
    }
    if (collection.kind == Kind::JsonObject) {
        out.raw(u"CONCAT(CAST(JSON_QUOTE(");
        collection.key(out);
        out.raw(u") AS CHAR), ':', ");
        collection.value(out);
        out.raw(u")");
    } else {
        collection.value(out);
    }
    if (collection.filter)
        out.raw(u" END");
    out.raw(u" ORDER BY ");
    orderTerm(out, collection.order, collection.descending, collection.nullsFirst, collection.nullable);
    out.raw(u" SEPARATOR ").raw(textLiteral(text ? collection.separator : u","_s)).raw(u")");
    if (!text)
        out.raw(collection.kind == Kind::JsonArray ? u", ']'))" : u", '}'))");
    return {};
}

Result<void> MysqlSyntax::search(
        SqlWriter &out, const std::function<void(SqlWriter &)> &text, const QStringList &words, bool sensitive) const
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        out.raw(i == 0 ? u"(" : u" AND ");
        text(out); // letters and digits mean nothing but themselves in a pattern
        const QString pattern = u"(*UCP)(?i)(?<![\\p{L}\\p{N}])%1(?![\\p{L}\\p{N}])"_s.arg(words.at(i));
        out.raw(u" COLLATE utf8mb4_bin REGEXP ").bind(pattern, sensitive);
    }
    out.raw(u")");
    return {};
}

} // namespace quoin::dialect::mysql
