// SPDX-License-Identifier: MIT
#include "typecase.h"

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Decimal;

ROUND_TRIP_MODEL(StringListRow, "rt_string_list", QStringList, "")
ROUND_TRIP_MODEL(BoolListRow, "rt_bool_list", QList<bool>, "")
ROUND_TRIP_MODEL(IntListRow, "rt_int_list", QList<int>, "")
ROUND_TRIP_MODEL(LongLongListRow, "rt_longlong_list", QList<qint64>, "")
ROUND_TRIP_MODEL(ULongLongListRow, "rt_ulonglong_list", QList<quint64>, "")
ROUND_TRIP_MODEL(DoubleListRow, "rt_double_list", QList<double>, "")
ROUND_TRIP_MODEL(DecimalListRow, "rt_decimal_list", QList<quoin::Decimal>, "precision=65, scale=10")
ROUND_TRIP_MODEL(DateListRow, "rt_date_list", QList<QDate>, "")
ROUND_TRIP_MODEL(TimeListRow, "rt_time_list", QList<QTime>, "")
ROUND_TRIP_MODEL(DateTimeListRow, "rt_datetime_list", QList<QDateTime>, "")
ROUND_TRIP_MODEL(UuidListRow, "rt_uuid_list", QList<QUuid>, "")
ROUND_TRIP_MODEL(VectorRow, "rt_vector", QList<float>, "dimensions=3")

namespace roundtrip {

namespace {

template<class T>
QList<T> extremes()
{
    return { std::numeric_limits<T>::lowest(), 0, 1, std::numeric_limits<T>::max() };
}

} // namespace

QList<TypeCase> listCases()
{
    constexpr auto none = Compared::Not;
    const QDateTime moment = QDateTime::fromString(u"2024-03-31T01:30:00.250Z"_s, Qt::ISODateWithMs);
    const QStringList texts { u""_s, u" "_s, u"a,b"_s, u"\"q\""_s, u"it's"_s, u"\\"_s, u"\\\""_s, u"{}"_s, u"[1]"_s, u"{"_s,
        u"NULL"_s, u"null"_s, u"a\nb"_s, u"$1"_s, u"?"_s, u"e\u0301"_s, u"שלום"_s, u"😀"_s, u" pad "_s, u"\x01"_s, u"\v"_s };
    const auto texts2
            = rc::gen::map(generate::list(generate::text()), [](const QList<QString> &list) { return QStringList(list); });
    const auto vector = rc::gen::map(rc::gen::container<std::vector<float>>(3, generate::finite<float, quint32>()),
            [](const std::vector<float> &values) { return QList<float>(values.begin(), values.end()); });
    return {
        typeCase<StringListRow, none>("QStringList",
                { {}, { u""_s }, { u"NULL"_s }, { u"a"_s, u"a"_s }, { u"a,b"_s }, { u"a"_s, u"b"_s }, texts }, texts2),
        typeCase<BoolListRow, none>(
                "QList<bool>", { {}, { false }, { true, false, true } }, generate::list(rc::gen::arbitrary<bool>())),
        typeCase<IntListRow, none>("QList<int>", { {}, { 0 }, extremes<int>() }, generate::list(generate::integer<int>())),
        typeCase<LongLongListRow, none>(
                "QList<qint64>", { {}, { 9007199254740993 }, extremes<qint64>() }, generate::list(generate::integer<qint64>())),
        typeCase<ULongLongListRow, none>("QList<quint64>", { {}, { 9007199254740993 }, extremes<quint64>() },
                generate::list(generate::integer<quint64>())),
        typeCase<DoubleListRow, none>("QList<double>", { {}, { 0.1, 1e23, 5e-324 }, extremes<double>() },
                generate::list(generate::finite<double, quint64>())),
        typeCase<DecimalListRow, none>("QList<Decimal>",
                { {}, { "0"_dec }, { "-0.0000000001"_dec, "1234567890123456789012345678901234567890.5"_dec } },
                generate::list(generate::decimal(65, 10))),
        typeCase<DateListRow, none>("QList<QDate>", { {}, { QDate(1, 1, 1), QDate(2024, 2, 29), QDate(9999, 12, 31) } },
                generate::list(generate::date())),
        typeCase<TimeListRow, none>(
                "QList<QTime>", { {}, { QTime(0, 0), QTime(23, 59, 59, 999) } }, generate::list(generate::time())),
        typeCase<DateTimeListRow, none>(
                "QList<QDateTime>", { {}, { moment, moment.addYears(-100) } }, generate::list(generate::dateTime())),
        typeCase<UuidListRow, none>("QList<QUuid>", { {}, { QUuid(), QUuid(u"018f3c4a-7b5c-7def-8123-456789abcdef"_s) } },
                generate::list(generate::uuid())),
        typeCase<VectorRow, none>("vector of 3 floats",
                { { 0, 0, 0 }, { 0.1f, -1.5f, 1.0f / 3 },
                        { std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest(), 1e-45f } },
                vector),
    };
}

} // namespace roundtrip

#include "lists.moc"
