// SPDX-License-Identifier: MIT
#include <quoin/core/value.h>

#include <quoin/core/quotes.h>

#include <QtCore/qdebug.h>
#include <QtCore/qlocale.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>

using namespace Qt::StringLiterals;

namespace quoin {

Value::Value(quint64 value) noexcept : m_value(std::in_place_type<quint64>, value) { }
Value::Value(QString value) noexcept : m_value(std::move(value)) { }
Value::Value(QStringView value) : m_value(value.toString()) { }
Value::Value(QByteArray value) noexcept : m_value(std::move(value)) { }
Value::Value(QDate value) noexcept : m_value(value) { }
Value::Value(QTime value) noexcept : m_value(value) { }
Value::Value(QDateTime value) : m_value(std::move(value)) { }
Value::Value(QUuid value) noexcept : m_value(value) { }
Value::Value(const Decimal &value) : m_value(std::make_shared<const Decimal>(value)) { }
Value::Value(JsonText value) noexcept : m_value(std::move(value)) { }
Value::Value(ValueList value) : m_value(std::make_shared<const ValueList>(std::move(value))) { }
Value::Value(Vector value) : m_value(std::make_shared<const Vector>(std::move(value))) { }
Value::Value(const Value &other) = default;
Value::Value(Value &&other) noexcept = default;
Value &Value::operator=(const Value &other) = default;
Value &Value::operator=(Value &&other) noexcept = default;
Value::~Value() = default;
namespace {

/// 2^63 and 2^64, the first doubles beyond the 64-bit integers.
constexpr double int64End = 9223372036854775808.0;
constexpr double uint64End = 18446744073709551616.0;

template<class T>
inline constexpr bool isNumber = std::is_same_v<T, qint64> || std::is_same_v<T, quint64> || std::is_same_v<T, double>
        || std::is_same_v<T, std::shared_ptr<const Decimal>>;

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool equalNumbers(qint64 a, qint64 b) { return a == b; }
bool equalNumbers(quint64 a, quint64 b) { return a == b; }
bool equalNumbers(double a, double b) { return same(a, b); }
bool equalNumbers(const Decimal &a, const Decimal &b) { return a == b; }
bool equalNumbers(qint64 a, quint64 b) { return a >= 0 && quint64(a) == b; }
bool equalNumbers(qint64 a, double b) { return b >= -int64End && b < int64End && std::trunc(b) == b && qint64(b) == a; }
bool equalNumbers(quint64 a, double b) { return b >= 0 && b < uint64End && std::trunc(b) == b && quint64(b) == a; }
bool equalNumbers(qint64 a, const Decimal &b) { return Decimal(a) == b; }
bool equalNumbers(quint64 a, const Decimal &b) { return Decimal(a) == b; }

bool equalNumbers(double a, const Decimal &b)
{
    // The nearest double decides nearly always; only when it is the same one the exact values have to be compared.
    if (!std::isfinite(a) || b.toDouble() != a)
        return false;
    if (a == 0)
        return b.isZero();
    int exponent = 0;
    const auto mantissa = qint64(std::ldexp(std::frexp(a, &exponent), std::numeric_limits<double>::digits));
    const int fractionBits = std::numeric_limits<double>::digits - exponent - std::countr_zero(quint64(mantissa));
    if (fractionBits > Decimal::maxDigits) // each needs one digit after the point
        return false;
    const Result<Decimal> exact = Decimal::fromDouble(a, std::max(fractionBits, 0));
    return exact && *exact == b;
}

template<class T>
const T &number(const T &value)
{
    return value;
}

const Decimal &number(const std::shared_ptr<const Decimal> &value) { return *value; }

struct Equal
{
    template<class A, class B>
    bool operator()(const A &a, const B &b) const
    {
        if constexpr (isNumber<A> && isNumber<B>) {
            if constexpr (requires { equalNumbers(number(a), number(b)); } && orderOf<A> <= orderOf<B>)
                return equalNumbers(number(a), number(b));
            else
                return equalNumbers(number(b), number(a));
        } else if constexpr (std::is_same_v<A, B>) {
            return equalAlike(a, b);
        } else {
            return false;
        }
    }

private:
    /// equalNumbers() has each pair of types once, in this order.
    template<class T>
    static constexpr int orderOf = std::is_same_v<T, qint64> ? 0
            : std::is_same_v<T, quint64>                     ? 1
            : std::is_same_v<T, double>                      ? 2
                                                             : 3;

    template<class T>
    static bool equalAlike(const T &a, const T &b)
    {
        return a == b;
    }
    static bool equalAlike(const std::shared_ptr<const ValueList> &a, const std::shared_ptr<const ValueList> &b)
    {
        return a == b || *a == *b;
    }
    static bool equalAlike(const std::shared_ptr<const Value::Vector> &a, const std::shared_ptr<const Value::Vector> &b)
    {
        return a == b || std::ranges::equal(*a, *b, [](float x, float y) { return same(x, y); });
    }
};

/// Numbers that are equal hash alike: integers of 64 bits as such, whatever type holds them, all others as the nearest
/// double.
struct Hash
{
    size_t seed;

