// SPDX-License-Identifier: MIT
#include <quoin/core/decimal.h>

#include <QtCore/qdatastream.h>
#include <QtCore/qdebug.h>
#include <QtTest/qtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using boost::multiprecision::cpp_int;
using quoin::Decimal;
using quoin::Result;
using Rounding = Decimal::Rounding;

class tst_Decimal : public QObject
{
    Q_OBJECT

private slots:
    void text_data();
    void text();
    void wrongText_data();
    void wrongText();
    void integers();
    void fromUnscaled_data();
    void fromUnscaled();
    void fromDouble_data();
    void fromDouble();
    void toInt64_data();
    void toInt64();
    void arithmetic_data();
    void arithmetic();
    void overflowIsAnError();
    void division_data();
    void division();
    void wrongDivision();
    void rounding_data();
    void rounding();
    void roundingKeepsWhatHasNoRoom();
    void rescaling_data();
    void rescaling();
    void fits_data();
    void fits();
    void order_data();
    void order();
    void streams();
    void printsInDebugOutput();
};

namespace {

const QString nines(65, u'9');

Decimal decimal(const QString &text) { return Decimal::fromString(text).value(); }

} // namespace

Q_DECLARE_METATYPE(std::strong_ordering)

void tst_Decimal::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("scale");
    QTest::addColumn<int>("precision");
    const auto row = [](const char *name, const QString &text, const QString &expected, int scale, int precision) {
        QTest::newRow(name) << text << expected << scale << precision;
    };
    row("zero", u"0"_s, u"0"_s, 0, 1);
    row("zero with a scale", u"0.00"_s, u"0.00"_s, 2, 1);
    row("negative zero", u"-0.0"_s, u"0.0"_s, 1, 1);
    row("integer", u"42"_s, u"42"_s, 0, 2);
    row("plus", u"+42"_s, u"42"_s, 0, 2);
    row("trailing zeros stay", u"1.50"_s, u"1.50"_s, 2, 3);
    row("leading zeros go", u"0001.5"_s, u"1.5"_s, 1, 2);
    row("no digit before the point", u".5"_s, u"0.5"_s, 1, 1);
    row("no digit after the point", u"5."_s, u"5"_s, 0, 1);
    row("small", u"-0.00120"_s, u"-0.00120"_s, 5, 3);
    row("exponent", u"1.5e3"_s, u"1500"_s, 0, 4);
    row("negative exponent", u"15E-3"_s, u"0.015"_s, 3, 2);
    row("exponent that keeps digits", u"1.2345e+2"_s, u"123.45"_s, 2, 5);
    row("exponent of zero", u"0e99"_s, u"0"_s, 0, 1);
    row("19 digits", u"9999999999999999999"_s, u"9999999999999999999"_s, 0, 19);
    row("20 digits", u"18446744073709551616"_s, u"18446744073709551616"_s, 0, 20);
    row("39 digits", u"340282366920938463463374607431768211456"_s, u"340282366920938463463374607431768211456"_s, 0, 39);
    row("65 digits", nines, nines, 0, 65);
    row("65 digits after the point", u"-0." + nines, u"-0." + nines, 65, 65);
    row("65 digits around the point", nines.first(35) + u'.' + nines.first(30), nines.first(35) + u'.' + nines.first(30), 30, 65);
    row("smallest", u"1e-65"_s, u"0." + QString(64, u'0') + u'1', 65, 1);
    row("largest exponent", u"1e64"_s, u'1' + QString(64, u'0'), 0, 65);
    row("more zeros at the end than fit", u"1." + QString(80, u'0'), u"1." + QString(64, u'0'), 64, 65);
    row("more zeros in front than fit", QString(80, u'0') + u"7.5", u"7.5"_s, 1, 2);
    row("zeros that the exponent needs", u'1' + QString(70, u'0') + u"e-70", u"1." + QString(64, u'0'), 64, 65);
    row("tens beyond the scale", u"10e-66"_s, u"0." + QString(64, u'0') + u'1', 65, 1);
}

