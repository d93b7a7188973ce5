// SPDX-License-Identifier: MIT
// Aggregates that keep all values, and the search for words.
#include <quoin/dialect/postgresql/syntax_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

Result<void> PostgresqlSyntax::collect(SqlWriter &out, const Collection &collection) const
{
    using Kind = Collection::Kind;
    switch (collection.kind) {
    case Kind::Text:
        out.raw(collection.distinct ? u"string_agg(DISTINCT " : u"string_agg(");
        // DISTINCT takes an order by the very same expression only
        (collection.distinct ? collection.order : collection.value)(out);
        out.raw(u", CAST(").bind(collection.separator).raw(u" AS text)");
        break;
    case Kind::JsonArray:
        out.raw(u"jsonb_agg(");
        collection.value(out);
        break;
    case Kind::JsonObject:
        out.raw(u"jsonb_object_agg(");
        collection.key(out);
        out.raw(u", ");
        collection.value(out);
        break;
    }
    if (collection.kind != Kind::JsonObject) {
        out.raw(u" ORDER BY ");
        orderTerm(out, collection.order, collection.descending, collection.nullsFirst, collection.nullable);
    }
    out.raw(u")");
    if (collection.kind == Kind::JsonObject || collection.filter) {
        out.raw(u" FILTER (WHERE ");
        if (collection.kind == Kind::JsonObject) {
            collection.key(out);
            out.raw(collection.filter ? u" IS NOT NULL AND (" : u" IS NOT NULL");
        }
        if (collection.filter)
            collection.filter(out);
        out.raw(collection.kind == Kind::JsonObject && collection.filter ? u"))" : u")");
    }
    return {};
}

Result<void> PostgresqlSyntax::search(
        SqlWriter &out, const std::function<void(SqlWriter &)> &text, const QStringList &words, bool sensitive) const
{
    // What its parser makes of addresses, hyphens and the like is left to nobody: between words there are blanks.
    out.raw(u"(to_tsvector('simple', regexp_replace(lower(");
    text(out);
    out.raw(u" COLLATE \"und-x-icu\"), '[^[:alnum:]]+', ' ', 'g')) @@ plainto_tsquery('simple', lower(CAST(");
    out.bind(words.join(u' '), sensitive).raw(u" AS text) COLLATE \"und-x-icu\")))");
    return {};
}

} // namespace quoin::dialect::postgresql