    size_t operator()(qint64 value) const { return ::qHash(quint64(value), seed); }
    size_t operator()(quint64 value) const { return ::qHash(value, seed); }
    size_t operator()(double value) const
    {
        if (std::isnan(value))
            return seed;
        if (std::trunc(value) == value && value >= -int64End && value < uint64End)
            return value < int64End ? (*this)(qint64(value)) : (*this)(quint64(value));
        return ::qHash(value, seed);
    }
    size_t operator()(const std::shared_ptr<const Decimal> &value) const
    {
        if (const Result<qint64> integer = value->toInt64())
            return (*this)(*integer);
        if (!value->isNegative() && value->normalized().scale() == 0 && *value <= Decimal(std::numeric_limits<quint64>::max()))
            return (*this)(value->toLatin1().toULongLong());
        return ::qHash(value->toDouble(), seed);
    }

    size_t operator()(std::monostate) const { return seed; }
    size_t operator()(bool value) const { return ::qHash(value, seed); }
    size_t operator()(const JsonText &value) const { return qHash(value.utf8, seed); }
    size_t operator()(const std::shared_ptr<const ValueList> &value) const
    {
        return qHashRange(value->begin(), value->end(), seed);
    }
    size_t operator()(const std::shared_ptr<const Value::Vector> &value) const
    {
        size_t hash = seed;
        for (float element : *value)
            hash = Hash { hash }(double(element));
        return hash;
    }
    template<class T>
    size_t operator()(const T &value) const
    {
        return qHash(value, seed);
    }
};

template<class List, class Function>
QString bracketed(const List &list, Function display)
{
    QStringList parts;
    for (const auto &element : list)
        parts.append(std::invoke(display, element));
    return u'[' % parts.join(u", "_s) % u']';
}

struct Display
{
    QString operator()(std::monostate) const { return u"NULL"_s; }
    QString operator()(bool value) const { return value ? u"true"_s : u"false"_s; }
    QString operator()(qint64 value) const { return QString::number(value); }
    QString operator()(quint64 value) const { return QString::number(value); }
    QString operator()(double value) const { return QString::number(value, 'g', QLocale::FloatingPointShortest); }
    QString operator()(const QString &value) const { return inQuotes(value, u'\''); }
    QString operator()(const QByteArray &value) const { return u'<' % QString::number(value.size()) % u" bytes>"; }
    QString operator()(QDate value) const { return value.toString(Qt::ISODate); }
    QString operator()(QTime value) const { return value.toString(Qt::ISODateWithMs); }
    QString operator()(const QDateTime &value) const { return value.toUTC().toString(Qt::ISODateWithMs); }
    QString operator()(QUuid value) const { return value.toString(QUuid::WithoutBraces); }
    QString operator()(const std::shared_ptr<const Decimal> &value) const { return value->toString(); }
    QString operator()(const JsonText &value) const { return QString::fromUtf8(value.utf8); }
    QString operator()(const std::shared_ptr<const ValueList> &value) const { return bracketed(*value, &Value::toDisplay); }
    QString operator()(const std::shared_ptr<const Value::Vector> &value) const
    {
        return bracketed(*value, [](float element) { // QString::number() would print the digits of a double
            std::array<char, 32> text;
            const auto printed = std::to_chars(text.data(), text.data() + text.size(), element);
            return QString::fromLatin1(text.data(), printed.ptr - text.data());
        });
    }
};

} // namespace

const Decimal *Value::decimal() const noexcept
{
    const auto *decimal = get<std::shared_ptr<const Decimal>>();
    return decimal ? decimal->get() : nullptr;
}

const ValueList *Value::list() const noexcept
{
    const auto *list = get<std::shared_ptr<const ValueList>>();
    return list ? list->get() : nullptr;
}

const Value::Vector *Value::vector() const noexcept
{
    const auto *vector = get<std::shared_ptr<const Vector>>();
    return vector ? vector->get() : nullptr;
}

QString Value::toDisplay() const { return std::visit(Display {}, m_value); }

bool operator==(const Value &a, const Value &b) { return std::visit(Equal {}, a.m_value, b.m_value); }

size_t qHash(const Value &value, size_t seed) { return std::visit(Hash { seed }, value.m_value); }

QString valueTypeName(Value::Type type)
{
    switch (type) {
    case Value::Type::Null: return u"NULL"_s;
    case Value::Type::Bool: return u"boolean"_s;
    case Value::Type::Int: return u"integer"_s;
    case Value::Type::UInt: return u"unsigned integer"_s;
    case Value::Type::Double: return u"floating-point number"_s;
    case Value::Type::Text: return u"text"_s;
    case Value::Type::Binary: return u"binary data"_s;
    case Value::Type::Date: return u"date"_s;
    case Value::Type::Time: return u"time"_s;
    case Value::Type::DateTime: return u"date and time"_s;
    case Value::Type::Uuid: return u"UUID"_s;
    case Value::Type::Decimal: return u"decimal"_s;
    case Value::Type::Json: return u"JSON"_s;
    case Value::Type::List: return u"list"_s;
    case Value::Type::Vector: return u"vector"_s;
    }
    return u"unknown"_s;
}

QDebug operator<<(QDebug debug, const Value &value)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << value.toDisplay();
    return debug;
}

} // namespace quoin
