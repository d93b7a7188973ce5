// SPDX-License-Identifier: MIT
#include <quoin/db/cursor.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/query/cell.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>

using namespace Qt::StringLiterals;

namespace quoin {

bool readValue(const Cell &cell, bool &value, std::optional<Error> &) { return cell.cursor.boolean(cell.column, value); }
bool readValue(const Cell &cell, quint64 &value, std::optional<Error> &) { return cell.cursor.uint64(cell.column, value); }
bool readValue(const Cell &cell, double &value, std::optional<Error> &) { return cell.cursor.real(cell.column, value); }
bool readValue(const Cell &cell, QString &value, std::optional<Error> &) { return cell.cursor.text(cell.column, value); }
bool readValue(const Cell &cell, QByteArray &value, std::optional<Error> &) { return cell.cursor.binary(cell.column, value); }
bool readValue(const Cell &cell, QDate &value, std::optional<Error> &) { return cell.cursor.date(cell.column, value); }
bool readValue(const Cell &cell, QTime &value, std::optional<Error> &) { return cell.cursor.time(cell.column, value); }
bool readValue(const Cell &cell, QDateTime &value, std::optional<Error> &) { return cell.cursor.dateTime(cell.column, value); }
bool readValue(const Cell &cell, QUuid &value, std::optional<Error> &) { return cell.cursor.uuid(cell.column, value); }
bool readValue(const Cell &cell, Decimal &value, std::optional<Error> &) { return cell.cursor.decimal(cell.column, value); }

bool readValue(const Cell &cell, float &value, std::optional<Error> &)
{
    double number = 0;
    if (!cell.cursor.real(cell.column, number))
        return false;
    value = float(number);
    return true;
}

bool readValue(const Cell &cell, QUrl &value, std::optional<Error> &)
{
    QString text;
    if (!cell.cursor.text(cell.column, text))
        return false;
    value = QUrl(text);
    return true;
}

bool readValue(const Cell &cell, QJsonDocument &value, std::optional<Error> &error)
{
    QByteArray utf8;
    if (!cell.cursor.json(cell.column, utf8))
        return false;
    QJsonParseError wrong;
    value = QJsonDocument::fromJson(utf8, &wrong);
    if (wrong.error != QJsonParseError::NoError)
        error = Error(ErrorKind::Conversion,
                u"The column \"%1\" holds no JSON object or array."_s.arg(cell.cursor.columnName(cell.column)));
    return !error;
}

bool readValue(const Cell &cell, QJsonValue &value, std::optional<Error> &error)
{
    QByteArray utf8;
    if (!cell.cursor.json(cell.column, utf8))
        return false;
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson('[' + utf8 + ']', &wrong); // it reads no numbers or texts alone
    if (wrong.error != QJsonParseError::NoError)
        error = Error(ErrorKind::Conversion, u"The column \"%1\" holds no JSON."_s.arg(cell.cursor.columnName(cell.column)));
    value = document.array().at(0);
    return !error;
}

bool readValue(const Cell &cell, QJsonObject &value, std::optional<Error> &error)
{
    QJsonDocument document;
    if (!readValue(cell, document, error))
        return false;
    value = document.object();
    return true;
}

bool readValue(const Cell &cell, QJsonArray &value, std::optional<Error> &error)
{
    QJsonDocument document;
    if (!readValue(cell, document, error))
        return false;
    value = document.array();
    return true;
}

bool readValue(const Cell &cell, ForeignKeyBase &value, std::optional<Error> &)
{
    Value key = cell.field ? cell.cursor.value(cell.column, cell.field->columnType) : cell.cursor.rawValue(cell.column);
    if (key.isNull())
        return false;
    value.setKey(std::move(key));
    return true;
}

bool readInteger(const Cell &cell, qint64 &number, qint64 minimum, qint64 maximum, std::optional<Error> &error)
{
    if (!cell.cursor.int64(cell.column, number))
        return false;
    if (number >= minimum && number <= maximum)
        return true;
    error = Error(ErrorKind::Conversion,
            u"The column \"%1\" holds %2, which the selection's type cannot."_s.arg(
                    cell.cursor.columnName(cell.column), QString::number(number)))
                    .setHint(u"Select it into a wider type."_s);
    return false;
}

bool readEnum(const Cell &cell, qint64 &number, std::optional<Error> &error)
{
    if (!cell.field || cell.field->enumStorage == EnumStorage::Integer)
        return cell.cursor.int64(cell.column, number);
    QString key;
    if (!cell.cursor.text(cell.column, key))
        return false;
    const qsizetype at = cell.field->enumKeys.indexOf(key);
    if (at < 0) {
        error = Error(ErrorKind::Conversion,
                u"\"%1\" is no key of the enumeration; it has %2."_s.arg(key, cell.field->enumKeys.join(u", "_s)));
        return false;
    }
    number = cell.field->enumValues.at(at);
    return true;
}

Result<void> checkNull(const Cell &cell, std::optional<Error> error, bool holdsNull)
{
    if (!error && cell.cursor.error())
        error = *cell.cursor.error();
    if (!error && holdsNull)
        return {};
    if (!error)
        error = Error(ErrorKind::Conversion,
                u"The column \"%1\" is NULL, but the selection's type has no place for that."_s.arg(
                        cell.cursor.columnName(cell.column)))
                        .setHint(u"coalesce() gives another value instead."_s);
    if (cell.field)
        error->setModel(cell.field->model()->className, cell.field->property);
    return *std::move(error);
}

} // namespace quoin
