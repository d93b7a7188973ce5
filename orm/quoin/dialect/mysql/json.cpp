// SPDX-License-Identifier: MIT
// JSON, and lists, which are JSON here.
#include <quoin/dialect/mysql/syntax_p.h>

#include <quoin/dialect/jsonlist_p.h>
#include <quoin/dialect/jsonread_p.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

namespace {

constexpr JsonReading reading {
    .json = u"{0}",
    .isNull = u"(JSON_TYPE({0}) = 'NULL')",
    .text = u"CASE WHEN JSON_TYPE({0}) = 'STRING' THEN CAST(JSON_UNQUOTE({0}) AS CHAR) END",
    .boolean = u"CASE WHEN JSON_TYPE({0}) = 'BOOLEAN' THEN ({0} = 'true') END",
    .real = u"CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'DOUBLE', 'DECIMAL') THEN CAST({0} AS DOUBLE) END",
    .integer = u"CASE WHEN JSON_TYPE({0}) IN ('INTEGER', 'DOUBLE', 'DECIMAL') THEN CASE WHEN CAST({0} AS DECIMAL(65,20)) BETWEEN "
               u"-9223372036854775808 AND 9223372036854775807 THEN CAST(TRUNCATE(CAST({0} AS DECIMAL(65,20)), 0) AS SIGNED) END "
               u"END",
};

/// A key as a path has it: as JSON writes it, which is how it is compared.
QString quotedKey(const QString &key)
{
    const QByteArray list = QJsonDocument(QJsonArray { key }).toJson(QJsonDocument::Compact);
    return u'.' + QString::fromUtf8(list.sliced(1, list.size() - 2));
}

Operand extract(const Operand &document, const QString &path, bool sensitive)
{
    return [&document, path, sensitive](SqlWriter &out) {
        out.raw(u"JSON_EXTRACT(");
        document(out);
        out.raw(u", ").bind(path, sensitive).raw(u")");
    };
}

/// Its paths take anything for an array of one element: what is counted has to be an array by itself.
Operand placeIn(const Operand &document, const std::vector<Value> &path, bool sensitive)
{
    QString text = u"$"_s;
    std::vector<Operand> arrays;
    for (const Value &step : path) {
        if (const auto *index = step.get<qint64>()) {
            arrays.push_back(extract(document, text, sensitive));
            text += u'[' + QString::number(*index) + u']';
        } else {
            text += quotedKey(*step.get<QString>());
        }
    }
    return insideArrays(std::move(arrays), u"JSON_TYPE({0}) = 'ARRAY'", extract(document, text, sensitive));
}

/// Is \a json in \a place? Its own JSON_CONTAINS() takes an array for what it contains, at any depth, and numbers that are close
/// for equal.
class Containment
{
public:
    Containment(SqlWriter &out, bool sensitive) : m_out(out), m_sensitive(sensitive) { }

    void write(const Operand &place, const QJsonValue &json)
    {
        switch (json.type()) {
        case QJsonValue::Object: {
            isType(place, u"= 'OBJECT'");
            const QJsonObject object = json.toObject();
            for (auto member = object.begin(); member != object.end(); ++member) {
                m_out.raw(u" AND ");
                write(extract(place, u'$' + quotedKey(member.key()), m_sensitive), member.value());
            }
            break;
        }
        case QJsonValue::Array:
            isType(place, u"= 'ARRAY'");
            for (const QJsonValue element : json.toArray()) {
                const QString name = u"e%1"_s.arg(++m_tables);
                m_out.raw(u" AND EXISTS (SELECT 1 FROM JSON_TABLE(");
                place(m_out);
                m_out.raw(u", '$[*]' COLUMNS (v JSON PATH '$')) AS ").raw(name).raw(u" WHERE ");
                write([name](SqlWriter &out) { out.raw(name).raw(u".v"); }, element);
                m_out.raw(u")");
            }
            break;
        case QJsonValue::String:
            isType(place, u"= 'STRING'");
            m_out.raw(u" AND CAST(JSON_UNQUOTE("); // as text of the session's, which compares with it
            place(m_out);
            m_out.raw(u") AS CHAR) = ").bind(json.toString(), m_sensitive);
            break;
        case QJsonValue::Double:
            isType(place, u"IN ('INTEGER', 'DOUBLE', 'DECIMAL')");
            m_out.raw(u" AND CAST(");
            place(m_out);
            m_out.raw(u" AS DOUBLE) = ").bind(json.toDouble(), m_sensitive);
            break;
        case QJsonValue::Bool:
            isType(place, u"= 'BOOLEAN'");
            m_out.raw(u" AND ");
            place(m_out);
            m_out.raw(json.toBool() ? u" = 'true'" : u" = 'false'");
            break;
        default: isType(place, u"= 'NULL'"); break;
        }
    }

private:
    void isType(const Operand &place, QStringView type)
    {
        m_out.raw(u"JSON_TYPE(");
        place(m_out);
        m_out.raw(u") ").raw(type);
    }

