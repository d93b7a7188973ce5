// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/postgresqltypes_p.h>

#include <quoin/core/datetext.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>

#include <QtCore/qendian.h>

#include <array>
#include <cmath>
#include <limits>

namespace quoin::postgresql {

namespace {

template<class Number>
Encoded binary(Number value, std::string &bytes)
{
    std::array<char, sizeof(Number)> buffer;
    qToBigEndian(value, buffer.data());
    bytes.append(buffer.data(), buffer.size());
    return Encoded::Binary;
}

Encoded text(std::string_view value, std::string &bytes)
{
    bytes += value;
    return Encoded::Text;
}

template<class Small>
Encoded narrowed(auto value, std::string &bytes)
{
    return std::in_range<Small>(value) ? binary(Small(value), bytes) : Encoded::OutOfRange;
}

/// numeric: groups of four digits with the weight of the first, a sign and the number of digits after the point. \a digits is
/// plain notation.
Encoded numeric(std::string_view digits, std::string &bytes)
{
    const bool negative = digits.starts_with('-');
    if (negative)
        digits.remove_prefix(1);
    const std::string_view whole = digits.substr(0, digits.find('.'));
    const std::string_view fraction = whole.size() < digits.size() ? digits.substr(whole.size() + 1) : std::string_view();
    const auto groupsOf = [](size_t count) { return (count + 3) / 4; };

    const size_t wholeGroups = groupsOf(whole.size());
    std::vector<qint16> groups(wholeGroups + groupsOf(fraction.size()));
    for (size_t i = 0; i < whole.size(); ++i) { // groups count from the point, so the first may be short
        qint16 &group = groups[wholeGroups - 1 - (whole.size() - 1 - i) / 4];
        group = qint16(group * 10 + (whole[i] - '0'));
    }
    for (size_t i = 0; i < groupsOf(fraction.size()) * 4; ++i) {
        qint16 &group = groups[wholeGroups + i / 4];
        group = qint16(group * 10 + (i < fraction.size() ? fraction[i] - '0' : 0));
    }
    size_t first = 0;
    while (first < groups.size() && groups[first] == 0)
        ++first;
    size_t end = groups.size();
    while (end > first && groups[end - 1] == 0)
        --end;

    binary(qint16(end - first), bytes);
    binary(qint16(first < end ? qint64(wholeGroups) - 1 - qint64(first) : 0), bytes);
    binary(quint16(negative && first < end ? 0x4000 : 0), bytes);
    binary(qint16(fraction.size()), bytes);
    for (size_t i = first; i < end; ++i)
        binary(groups[i], bytes);
    return Encoded::Binary;
}

template<class Integer>
Encoded integer(quint32 type, Integer value, std::string &bytes)
{
    switch (type) {
    case Int8: return narrowed<qint64>(value, bytes);
    case Int4: return narrowed<qint32>(value, bytes);
    case Int2: return narrowed<qint16>(value, bytes);
    case ObjectId: return narrowed<quint32>(value, bytes);
    case Numeric: return numeric(std::to_string(value), bytes);
    default: return text(std::to_string(value), bytes);
    }
}

template<size_t N>
Encoded dated(bool formatted, const std::array<char, N> &chars, std::string &bytes)
{
    return formatted ? text(chars.data(), bytes) : Encoded::OutOfRange;
}

Encoded encodeValue(quint32 type, const Value &value, std::string &bytes)
{
    return std::visit(
            [&]<class T>(const T &given) {
                if constexpr (std::is_same_v<T, QString>) {
                    return appendUtf8(given, bytes) != TextFault::None ? Encoded::OutOfRange
                            : isText(type)                             ? Encoded::Binary
                                                                       : Encoded::Text;
                } else if constexpr (std::is_same_v<T, QByteArray>) {
                    return encode(type, QByteArrayView(given), bytes);
                } else if constexpr (std::is_same_v<T, JsonText>) {
                    return encodeJson(type, given.utf8, bytes);
                } else if constexpr (std::is_same_v<T, std::shared_ptr<const Decimal>>) {
                    return encode(type, *given, bytes);
                } else if constexpr (requires { encode(type, given, bytes); }) {
                    return encode(type, given, bytes);
                } else {
                    return Encoded::Text; // no list in a list
                }
            },
            value.variant());
}

} // namespace

quint32 elementOf(quint32 type)
{
    switch (type) {
    case 1000: return Bool;
    case 1001: return Bytea;
    case 1002: return Char;
    case 1003: return Name;
    case 1016: return Int8;
    case 1005: return Int2;
    case 1007: return Int4;
    case 1009: return Text;
    case 1028: return ObjectId;
    case 199: return Json;
    case 143: return Xml;
    case 1021: return Float4;
    case 1022: return Float8;
    case 1014: return Bpchar;
    case 1015: return Varchar;
    case 1182: return Date;
    case 1183: return Time;
    case 1115: return Timestamp;
    case 1185: return Timestamptz;
    case 1231: return Numeric;
    case 1263: return Cstring;
    case 2951: return Uuid;
    case 3807: return Jsonb;
    default: return 0;
    }
}

bool isText(quint32 type)
{
    switch (type) {
    case Char:
    case Name:
    case Text:
    case Xml:
    case Unknown:
    case Bpchar:
    case Varchar:
    case Cstring: return true;
    default: return false;
    }
}

bool isKnown(quint32 type)
{
    switch (type) {
    case Bool:
    case Bytea:
    case Int8:
    case Int2:
    case Int4:
    case ObjectId:
    case Json:
    case Float4:
    case Float8:
    case Date:
    case Time:
    case Timestamp:
    case Timestamptz:
    case Numeric:
    case Uuid:
    case Jsonb: return true;
    default: return isText(type) || elementOf(type) != 0;
    }
}

Encoded encode(quint32 type, bool value, std::string &bytes)
{
    return type == Bool ? binary(quint8(value), bytes) : text(value ? "true" : "false", bytes);
}

Encoded encode(quint32 type, qint64 value, std::string &bytes)
{
    switch (type) {
    case Float8: // exact up to 53 bits; beyond, the server rounds as it does with a literal
        return binary(double(value), bytes);
    default: return integer(type, value, bytes);
    }
}

Encoded encode(quint32 type, quint64 value, std::string &bytes) { return integer(type, value, bytes); }

Encoded encode(quint32 type, double value, std::string &bytes)
{
    switch (type) {
    case Float8: return binary(value, bytes);
    case Float4:
        if (std::isfinite(value) && std::abs(value) > double(std::numeric_limits<float>::max()))
            return Encoded::OutOfRange;
        return binary(float(value), bytes);
    default: appendDouble(value, bytes); return Encoded::Text;
    }
}

Encoded encode(quint32 type, QByteArrayView value, std::string &bytes)
{
    if (type == Bytea) {
        bytes.append(value.data(), size_t(value.size()));
        return Encoded::Binary;
    }
    return text("\\x" + value.toByteArray().toHex().toStdString(), bytes);
}

Encoded encode(quint32 type, QDate value, std::string &bytes)
{
    DateText chars;
    const bool formatted = formatDate(value, chars);
    if (formatted && type == Date)
        return binary(qint32(value.toJulianDay() - julianDay2000), bytes);
    return dated(formatted, chars, bytes);
}

Encoded encode(quint32 type, QTime value, std::string &bytes)
{
    if (value.isValid() && type == Time)
        return binary(qint64(value.msecsSinceStartOfDay()) * 1000, bytes);
    TimeText chars;
    return dated(formatTime(value, chars), chars, bytes);
}

Encoded encode(quint32 type, const QDateTime &value, std::string &bytes)
{
    static const qint64 first = QDate(1, 1, 1).startOfDay(Qt::UTC).toMSecsSinceEpoch();
    static const qint64 last = QDate(9999, 12, 31).endOfDay(Qt::UTC).toMSecsSinceEpoch();
    const qint64 ms = value.toMSecsSinceEpoch();
    if (!value.isValid() || ms < first || ms > last)
        return Encoded::OutOfRange;
    if (type == Timestamptz || type == Timestamp)
        return binary((ms - epoch2000Ms) * 1000, bytes);
    DateTimeText chars;
    const Encoded encoded = dated(formatDateTime(value, chars), chars, bytes);
    if (encoded == Encoded::Text && !isText(type))
        bytes += "+00";
    return encoded;
}

Encoded encode(quint32 type, const QUuid &value, std::string &bytes)
{
    if (type == Uuid) {
        binary(value.data1, bytes);
        binary(value.data2, bytes);
        binary(value.data3, bytes);
        bytes.append(reinterpret_cast<const char *>(value.data4), sizeof value.data4);
        return Encoded::Binary;
    }
    return text(value.toByteArray(QUuid::WithoutBraces).toStdString(), bytes);
}

Encoded encode(quint32 type, const Decimal &value, std::string &bytes)
{
    const std::string digits = value.toLatin1().toStdString();
    return type == Numeric ? numeric(digits, bytes) : text(digits, bytes);
}

Encoded encodeJson(quint32 type, QByteArrayView utf8, std::string &bytes)
{
    if (type == Jsonb)
        bytes += '\1'; // the version of the format
    bytes.append(utf8.data(), size_t(utf8.size()));
    return type == Jsonb || type == Json ? Encoded::Binary : Encoded::Text;
}

namespace {

/// Dimensions, "has NULLs", type of the elements, then size and lower bound of the one dimension; an empty array has none.
void appendArrayHeader(quint32 element, size_t count, bool nulls, std::string &bytes)
{
    binary(qint32(count > 0 ? 1 : 0), bytes);
    binary(qint32(nulls), bytes);
    binary(element, bytes);
    if (count == 0)
        return;
    binary(qint32(count), bytes);
    binary(qint32(1), bytes);
}

} // namespace

Encoded encode(quint32 type, const ValueList &value, std::string &bytes)
{
    const quint32 element = elementOf(type);
    const size_t before = bytes.size();
    const bool nulls = std::any_of(value.begin(), value.end(), [](const Value &item) { return item.isNull(); });
    appendArrayHeader(element, value.size(), nulls, bytes);
    for (const Value &item : value) {
        if (element == 0)
            break;
        const size_t lengthAt = bytes.size();
        binary(qint32(-1), bytes);
        if (item.isNull())
            continue;
        const Encoded encoded = encodeValue(element, item, bytes);
        if (encoded == Encoded::OutOfRange) {
            bytes.resize(before);
            return encoded;
        }
        if (encoded == Encoded::Text && !isText(element)) {
            // One element needs the server to convert it, so the whole array goes as text.
            bytes.resize(before);
            return text(listToArrayLiteral(value).toStdString(), bytes);
        }
        qToBigEndian(qint32(bytes.size() - lengthAt - sizeof(qint32)), bytes.data() + lengthAt);
    }
    if (element != 0)
        return Encoded::Binary;
    bytes.resize(before);
    return text(listToArrayLiteral(value).toStdString(), bytes);
}

Encoded encode(quint32 type, const Value::Vector &value, std::string &bytes)
{
    if (elementOf(type) != Float4) // pgvector's own type takes [1,2]; other arrays {1,2}
        return text((elementOf(type) ? vectorToArrayLiteral(value) : vectorToText(value)).toStdString(), bytes);
    appendArrayHeader(Float4, value.size(), false, bytes);
    bytes.reserve(bytes.size() + value.size() * 2 * sizeof(qint32));
    for (const float number : value) {
        binary(qint32(sizeof number), bytes);
        binary(number, bytes);
    }
    return Encoded::Binary;
}

} // namespace quoin::postgresql