void tst_Decimal::text()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<Decimal> value = Decimal::fromString(text);
    QVERIFY2(value, value ? "" : qPrintable(value.error().toString()));
    QCOMPARE(value->toString(), expected);
    QCOMPARE(value->toLatin1(), expected.toLatin1());
    QTEST(value->scale(), "scale");
    QTEST(value->precision(), "precision");
    QCOMPARE(value->isNegative(), expected.startsWith(u'-'));
    QCOMPARE(Decimal::fromLatin1(QLatin1StringView(text.toLatin1())).value().toString(), expected);
}

void tst_Decimal::wrongText_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e5.0", "--1", "+-1", "1.2.3", "12,5", "1 000", " 1",
                 "1 ", "1_000", "0x10", "NaN", "Infinity", "-inf", "1f", "$1", "1\n" })
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("other digits") << u"٣"_s;
    QTest::newRow("fullwidth digit") << u"１"_s;
    QTest::newRow("66 digits") << QString(u'1' + nines);
    QTest::newRow("66 digits around the point") << QString(u"1." + nines);
    QTest::newRow("66th digit after the point") << u"1e-66"_s;
    QTest::newRow("1e65") << u"1e65"_s;
    QTest::newRow("exponent beyond int") << u"1e99999999999999999999"_s;
    QTest::newRow("exponent below int") << u"1e-99999999999999999999"_s;
}

void tst_Decimal::wrongText()
{
    QFETCH(QString, text);
    const Result<Decimal> value = Decimal::fromString(text);
    QVERIFY(!value);
    QCOMPARE(value.error().kind(), quoin::ErrorKind::Conversion);
    QVERIFY(!value.error().message().isEmpty());
    QVERIFY(!value.error().hint().isEmpty());
    QVERIFY(!Decimal::fromLatin1(QLatin1StringView(text.toLatin1().replace('?', 'x'))));
}

void tst_Decimal::integers()
{
    QCOMPARE(Decimal().toString(), u"0"_s);
    QCOMPARE(Decimal(-7).toString(), u"-7"_s);
    QCOMPARE(Decimal(-7L).toString(), u"-7"_s);
    QCOMPARE(Decimal(7UL).toString(), u"7"_s);
    QCOMPARE(Decimal(std::numeric_limits<qint64>::min()).toString(), u"-9223372036854775808"_s);
    QCOMPARE(Decimal(std::numeric_limits<quint64>::max()).toString(), u"18446744073709551615"_s);
    static_assert(!std::is_constructible_v<Decimal, double>);
}

void tst_Decimal::fromUnscaled_data()
{
    QTest::addColumn<qint64>("coefficient");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("text"); // empty: an error
    QTest::newRow("cents") << qint64(-1999) << 2 << u"-19.99"_s;
    QTest::newRow("zero") << qint64(0) << 3 << u"0.000"_s;
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << 0 << u"-9223372036854775808"_s;
    QTest::newRow("largest scale") << qint64(1) << 65 << QString(u"0." + QString(64, u'0') + u'1');
    QTest::newRow("scale too large") << qint64(1) << 66 << QString();
    QTest::newRow("negative scale") << qint64(1) << -1 << QString();
}

void tst_Decimal::fromUnscaled()
{
    QFETCH(qint64, coefficient);
    QFETCH(int, scale);
    QFETCH(QString, text);
    const Result<Decimal> value = Decimal::fromUnscaled(coefficient, scale);
    QCOMPARE(value.has_value(), !text.isEmpty());
    if (value)
        QCOMPARE(value->toString(), text);
}