    SqlWriter &m_out;
    bool m_sensitive;
    int m_tables = 0;
};

bool hasArray(const QJsonValue &json)
{
    if (json.isArray())
        return true;
    const QJsonObject object = json.toObject();
    return std::any_of(object.begin(), object.end(), [](const QJsonValue &member) { return hasArray(member); });
}

/// MariaDB's paths find nothing at a key that begins with a hyphen, however it is quoted (seen with 10.11).
bool isFound(const QString &key) { return !key.startsWith(u'-'); }

bool areFound(const std::vector<Value> &path)
{
    return std::all_of(path.begin(), path.end(), [](const Value &step) {
        const auto *key = step.get<QString>();
        return !key || isFound(*key);
    });
}

bool areFound(const QJsonValue &json)
{
    if (json.isArray()) {
        const QJsonArray array = json.toArray();
        return std::all_of(array.begin(), array.end(), [](const QJsonValue &element) { return areFound(element); });
    }
    const QJsonObject object = json.toObject();
    const QStringList keys = object.keys();
    return std::all_of(keys.begin(), keys.end(), isFound)
            && std::all_of(object.begin(), object.end(), [](const QJsonValue &member) { return areFound(member); });
}

Error keyIsNotFound()
{
    return Error(ErrorKind::Unsupported, u"MariaDB finds no JSON key that begins with \"-\"."_s)
            .setHint(u"Name the key otherwise, or read the JSON and look in the program."_s);
}

Error needsJsonTable(const char16_t *what)
{
    return Error(ErrorKind::Unsupported, u"The server cannot %1: it has no JSON_TABLE."_s.arg(QStringView(what)))
            .setHint(u"MariaDB has it since 10.6, MySQL since 8.0.4."_s);
}

} // namespace

Result<void> MysqlSyntax::jsonAt(
        SqlWriter &out, JsonAs as, const std::vector<Value> &path, const Operand &document, bool sensitive) const
{
    if (!areFound(path))
        return keyIsNotFound();
    writeJson(out, reading, as, placeIn(document, path, sensitive));
    return {};
}

Result<void> MysqlSyntax::jsonContains(SqlWriter &out, bool contained, const std::vector<Value> &path, const Operand &document,
        const JsonText &json, bool sensitive) const
{
    const QJsonDocument other = QJsonDocument::fromJson(json.utf8);
    const QJsonValue value = other.isArray() ? QJsonValue(other.array()) : QJsonValue(other.object());
    if (contained)
        return Error(ErrorKind::Unsupported,
                u"MySQL and MariaDB cannot tell whether JSON is a part of other JSON, as the other engines do."_s)
                .setHint(u"contains() can be asked; for the other way round read the rows and compare in the program."_s);
    if (!areFound(path) || !areFound(value))
        return keyIsNotFound();
    if (hasArray(value) && !m_jsonTable)
        return needsJsonTable(u"look for JSON that has arrays");
    out.raw(u"(");
    Containment(out, sensitive).write(path.empty() ? document : placeIn(document, path, sensitive), value);
    out.raw(u")");
    return {};
}

Result<void> MysqlSyntax::listTest(SqlWriter &out, ListTest test, const schema::ColumnType &element, const Operand &list,
        const ValueList &values, bool sensitive) const
{
    using schema::TypeKind;
    const std::optional<QString> given = jsonElements(values);
    if (!given)
        return Error(ErrorKind::Unsupported,
                u"MySQL and MariaDB cannot look for values of this type in a list, which they keep as JSON."_s)
                .setHint(u"Lists of integers, floating-point numbers, texts, booleans, dates and UUIDs can be searched."_s);
    if (!m_jsonTable)
        return needsJsonTable(u"look into a list");
    const QStringView type = element.isInteger() || element.kind == TypeKind::Bool ? u"BIGINT"
            : element.kind == TypeKind::Double || element.kind == TypeKind::Float
            ? u"DOUBLE"
            : u"LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    const auto table = [&](const Operand &json, QStringView name) {
        out.raw(u"JSON_TABLE(");
        json(out);
        out.raw(u", '$[*]' COLUMNS (v ").raw(type).raw(u" PATH '$')) AS ").raw(name);
    };
    const JsonElements elements {
        .list = [&](QStringView name) { table(list, name); },
        .others = [&](QStringView name) { table([&](SqlWriter &to) { to.bind(*given, sensitive); }, name); },
        .column = u"v",
    };
    writeListTest(out, test, list, elements);
    return {};
}

} // namespace quoin::dialect::mysql
