// SPDX-License-Identifier: MIT
// JSON and arrays.
#include <quoin/dialect/postgresql/syntax_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

using Operand = std::function<void(SqlWriter &)>;

namespace {

/// With a text -> looks for a key, with an integer for an element, and each finds nothing in the other. But a scalar is an array
/// of one element to it: where the path goes on by an integer, what it has come to has to be an array.
Operand placeIn(const Operand &document, const std::vector<Value> &path, bool sensitive)
{
    Operand place = [&document](SqlWriter &out) {
        out.raw(u"(");
        document(out);
        out.raw(u")");
    };
    for (const Value &step : path) {
        place = [place = std::move(place), step, sensitive](SqlWriter &out) {
            const auto *index = step.get<qint64>();
            if (index) {
                out.raw(u"CASE WHEN jsonb_typeof(");
                place(out);
                out.raw(u") = 'array' THEN ");
            } else {
                out.raw(u"(");
            }
            place(out);
            if (index)
                out.raw(u" -> ").raw(QString::number(*index)).raw(u" END");
            else
                out.raw(u" -> CAST(").bind(step, sensitive).raw(u" AS text))");
        };
    }
    return place;
}

} // namespace

Result<void> PostgresqlSyntax::jsonAt(
        SqlWriter &out, JsonAs as, const std::vector<Value> &path, const Operand &document, bool sensitive) const
{
    const Operand place = placeIn(document, path, sensitive);
    const auto when = [&](QStringView type) {
        out.raw(u"CASE jsonb_typeof(");
        place(out);
        out.raw(u") WHEN '").raw(type).raw(u"' THEN ");
    };
    switch (as) {
    case JsonAs::Json: place(out); break;
    case JsonAs::IsNull:
        out.raw(u"(jsonb_typeof(");
        place(out);
        out.raw(u") = 'null')");
        break;
    case JsonAs::Text:
        when(u"string");
        place(out);
        out.raw(u" #>> '{}' END");
        break;
    case JsonAs::Bool:
        when(u"boolean");
        out.raw(u"CAST(");
        place(out);
        out.raw(u" AS boolean) END");
        break;
    case JsonAs::Double:
        when(u"number");
        out.raw(u"CAST(");
        place(out);
        out.raw(u" AS double precision) END");
        break;
    case JsonAs::Integer:
        when(u"number");
        out.raw(u"CASE WHEN CAST(");
        place(out);
        out.raw(u" AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(trunc(CAST(");
        place(out);
        out.raw(u" AS numeric)) AS bigint) END END");
        break;
    }
    return {};
}

Result<void> PostgresqlSyntax::jsonContains(SqlWriter &out, bool contained, const std::vector<Value> &path,
        const Operand &document, const JsonText &json, bool sensitive) const
{
    out.raw(u"(");
    placeIn(document, path, sensitive)(out);
    out.raw(contained ? u" <@ CAST(" : u" @> CAST(").bind(json, sensitive).raw(u" AS jsonb))");
    return {};
}

Result<void> PostgresqlSyntax::listTest(SqlWriter &out, ListTest test, const schema::ColumnType &, const Operand &list,
        const ValueList &values, bool sensitive) const
{
    out.raw(u"(");
    list(out);
    switch (test) {
    case ListTest::Contains: // = ANY would not use an index
    case ListTest::ContainsAll: out.raw(u" @> "); break;
    case ListTest::ContainedBy: out.raw(u" <@ "); break;
    case ListTest::Overlaps: out.raw(u" && "); break;
    }
    out.bind(Value(values), sensitive).raw(u")");
    return {};
}

Result<void> PostgresqlSyntax::listAt(SqlWriter &out, const schema::ColumnType &, const Operand &list, qint64 index) const
{
    out.raw(u"(");
    list(out);
    out.raw(u")[").raw(QString::number(index + 1)).raw(u"]");
    return {};
}

} // namespace quoin::dialect::postgresql