void tst_Decimal::fromDouble_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("text"); // empty: an error
    QTest::newRow("rounded") << 0.1 + 0.2 << 2 << u"0.30"_s;
    QTest::newRow("exact") << 0.1 << 55 << u"0.1000000000000000055511151231257827021181583404541015625"_s;
    QTest::newRow("tie to even, down") << 0.125 << 2 << u"0.12"_s;
    QTest::newRow("tie to even, up") << 0.375 << 2 << u"0.38"_s;
    QTest::newRow("just below a tie") << 2.675 << 2 << u"2.67"_s;
    QTest::newRow("negative zero") << -0.0 << 1 << u"0.0"_s;
    QTest::newRow("rounds to zero") << -0.001 << 2 << u"0.00"_s;
    QTest::newRow("large") << 1e22 << 0 << u"10000000000000000000000"_s;
    QTest::newRow("below 1e65") << 9e64 << 0 << QString::fromStdString(cpp_int(9e64).str());
    QTest::newRow("1e65") << 1e65 << 0 << QString();
    QTest::newRow("largest double") << std::numeric_limits<double>::max() << 0 << QString();
    QTest::newRow("zeros give way") << 1e63 << 65 << QString::fromStdString(cpp_int(1e63).str() + ".0");
    QTest::newRow("too many digits") << 1e15 + 0.125 << 65 << QString(u"1000000000000000.125" + QString(46, u'0'));
    QTest::newRow("NaN") << std::nan("") << 0 << QString();
    QTest::newRow("infinity") << -std::numeric_limits<double>::infinity() << 0 << QString();
    QTest::newRow("negative scale") << 1.0 << -1 << QString();
    QTest::newRow("scale too large") << 1.0 << 66 << QString();
}

void tst_Decimal::fromDouble()
{
    QFETCH(double, value);
    QFETCH(int, scale);
    QFETCH(QString, text);
    const Result<Decimal> result = Decimal::fromDouble(value, scale);
    QCOMPARE(result.has_value(), !text.isEmpty());
    if (result)
        QCOMPARE(result->toString(), text);
    else
        QCOMPARE(result.error().kind(), quoin::ErrorKind::Conversion);
}

void tst_Decimal::toInt64_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<qint64>("value");
    QTest::newRow("zero") << u"0.00"_s << true << qint64(0);
    QTest::newRow("zeros after the point") << u"-42.000"_s << true << qint64(-42);
    QTest::newRow("fraction") << u"42.5"_s << false << qint64(0);
    QTest::newRow("max") << u"9223372036854775807"_s << true << std::numeric_limits<qint64>::max();
    QTest::newRow("max + 1") << u"9223372036854775808"_s << false << qint64(0);
    QTest::newRow("min") << u"-9223372036854775808.0"_s << true << std::numeric_limits<qint64>::min();
    QTest::newRow("min - 1") << u"-9223372036854775809"_s << false << qint64(0);
    QTest::newRow("65 digits") << nines << false << qint64(0);
    QTest::newRow("65 digits, most of them zeros") << QString(u"7." + QString(64, u'0')) << true << qint64(7);
}

void tst_Decimal::toInt64()
{
    QFETCH(QString, text);
    QFETCH(bool, ok);
    const Result<qint64> value = decimal(text).toInt64();
    QCOMPARE(value.has_value(), ok);
    if (ok)
        QTEST(*value, "value");
    else
        QCOMPARE(value.error().kind(), quoin::ErrorKind::Conversion);
}

