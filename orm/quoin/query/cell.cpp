// SPDX-License-Identifier: MIT
#include <quoin/query/cell.h>

using namespace Qt::StringLiterals;

namespace quoin {

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

bool readKey(const Cell &cell, Value &key)
{
    key = cell.field ? cell.cursor.value(cell.column, cell.field->columnType) : cell.cursor.rawValue(cell.column);
    return !key.isNull();
}

bool readJson(const Cell &cell, QJsonDocument &document, std::optional<Error> &error)
{
    QByteArray utf8;
    if (!cell.cursor.json(cell.column, utf8))
        return false;
    QJsonParseError wrong;
    document = QJsonDocument::fromJson(utf8, &wrong);
    if (wrong.error != QJsonParseError::NoError)
        error = Error(ErrorKind::Conversion,
                u"The column \"%1\" holds no JSON object or array."_s.arg(cell.cursor.columnName(cell.column)));
    return !error;
}

bool readJson(const Cell &cell, QJsonValue &value, std::optional<Error> &error)
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

Error numberDoesNotFit(const Cell &cell, qint64 number)
{
    return Error(ErrorKind::Conversion,
            u"The column \"%1\" holds %2, which the selection's type cannot."_s.arg(
                    cell.cursor.columnName(cell.column), QString::number(number)))
            .setHint(u"Select it into a wider type."_s);
}

Error cellError(const Cell &cell, std::optional<Error> error, bool isNull)
{
    if (!error && cell.cursor.error())
        error = *cell.cursor.error();
    if (!error && isNull)
        error = Error(ErrorKind::Conversion,
                u"The column \"%1\" is NULL, but the selection's type has no place for that."_s.arg(
                        cell.cursor.columnName(cell.column)))
                        .setHint(u"coalesce() gives another value instead."_s);
    if (cell.field)
        error->setModel(cell.field->model()->className, cell.field->property);
    return *std::move(error);
}

} // namespace quoin
