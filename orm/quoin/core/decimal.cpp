// SPDX-License-Identifier: MIT
#include <quoin/core/decimal.h>

#include <QtCore/qdatastream.h>
#include <QtCore/qdebug.h>
#include <QtCore/qnumeric.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

// Most decimals in databases have a coefficient of less than 19 digits: every operation has a way with plain 64-bit
// integers, and a general one with a fixed-width integer that is wide enough for any exact intermediate result.

namespace quoin {
namespace {

// Largest intermediate: a coefficient of 65 digits times 10^130 in divide(): 195 digits, 648 bits.
using Wide = boost::multiprecision::number<
        boost::multiprecision::cpp_int_backend<704, 704, boost::multiprecision::unsigned_magnitude,
                boost::multiprecision::unchecked, void>,
        boost::multiprecision::et_off>;

constexpr int maxSmallDigits = 19; // 10^19 - 1 fits 64 bits
constexpr auto smallPowers = [] {
    std::array<quint64, maxSmallDigits + 1> powers { 1 };
    for (size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}();

const Wide &powerOfTen(int exponent)
{
    static const auto powers = [] {
        std::array<Wide, 3 * Decimal::maxDigits + 1> table { Wide(1) }; // up to the first power that no intermediate reaches
        for (size_t i = 1; i < table.size(); ++i)
            table[i] = table[i - 1] * 10;
        return table;
    }();
    return powers[size_t(exponent)];
}

int digitCount(quint64 value)
{
    value |= 1;                                              // zero has one digit, too; no other number gets a digit more by this
    const int estimate = std::bit_width(value) * 1233 >> 12; // log10(2) is about 1233 / 4096
    return estimate + (value >= smallPowers[size_t(estimate)] ? 1 : 0);
}

int digitCount(const Wide &value)
{
    if (value.is_zero())
        return 1;
    const int estimate = int(msb(value) + 1) * 1233 >> 12;
    return estimate + (value >= powerOfTen(estimate) ? 1 : 0);
}

/// value · 10^exponent where that fits 64 bits.
std::optional<quint64> scaledUp(quint64 value, int exponent)
{
    quint64 result = 0;
    if (value == 0)
        return 0;
    if (exponent > maxSmallDigits || qMulOverflow(value, smallPowers[size_t(exponent)], &result))
        return std::nullopt;
    return result;
}

Error conversionError(QString message, QString hint = {})
{
    return Error(ErrorKind::Conversion, std::move(message)).setHint(std::move(hint));
}

Error tooLong()
{
    return conversionError(u"The decimal number has more than %1 digits."_s.arg(Decimal::maxDigits),
            u"Round it to fewer digits after the point, or use a smaller range."_s);
}

bool isScale(int scale) { return scale >= 0 && scale <= Decimal::maxDigits; }

Error wrongScale(int scale)
{
    return conversionError(u"%1 digits after the point are not possible; 0 to %2 are."_s.arg(scale).arg(Decimal::maxDigits));
}

/// Whether the last digit kept goes up by one, away from zero, when \a remainder of \a divisor is dropped.
template<class Integer>
bool roundsUp(
        const Integer &quotient, const Integer &remainder, const Integer &divisor, bool negative, Decimal::Rounding rounding)
{
    if (remainder == 0)
        return false;
    const Integer rest = divisor - remainder; // compared instead of doubling the remainder, which could overflow
    switch (rounding) {
    case Decimal::Rounding::HalfEven: return remainder > rest || (remainder == rest && quotient % 2 == 1);
    case Decimal::Rounding::HalfUp: return remainder >= rest;
    case Decimal::Rounding::Down: return false;
    case Decimal::Rounding::Up: return true;
    case Decimal::Rounding::Floor: return negative;
    case Decimal::Rounding::Ceiling: return !negative;
    }
    Q_UNREACHABLE();
    return false;
}

template<class Integer>
Integer divided(const Integer &dividend, const Integer &divisor, bool negative, Decimal::Rounding rounding)
{
    Integer quotient = dividend / divisor;
    if (roundsUp<Integer>(quotient, dividend % divisor, divisor, negative, rounding))
        quotient += 1;
    return quotient;
}

} // namespace

/// The members for the functions of this file.
struct DecimalAccess
{
    static bool isSmall(const Decimal &value)
    {
        return (value.m_coefficient[1] | value.m_coefficient[2] | value.m_coefficient[3]) == 0;
    }