void tst_Decimal::arithmetic_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("sum");
    QTest::addColumn<QString>("difference");
    QTest::addColumn<QString>("product");
    const auto row = [](const char *name, const QString &a, const QString &b, const QString &sum, const QString &difference,
                             const QString &product) { QTest::newRow(name) << a << b << sum << difference << product; };
    row("cents", u"19.99"_s, u"0.01"_s, u"20.00"_s, u"19.98"_s, u"0.1999"_s);
    row("scales", u"1.5"_s, u"0.25"_s, u"1.75"_s, u"1.25"_s, u"0.375"_s);
    row("signs", u"-1.5"_s, u"1.5"_s, u"0.0"_s, u"-3.0"_s, u"-2.25"_s);
    row("crosses zero", u"1"_s, u"-2.5"_s, u"-1.5"_s, u"3.5"_s, u"-2.5"_s);
    row("zero", u"0"_s, u"-7.10"_s, u"-7.10"_s, u"7.10"_s, u"0.00"_s);
    row("beyond 64 bits", u"18446744073709551615"_s, u"2"_s, u"18446744073709551617"_s, u"18446744073709551613"_s,
            u"36893488147419103230"_s);
    row("back into 64 bits", u"18446744073709551616"_s, u"-18446744073709551615"_s, u"1"_s, u"36893488147419103231"_s,
            u"-340282366920938463444927863358058659840"_s);
    row("0.1 + 0.2", u"0.1"_s, u"0.2"_s, u"0.3"_s, u"-0.1"_s, u"0.02"_s);
    row("zeros give way", nines, u"0.0"_s, nines, nines, u"0.0"_s);
}

void tst_Decimal::arithmetic()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QTEST((decimal(a) + decimal(b)).value().toString(), "sum");
    QTEST((decimal(a) - decimal(b)).value().toString(), "difference");
    QTEST((decimal(a) * decimal(b)).value().toString(), "product");
    QCOMPARE(-(-decimal(a)), decimal(a));
    QVERIFY(!decimal(a).abs().isNegative());
    QVERIFY(!(-Decimal()).isNegative());
}

void tst_Decimal::overflowIsAnError()
{
    for (const Result<Decimal> &result : { decimal(nines) + Decimal(1), -decimal(nines) - Decimal(1), decimal(nines) * Decimal(2),
                 "1e64"_dec + "0.1"_dec, "1e-65"_dec * "0.1"_dec, decimal(nines) * decimal(nines) }) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind(), quoin::ErrorKind::Conversion);
        QVERIFY(result.error().message().contains(u"65"));
    }
}

void tst_Decimal::division_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("quotient");
    QTest::newRow("exact") << u"1"_s << u"4"_s << 2 << u"0.25"_s;
    QTest::newRow("scale is kept") << u"1"_s << u"4"_s << 4 << u"0.2500"_s;
    QTest::newRow("rounded") << u"2"_s << u"3"_s << 3 << u"0.667"_s;
    QTest::newRow("tie to even") << u"1"_s << u"8"_s << 2 << u"0.12"_s;
    QTest::newRow("negative") << u"-1"_s << u"3"_s << 2 << u"-0.33"_s;
    QTest::newRow("rounds to zero") << u"-1"_s << u"1000"_s << 2 << u"0.00"_s;
    QTest::newRow("of scaled numbers") << u"0.3"_s << u"0.0001"_s << 0 << u"3000"_s;
    QTest::newRow("scale below the dividend's") << u"1.23456789"_s << u"1"_s << 2 << u"1.23"_s;
    QTest::newRow("65 digits") << u"1"_s << u"3"_s << 65 << QString(u"0." + QString(65, u'3'));
    QTest::newRow("of 65 digits") << nines << u"3"_s << 0 << QString(65, u'3');
    QTest::newRow("zero") << u"0"_s << u"-3"_s << 1 << u"0.0"_s;
}

void tst_Decimal::division()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, scale);
    QTEST(Decimal::divide(decimal(a), decimal(b), scale).value().toString(), "quotient");
}

void tst_Decimal::wrongDivision()
{
    QCOMPARE(Decimal::divide(1, "0.00"_dec, 2).error().message(), u"A decimal number cannot be divided by zero."_s);
    QVERIFY(!Decimal::divide(1, 3, -1));
    QVERIFY(!Decimal::divide(1, 3, 66));
    QVERIFY(!Decimal::divide(decimal(nines), "0.1"_dec, 0));
    QVERIFY(!Decimal::divide(10, 3, 65));
    QVERIFY(!Decimal::divide("1e60"_dec, "1e-60"_dec, 30));             // a quotient of 151 digits
    QVERIFY(!Decimal::divide(decimal(nines), decimal(u"1e-65"_s), 65)); // and the longest there is: 195
}

