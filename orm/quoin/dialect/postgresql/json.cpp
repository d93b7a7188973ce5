// SPDX-License-Identifier: MIT
// JSON and arrays.
#include <quoin/dialect/jsonread_p.h>
#include <quoin/dialect/postgresql/syntax_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

namespace {

constexpr JsonReading reading {
    .json = u"{0}",
    .isNull = u"(jsonb_typeof({0}) = 'null')",
    .text = u"CASE jsonb_typeof({0}) WHEN 'string' THEN {0} #>> '{}' END",
    .boolean = u"CASE jsonb_typeof({0}) WHEN 'boolean' THEN CAST({0} AS boolean) END",
    .real = u"CASE jsonb_typeof({0}) WHEN 'number' THEN CAST({0} AS double precision) END",
    .integer = u"CASE jsonb_typeof({0}) WHEN 'number' THEN CASE WHEN CAST({0} AS numeric) BETWEEN -9223372036854775808 AND "
               u"9223372036854775807 THEN CAST(trunc(CAST({0} AS numeric)) AS bigint) END END",
};

/// The place behind the first \a steps of the path. With a text -> looks for a key, with an integer for an element, and each
/// finds nothing in the other.
Operand reached(const Operand &document, const std::vector<Value> &path, size_t steps, bool sensitive)
{
    return [&document, &path, steps, sensitive](SqlWriter &out) {
        out.raw(steps > 0 ? u"((" : u"(");
        document(out);
        out.raw(u")");
        for (size_t i = 0; i < steps; ++i) {
            if (const auto *index = path[i].get<qint64>())
                out.raw(u" -> ").raw(QString::number(*index));
            else
                out.raw(u" -> CAST(").bind(path[i], sensitive).raw(u" AS text)");
        }
        out.raw(steps > 0 ? u")" : u"");
    };
}

/// A scalar is an array of one element to ->: where the path goes on by an integer, what it has come to has to be an array.
Operand placeIn(const Operand &document, const std::vector<Value> &path, bool sensitive)
{
    std::vector<Operand> arrays;
    for (size_t i = 0; i < path.size(); ++i) {
        if (path[i].get<qint64>())
            arrays.push_back(reached(document, path, i, sensitive));
    }
    return insideArrays(std::move(arrays), u"jsonb_typeof({0}) = 'array'", reached(document, path, path.size(), sensitive));
}

} // namespace

Result<void> PostgresqlSyntax::jsonAt(
        SqlWriter &out, JsonAs as, const std::vector<Value> &path, const Operand &document, bool sensitive) const
{
    const Operand place = placeIn(document, path, sensitive);
    writeJson(out, reading, as, [&place](SqlWriter &to) {
        to.raw(u"(");
        place(to);
        to.raw(u")");
    });
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
