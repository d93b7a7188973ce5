// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/valuetext_p.h>

#include <quoin/core/datetext.h>

#include <QtCore/qstringconverter.h>

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace quoin {

TextFault appendUtf8(QStringView text, std::string &utf8)
{
    const size_t before = utf8.size();
    if (text.isEmpty())
        return TextFault::None;
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    utf8.resize(before + size_t(encoder.requiredSpace(text.size())));
    char *const begin = utf8.data() + before;
    char *const end = encoder.appendToBuffer(begin, text);
    TextFault fault = TextFault::None;
    if (encoder.hasError())
        fault = TextFault::LoneSurrogate;
    else if (std::memchr(begin, '\0', size_t(end - begin)))
        fault = TextFault::Nul;
    utf8.resize(fault == TextFault::None ? size_t(end - utf8.data()) : before);
    return fault;
}

QString faultText(TextFault fault)
{
    switch (fault) {
    case TextFault::None: return {};
    case TextFault::Nul: return u"the text contains the character NUL, which no database text can hold"_s;
    case TextFault::LoneSurrogate: return u"the text contains half of a surrogate pair, which is not Unicode text"_s;
    }
    return {};
}

template<class Number>
static bool parseNumber(QByteArrayView text, Number &value)
{
    const char *const end = text.data() + text.size();
    Number read {};
    const auto [stop, fault] = std::from_chars(text.data(), end, read);
    if (fault != std::errc() || stop != end)
        return false;
    value = read;
    return true;
}

bool parseInt64(QByteArrayView text, qint64 &value) { return parseNumber(text, value); }

bool parseUInt64(QByteArrayView text, quint64 &value) { return parseNumber(text, value); }

bool parseDouble(QByteArrayView text, double &value) { return parseNumber(text, value); }

bool parseBool(QByteArrayView text, bool &value)
{
    static constexpr const char *yes[] = { "1", "t", "true", "on", "yes" };
    static constexpr const char *no[] = { "0", "f", "false", "off", "no" };
    for (const char *word : yes) {
        if (text.compare(word, Qt::CaseInsensitive) == 0)
            return value = true, true;
    }
    for (const char *word : no) {
        if (text.compare(word, Qt::CaseInsensitive) == 0)
            return value = false, true;
    }
    return false;
}

bool parseHexBinary(QByteArrayView text, QByteArray &value)
{
    if (!text.startsWith("\\x") || text.size() % 2 != 0)
        return false;
    const QByteArray hex = QByteArray::fromRawData(text.data() + 2, text.size() - 2);
    QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() * 2 != hex.size())
        return false;
    value = std::move(bytes);
    return true;
}

template<class Number>
static void appendNumber(Number value, std::string &text)
{
    if constexpr (std::is_floating_point_v<Number>) {
        if (std::isnan(value)) {
            text += "NaN";
            return;
        }
        if (std::isinf(value)) {
            text += value < 0 ? "-Infinity" : "Infinity";
            return;
        }
    }
    std::array<char, 32> buffer;
    const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    text.append(buffer.data(), end);
}

void appendDouble(double value, std::string &text) { appendNumber(value, text); }

void appendFloat(float value, std::string &text) { appendNumber(value, text); }

std::optional<Value> valueFromText(QByteArrayView text, const schema::ColumnType &type)
{
    using schema::TypeKind;
    // What a getter fills, when it could.
    const auto read = [&text]<class T>(bool (*parse)(QByteArrayView, T &)) -> std::optional<Value> {
        T value {};
        return parse(text, value) ? std::optional<Value>(std::move(value)) : std::nullopt;
    };
    switch (type.kind) {
    case TypeKind::Bool: return read(&parseBool);
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return read(&parseInt64);
    case TypeKind::UInt64: return read(&parseUInt64);
    case TypeKind::Float:
        if (double number = 0; parseDouble(text, number))
            return Value(double(float(number)));
        return {};
    case TypeKind::Double: return read(&parseDouble);
    case TypeKind::Decimal:
        if (auto decimal = Decimal::fromLatin1(QLatin1StringView(text)))
            return Value(*decimal);
        return {};
    case TypeKind::Binary: return read(&parseHexBinary);
    case TypeKind::Date: return read(static_cast<bool (*)(QByteArrayView, QDate &)>(&parseDate));
    case TypeKind::Time: return read(static_cast<bool (*)(QByteArrayView, QTime &)>(&parseTime));
    case TypeKind::DateTime: return read(static_cast<bool (*)(QByteArrayView, QDateTime &)>(&parseDateTime));
    case TypeKind::Uuid:
        if (const QUuid uuid = QUuid::fromString(QLatin1StringView(text)); !uuid.isNull() || text.startsWith("00000000-"))
            return Value(uuid);
        return {};
    case TypeKind::Json: return Value(JsonText { text.toByteArray() });
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum:
    case TypeKind::Opaque: return Value(QString::fromUtf8(text));
    case TypeKind::Array:
    case TypeKind::Vector: break;
    }
    return {};
}

static Error cannotWrite(const QString &why) { return Error(ErrorKind::Conversion, why); }

Result<std::string> valueToText(const Value &value)
{
    std::string text;
    const auto dated = [&text](bool written, const auto &chars) -> Result<std::string> {
        if (!written)
            return cannotWrite(u"a date or time is invalid or outside the years 1 to 9999"_s);
        return text.assign(chars.data());
    };
    switch (value.type()) {
    case Value::Type::Bool: return std::string(*value.get<bool>() ? "true" : "false");
    case Value::Type::Int: return std::to_string(*value.get<qint64>());
    case Value::Type::UInt: return std::to_string(*value.get<quint64>());
    case Value::Type::Double: appendDouble(*value.get<double>(), text); return text;
    case Value::Type::Text:
        if (const TextFault fault = appendUtf8(*value.get<QString>(), text); fault != TextFault::None)
            return cannotWrite(faultText(fault));
        return text;
    case Value::Type::Binary: return "\\x" + value.get<QByteArray>()->toHex().toStdString();
    case Value::Type::Date: {
        DateText chars;
        return dated(formatDate(*value.get<QDate>(), chars), chars);
    }
    case Value::Type::Time: {
        TimeText chars;
        return dated(formatTime(*value.get<QTime>(), chars), chars);
    }
    case Value::Type::DateTime: {
        DateTimeText chars;
        return dated(formatDateTime(*value.get<QDateTime>(), chars), chars);
    }
    case Value::Type::Uuid: return value.get<QUuid>()->toByteArray(QUuid::WithoutBraces).toStdString();
    case Value::Type::Decimal: return value.decimal()->toLatin1().toStdString();
    case Value::Type::Json: return value.get<JsonText>()->utf8.toStdString();
    case Value::Type::Null:
    case Value::Type::List:
    case Value::Type::Vector: break;
    }
    return cannotWrite(u"a value of type %1 has no text of its own"_s.arg(valueTypeName(value.type())));
}

} // namespace quoin