void tst_Decimal::rounding_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QStringList>("rounded"); // half even, half up, down, up, floor, ceiling
    const auto row = [](const char *value, int scale, const char *rounded) {
        QTest::newRow(value) << QString::fromLatin1(value) << scale << QString::fromLatin1(rounded).split(u' ');
    };
    row("2.5", 0, "2 3 2 3 2 3");
    row("3.5", 0, "4 4 3 4 3 4");
    row("-2.5", 0, "-2 -3 -2 -3 -3 -2");
    row("2.51", 0, "3 3 2 3 2 3");
    row("2.4999", 0, "2 2 2 3 2 3");
    row("-0.05", 1, "0.0 -0.1 0.0 -0.1 -0.1 0.0");
    row("0.999", 2, "1.00 1.00 0.99 1.00 0.99 1.00");
    row("1.230", 2, "1.23 1.23 1.23 1.23 1.23 1.23");
    row("1.2", 3, "1.200 1.200 1.200 1.200 1.200 1.200");
    row("0.00000000000000000000000000000000000000000000000000000000000000005", 64,
            "0.0000000000000000000000000000000000000000000000000000000000000000 "
            "0.0000000000000000000000000000000000000000000000000000000000000001 "
            "0.0000000000000000000000000000000000000000000000000000000000000000 "
            "0.0000000000000000000000000000000000000000000000000000000000000001 "
            "0.0000000000000000000000000000000000000000000000000000000000000000 "
            "0.0000000000000000000000000000000000000000000000000000000000000001");
    row("9999999999999999999999999999999999999999999999999999999999999999.5", 0,
            "10000000000000000000000000000000000000000000000000000000000000000 "
            "10000000000000000000000000000000000000000000000000000000000000000 "
            "9999999999999999999999999999999999999999999999999999999999999999 "
            "10000000000000000000000000000000000000000000000000000000000000000 "
            "9999999999999999999999999999999999999999999999999999999999999999 "
            "10000000000000000000000000000000000000000000000000000000000000000");
}

void tst_Decimal::rounding()
{
    QFETCH(QString, value);
    QFETCH(int, scale);
    QFETCH(QStringList, rounded);
    QStringList actual;
    for (Rounding mode :
            { Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceiling })
        actual.append(decimal(value).rounded(scale, mode).toString());
    QCOMPARE(actual, rounded);
    QCOMPARE(decimal(value).rounded(scale).toString(), rounded.first());
}

void tst_Decimal::roundingKeepsWhatHasNoRoom()
{
    QCOMPARE(decimal(nines).rounded(2).toString(), nines);
    QCOMPARE("1.5"_dec.rounded(-3).toString(), u"2"_s);
    QCOMPARE("0"_dec.rounded(99).scale(), 65);
}

void tst_Decimal::rescaling_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("rescaled"); // empty: an error
    QTest::newRow("more") << u"1.5"_s << 3 << u"1.500"_s;
    QTest::newRow("same") << u"1.5"_s << 1 << u"1.5"_s;
    QTest::newRow("fewer zeros") << u"1.500"_s << 1 << u"1.5"_s;
    QTest::newRow("a digit would go") << u"1.55"_s << 1 << QString();
    QTest::newRow("no room") << nines << 1 << QString();
    QTest::newRow("room to the last digit") << u"1"_s << 64 << QString(u"1." + QString(64, u'0'));
    QTest::newRow("zero has room") << u"0"_s << 65 << QString(u"0." + QString(65, u'0'));
    QTest::newRow("negative scale") << u"1"_s << -1 << QString();
    QTest::newRow("scale too large") << u"0"_s << 66 << QString();
}

