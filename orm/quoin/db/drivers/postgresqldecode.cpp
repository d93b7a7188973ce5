// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqltypes_p.h>

#include <quoin/core/datetext.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>

#include <QtCore/qendian.h>

#include <limits>

namespace quoin::postgresql {

namespace {

constexpr qint64 dayMs = 86400000;

template<class Number>
Number number(Cell cell)
{
    return qFromBigEndian<Number>(cell.data());
}

/// Milliseconds of microseconds, what is beyond cut off also before the year 2000: as the text of the same moment would be read.
qint64 floorMs(qint64 microseconds) { return microseconds / 1000 - (microseconds % 1000 < 0); }

/// numeric in plain notation, or the words NaN, Infinity, -Infinity.
bool numericText(Cell cell, std::string &text)
{
    if (cell.size() < 8)
        return false;
    const auto at = [&cell](qsizetype index) { return qFromBigEndian<quint16>(cell.data() + 2 * index); };
    const int count = at(0);
    const int weight = qint16(at(1));
    const int scale = at(3);
    switch (at(2)) {
    case 0x0000: break;
    case 0x4000: text += '-'; break;
    case 0xC000: text += "NaN"; return true;
    case 0xD000: text += "Infinity"; return true;
    case 0xF000: text += "-Infinity"; return true;
    default: return false;
    }
    if (cell.size() < 8 + 2 * count)
        return false;
    const auto group = [&](int index) { return index >= 0 && index < count ? int(at(4 + index)) : 0; };
    if (weight < 0)
        text += '0';
    for (int index = 0; index <= weight; ++index) {
        if (index == 0)
            text += std::to_string(group(0));
        else
            for (int value = group(index), unit = 1000; unit > 0; unit /= 10)
                text += char('0' + value / unit % 10);
    }
    if (scale > 0)
        text += '.';
    for (int digit = 0; digit < scale; ++digit) {
        static constexpr int units[] = { 1000, 100, 10, 1 };
        text += char('0' + group(weight + 1 + digit / 4) / units[digit % 4] % 10);
    }
    return true;
}

/// A numeric without fraction, in groups of four digits.
template<class Integer>
bool numericInteger(Cell cell, Integer &value)
{
    std::string text;
    if (!numericText(cell, text))
        return false;
    if (const size_t point = text.find('.'); point != std::string::npos) {
        if (text.find_first_not_of('0', point + 1) != std::string::npos)
            return false;
        text.resize(point);
    }
    if constexpr (std::is_unsigned_v<Integer>)
        return parseUInt64(text, value);
    else
        return parseInt64(text, value);
}

bool timestampMs(qint64 microseconds, qint64 &ms)
{
    using Limits = std::numeric_limits<qint64>;
    if (microseconds == Limits::max() || microseconds == Limits::min())
        return false; // infinity
    ms = floorMs(microseconds) + epoch2000Ms;
    return true;
}

/// The elements of a one-dimensional array, one call each; false when there are more dimensions or \a take gives false.
template<class Reserve, class Take>
bool eachElement(Cell cell, Reserve reserve, Take take)
{
    if (cell.size() < 12)
        return false;
    const auto dimensions = number<qint32>(cell);
    if (dimensions == 0)
        return true;
    if (dimensions != 1 || cell.size() < 20)
        return false;
    const char *const end = cell.data() + cell.size();
    const char *at = cell.data() + 20;
    const auto count = qFromBigEndian<qint32>(cell.data() + 12);
    reserve(size_t(count));
    for (qint32 i = 0; i < count; ++i) {
        if (end - at < 4)
            return false;
        const auto length = qFromBigEndian<qint32>(at);
        at += 4;
        if (length > end - at || !take(length < 0 ? Cell() : Cell(at, length)))
            return false;
        at += qMax(length, 0);
    }
    return true;
}

template<class T>
std::optional<Value> decoded(quint32 type, Cell cell)
{
    T value {};
    return decode(type, cell, value) ? std::optional<Value>(std::move(value)) : std::nullopt;
}

std::optional<Value> decodeElement(quint32 type, Cell cell, const schema::ColumnType &wanted)
{
    using schema::TypeKind;
    switch (wanted.kind) {
    case TypeKind::Bool: return decoded<bool>(type, cell);
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return decoded<qint64>(type, cell);
    case TypeKind::UInt64: return decoded<quint64>(type, cell);
    case TypeKind::Float:
    case TypeKind::Double: return decoded<double>(type, cell);
    case TypeKind::Decimal: return decoded<Decimal>(type, cell);
    case TypeKind::Binary: return decoded<QByteArray>(type, cell);
    case TypeKind::Date: return decoded<QDate>(type, cell);
    case TypeKind::Time: return decoded<QTime>(type, cell);
    case TypeKind::DateTime: return decoded<QDateTime>(type, cell);
    case TypeKind::Uuid: return decoded<QUuid>(type, cell);
    case TypeKind::Json: {
        JsonText json;
        return decodeJson(type, cell, json.utf8) ? std::optional<Value>(std::move(json)) : std::nullopt;
    }
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum:
    case TypeKind::Opaque: return decoded<QString>(type, cell);
    case TypeKind::Array:
    case TypeKind::Vector: break;
    }
    return {};
}

} // namespace

bool decode(quint32 type, Cell cell, bool &value)
{
    switch (type) {
    case Bool: value = cell.front() != 0; return true;
    case Int2:
    case Int4:
    case Int8: {
        qint64 integer = 0;
        if (!decode(type, cell, integer))
            return false;
        value = integer != 0;
        return true;
    }
    default: return isText(type) && parseBool(cell, value);
    }
}

bool decode(quint32 type, Cell cell, qint64 &value)
{
    switch (type) {
    case Int8: value = number<qint64>(cell); return true;
    case Int4: value = number<qint32>(cell); return true;
    case Int2: value = number<qint16>(cell); return true;
    case ObjectId: value = number<quint32>(cell); return true;
    case Bool: value = cell.front() != 0; return true;
    case Numeric: return numericInteger(cell, value);
    default: return isText(type) && parseInt64(cell, value);
    }
}

bool decode(quint32 type, Cell cell, quint64 &value)
{
    if (type == Numeric)
        return numericInteger(cell, value);
    if (isText(type))
        return parseUInt64(cell, value);
    qint64 integer = 0;
    if (!decode(type, cell, integer) || integer < 0)
        return false;
    value = quint64(integer);
    return true;
}

bool decode(quint32 type, Cell cell, double &value)
{
    switch (type) {
    case Float8: value = number<double>(cell); return true;
    case Float4: value = double(number<float>(cell)); return true;
    case Int8: value = double(number<qint64>(cell)); return true;
    case Int4: value = number<qint32>(cell); return true;
    case Int2: value = number<qint16>(cell); return true;
    case Numeric: {
        std::string text;
        return numericText(cell, text) && parseDouble(text, value);
    }
    default: return isText(type) && parseDouble(cell, value);
    }
}

bool decode(quint32 type, Cell cell, QString &value)
{
    if (isText(type) || type == Json) {
        // "char" is the catalogue's single byte; none is a zero, which as text is empty.
        const bool isNone = type == Char && !cell.isEmpty() && cell.front() == '\0';
        value = isNone ? QString(QLatin1StringView("")) : textFromUtf8(cell);
        return true;
    }
    std::string text;
    switch (type) {
    case Jsonb: value = QString::fromUtf8(cell.sliced(1)); return true;
    case Bool: value = cell.front() != 0 ? QStringLiteral("true") : QStringLiteral("false"); return true;
    case Numeric: numericText(cell, text); break;
    case Float4: appendFloat(number<float>(cell), text); break;
    case Float8: appendDouble(number<double>(cell), text); break;
    case Bytea: text = "\\x" + cell.toByteArray().toHex().toStdString(); break;
    case Date: {
        QDate date;
        DateText chars;
        if (!decode(type, cell, date) || !formatDate(date, chars))
            return false;
        text = chars.data();
        break;
    }
    case Time: {
        QTime time;
        TimeText chars;
        if (!decode(type, cell, time) || !formatTime(time, chars))
            return false;
        text = chars.data();
        break;
    }
    case Timestamp:
    case Timestamptz: {
        QDateTime dateTime;
        DateTimeText chars;
        if (!decode(type, cell, dateTime) || !formatDateTime(dateTime, chars))
            return false;
        text = chars.data();
        break;
    }
    case Uuid: {
        QUuid uuid;
        if (!decode(type, cell, uuid))
            return false;
        value = uuid.toString(QUuid::WithoutBraces);
        return true;
    }
    default: {
        qint64 integer = 0;
        if (const quint32 element = elementOf(type)) {
            ValueList list;
            const bool read = eachElement(
                    cell, [&](size_t count) { list.reserve(count); },
                    [&](Cell item) {
                        list.push_back(item.isNull() ? Value() : decodeRaw(element, item));
                        return true;
                    });
            if (!read)
                return false;
            value = QString::fromUtf8(listToArrayLiteral(list));
            return true;
        }
        if (!decode(type, cell, integer))
            return false;
        text = std::to_string(integer);
    }
    }
    value = QString::fromLatin1(text.data(), qsizetype(text.size()));
    return true;
}

bool decode(quint32 type, Cell cell, QByteArray &value)
{
    if (type == Bytea) {
        value = QByteArray(cell.data(), cell.size());
        return true;
    }
    return isText(type) && parseHexBinary(cell, value);
}

bool decode(quint32 type, Cell cell, QDate &value)
{
    switch (type) {
    case Date: {
        const auto days = number<qint32>(cell);
        if (days == std::numeric_limits<qint32>::max() || days == std::numeric_limits<qint32>::min())
            return false; // infinity
        value = QDate::fromJulianDay(julianDay2000 + days);
        return value.isValid();
    }
    case Timestamp:
    case Timestamptz: {
        qint64 ms = 0;
        if (!timestampMs(number<qint64>(cell), ms))
            return false;
        ms -= epoch2000Ms;
        value = QDate::fromJulianDay(julianDay2000 + ms / dayMs - (ms % dayMs < 0));
        return value.isValid();
    }
    default: return isText(type) && parseDate(cell, value);
    }
}

bool decode(quint32 type, Cell cell, QTime &value)
{
    if (type != Time)
        return isText(type) && parseTime(cell, value);
    const qint64 ms = number<qint64>(cell) / 1000;
    if (ms >= dayMs)
        return false; // 24:00:00
    value = QTime::fromMSecsSinceStartOfDay(int(ms));
    return true;
}

bool decode(quint32 type, Cell cell, QDateTime &value)
{
    switch (type) {
    case Timestamptz:
    case Timestamp: {
        qint64 ms = 0;
        if (!timestampMs(number<qint64>(cell), ms))
            return false;
        value = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
        return true;
    }
    case Date: {
        QDate date;
        if (!decode(type, cell, date))
            return false;
        value = date.startOfDay(Qt::UTC);
        return true;
    }
    default: return isText(type) && parseDateTime(cell, value);
    }
}

bool decode(quint32 type, Cell cell, QUuid &value)
{
    if (type == Uuid) {
        if (cell.size() != 16)
            return false;
        value = QUuid::fromRfc4122(cell);
        return true;
    }
    if (!isText(type))
        return false;
    const auto read = valueFromText(cell, schema::ColumnType::of(schema::TypeKind::Uuid));
    if (read)
        value = *read->get<QUuid>();
    return read.has_value();
}

bool decode(quint32 type, Cell cell, Decimal &value)
{
    std::string text;
    qint64 integer = 0;
    switch (type) {
    case Numeric:
        if (!numericText(cell, text))
            return false;
        break;
    case Float4:
    case Float8: return false; // which decimal was meant is not known
    default:
        if (isText(type)) {
            text.assign(cell.data(), size_t(cell.size()));
            break;
        }
        if (!decode(type, cell, integer))
            return false;
        value = Decimal(integer);
        return true;
    }
    auto decimal = Decimal::fromLatin1(QLatin1StringView(text.data(), qsizetype(text.size())));
    if (decimal)
        value = *decimal;
    return decimal.has_value();
}

bool decodeJson(quint32 type, Cell cell, QByteArray &utf8)
{
    if (type == Jsonb)
        cell = cell.sliced(1);
    else if (type != Json && !isText(type))
        return false;
    utf8 = QByteArray(cell.data(), cell.size());
    return true;
}

bool decode(quint32 type, Cell cell, const schema::ColumnType &element, ValueList &value)
{
    const quint32 elementType = elementOf(type);
    if (elementType == 0) {
        QByteArray utf8;
        return decodeJson(type, cell, utf8) && listFromText(utf8, element, value);
    }
    ValueList list;
    const bool read = eachElement(
            cell, [&](size_t count) { list.reserve(count); },
            [&](Cell item) {
                if (item.isNull()) {
                    list.emplace_back();
                    return true;
                }
                auto decoded = decodeElement(elementType, item, element);
                if (!decoded)
                    return false;
                list.push_back(*std::move(decoded));
                return true;
            });
    if (read)
        value = std::move(list);
    return read;
}

bool decode(quint32 type, Cell cell, Value::Vector &value)
{
    const quint32 elementType = elementOf(type);
    if (elementType == 0) {
        QByteArray utf8;
        return decodeJson(type, cell, utf8) && vectorFromText(utf8, value);
    }
    Value::Vector vector;
    const bool read = eachElement(
            cell, [&](size_t count) { vector.reserve(count); },
            [&](Cell item) {
                double number = 0;
                if (item.isNull() || !decode(elementType, item, number))
                    return false;
                vector.push_back(float(number));
                return true;
            });
    if (read)
        value = std::move(vector);
    return read;
}

Value decodeRaw(quint32 type, Cell cell)
{
    switch (type) {
    case Bool: return cell.front() != 0;
    case Int2:
    case Int4:
    case Int8:
    case ObjectId: {
        qint64 integer = 0;
        decode(type, cell, integer);
        return integer;
    }
    case Float4:
    case Float8: {
        double number = 0;
        decode(type, cell, number);
        return number;
    }
    case Bytea: return QByteArray(cell.data(), cell.size());
    default: {
        QString text;
        return decode(type, cell, text) ? Value(std::move(text)) : Value();
    }
    }
}

} // namespace quoin::postgresql
