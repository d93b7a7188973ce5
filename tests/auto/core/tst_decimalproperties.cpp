// SPDX-License-Identifier: MIT
// What holds for any decimals, against an integer of unlimited width and the C library.
#include <decimalgenerator.h>

#include <QtTest/qtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>

using boost::multiprecision::cpp_int;
using quoin::Decimal;
using quoin::Result;
using Rounding = Decimal::Rounding;

class tst_DecimalProperties : public QObject
{
    Q_OBJECT

private slots:
    void textReadsBack();
    void sumIsExact();
    void productIsExact();
    void orderIsExact();
    void quotientIsRounded();
    void roundingIsADivisionByOne();
    void rescalingLosesNothing();
    void equalValuesHashAlike();
    void doubleIsTheNearest();
    void doubleRoundsLikePrintf();
};

namespace {

/// The same number, kept by other means.
struct Reference
{
    cpp_int coefficient;
    int scale = 0;

    explicit Reference(const Decimal &value) : scale(value.scale())
    {
        std::string digits = value.toString().toStdString();
        std::erase(digits, '.');
        std::erase(digits, '-');
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1)); // a leading zero means octal
        coefficient = cpp_int(digits);
        if (value.isNegative())
            coefficient = -coefficient;
    }
};

cpp_int power(int exponent) { return boost::multiprecision::pow(cpp_int(10), unsigned(exponent)); }

/// Whether coefficient · 10^-scale has at most 65 digits and 65 of them after the point, once zeros at the end are gone.
bool isRepresentable(cpp_int coefficient, int scale)
{
    for (; scale > 0 && coefficient % 10 == 0; --scale)
        coefficient /= 10;
    return scale <= Decimal::maxDigits && abs(coefficient) < power(Decimal::maxDigits);
}

bool isExactly(const Result<Decimal> &result, const cpp_int &coefficient, int scale)
{
    if (!result)
        return !isRepresentable(coefficient, scale);
    const Reference actual(*result);
    return actual.coefficient * power(scale) == coefficient * power(actual.scale);
}

} // namespace

// RC_ASSERT() takes its expression apart: what must short-circuit, or is an expression of Boost's, stands in a second pair
// of brackets.

void tst_DecimalProperties::textReadsBack()
{
    QVERIFY(rc::check([](const Decimal &value) {
        const Decimal read = Decimal::fromString(value.toString()).value();
        RC_ASSERT(read == value);
        RC_ASSERT(read.scale() == value.scale());
        RC_ASSERT(Decimal::fromLatin1(QLatin1StringView(value.toLatin1())).value().toString() == value.toString());
    }));
}

void tst_DecimalProperties::sumIsExact()
{
    QVERIFY(rc::check([](const Decimal &a, const Decimal &b) {
        const int scale = std::max(a.scale(), b.scale());
        const cpp_int left = Reference(a).coefficient * power(scale - a.scale());
        const cpp_int right = Reference(b).coefficient * power(scale - b.scale());
        RC_ASSERT(isExactly(a + b, left + right, scale));
        RC_ASSERT(isExactly(a - b, left - right, scale));
        if (const Result<Decimal> sum = a + b)
            RC_ASSERT((*sum - b).value() == a);
    }));
}

void tst_DecimalProperties::productIsExact()
{
    QVERIFY(rc::check([](const Decimal &a, const Decimal &b) {
        RC_ASSERT((isExactly(a * b, Reference(a).coefficient * Reference(b).coefficient, a.scale() + b.scale())));
    }));
}

void tst_DecimalProperties::orderIsExact()
{
    QVERIFY(rc::check([](const Decimal &a, const Decimal &b) {
        const int order
                = cpp_int(Reference(a).coefficient * power(b.scale())).compare(Reference(b).coefficient * power(a.scale()));
        RC_ASSERT((a <=> b) == (order <=> 0));
        RC_ASSERT((a == b) == (order == 0));
    }));
}

