// SPDX-License-Identifier: MIT
// JSON, and lists, which are JSON here.
#include <quoin/dialect/sqlite/syntax_p.h>

#include <quoin/dialect/jsonlist_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

using Operand = std::function<void(SqlWriter &)>;

namespace {

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
    const auto call = [&](QStringView function) {
        out.raw(function).raw(u"(");
        place.document(out);
        out.raw(u", ").bind(place.path, sensitive).raw(u")");
    };
    const auto cases = [&](QStringView text) {
        out.raw(u"CASE ");
        call(u"json_type");
        out.raw(u" ").raw(text);
    };
    switch (as) {
    case JsonAs::IsNull:
        out.raw(u"(");
        call(u"json_type");
        out.raw(u" = 'null')");
        break;
    case JsonAs::Bool: cases(u"WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"); break;
    case JsonAs::Text:
        cases(u"WHEN 'text' THEN ");
        call(u"json_extract");
        out.raw(u" END");
        break;
    case JsonAs::Double:
        out.raw(u"CASE WHEN ");
        call(u"json_type");
        out.raw(u" IN ('integer', 'real') THEN CAST(");
        call(u"json_extract");
        out.raw(u" AS REAL) END");
        break;
    case JsonAs::Integer: // beyond 64 bits it is a real
        out.raw(u"CASE WHEN ");
        call(u"json_type");
        out.raw(u" IN ('integer', 'real') AND ");
        call(u"json_extract");
        out.raw(u" >= -9223372036854775808.0 AND ");
        call(u"json_extract");
        out.raw(u" < 9223372036854775808.0 THEN CAST(");
        call(u"json_extract");
        out.raw(u" AS INTEGER) END");
        break;
    case JsonAs::Json: // true, false and null are called what they are, and what is not there is NULL
        out.raw(u"CASE WHEN ");
        call(u"json_type");
        out.raw(u" IN ('object', 'array') THEN ");
        call(u"json_extract");
        out.raw(u" WHEN ");
        call(u"json_type");
        out.raw(u" IN ('text', 'integer', 'real') THEN json_quote(");
        call(u"json_extract");
        out.raw(u") ELSE ");
        call(u"json_type");
        out.raw(u" END");
        break;
    }
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
    const auto elements = [&](QStringView condition) {
        out.raw(u"(SELECT e.value FROM json_each(");
        list(out);
        out.raw(u") AS e").raw(condition);
    };
    const auto others = [&] { out.raw(u"(SELECT n.value FROM json_each(").bind(*given, sensitive).raw(u") AS n"); };
    switch (test) {
    case ListTest::Contains:
    case ListTest::Overlaps:
        out.raw(u"EXISTS ");
        elements(u" WHERE e.value IN ");
        others();
        out.raw(u"))");
        break;
    case ListTest::ContainsAll:
        out.raw(u"(");
        list(out);
        out.raw(u" IS NOT NULL AND NOT EXISTS ");
        others();
        out.raw(u" WHERE n.value NOT IN ");
        elements(u" WHERE e.value IS NOT NULL");
        out.raw(u")))");
        break;
    case ListTest::ContainedBy:
        out.raw(u"(");
        list(out);
        out.raw(u" IS NOT NULL AND NOT EXISTS ");
        elements(u" WHERE e.value IS NULL OR e.value NOT IN ");
        others();
        out.raw(u")))");
        break;
    }
    return {};
}

} // namespace quoin::dialect::sqlite
