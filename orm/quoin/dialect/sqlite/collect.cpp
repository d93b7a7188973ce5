// SPDX-License-Identifier: MIT
// Aggregates that keep all values, and the search for words.
#include <quoin/dialect/sqlite/syntax_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

namespace {

Error needsOwnFunctions(const char16_t *what)
{
    return Error(ErrorKind::Unsupported, u"SQLite cannot %1."_s.arg(QStringView(what)))
            .setHint(u"None of our functions can be registered with this build of it: do it in the program."_s);
}

} // namespace

Result<void> SqliteSyntax::collect(SqlWriter &out, const Collection &collection) const
{
    using Kind = Collection::Kind;
    if (!m_ownFunctions)
        return needsOwnFunctions(u"collect values in an order");
    const bool text = collection.kind == Kind::Text;
    if (!text)
        out.raw(collection.kind == Kind::JsonArray ? u"('[' || " : u"('{' || ");
    out.raw(u"quoin_collect(");
    if (collection.kind == Kind::JsonObject) {
        out.raw(u"json_quote(");
        collection.key(out);
        out.raw(u") || ':' || ");
    }
    collection.value(out);
    out.raw(u", ").bind(text ? collection.separator : u","_s).raw(u", ");
    collection.order(out);
    const int how = (collection.descending ? 1 : 0) + (collection.nullsFirst ? 2 : 0) + (collection.distinct ? 4 : 0);
    out.raw(u", %1, "_s.arg(how));
    if (collection.kind == Kind::JsonObject) // a row without a key is none
        collection.key(out);
    else
        out.raw(u"1");
    out.raw(u")");
    if (collection.filter) {
        out.raw(u" FILTER (WHERE ");
        collection.filter(out);
        out.raw(u")");
    }
    if (!text)
        out.raw(collection.kind == Kind::JsonArray ? u" || ']')" : u" || '}')");
    return {};
}

Result<void> SqliteSyntax::search(
        SqlWriter &out, const std::function<void(SqlWriter &)> &text, const QStringList &words, bool sensitive) const
{
    if (!m_ownFunctions)
        return needsOwnFunctions(u"look for words in any language");
    out.raw(u"quoin_search(");
    text(out);
    out.raw(u", ").bind(words.join(u' '), sensitive).raw(u")");
    return {};
}

} // namespace quoin::dialect::sqlite