    static quint64 small(const Decimal &value) { return value.m_coefficient[0]; }

    static Wide wide(const Decimal &value)
    {
        Wide result = value.m_coefficient[3];
        for (int i = 2; i >= 0; --i)
            result = (result << 64) | value.m_coefficient[size_t(i)];
        return result;
    }

    static Decimal make(quint64 coefficient, int scale, bool negative)
    {
        Q_ASSERT(isScale(scale));
        Decimal result;
        result.m_coefficient[0] = coefficient;
        result.m_scale = quint8(scale);
        result.m_negative = negative && coefficient != 0; // there is no -0
        return result;
    }

    static Decimal make(const Wide &coefficient, int scale, bool negative)
    {
        Q_ASSERT(isScale(scale) && digitCount(coefficient) <= Decimal::maxDigits);
        static const Wide limbMask = std::numeric_limits<quint64>::max();
        Decimal result;
        for (size_t i = 0; i < result.m_coefficient.size(); ++i)
            result.m_coefficient[i] = static_cast<quint64>((coefficient >> (64 * i)) & limbMask);
        result.m_scale = quint8(scale);
        result.m_negative = negative && !coefficient.is_zero();
        return result;
    }

    /// coefficient · 10^-scale; zeros at the end are dropped where otherwise there were too many digits.
    static Result<Decimal> makeFitting(Wide coefficient, int scale, bool negative)
    {
        int excess = std::max(scale - Decimal::maxDigits, digitCount(coefficient) - Decimal::maxDigits);
        if (excess > 0) {
            if (coefficient.is_zero())
                return make(quint64(0), std::clamp(scale, 0, Decimal::maxDigits), false);
            for (; excess > 0; --excess, --scale) {
                if (scale == 0 || coefficient % 10 != 0)
                    return tooLong();
                coefficient /= 10;
            }
        }
        return make(coefficient, scale, negative);
    }

    /// |a| <=> |b|
    static std::strong_ordering compareMagnitudes(const Decimal &a, const Decimal &b)
    {
        const int scale = std::max(a.m_scale, b.m_scale);
        if (isSmall(a) && isSmall(b)) {
            const auto left = scaledUp(small(a), scale - a.m_scale);
            const auto right = scaledUp(small(b), scale - b.m_scale);
            if (left && right)
                return *left <=> *right;
        }
        const int order = Wide(wide(a) * powerOfTen(scale - a.m_scale)).compare(Wide(wide(b) * powerOfTen(scale - b.m_scale)));
        return order <=> 0;
    }

    static Result<Decimal> sum(const Decimal &a, const Decimal &b, bool bNegative)
    {
        const int scale = std::max(a.m_scale, b.m_scale);
        const bool sameSign = a.m_negative == bNegative;
        if (isSmall(a) && isSmall(b)) {
            const auto left = scaledUp(small(a), scale - a.m_scale);
            const auto right = scaledUp(small(b), scale - b.m_scale);
            quint64 total = 0;
            if (left && right) {
                if (!sameSign)
                    return *left >= *right ? make(*left - *right, scale, a.m_negative) : make(*right - *left, scale, bNegative);
                if (!qAddOverflow(*left, *right, &total))
                    return make(total, scale, a.m_negative);
            }
        }
        const Wide left = wide(a) * powerOfTen(scale - a.m_scale);
        const Wide right = wide(b) * powerOfTen(scale - b.m_scale);
        if (sameSign)
            return makeFitting(left + right, scale, a.m_negative);
        return left >= right ? makeFitting(left - right, scale, a.m_negative) : makeFitting(right - left, scale, bNegative);
    }

    static Result<Decimal> product(const Decimal &a, const Decimal &b)
    {
        const int scale = a.m_scale + b.m_scale;
        const bool negative = a.m_negative != b.m_negative;
        quint64 coefficient = 0;
        if (isSmall(a) && isSmall(b) && isScale(scale) && !qMulOverflow(small(a), small(b), &coefficient))
            return make(coefficient, scale, negative);
        return makeFitting(wide(a) * wide(b), scale, negative);
    }

