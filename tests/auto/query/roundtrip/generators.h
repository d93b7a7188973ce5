// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/decimal.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <rapidcheck.h>

/// Generators of Qt's types for RapidCheck: every value that the portability contract says can be stored.
namespace roundtrip::generate {

/// Any number, the extremes more often than chance would have them.
template<class T>
rc::Gen<T> integer()
{
    using Limits = std::numeric_limits<T>;
    return rc::gen::weightedOneOf<T>({ { 8, rc::gen::arbitrary<T>() }, { 4, rc::gen::inRange<T>(Limits::min(), Limits::max()) },
            { 1, rc::gen::element<T>(Limits::min(), Limits::max(), T(Limits::max() - 1), T(Limits::min() + 1)) } });
}

/// Any finite number, by its bits: small ones and large ones alike.
template<class T, class Bits>
rc::Gen<T> finite()
{
    return rc::gen::map(integer<Bits>(), [](Bits bits) {
        T value;
        static_assert(sizeof value == sizeof bits);
        memcpy(&value, &bits, sizeof value);
        return std::isfinite(value) ? value : T(bits);
    });
}

/// Every character but NUL, halves of surrogate pairs, and the three that Qt's drivers drop.
inline rc::Gen<QString> text()
{
    const auto character = rc::gen::weightedOneOf<char32_t>({
            { 6, rc::gen::inRange<char32_t>(0x20, 0x7f) },
            { 2, rc::gen::inRange<char32_t>(0x1, 0x20) },
            { 3, rc::gen::inRange<char32_t>(0x7f, 0xd800) },
            { 1, rc::gen::inRange<char32_t>(0xe000, 0xfeff) },
            { 1, rc::gen::inRange<char32_t>(0xff00, 0xfffe) },
            { 3, rc::gen::inRange<char32_t>(0x10000, 0x110000) },
    });
    return rc::gen::map(rc::gen::container<std::vector<char32_t>>(character), [](const std::vector<char32_t> &characters) {
        return QString::fromUcs4(characters.data(), qsizetype(characters.size()));
    });
}

inline rc::Gen<QByteArray> bytes()
{
    return rc::gen::map(rc::gen::arbitrary<std::string>(),
            [](const std::string &text) { return QByteArray(text.data(), qsizetype(text.size())); });
}

/// At most \a digits digits, \a scale of them after the point.
inline rc::Gen<quoin::Decimal> decimal(int digits, int scale)
{
    const auto digit = rc::gen::inRange('0', char('9' + 1));
    return rc::gen::apply(
            [scale](bool negative, std::string text) {
                text.insert(0, size_t(std::max(0, scale + 1 - int(text.size()))), '0');
                if (scale > 0)
                    text.insert(text.size() - size_t(scale), ".");
                return quoin::Decimal::fromLatin1(QLatin1String(((negative ? "-" : "") + text).c_str())).value();
            },
            rc::gen::arbitrary<bool>(), rc::gen::mapcat(rc::gen::inRange(1, digits + 1), [digit](int count) {
                return rc::gen::container<std::string>(size_t(count), digit);
            }));
}

inline rc::Gen<QDate> date()
{
    return rc::gen::map(rc::gen::inRange(QDate(1, 1, 1).toJulianDay(), QDate(9999, 12, 31).toJulianDay() + 1),
            [](qint64 day) { return QDate::fromJulianDay(day); });
}

inline rc::Gen<QTime> time()
{
    return rc::gen::map(
            rc::gen::inRange(0, 86'400'000), [](int milliseconds) { return QTime::fromMSecsSinceStartOfDay(milliseconds); });
}

inline rc::Gen<QDateTime> dateTime()
{
    return rc::gen::apply([](QDate date, QTime time) { return QDateTime(date, time, Qt::UTC); }, date(), time());
}

inline rc::Gen<QUuid> uuid()
{
    return rc::gen::map(
            rc::gen::container<std::vector<quint8>>(16, rc::gen::arbitrary<quint8>()), [](const std::vector<quint8> &bytes) {
                return QUuid::fromRfc4122(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
            });
}

/// Numbers that JSON keeps exactly: integers of 53 bits and doubles.
inline rc::Gen<QJsonValue> json(int depth = 2)
{
    const auto number = rc::gen::map(finite<double, quint64>(), [](double value) { return QJsonValue(value); });
    const auto whole = rc::gen::map(integer<qint64>(), [](qint64 value) { return QJsonValue(value); });
    const auto string = rc::gen::map(text(), [](const QString &value) { return QJsonValue(value); });
    const auto word = rc::gen::element(QJsonValue(QJsonValue::Null), QJsonValue(true), QJsonValue(false));
    if (depth == 0)
        return rc::gen::oneOf(number, whole, string, word);
    const auto array = rc::gen::map(
            rc::gen::container<std::vector<QJsonValue>>(json(depth - 1)), [](const std::vector<QJsonValue> &values) {
                QJsonArray result;
                for (const QJsonValue &value : values)
                    result.append(value);
                return QJsonValue(result);
            });
    const auto object = rc::gen::map(
            rc::gen::container<std::vector<std::pair<QString, QJsonValue>>>(rc::gen::pair(text(), json(depth - 1))),
            [](const std::vector<std::pair<QString, QJsonValue>> &members) {
                QJsonObject result;
                for (const auto &[key, value] : members)
                    result.insert(key, value);
                return QJsonValue(result);
            });
    return rc::gen::oneOf(number, whole, string, word, rc::gen::scale(0.3, array), rc::gen::scale(0.3, object));
}

template<class T>
rc::Gen<QList<T>> list(const rc::Gen<T> &element)
{
    return rc::gen::map(rc::gen::container<std::vector<T>>(element),
            [](const std::vector<T> &values) { return QList<T>(values.begin(), values.end()); });
}

} // namespace roundtrip::generate
