// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>

#include <QtCore/qhashfunctions.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

#include <array>
#include <compare>

class QDataStream;
class QDebug;

namespace quoin {

/// An exact decimal number of up to 65 significant digits: sign, integer coefficient and scale (digits after the
/// point, 0 to 65). Nothing is ever rounded unless asked: an operation whose exact result does not fit gives an
/// error. The scale of a sum is the larger one, that of a product the sum of both; zeros at the end go first where there
/// is no room for them. There is no negative zero. A small value type without allocation; const members are thread-safe.
///
/// Equality and order are by value: 1.50 == 1.5. toString() keeps the scale: "1.50".
///
/// \code
/// using namespace quoin::literals;
/// quoin::Decimal price = "19.99"_dec;
/// quoin::Decimal total = (price * quoin::Decimal(3)).value();   // 59.97
/// auto parsed = quoin::Decimal::fromString(u"12,5");            // Error, kind Conversion
/// \endcode
class QUOIN_EXPORT Decimal
{
public:
    static constexpr int maxDigits = 65;
    /// What happens to the last digit that is kept.
    enum class Rounding {
        HalfEven, ///< To the nearest; a tie goes to the even digit (2.5 → 2, 3.5 → 4).
        HalfUp,   ///< To the nearest; a tie goes away from zero (2.5 → 3, -2.5 → -3).
        Down,     ///< Towards zero.
        Up,       ///< Away from zero.
        Floor,    ///< Towards minus infinity.
        Ceiling   ///< Towards plus infinity.
    };

    Decimal() = default; ///< Zero.
    Decimal(int value) : Decimal(qint64(value)) { }
    Decimal(long value) : Decimal(qint64(value)) { }
    Decimal(unsigned long value) : Decimal(quint64(value)) { }
    Decimal(qint64 value);
    Decimal(quint64 value);
    Decimal(double) = delete; ///< A double is not exact: use fromDouble() and say how many digits.

    /// Reads [+-]digits[.digits][e[+-]digits]; anything else, or more than 65 digits (zeros at either end that do not
    /// change the value aside), is a Conversion error.
    static Result<Decimal> fromString(QStringView text);
    static Result<Decimal> fromLatin1(QLatin1StringView text);
    /// The value rounded (half even) to \a scale digits after the point; NaN and infinities are a Conversion error.
    static Result<Decimal> fromDouble(double value, int scale);
    /// coefficient · 10^-scale, for a coefficient that fits 64 bits.
    static Result<Decimal> fromUnscaled(qint64 coefficient, int scale);

    [[nodiscard]] int scale() const { return m_scale; }
    [[nodiscard]] int precision() const; ///< Significant digits of the coefficient; 1 for zero.
    [[nodiscard]] bool isZero() const;
    [[nodiscard]] bool isNegative() const { return m_negative; }

    [[nodiscard]] QString toString() const; ///< Plain notation, never an exponent: "-0.00120".
    [[nodiscard]] QByteArray toLatin1() const;
    [[nodiscard]] double toDouble() const;        ///< The nearest double.
    [[nodiscard]] Result<qint64> toInt64() const; ///< Conversion error when there is a fraction or it does not fit.

    /// The same value with \a scale digits after the point; an error if digits would be lost.
    [[nodiscard]] Result<Decimal> rescaled(int scale) const;
    /// With \a scale digits after the point (0 to 65, the nearest of these for other numbers). More digits than now are
    /// zeros; where there is no room for these the value stays as it is.
    [[nodiscard]] Decimal rounded(int scale, Rounding rounding = Rounding::HalfEven) const;
    /// Without trailing zeros after the point: 1.500 gives 1.5.
    [[nodiscard]] Decimal normalized() const;
    /// True when it can be stored in decimal(precision, scale) without losing a digit.
    [[nodiscard]] bool fits(int precision, int scale) const;

    [[nodiscard]] Decimal operator-() const;
    [[nodiscard]] Decimal abs() const;
    QUOIN_EXPORT friend Result<Decimal> operator+(const Decimal &a, const Decimal &b);
    QUOIN_EXPORT friend Result<Decimal> operator-(const Decimal &a, const Decimal &b);
    QUOIN_EXPORT friend Result<Decimal> operator*(const Decimal &a, const Decimal &b);
    /// a / b rounded to \a scale digits after the point; division by zero is a Conversion error.
    [[nodiscard]] static Result<Decimal> divide(
            const Decimal &a, const Decimal &b, int scale, Rounding rounding = Rounding::HalfEven);

    QUOIN_EXPORT friend bool operator==(const Decimal &a, const Decimal &b);
    QUOIN_EXPORT friend std::strong_ordering operator<=>(const Decimal &a, const Decimal &b);
    QUOIN_EXPORT friend size_t qHash(const Decimal &value, size_t seed) noexcept;

private:
    friend struct DecimalAccess;
    std::array<quint64, 4> m_coefficient {}; // least significant first; 65 digits need 216 bits
    quint8 m_scale = 0;
    bool m_negative = false;
};

/// Equal values hash alike, whatever their scales.
QUOIN_EXPORT size_t qHash(const Decimal &value, size_t seed = 0) noexcept;

QUOIN_EXPORT QDebug operator<<(QDebug debug, const Decimal &value);
QUOIN_EXPORT QDataStream &operator<<(QDataStream &stream, const Decimal &value);
QUOIN_EXPORT QDataStream &operator>>(QDataStream &stream, Decimal &value);

namespace literals {
/// An exact decimal in the source: "19.99"_dec. Ends the program with a message on text that is not a decimal.
QUOIN_EXPORT Decimal operator""_dec(const char *text, size_t size);
} // namespace literals

} // namespace quoin

Q_DECLARE_METATYPE(quoin::Decimal)
