// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/mysqltypes_p.h>

#include <quoin/core/datetext.h>
#include <quoin/db/drivers/valuetext_p.h>

#include <QtCore/qendian.h>

namespace quoin::mysql {

namespace {

template<class Number>
Number number(Cell cell, qsizetype offset = 0)
{
    return qFromLittleEndian<Number>(cell.data() + offset);
}

/// The bytes of a fixed-size type; 0 for those that say their length themselves.
qsizetype fixedSize(enum_field_types type)
{
    switch (type) {
    case MYSQL_TYPE_TINY: return 1;
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_YEAR: return 2;
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_FLOAT: return 4;
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_DOUBLE: return 8;
    default: return 0;
    }
}

bool isDated(enum_field_types type)
{
    return type == MYSQL_TYPE_DATE || type == MYSQL_TYPE_NEWDATE || type == MYSQL_TYPE_DATETIME || type == MYSQL_TYPE_TIMESTAMP;
}

bool isString(const Column &column)
{
    return fixedSize(column.type) == 0 && !isDated(column.type) && column.type != MYSQL_TYPE_TIME
            && column.type != MYSQL_TYPE_BIT;
}

/// An integer of any width; false for what is none.
bool integer(const Column &column, Cell cell, qint64 &value)
{
    const bool plain = !column.isUnsigned;
    switch (column.type) {
    case MYSQL_TYPE_TINY: value = plain ? qint64(qint8(cell.front())) : qint64(quint8(cell.front())); return true;
    case MYSQL_TYPE_SHORT: value = plain ? qint64(number<qint16>(cell)) : qint64(number<quint16>(cell)); return true;
    case MYSQL_TYPE_YEAR: value = number<quint16>(cell); return true;
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG: value = plain ? qint64(number<qint32>(cell)) : qint64(number<quint32>(cell)); return true;
    case MYSQL_TYPE_LONGLONG: value = number<qint64>(cell); return plain || value >= 0;
    case MYSQL_TYPE_BIT: {
        if (cell.size() > 8)
            return false;
        quint64 bits = 0;
        for (const char byte : cell)
            bits = bits << 8 | uchar(byte);
        value = qint64(bits);
        return value >= 0;
    }
    default: return false;
    }
}

/// A decimal's digits before the point when there is nothing after it, as sum() of integers gives them.
Cell wholePart(Cell text)
{
    const qsizetype point = text.indexOf('.');
    if (point < 0)
        return text;
    for (const char digit : text.sliced(point + 1)) {
        if (digit != '0')
            return text;
    }
    return text.first(point);
}

QTime timeAt(Cell cell, qsizetype offset)
{
    const int microseconds = cell.size() > offset + 3 ? int(number<quint32>(cell, offset + 3)) : 0;
    return QTime(cell[offset], cell[offset + 1], cell[offset + 2], microseconds / 1000);
}

} // namespace

Cell takeCell(enum_field_types type, unsigned char *&row)
{
    const auto take = [&row](qsizetype size) {
        const Cell cell(row, size);
        row += size;
        return cell;
    };
    if (const qsizetype size = fixedSize(type))
        return take(size);
    // A length of one byte, or of the two, three or eight bytes that follow the marks 252, 253 and 254.
    const uchar mark = *row++;
    quint64 length = 0;
    switch (mark) {
    case 252:
        length = qFromLittleEndian<quint16>(row);
        row += 2;
        break;
    case 253:
        length = quint64(row[0]) | quint64(row[1]) << 8 | quint64(row[2]) << 16;
        row += 3;
        break;
    case 254:
        length = qFromLittleEndian<quint64>(row);
        row += 8;
        break;
    default: length = mark;
    }
    return take(qsizetype(length));
}

bool decode(const Column &column, Cell cell, bool &value)
{
    qint64 number = 0;
    if (integer(column, cell, number)) {
        value = number != 0;
        return true;
    }
    return isString(column) && parseBool(cell, value);
}

bool decode(const Column &column, Cell cell, qint64 &value)
{
    return integer(column, cell, value) || (isString(column) && parseInt64(wholePart(cell), value));
}

bool decode(const Column &column, Cell cell, quint64 &value)
{
    if (column.type == MYSQL_TYPE_LONGLONG && column.isUnsigned) {
        value = number<quint64>(cell);
        return true;
    }
    qint64 plain = 0;
    if (integer(column, cell, plain)) {
        value = quint64(plain);
        return plain >= 0;
    }
    return isString(column) && parseUInt64(wholePart(cell), value);
}

bool decode(const Column &column, Cell cell, double &value)
{
    switch (column.type) {
    case MYSQL_TYPE_DOUBLE: value = number<double>(cell); return true;
    case MYSQL_TYPE_FLOAT: value = double(number<float>(cell)); return true;
    default: break;
    }
    if (quint64 whole = 0; column.isUnsigned && fixedSize(column.type) && decode(column, cell, whole)) {
        value = double(whole);
        return true;
    }
    qint64 plain = 0;
    if (integer(column, cell, plain)) {
        value = double(plain);
        return true;
    }
    return isString(column) && parseDouble(cell, value);
}

bool decode(const Column &column, Cell cell, QString &value)
{
    if (isString(column)) {
        value = textFromUtf8(cell);
        return true;
    }
    std::string text;
    switch (column.type) {
    case MYSQL_TYPE_DOUBLE: appendDouble(number<double>(cell), text); break;
    case MYSQL_TYPE_FLOAT: appendFloat(number<float>(cell), text); break;
    case MYSQL_TYPE_TIME: {
        QTime time;
        TimeText chars;
        if (!decode(column, cell, time) || !formatTime(time, chars))
            return false;
        text = chars.data();
        break;
    }
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE: {
        QDate date;
        DateText chars;
        if (!decode(column, cell, date) || !formatDate(date, chars))
            return false;
        text = chars.data();
        break;
    }
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP: {
        QDateTime dateTime;
        DateTimeText chars;
        if (!decode(column, cell, dateTime) || !formatDateTime(dateTime, chars))
            return false;
        text = chars.data();
        break;
    }
    default: {
        qint64 plain = 0;
        quint64 whole = 0;
        if (integer(column, cell, plain))
            text = std::to_string(plain);
        else if (decode(column, cell, whole))
            text = std::to_string(whole);
        else
            return false;
    }
    }
    value = QString::fromLatin1(text.data(), qsizetype(text.size()));
    return true;
}

bool decode(const Column &column, Cell cell, QByteArray &value)
{
    if (!isString(column) && column.type != MYSQL_TYPE_BIT)
        return false;
    value = QByteArray(cell.data(), cell.size());
    return true;
}

bool decode(const Column &column, Cell cell, QDate &value)
{
    if (!isDated(column.type))
        return isString(column) && parseDate(cell, value);
    if (cell.size() < 4)
        return false; // 0000-00-00
    const QDate date(number<quint16>(cell), cell[2], cell[3]);
    if (!date.isValid())
        return false;
    value = date;
    return true;
}

bool decode(const Column &column, Cell cell, QTime &value)
{
    if (column.type != MYSQL_TYPE_TIME)
        return isString(column) && parseTime(cell, value);
    if (cell.isEmpty()) {
        value = QTime(0, 0);
        return true;
    }
    // A sign, days, then the time of the day: MySQL's TIME is a duration.
    if (cell.size() < 8 || cell[0] != 0 || number<quint32>(cell, 1) != 0)
        return false;
    value = timeAt(cell, 5);
    return value.isValid();
}

bool decode(const Column &column, Cell cell, QDateTime &value)
{
    if (!isDated(column.type))
        return isString(column) && parseDateTime(cell, value);
    QDate date;
    if (!decode(column, cell, date))
        return false;
    value = QDateTime(date, cell.size() >= 7 ? timeAt(cell, 4) : QTime(0, 0), Qt::UTC);
    return value.isValid();
}

bool decode(const Column &column, Cell cell, QUuid &value)
{
    if (!isString(column))
        return false;
    if (column.isBinary && cell.size() == 16) {
        value = QUuid::fromRfc4122(cell);
        return true;
    }
    const auto read = valueFromText(cell, schema::ColumnType::of(schema::TypeKind::Uuid));
    if (read)
        value = *read->get<QUuid>();
    return read.has_value();
}

bool decode(const Column &column, Cell cell, Decimal &value)
{
    if (isString(column)) {
        auto decimal = Decimal::fromLatin1(QLatin1StringView(cell));
        if (decimal)
            value = *decimal;
        return decimal.has_value();
    }
    if (quint64 whole = 0; column.isUnsigned && fixedSize(column.type) && decode(column, cell, whole)) {
        value = Decimal(whole);
        return true;
    }
    qint64 plain = 0;
    if (!integer(column, cell, plain))
        return false;
    value = Decimal(plain);
    return true;
}

Value decodeRaw(const Column &column, Cell cell)
{
    if (column.type == MYSQL_TYPE_DOUBLE || column.type == MYSQL_TYPE_FLOAT) {
        double number = 0;
        decode(column, cell, number);
        return number;
    }
    if (qint64 plain = 0; integer(column, cell, plain))
        return plain;
    if (quint64 whole = 0; column.type == MYSQL_TYPE_LONGLONG && decode(column, cell, whole))
        return whole;
    if (column.isBinary && isString(column) && column.type != MYSQL_TYPE_NEWDECIMAL)
        return QByteArray(cell.data(), cell.size());
    QString text;
    return decode(column, cell, text) ? Value(std::move(text)) : Value();
}

} // namespace quoin::mysql