void tst_DecimalProperties::quotientIsRounded()
{
    QVERIFY(rc::check([](const Decimal &a, const Decimal &b) {
        RC_PRE(!b.isZero());
        const int scale = *rc::gen::inRange(0, Decimal::maxDigits + 1);
        const auto mode = *rc::gen::element(
                Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceiling);
        const Result<Decimal> result = Decimal::divide(a, b, scale, mode);

        cpp_int dividend = Reference(a).coefficient * power(scale + b.scale());
        cpp_int divisor = Reference(b).coefficient * power(a.scale());
        if (divisor < 0) {
            dividend = -dividend;
            divisor = -divisor;
        }
        if (!result) {
            RC_ASSERT((abs(dividend) / divisor + 1 >= power(Decimal::maxDigits)));
            return;
        }
        const cpp_int quotient = Reference(result->rescaled(scale).value_or(*result)).coefficient
                * power(result->rescaled(scale) ? 0 : scale - result->scale());
        const cpp_int rest = dividend - quotient * divisor;
        const int towardsZero = rest.sign() * dividend.sign(); // 1: the quotient was cut, -1: it was raised
        RC_ASSERT((abs(rest) < divisor));
        switch (mode) {
        case Rounding::HalfEven:
            RC_ASSERT((2 * abs(rest) <= divisor));
            RC_ASSERT((2 * abs(rest) != divisor || quotient % 2 == 0));
            break;
        case Rounding::HalfUp:
            RC_ASSERT((2 * abs(rest) <= divisor));
            RC_ASSERT((2 * abs(rest) != divisor || towardsZero < 0));
            break;
        case Rounding::Down: RC_ASSERT(towardsZero >= 0); break;
        case Rounding::Up: RC_ASSERT(towardsZero <= 0); break;
        case Rounding::Floor: RC_ASSERT((rest >= 0)); break;
        case Rounding::Ceiling: RC_ASSERT((rest <= 0)); break;
        }
    }));
}

void tst_DecimalProperties::roundingIsADivisionByOne()
{
    QVERIFY(rc::check([](const Decimal &value) {
        const int scale = *rc::gen::inRange(0, value.scale() + 1);
        const auto mode = *rc::gen::element(
                Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceiling);
        const Decimal rounded = value.rounded(scale, mode);
        RC_ASSERT(rounded.scale() == scale);
        RC_ASSERT(rounded == Decimal::divide(value, 1, scale, mode).value());
    }));
}

void tst_DecimalProperties::rescalingLosesNothing()
{
    QVERIFY(rc::check([](const Decimal &value) {
        const int scale = *rc::gen::inRange(0, Decimal::maxDigits + 1);
        const Result<Decimal> result = value.rescaled(scale);
        const Decimal shortest = value.normalized();
        const bool possible = scale >= shortest.scale()
                && (value.isZero() || shortest.precision() + scale - shortest.scale() <= Decimal::maxDigits);
        RC_ASSERT(result.has_value() == possible);
        RC_ASSERT((!result || (*result == value && result->scale() == scale)));
        RC_ASSERT(shortest == value);
        RC_ASSERT((shortest.scale() == 0 || Reference(shortest).coefficient % 10 != 0));
        RC_ASSERT(value.fits(Decimal::maxDigits, scale) == possible);
    }));
}

void tst_DecimalProperties::equalValuesHashAlike()
{
    QVERIFY(rc::check([](const Decimal &value) {
        RC_ASSERT(qHash(value.normalized()) == qHash(value));
        RC_ASSERT(qHash(value.normalized(), 7) == qHash(value, 7));
        if (const Result<Decimal> longer = value.rescaled(std::min(value.scale() + 3, Decimal::maxDigits)))
            RC_ASSERT(qHash(*longer) == qHash(value));
    }));
}

void tst_DecimalProperties::doubleIsTheNearest()
{
    QVERIFY(rc::check(
            [](const Decimal &value) { RC_ASSERT(value.toDouble() == std::strtod(value.toLatin1().constData(), nullptr)); }));
    QVERIFY(rc::check([] { // short ones, which are divided directly
        const auto coefficient = *rc::gen::arbitrary<qint64>();
        const Decimal value = Decimal::fromUnscaled(coefficient, *rc::gen::inRange(0, 26)).value();
        RC_ASSERT(value.toDouble() == std::strtod(value.toLatin1().constData(), nullptr));
    }));
}

void tst_DecimalProperties::doubleRoundsLikePrintf()
{
    QVERIFY(rc::check([](double value) {
        const int scale = *rc::gen::inRange(0, Decimal::maxDigits + 1);
        const Result<Decimal> result = Decimal::fromDouble(value, scale);
        std::array<char, 512> text;
        std::snprintf(text.data(), text.size(), "%.*f", scale, value);
        const Result<Decimal> expected = Decimal::fromLatin1(QLatin1StringView(text.data()));
        RC_ASSERT(result.has_value() == expected.has_value());
        RC_ASSERT((!result || *result == *expected));
    }));
}

QTEST_APPLESS_MAIN(tst_DecimalProperties)
#include "tst_decimalproperties.moc"