    static Result<Decimal> quotient(const Decimal &a, const Decimal &b, int scale, Decimal::Rounding rounding)
    {
        const int exponent = scale + b.m_scale - a.m_scale;
        const bool negative = a.m_negative != b.m_negative;
        if (isSmall(a) && isSmall(b)) {
            const auto dividend = scaledUp(small(a), std::max(exponent, 0));
            const auto divisor = scaledUp(small(b), std::max(-exponent, 0));
            if (dividend && divisor)
                return make(divided(*dividend, *divisor, negative, rounding), scale, negative);
        }
        const Wide dividend = wide(a) * powerOfTen(std::max(exponent, 0));
        const Wide divisor = wide(b) * powerOfTen(std::max(-exponent, 0));
        return makeFitting(divided(dividend, divisor, negative, rounding), scale, negative);
    }

    static Decimal rounded(const Decimal &value, int scale, Decimal::Rounding rounding)
    {
        const int dropped = value.m_scale - scale;
        if (isSmall(value) && dropped <= maxSmallDigits)
            return make(divided(small(value), smallPowers[size_t(dropped)], value.m_negative, rounding), scale, value.m_negative);
        return make(divided(wide(value), powerOfTen(dropped), value.m_negative, rounding), scale, value.m_negative);
    }

    template<class Character>
    static Result<Decimal> parsed(const Character *begin, const Character *end);

