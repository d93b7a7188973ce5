// SPDX-License-Identifier: MIT
#include <quoin/meta/conversion_p.h>

#include <algorithm>
#include <cmath>

namespace quoin {

using namespace Qt::StringLiterals;

qsizetype characterCount(QStringView text)
{
    return text.size() - std::ranges::count_if(text, [](QChar c) { return c.isLowSurrogate(); });
}

// These say what was expected and never what was there: it is somebody's data, and errors are logged.
Error cannotRead(const Value &value, QStringView wanted)
{
    return Error(ErrorKind::Conversion,
            u"A value of the type "_s + valueTypeName(value.type()) + u" cannot be read as "_s + wanted + u'.');
}

namespace {

Error outOfRange(const QString &minimum, const QString &maximum)
{
    return Error(ErrorKind::Conversion, u"The number is not between "_s + minimum + u" and "_s + maximum + u'.');
}

// A number without a fraction, in the text that both integer parsers read.
std::optional<QString> wholeNumberText(const Value &value)
{
    if (const auto *text = value.get<QString>())
        return text->trimmed();
    if (const Decimal *decimal = value.decimal()) {
        const Decimal plain = decimal->normalized();
        return plain.scale() == 0 ? std::optional(plain.toString()) : std::nullopt;
    }
    if (const auto *real = value.get<double>()) {
        // Every whole double up to 2^64 is exact in this form.
        if (std::isfinite(*real) && std::trunc(*real) == *real && std::abs(*real) < 1.9e19)
            return QString::number(*real, 'f', 0);
    }
    if (const auto *flag = value.get<bool>())
        return *flag ? u"1"_s : u"0"_s;
    return std::nullopt;
}

/// Beyond 2^53 not every whole number is a double. Taken is the double's exact value, or the digits that identify it.
Result<double> wholeDouble(const Value &value, double real, const Decimal &exact)
{
    if (std::abs(real) < 9007199254740992.0)
        return real;
    for (const QString &name : { QString::number(real, 'f', 0), QString::number(real, 'g', QLocale::FloatingPointShortest) }) {
        if (Decimal::fromString(name).value_or(Decimal()) == exact)
            return real;
    }
    return cannotRead(value, u"a double, which keeps 15 digits of every number and not all of this one");
}

} // namespace

Result<qint64> toSigned(const Value &value, qint64 minimum, qint64 maximum)
{
    qint64 number = 0;
    if (const auto *given = value.get<qint64>()) {
        number = *given;
    } else if (const auto *given = value.get<quint64>()) {
        if (*given > quint64(maximum))
            return outOfRange(QString::number(minimum), QString::number(maximum));
        number = qint64(*given);
    } else {
        const auto text = wholeNumberText(value);
        bool ok = false;
        number = text ? text->toLongLong(&ok) : 0;
        if (!ok)
            return cannotRead(value, u"a whole number");
    }
    if (number < minimum || number > maximum)
        return outOfRange(QString::number(minimum), QString::number(maximum));
    return number;
}

Result<quint64> toUnsigned(const Value &value, quint64 maximum)
{
    quint64 number = 0;
    if (const auto *given = value.get<quint64>()) {
        number = *given;
    } else if (const auto *given = value.get<qint64>()) {
        if (*given < 0)
            return outOfRange(u"0"_s, QString::number(maximum));
        number = quint64(*given);
    } else {
        const auto text = wholeNumberText(value);
        bool ok = false;
        number = text ? text->toULongLong(&ok) : 0;
        if (!ok)
            return cannotRead(value, u"a whole number that is not negative");
    }
    if (number > maximum)
        return outOfRange(u"0"_s, QString::number(maximum));
    return number;
}

Result<double> toDouble(const Value &value)
{
    if (const auto *real = value.get<double>())
        return *real;
    if (const auto *number = value.get<qint64>())
        return wholeDouble(value, double(*number), Decimal(*number));
    if (const auto *number = value.get<quint64>())
        return wholeDouble(value, double(*number), Decimal(*number));
    if (const Decimal *decimal = value.decimal())
        return decimal->toDouble();
    if (const auto *text = value.get<QString>()) {
        const QString lower = text->trimmed().toLower();
        if (lower == "infinity"_L1 || lower == "-infinity"_L1)
            return (lower.front() == u'-' ? -1 : 1) * std::numeric_limits<double>::infinity();
        bool ok = false;
        const double real = lower.toDouble(&ok);
        if (ok)
            return real;
    }
    return cannotRead(value, u"a number");
}

Result<ValueList> toList(const Value &value)
{
    if (const ValueList *list = value.list())
        return *list;
    if (const Value::Vector *vector = value.vector())
        return ValueList(vector->begin(), vector->end());
    if (value.get<JsonText>()) {
        const auto json = parseJson(value);
        if (json && json->isArray()) {
            ValueList list;
            for (const QJsonValue element : json->toArray()) {
                auto converted = Value::fromVariant(element.toVariant());
                if (!converted)
                    return converted.error();
                list.push_back(*std::move(converted));
            }
            return list;
        }
    }
    return cannotRead(value, u"a list");
}

Result<QJsonValue> parseJson(const Value &value)
{
    const auto *json = value.get<JsonText>();
    if (!json)
        return cannotRead(value, u"JSON");
    // QJsonDocument reads arrays and objects only: any JSON value is the only element of an array.
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson('[' + json->utf8 + ']', &problem);
    if (problem.error != QJsonParseError::NoError || document.array().size() != 1)
        return Error(ErrorKind::Conversion, u"The text is not JSON: "_s + problem.errorString() + u'.');
    return document.array().at(0);
}

JsonText toJsonText(const QJsonValue &value)
{
    const QByteArray array
            = QJsonDocument(QJsonArray { value.isUndefined() ? QJsonValue() : value }).toJson(QJsonDocument::Compact);
    return { array.sliced(1, array.size() - 2) };
}

Result<bool> Conversion<bool>::fromValue(const Value &value)
{
    if (const auto *flag = value.get<bool>())
        return *flag;
    if (const auto *text = value.get<QString>()) {
        const QString lower = text->trimmed().toLower();
        for (const auto &word : { u"true"_s, u"t"_s, u"yes"_s, u"1"_s })
            if (lower == word)
                return true;
        for (const auto &word : { u"false"_s, u"f"_s, u"no"_s, u"0"_s })
            if (lower == word)
                return false;
    } else if (const auto number = toSigned(value, 0, 1)) {
        return *number == 1;
    }
    return cannotRead(value, u"true or false");
}

Result<float> Conversion<float>::fromValue(const Value &value)
{
    const auto real = toDouble(value);
    if (!real)
        return real.error();
    if (std::isfinite(*real) && std::abs(*real) > double(std::numeric_limits<float>::max()))
        return cannotRead(value, u"a float: it is too large");
    if (value.get<qint64>() && double(float(*real)) != *real)
        return cannotRead(value, u"a number with the 24 binary digits that a float keeps");
    return float(*real);
}

Value Conversion<Decimal>::toValue(const Decimal &value) { return Value(value); }

Result<Decimal> Conversion<Decimal>::fromValue(const Value &value)
{
    if (const Decimal *decimal = value.decimal())
        return *decimal;
    if (const auto *number = value.get<qint64>())
        return Decimal(*number);
    if (const auto *number = value.get<quint64>())
        return Decimal(*number);
    if (const auto *real = value.get<double>(); real && std::isfinite(*real)) // the digits that identify it: 0.1 is 0.1
        return Decimal::fromString(QString::number(*real, 'g', QLocale::FloatingPointShortest));
    if (const auto *text = value.get<QString>())
        return Decimal::fromString(text->trimmed());
    return cannotRead(value, u"a decimal number");
}

Value Conversion<QString>::toValue(const QString &value) { return Value(value); }

Result<QString> Conversion<QString>::fromValue(const Value &value)
{
    if (const auto *text = value.get<QString>())
        return *text;
    return cannotRead(value, u"text");
}

Value Conversion<QByteArray>::toValue(const QByteArray &value) { return Value(value); }

Result<QByteArray> Conversion<QByteArray>::fromValue(const Value &value)
{
    if (const auto *bytes = value.get<QByteArray>())
        return *bytes;
    return cannotRead(value, u"binary data");
}

Value Conversion<QDate>::toValue(const QDate &value) { return value.isValid() ? Value(value) : Value(); }

Result<QDate> Conversion<QDate>::fromValue(const Value &value)
{
    if (const auto *date = value.get<QDate>())
        return *date;
    if (const auto *text = value.get<QString>()) {
        // QDate would read the first ten characters and drop a time, which may be that of another day elsewhere.
        if (const QDate date = QDate::fromString(*text, Qt::ISODate); date.isValid() && text->size() == 10)
            return date;
    }
    return cannotRead(value, u"a date (2024-02-29)");
}

Value Conversion<QTime>::toValue(const QTime &value) { return value.isValid() ? Value(value) : Value(); }

Result<QTime> Conversion<QTime>::fromValue(const Value &value)
{
    if (const auto *time = value.get<QTime>())
        return *time;
    if (const auto *text = value.get<QString>()) {
        if (const QTime time = QTime::fromString(*text, Qt::ISODateWithMs); time.isValid())
            return time;
    }
    return cannotRead(value, u"a time (23:59:59.999)");
}

Value Conversion<QDateTime>::toValue(const QDateTime &value) { return value.isValid() ? Value(value.toUTC()) : Value(); }

Result<QDateTime> Conversion<QDateTime>::fromValue(const Value &value)
{
    if (const auto *given = value.get<QDateTime>())
        return given->toUTC();
    if (const auto *text = value.get<QString>()) {
        QDateTime read = QDateTime::fromString(*text, Qt::ISODateWithMs);
        if (read.isValid()) {
            if (read.timeSpec() == Qt::LocalTime) // no zone in the text: UTC, on whatever machine it is read
                read.setTimeSpec(Qt::UTC);
            return read.toUTC();
        }
    }
    return cannotRead(value, u"a date and time (2024-02-29T23:59:59.999Z)");
}

Value Conversion<QUuid>::toValue(const QUuid &value) { return Value(value); }

Result<QUuid> Conversion<QUuid>::fromValue(const Value &value)
{
    if (const auto *uuid = value.get<QUuid>())
        return *uuid;
    if (const auto *text = value.get<QString>()) {
        const QUuid uuid = QUuid::fromString(*text);
        // The nil UUID is a value; fromString() also returns it for what is none.
        if (!uuid.isNull() || text->count(u'0') == 32)
            return uuid;
    } else if (const auto *bytes = value.get<QByteArray>(); bytes && bytes->size() == 16) {
        return QUuid::fromRfc4122(*bytes);
    }
    return cannotRead(value, u"a UUID");
}

Value Conversion<QJsonValue>::toValue(const QJsonValue &value) { return Value(toJsonText(value)); }

Result<QJsonValue> Conversion<QJsonValue>::fromValue(const Value &value) { return parseJson(value); }

Value Conversion<QJsonObject>::toValue(const QJsonObject &value) { return Value(toJsonText(value)); }

Result<QJsonObject> Conversion<QJsonObject>::fromValue(const Value &value)
{
    return parseJson(value).and_then([&](const QJsonValue &json) -> Result<QJsonObject> {
        return json.isObject() ? Result<QJsonObject>(json.toObject()) : cannotRead(value, u"a JSON object");
    });
}

Value Conversion<QJsonArray>::toValue(const QJsonArray &value) { return Value(toJsonText(value)); }

Result<QJsonArray> Conversion<QJsonArray>::fromValue(const Value &value)
{
    return parseJson(value).and_then([&](const QJsonValue &json) -> Result<QJsonArray> {
        return json.isArray() ? Result<QJsonArray>(json.toArray()) : cannotRead(value, u"a JSON array");
    });
}

Value Conversion<QJsonDocument>::toValue(const QJsonDocument &value)
{
    // An empty document is none: JSON null.
    return Value(value.isNull() ? JsonText { "null" } : JsonText { value.toJson(QJsonDocument::Compact) });
}

Result<QJsonDocument> Conversion<QJsonDocument>::fromValue(const Value &value)
{
    return parseJson(value).and_then([&](const QJsonValue &json) -> Result<QJsonDocument> {
        if (json.isObject())
            return QJsonDocument(json.toObject());
        if (json.isArray())
            return QJsonDocument(json.toArray());
        return json.isNull() ? Result<QJsonDocument>(QJsonDocument()) : cannotRead(value, u"a JSON array or object");
    });
}

Value Conversion<QUrl>::toValue(const QUrl &value) { return Value(QString::fromLatin1(value.toEncoded())); }

Result<QUrl> Conversion<QUrl>::fromValue(const Value &value)
{
    if (const auto *text = value.get<QString>()) {
        QUrl url = QUrl::fromEncoded(text->toUtf8(), QUrl::StrictMode);
        if (url.isValid() || text->isEmpty())
            return url;
    }
    return cannotRead(value, u"a URL");
}

Result<QList<float>> Conversion<QList<float>>::fromValue(const Value &value)
{
    if (const Value::Vector *vector = value.vector())
        return QList<float>(vector->begin(), vector->end());
    auto values = toList(value);
    if (!values)
        return values.error();
    QList<float> list;
    for (const Value &element : *values) {
        const auto real = Conversion<float>::fromValue(element);
        if (!real)
            return real.error();
        list.append(*real);
    }
    return list;
}

Result<Value> normalized(const Value &value, FieldType type, FieldType elementType)
{
    Result<Value> result = value;
    if (value.isNull())
        return result;
    withType(type, elementType, [&]<class T>(std::type_identity<T>) {
        auto read = Conversion<T>::fromValue(value);
        result = read ? Result<Value>(Conversion<T>::toValue(*read)) : Result<Value>(read.error());
    });
    return result;
}

} // namespace quoin