void tst_Decimal::rescaling()
{
    QFETCH(QString, value);
    QFETCH(int, scale);
    QFETCH(QString, rescaled);
    const Result<Decimal> result = decimal(value).rescaled(scale);
    QCOMPARE(result.has_value(), !rescaled.isEmpty());
    if (result)
        QCOMPARE(result->toString(), rescaled);
    else
        QCOMPARE(result.error().kind(), quoin::ErrorKind::Conversion);
}

void tst_Decimal::fits_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("scale");
    QTest::addColumn<bool>("fits");
    QTest::newRow("exactly") << u"999.99"_s << 5 << 2 << true;
    QTest::newRow("too large") << u"1000.00"_s << 5 << 2 << false;
    QTest::newRow("too fine") << u"0.001"_s << 5 << 2 << false;
    QTest::newRow("zeros do not count") << u"1.50000"_s << 3 << 2 << true;
    QTest::newRow("negative") << u"-999.99"_s << 5 << 2 << true;
    QTest::newRow("integer zeros do count") << u"1000"_s << 3 << 0 << false;
    QTest::newRow("only a fraction") << u"0.05"_s << 2 << 2 << true;
    QTest::newRow("one before a fraction only") << u"1.05"_s << 2 << 2 << false;
    QTest::newRow("zero") << u"0.000"_s << 1 << 0 << true;
    QTest::newRow("65 digits") << nines << 65 << 0 << true;
    QTest::newRow("65 digits into 64") << nines << 64 << 0 << false;
}

void tst_Decimal::fits()
{
    QFETCH(QString, value);
    QFETCH(int, precision);
    QFETCH(int, scale);
    QTEST(decimal(value).fits(precision, scale), "fits");
}

void tst_Decimal::order_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<std::strong_ordering>("order");
    using O = std::strong_ordering;
    QTest::newRow("scales") << u"1.50"_s << u"1.5"_s << O::equal;
    QTest::newRow("zeros") << u"0.00"_s << u"-0"_s << O::equal;
    QTest::newRow("less") << u"1.49"_s << u"1.5"_s << O::less;
    QTest::newRow("negative") << u"-1.5"_s << u"-1.49"_s << O::less;
    QTest::newRow("signs") << u"-1"_s << u"0.5"_s << O::less;
    QTest::newRow("zero and negative") << u"0"_s << u"-0.1"_s << O::greater;
    QTest::newRow("wide") << nines << u"1e64"_s << O::greater;
    QTest::newRow("wide and small") << nines << QString(u"0." + nines) << O::greater;
    QTest::newRow("wide scales") << u"1"_s << QString(u"1." + QString(64, u'0')) << O::equal;
}

void tst_Decimal::order()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(std::strong_ordering, order);
    QVERIFY((decimal(a) <=> decimal(b)) == order);
    QVERIFY((decimal(b) <=> decimal(a)) == 0 <=> order);
    QCOMPARE(decimal(a) == decimal(b), order == 0);
    QCOMPARE(decimal(a) < decimal(b), order < 0);
    QCOMPARE(decimal(a).normalized() == decimal(b).normalized(), order == 0);
}

void tst_Decimal::streams()
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << "-12.50"_dec << decimal(nines) << QByteArray("12,5");
    QDataStream in(bytes);
    Decimal a;
    Decimal b;
    Decimal c = 7;
    in >> a >> b;
    QCOMPARE(a.toString(), u"-12.50"_s);
    QCOMPARE(b.toString(), nines);
    QCOMPARE(in.status(), QDataStream::Ok);
    in >> c;
    QCOMPARE(in.status(), QDataStream::ReadCorruptData);
    QVERIFY(c.isZero());
}

void tst_Decimal::printsInDebugOutput()
{
    QString output;
    QDebug(&output) << "-0.50"_dec << u"x"_s;
    QCOMPARE(output.trimmed(), u"-0.50 \"x\""_s);
}

QTEST_APPLESS_MAIN(tst_Decimal)
#include "tst_decimal.moc"