    /// Writes the value to \a buffer and gives the end.
    static char *print(const Decimal &value, char *buffer);
};

namespace {

// A sign, a zero, the point and all digits.
using TextBuffer = std::array<char, Decimal::maxDigits + 4>;

Error notADecimal(qsizetype position)
{
    // The text itself may be confidential.
    return conversionError(u"The text is not a decimal number: see character %1."_s.arg(position + 1),
            u"Write digits with an optional sign, point and exponent, such as -12.50 or 1e6."_s);
}

} // namespace

template<class Character>
Result<Decimal> DecimalAccess::parsed(const Character *begin, const Character *end)
{
    const auto isDigit = [&](const Character *p) { return p != end && *p >= '0' && *p <= '9'; };
    const Character *p = begin;
    const bool negative = p != end && *p == '-';
    if (negative || (p != end && *p == '+'))
        ++p;

    quint64 chunk = 0; // up to 19 digits, moved to wide when full
    int chunkDigits = 0;
    Wide wide = 0;
    bool isWide = false;
    int digits = 0; // significant ones
    qint64 scale = 0;
    bool hasDigits = false;
    bool pointSeen = false;
    for (;; ++p) {
        if (isDigit(p)) {
            hasDigits = true;
            scale += pointSeen ? 1 : 0;
            const auto digit = unsigned(*p - '0');
            if (digits == 0 && digit == 0)
                continue;
            if (digits == Decimal::maxDigits) { // only zeros may follow; they change the exponent, not the coefficient
                if (digit != 0)
                    return tooLong();
                --scale;
                continue;
            }
            if (chunkDigits == maxSmallDigits) {
                wide = wide * smallPowers[maxSmallDigits] + chunk;
                isWide = true;
                chunk = 0;
                chunkDigits = 0;
            }
            chunk = chunk * 10 + digit;
            ++chunkDigits;
            ++digits;
        } else if (p != end && *p == '.' && !pointSeen) {
            pointSeen = true;
        } else {
            break;
        }
    }
    if (!hasDigits)
        return notADecimal(p - begin);

    if (p != end && (*p == 'e' || *p == 'E')) {
        ++p;
        const bool exponentNegative = p != end && *p == '-';
        if (exponentNegative || (p != end && *p == '+'))
            ++p;
        if (!isDigit(p))
            return notADecimal(p - begin);
        qint64 exponent = 0;
        for (; isDigit(p); ++p)
            exponent = std::min<qint64>(exponent * 10 + (*p - '0'), std::numeric_limits<int>::max());
        scale += exponentNegative ? exponent : -exponent;
    }
    if (p != end)
        return notADecimal(p - begin);

    if (!isWide && isScale(int(std::clamp<qint64>(scale, -1, Decimal::maxDigits + 1))))
        return make(chunk, int(scale), negative);
    if (digits == 0)
        return make(quint64(0), int(std::clamp<qint64>(scale, 0, Decimal::maxDigits)), false);
    if (digits - scale > Decimal::maxDigits || scale > 2 * Decimal::maxDigits)
        return tooLong();
    wide = wide * smallPowers[size_t(chunkDigits)] + chunk;
    if (scale < 0)
        return make(wide * powerOfTen(int(-scale)), 0, negative);
    return makeFitting(wide, int(scale), negative);
}

char *DecimalAccess::print(const Decimal &value, char *buffer)
{
    std::array<char, Decimal::maxDigits> digits;
    qsizetype count = 0;
    if (isSmall(value)) {
        count = std::to_chars(digits.data(), digits.data() + digits.size(), small(value)).ptr - digits.data();
    } else {
        const std::string text = wide(value).str();
        count = qsizetype(text.size());
        std::copy(text.begin(), text.end(), digits.begin());
    }
    const char *from = digits.data();
    if (value.m_negative)
        *buffer++ = '-';
    const qsizetype whole = count - value.m_scale;
    if (whole > 0) {
        buffer = std::copy_n(from, whole, buffer);
        from += whole;
        count -= whole;
    } else {
        *buffer++ = '0';
    }
    if (value.m_scale > 0) {
        *buffer++ = '.';
        buffer = std::fill_n(buffer, value.m_scale - count, '0');
        buffer = std::copy_n(from, count, buffer);
    }
    return buffer;
}

Decimal::Decimal(qint64 value) : m_coefficient { value < 0 ? quint64(0) - quint64(value) : quint64(value) }, m_negative(value < 0)
{ }

Decimal::Decimal(quint64 value) : m_coefficient { value } { }

Result<Decimal> Decimal::fromString(QStringView text) { return DecimalAccess::parsed(text.utf16(), text.utf16() + text.size()); }

Result<Decimal> Decimal::fromLatin1(QLatin1StringView text)
{
    return DecimalAccess::parsed(text.data(), text.data() + text.size());
}

Result<Decimal> Decimal::fromDouble(double value, int scale)
{
    if (!isScale(scale))
        return wrongScale(scale);
    if (!std::isfinite(value))
        return conversionError(u"NaN and infinity are not decimal numbers."_s);
    if (std::abs(value) >= 1e65)
        return tooLong();
    // to_chars rounds the exact binary value, ties to even.
    std::array<char, 2 * maxDigits + 4> text;
    const auto printed = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, scale);
    return DecimalAccess::parsed(text.data(), static_cast<const char *>(printed.ptr));
}

Result<Decimal> Decimal::fromUnscaled(qint64 coefficient, int scale)
{
    if (!isScale(scale))
        return wrongScale(scale);
    Decimal result(coefficient);
    result.m_scale = quint8(scale);
    return result;
}

int Decimal::precision() const
{
    return DecimalAccess::isSmall(*this) ? digitCount(m_coefficient[0]) : digitCount(DecimalAccess::wide(*this));
}

bool Decimal::isZero() const { return DecimalAccess::isSmall(*this) && m_coefficient[0] == 0; }

QString Decimal::toString() const
{
    TextBuffer buffer;
    return QString::fromLatin1(buffer.data(), DecimalAccess::print(*this, buffer.data()) - buffer.data());
}

QByteArray Decimal::toLatin1() const
{
    TextBuffer buffer;
    return QByteArray(buffer.data(), DecimalAccess::print(*this, buffer.data()) - buffer.data());
}

double Decimal::toDouble() const
{
    // Both operands are exact doubles, so the one division is the only rounding.
    constexpr quint64 exactIntegers = quint64(1) << 53;
    constexpr int exactPowers = 22;
    constexpr std::array<double, exactPowers + 1> powers { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
        1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    if (DecimalAccess::isSmall(*this) && m_coefficient[0] <= exactIntegers && m_scale <= exactPowers) {
        const double magnitude = double(m_coefficient[0]) / powers[m_scale];
        return m_negative ? -magnitude : magnitude;
    }
    TextBuffer buffer;
    return QByteArrayView(buffer.data(), DecimalAccess::print(*this, buffer.data())).toDouble();
}

Result<qint64> Decimal::toInt64() const
{
    const Decimal whole = normalized();
    if (whole.m_scale > 0)
        return conversionError(
                u"The decimal number has digits after the point and is not an integer."_s, u"Round it first: rounded(0)."_s);
    constexpr auto limit = quint64(std::numeric_limits<qint64>::max());
    if (!DecimalAccess::isSmall(whole) || whole.m_coefficient[0] > limit + (m_negative ? 1 : 0))
        return conversionError(u"The decimal number does not fit a 64-bit integer."_s);
    return m_negative ? qint64(quint64(0) - whole.m_coefficient[0]) : qint64(whole.m_coefficient[0]);
}

Result<Decimal> Decimal::rescaled(int scale) const
{
    if (!isScale(scale))
        return wrongScale(scale);
    if (scale >= m_scale) {
        if (!isZero() && precision() + scale - m_scale > maxDigits)
            return tooLong();
        return DecimalAccess::make(DecimalAccess::wide(*this) * powerOfTen(scale - m_scale), scale, m_negative);
    }
    const Decimal cut = DecimalAccess::rounded(*this, scale, Rounding::Down);
    if (cut != *this)
        return conversionError(u"The decimal number has more than %1 digits after the point."_s.arg(scale),
                u"Round it first: rounded(%1)."_s.arg(scale));
    return cut;
}

Decimal Decimal::rounded(int scale, Rounding rounding) const
{
    scale = std::clamp(scale, 0, maxDigits);
    if (scale >= m_scale)
        return rescaled(scale).value_or(*this);
    return DecimalAccess::rounded(*this, scale, rounding);
}

Decimal Decimal::normalized() const
{
    if (isZero())
        return {};
    if (DecimalAccess::isSmall(*this)) {
        quint64 coefficient = m_coefficient[0];
        int scale = m_scale;
        for (; scale > 0 && coefficient % 10 == 0; --scale)
            coefficient /= 10;
        return DecimalAccess::make(coefficient, scale, m_negative);
    }
    Wide coefficient = DecimalAccess::wide(*this);
    int scale = m_scale;
    for (; scale > 0 && coefficient % 10 == 0; --scale)
        coefficient /= 10;
    return DecimalAccess::make(coefficient, scale, m_negative);
}

bool Decimal::fits(int precision, int scale) const
{
    if (isZero())
        return precision >= scale;
    const Decimal shortest = normalized();
    return shortest.m_scale <= scale && shortest.precision() - shortest.m_scale <= precision - scale;
}

Decimal Decimal::operator-() const
{
    Decimal result = *this;
    result.m_negative = !m_negative && !isZero();
    return result;
}

Decimal Decimal::abs() const
{
    Decimal result = *this;
    result.m_negative = false;
    return result;
}

Result<Decimal> operator+(const Decimal &a, const Decimal &b) { return DecimalAccess::sum(a, b, b.m_negative); }

Result<Decimal> operator-(const Decimal &a, const Decimal &b) { return DecimalAccess::sum(a, b, !b.m_negative); }

Result<Decimal> operator*(const Decimal &a, const Decimal &b) { return DecimalAccess::product(a, b); }

Result<Decimal> Decimal::divide(const Decimal &a, const Decimal &b, int scale, Rounding rounding)
{
    if (!isScale(scale))
        return wrongScale(scale);
    if (b.isZero())
        return conversionError(u"A decimal number cannot be divided by zero."_s);
    return DecimalAccess::quotient(a, b, scale, rounding);
}

bool operator==(const Decimal &a, const Decimal &b)
{
    if (a.m_scale == b.m_scale)
        return a.m_negative == b.m_negative && a.m_coefficient == b.m_coefficient;
    return (a <=> b) == 0;
}

std::strong_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    if (a.m_negative != b.m_negative)
        return a.m_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.m_negative ? DecimalAccess::compareMagnitudes(b, a) : DecimalAccess::compareMagnitudes(a, b);
}

size_t qHash(const Decimal &value, size_t seed) noexcept
{
    // Equal values have one normal form.
    const Decimal shortest = value.normalized();
    return qHashMulti(seed, shortest.m_coefficient[0], shortest.m_coefficient[1], shortest.m_coefficient[2],
            shortest.m_coefficient[3], shortest.m_scale, shortest.m_negative);
}

QDebug operator<<(QDebug debug, const Decimal &value)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << value.toString();
    return debug;
}

QDataStream &operator<<(QDataStream &stream, const Decimal &value) { return stream << value.toLatin1(); }

QDataStream &operator>>(QDataStream &stream, Decimal &value)
{
    QByteArray text;
    stream >> text;
    if (Result<Decimal> decimal = Decimal::fromLatin1(QLatin1StringView(text))) {
        value = *decimal;
    } else {
        value = {};
        stream.setStatus(QDataStream::ReadCorruptData);
    }
    return stream;
}

Decimal literals::operator""_dec(const char *text, size_t size)
{
    const Result<Decimal> value = Decimal::fromLatin1(QLatin1StringView(text, qsizetype(size)));
    if (!value)
        qFatal("\"%.*s\"_dec: %s", int(size), text, qUtf8Printable(value.error().message()));
    return *value;
}

} // namespace quoin
