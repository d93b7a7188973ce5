// SPDX-License-Identifier: MIT
// JSON, and lists, which are JSON here.
#include <quoin/dialect/sqlite/syntax_p.h>

#include <quoin/dialect/jsonlist_p.h>
#include <quoin/dialect/jsonread_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

namespace {

/// {0} is a document and a path. Integers beyond 64 bits are reals to it. As JSON: true, false and null are called what they are,
/// and what is not there is NULL.
constexpr JsonReading reading {
    .json = u"CASE WHEN json_type({0}) IN ('object', 'array') THEN json_extract({0}) WHEN json_type({0}) IN ('text', 'integer', "
            u"'real') THEN json_quote(json_extract({0})) ELSE json_type({0}) END",
    .isNull = u"(json_type({0}) = 'null')",
    .text = u"CASE json_type({0}) WHEN 'text' THEN json_extract({0}) END",
    .boolean = u"CASE json_type({0}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
    .real = u"CASE WHEN json_type({0}) IN ('integer', 'real') THEN CAST(json_extract({0}) AS REAL) END",
    .integer = u"CASE WHEN json_type({0}) IN ('integer', 'real') AND json_extract({0}) >= -9223372036854775808.0 AND "
               u"json_extract({0}) < 9223372036854775808.0 THEN CAST(json_extract({0}) AS INTEGER) END",
};

/// A path is compared with keys as JSON writes them, and its own quotes know no escape: only such keys are in paths.
bool isPlain(const QString &key)
{
    return !key.isEmpty() && std::ranges::all_of(key, [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'_' || c == u'-' || c == u' ';
    });
}

/// A JSON value of json_each() as JSON again.
constexpr QStringView asJson
        = u"CASE j.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'null' THEN 'null' WHEN 'object' THEN "
          u"j.value WHEN 'array' THEN j.value ELSE json_quote(j.value) END";

/// A JSON document, and a path in it.
struct Place
{
    Operand document;
    QString path;
};

/// Steps by keys that no path can have are sub-queries over the keys themselves.
Place placeIn(Operand document, const std::vector<Value> &path, bool sensitive)
{
    Place place { std::move(document), u"$"_s };
    for (const Value &step : path) {
        if (const auto *index = step.get<qint64>()) {
            place.path += u'[' + QString::number(*index) + u']';
        } else if (const QString &key = *step.get<QString>(); isPlain(key)) {
            place.path += u".\""_s + key + u'"';
        } else {
            place.document = [inner = std::move(place), step, sensitive](SqlWriter &out) {
                out.raw(u"(SELECT ").raw(asJson).raw(u" FROM json_each(");
                inner.document(out);
                out.raw(u", ").bind(inner.path, sensitive).raw(u") AS j WHERE j.key = ").bind(step, sensitive);
                out.raw(u" AND typeof(j.key) = 'text' LIMIT 1)");
            };
            place.path = u"$"_s;
        }
    }
    return place;
}

} // namespace

Result<void> SqliteSyntax::jsonAt(
        SqlWriter &out, JsonAs as, const std::vector<Value> &path, const Operand &document, bool sensitive) const
{
    const Place place = placeIn(document, path, sensitive);
    writeJson(out, reading, as, [&](SqlWriter &to) {
        place.document(to);
        to.raw(u", ").bind(place.path, sensitive);
    });
    return {};
}

Result<void> SqliteSyntax::jsonContains(SqlWriter &out, bool contained, const std::vector<Value> &path, const Operand &document,
        const JsonText &json, bool sensitive) const
{
    if (!m_ownFunctions)
        return Error(ErrorKind::Unsupported, u"SQLite cannot compare the parts of JSON."_s)
                .setHint(u"None of our functions can be registered with this build of it: compare the places one by one."_s);
    out.raw(u"quoin_json_contains(");
    if (contained)
        out.bind(json, sensitive).raw(u", ");
    Result<void> written = path.empty() ? (document(out), Result<void>()) : jsonAt(out, JsonAs::Json, path, document, sensitive);
    if (!contained)
        out.raw(u", ").bind(json, sensitive);
    out.raw(u")");
    return written;
}

Result<void> SqliteSyntax::listTest(SqlWriter &out, ListTest test, const schema::ColumnType &, const Operand &list,
        const ValueList &values, bool sensitive) const
{
    const std::optional<QString> given = jsonElements(values);
    if (!given)
        return Error(ErrorKind::Unsupported, u"SQLite cannot look for values of this type in a list, which it keeps as text."_s)
                .setHint(u"Lists of integers, floating-point numbers, texts, booleans, dates and UUIDs can be searched."_s);
    const JsonElements elements {
        .list =
                [&](QStringView name) {
                    out.raw(u"json_each(");
                    list(out);
                    out.raw(u") AS ").raw(name);
                },
        .others = [&](QStringView name) { out.raw(u"json_each(").bind(*given, sensitive).raw(u") AS ").raw(name); },
        .column = u"value",
    };
    writeListTest(out, test, list, elements);
    return {};
}

} // namespace quoin::dialect::sqlite
