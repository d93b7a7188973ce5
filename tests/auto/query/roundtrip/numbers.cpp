// SPDX-License-Identifier: MIT
#include "typecase.h"

using namespace quoin::literals;
using quoin::Decimal;

ROUND_TRIP_MODEL(BoolRow, "rt_bool", bool, "")
ROUND_TRIP_MODEL(ShortRow, "rt_short", qint16, "")
ROUND_TRIP_MODEL(UShortRow, "rt_ushort", quint16, "")
ROUND_TRIP_MODEL(IntRow, "rt_int", qint32, "")
ROUND_TRIP_MODEL(UIntRow, "rt_uint", quint32, "")
ROUND_TRIP_MODEL(LongLongRow, "rt_longlong", qint64, "")
ROUND_TRIP_MODEL(ULongLongRow, "rt_ulonglong", quint64, "")
ROUND_TRIP_MODEL(FloatRow, "rt_float", float, "")
ROUND_TRIP_MODEL(DoubleRow, "rt_double", double, "")
ROUND_TRIP_MODEL(MoneyRow, "rt_money", quoin::Decimal, "precision=12, scale=2")
ROUND_TRIP_MODEL(WholeDecimalRow, "rt_whole_decimal", quoin::Decimal, "precision=65, scale=0")
ROUND_TRIP_MODEL(LongDecimalRow, "rt_long_decimal", quoin::Decimal, "precision=65, scale=30")
ROUND_TRIP_MODEL(FractionRow, "rt_fraction", quoin::Decimal, "precision=38, scale=38")

namespace roundtrip {

namespace {

template<class T>
constexpr T lowest = std::numeric_limits<T>::lowest();
template<class T>
constexpr T highest = std::numeric_limits<T>::max();
template<class T>
constexpr T smallest = std::numeric_limits<T>::denorm_min();

Decimal repeated(const char *sign, char digit, int before, int after)
{
    const std::string text
            = sign + std::string(size_t(before), digit) + (after ? "." + std::string(size_t(after), digit) : std::string());
    return Decimal::fromLatin1(QLatin1String(text.c_str())).value();
}

} // namespace

QList<TypeCase> numberCases()
{
    return {
        typeCase<BoolRow>("bool", { false, true }, rc::gen::arbitrary<bool>()),
        typeCase<ShortRow>("qint16", { lowest<qint16>, -1, 0, 1, 255, 256, highest<qint16> }, generate::integer<qint16>()),
        typeCase<UShortRow>("quint16", { 0, 1, 32767, 32768, highest<quint16> }, generate::integer<quint16>()),
        typeCase<IntRow>("qint32", { lowest<qint32>, -65536, -1, 0, 1, 65536, highest<qint32> }, generate::integer<qint32>()),
        typeCase<UIntRow>("quint32", { 0, 1, 2147483647u, 2147483648u, highest<quint32> }, generate::integer<quint32>()),
        // 2^53 + 1 is the first that a double would change.
        typeCase<LongLongRow>("qint64",
                { lowest<qint64>, lowest<qint64> + 1, -9007199254740993, -1, 0, 1, 9, 10, 9007199254740993, highest<qint64> - 1,
                        highest<qint64> },
                generate::integer<qint64>()),
        typeCase<ULongLongRow>("quint64",
                { 0, 9, 10, 9007199254740993u, quint64(highest<qint64>), quint64(highest<qint64>) + 1,
                        10'000'000'000'000'000'000u, highest<quint64> - 1, highest<quint64> },
                generate::integer<quint64>()),
        typeCase<FloatRow>("float",
                { lowest<float>, -1.5f, -smallest<float>, 0.0f, smallest<float>, 0.1f, 1.0f / 3, 16777217.0f, highest<float> },
                generate::finite<float, quint32>()),
        typeCase<DoubleRow>("double",
                { lowest<double>, -1e100, -1.5, -smallest<double>, 0.0, smallest<double>, 1e-300, 0.1, 0.1 + 0.2, 1.0 / 3,
                        123456789.125, 9007199254740993.0, 1e22, 1e23, highest<double> },
                generate::finite<double, quint64>()),
        typeCase<MoneyRow>("decimal(12,2)",
                { "-9999999999.99"_dec, "-10.00"_dec, "-9.99"_dec, "-0.01"_dec, "0.00"_dec, "0.01"_dec, "9.99"_dec, "10.00"_dec,
                        "100.50"_dec, "9999999999.99"_dec },
                generate::decimal(12, 2)),
        typeCase<WholeDecimalRow>("decimal(65,0)",
                { repeated("-", '9', 65, 0), "-12345678901234567890"_dec, "-1"_dec, "0"_dec, "2"_dec, "10"_dec,
                        "18446744073709551616"_dec, repeated("", '9', 64, 0), repeated("", '9', 65, 0) },
                generate::decimal(65, 0)),
        typeCase<LongDecimalRow>("decimal(65,30)",
                { repeated("-", '9', 35, 30), "-1.000000000000000000000000000001"_dec, "-1"_dec,
                        "-0.000000000000000000000000000001"_dec, "0"_dec, "0.000000000000000000000000000001"_dec, "0.1"_dec,
                        "1"_dec, "1.5"_dec, "10"_dec, repeated("", '9', 35, 30) },
                generate::decimal(65, 30)),
        typeCase<FractionRow>("decimal(38,38)",
                { repeated("-0", '9', 0, 38), "-0.5"_dec, "0"_dec, "0.00000000000000000000000000000000000001"_dec, "0.25"_dec,
                        repeated("0", '9', 0, 38) },
                generate::decimal(38, 38)),
    };
}

} // namespace roundtrip

#include "numbers.moc"
