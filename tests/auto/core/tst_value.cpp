// SPDX-License-Identifier: MIT
#include <quoin/core/value.h>

#include <QtCore/qdebug.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtimezone.h>
#include <QtCore/qurl.h>
#include <QtTest/qtest.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Decimal;
using quoin::JsonText;
using quoin::Value;
using quoin::ValueList;

class tst_Value : public QObject
{
    Q_OBJECT

public:
    enum class Colour : qint8 { Red = -1, Green = 5 };
    Q_ENUM(Colour)
    enum class Big : quint64 { Last = std::numeric_limits<quint64>::max() };
    Q_ENUM(Big)
    enum Option { First = 1, Second = 2 };
    Q_DECLARE_FLAGS(Options, Option)
    Q_FLAG(Options)

private slots:
    void types_data();
    void types();
    void integersOfEveryWidth();
    void equality_data();
    void equality();
    void nanEqualsItself();
    void listsCompareByElement();
    void toVariant_data();
    void toVariant();
    void fromVariant_data();
    void fromVariant();
    void fromVariantRefuses_data();
    void fromVariantRefuses();
    void display_data();
    void display();
};

namespace {

const QDateTime moment(QDate(2024, 2, 29), QTime(13, 45, 0, 250), Qt::UTC);
constexpr auto int64Max = std::numeric_limits<qint64>::max();
constexpr auto int64Min = std::numeric_limits<qint64>::min();
constexpr auto uint64Max = std::numeric_limits<quint64>::max();
const QUuid uuid(u"{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"_s);

} // namespace

void tst_Value::types_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<Value::Type>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("default") << Value() << Value::Type::Null << u"NULL"_s;
    QTest::newRow("nullptr") << Value(nullptr) << Value::Type::Null << u"NULL"_s;
    QTest::newRow("bool") << Value(true) << Value::Type::Bool << u"boolean"_s;
    QTest::newRow("int") << Value(1) << Value::Type::Int << u"integer"_s;
    QTest::newRow("uint") << Value(1U) << Value::Type::Int << u"integer"_s;
    QTest::newRow("quint64") << Value(quint64(1)) << Value::Type::UInt << u"unsigned integer"_s;
    QTest::newRow("double") << Value(1.0) << Value::Type::Double << u"floating-point number"_s;
    QTest::newRow("text") << Value(u"a"_s) << Value::Type::Text << u"text"_s;
    QTest::newRow("literal") << Value(u"a") << Value::Type::Text << u"text"_s;
    QTest::newRow("binary") << Value(QByteArray("a")) << Value::Type::Binary << u"binary data"_s;
    QTest::newRow("date") << Value(moment.date()) << Value::Type::Date << u"date"_s;
    QTest::newRow("time") << Value(moment.time()) << Value::Type::Time << u"time"_s;
    QTest::newRow("date and time") << Value(moment) << Value::Type::DateTime << u"date and time"_s;
    QTest::newRow("uuid") << Value(uuid) << Value::Type::Uuid << u"UUID"_s;
    QTest::newRow("decimal") << Value("1.5"_dec) << Value::Type::Decimal << u"decimal"_s;
    QTest::newRow("json") << Value(JsonText { "null" }) << Value::Type::Json << u"JSON"_s;
    QTest::newRow("list") << Value(ValueList { 1, 2 }) << Value::Type::List << u"list"_s;
    QTest::newRow("vector") << Value(Value::Vector { 1, 2 }) << Value::Type::Vector << u"vector"_s;
}

void tst_Value::types()
{
    QFETCH(Value, value);
    QFETCH(Value::Type, type);
    QCOMPARE(value.type(), type);
    QCOMPARE(value.isNull(), type == Value::Type::Null);
    QTEST(quoin::valueTypeName(type), "name");
    QCOMPARE(value.decimal() != nullptr, type == Value::Type::Decimal);
    QCOMPARE(value.list() != nullptr, type == Value::Type::List);
    QCOMPARE(value.vector() != nullptr, type == Value::Type::Vector);
    QCOMPARE(value.get<QString>() != nullptr, type == Value::Type::Text);
    const Value copy = value;
    QCOMPARE(copy, value);
    QCOMPARE(qHash(copy), qHash(value));
}

void tst_Value::integersOfEveryWidth()
{
    QCOMPARE(Value(short(-3)), Value(-3));
    QCOMPARE(Value(long(-3)), Value(-3));
    QCOMPARE(Value(3UL), Value(3));
    QCOMPARE(*Value(std::numeric_limits<uint>::max()).get<qint64>(), qint64(4294967295));
    QCOMPARE(*Value(uint64Max).get<quint64>(), uint64Max);
}

void tst_Value::equality_data()
{
    QTest::addColumn<Value>("a");
    QTest::addColumn<Value>("b");
    QTest::addColumn<bool>("equal");
    const auto row = [](const char *name, const Value &a, const Value &b, bool equal) { QTest::newRow(name) << a << b << equal; };

    row("null and null", {}, {}, true);
    row("null and 0", {}, 0, false);
    row("null and empty text", {}, u"", false);
    row("null and JSON null", {}, JsonText { "null" }, false);
    row("text and JSON", u"null", JsonText { "null" }, false);
    row("text and binary", u"a", QByteArray("a"), false);
    row("bool and int", true, 1, false);
    row("null text and empty text", QString(), u"", true);

    row("int and uint", 1, quint64(1), true);
    row("-1 and uint", -1, uint64Max, false);
    row("int and double", 1, 1.0, true);
    row("int and fraction", 1, 1.5, false);
    row("int and decimal", 1, "1.00"_dec, true);
    row("uint and double", quint64(7), 7.0, true);
    row("uint and decimal", uint64Max, "18446744073709551615"_dec, true);
    row("negative zero", 0, -0.0, true);
    row("negative zero and decimal", "0.00"_dec, -0.0, true);

    // Where a conversion to double would call different numbers equal.
    row("2^53 and 2^53 + 1", double(1LL << 53), (1LL << 53) + 1, false);
    row("2^53", double(1LL << 53), 1LL << 53, true);
    row("int64 max and 2^63", int64Max, 9223372036854775808.0, false);
    row("int64 min and -2^63", int64Min, -9223372036854775808.0, true);
    row("uint64 and 2^63", quint64(1) << 63, 9223372036854775808.0, true);
    row("uint64 max and 2^64", uint64Max, 18446744073709551616.0, false);
    row("decimal and 2^64", "18446744073709551616"_dec, 18446744073709551616.0, true);
    row("decimal beyond uint64", uint64Max, "18446744073709551616"_dec, false);
    row("int64 min and decimal", int64Min, "-9223372036854775808"_dec, true);
    row("0.5", 0.5, "0.50"_dec, true);
    row("0.1 is no double", 0.1, "0.1"_dec, false);
    row("0.1 exactly", 0.1, "0.1000000000000000055511151231257827021181583404541015625"_dec, true);
    row("1/3", 1.0 / 3, Decimal::divide(1, 3, 65).value(), false);
    row("2^-70 and its 65 digits", std::ldexp(1.0, -70), Decimal::fromDouble(std::ldexp(1.0, -70), 65).value(), false);
    row("2^-65", std::ldexp(1.0, -65), Decimal::fromDouble(std::ldexp(1.0, -65), 65).value(), true);
    row("2^200", std::ldexp(1.0, 200), Decimal::fromDouble(std::ldexp(1.0, 200), 0).value(), true);
    row("2^200 + 1", std::ldexp(1.0, 200), (Decimal::fromDouble(std::ldexp(1.0, 200), 0).value() + Decimal(1)).value(), false);
    row("1e300 and decimal", 1e300, "1e64"_dec, false);
    row("infinity and decimal", std::numeric_limits<double>::infinity(), "1e64"_dec, false);
    row("infinity", std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(), true);
    row("infinities", std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), false);
    row("NaN and 0", std::nan(""), 0, false);

    row("decimals", "1.5"_dec, "1.500"_dec, true);
    row("json by text", JsonText { "{}" }, JsonText { "{}" }, true);
    row("moments in two zones", moment, moment.toOffsetFromUtc(7200), true);
    row("lists across types", ValueList { 1, 2.0 }, ValueList { 1.0, 2 }, true);
    row("lists", ValueList { 1, 2 }, ValueList { 1, 3 }, false);
    row("list lengths", ValueList { 1 }, ValueList { 1, {} }, false);
    row("list and vector", ValueList { 1.0 }, Value::Vector { 1 }, false);
    row("vectors", Value::Vector { 1, 2 }, Value::Vector { 1, 2 }, true);
    row("vectors that differ", Value::Vector { 1, 2 }, Value::Vector { 1, 3 }, false);
    row("vectors of signed zeros", Value::Vector { 0.0F }, Value::Vector { -0.0F }, true);
}

void tst_Value::equality()
{
    QFETCH(Value, a);
    QFETCH(Value, b);
    QFETCH(bool, equal);
    QCOMPARE(a == b, equal);
    QCOMPARE(b == a, equal);
    QCOMPARE(a != b, !equal);
    if (equal) {
        QCOMPARE(qHash(a), qHash(b));
        QCOMPARE(qHash(a, 42), qHash(b, 42));
    }
}

void tst_Value::nanEqualsItself()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(Value(nan), Value(nan));
    QCOMPARE(Value(nan), Value(-nan));
    QCOMPARE(qHash(Value(nan)), qHash(Value(-nan)));
    QCOMPARE(Value(ValueList { nan }), Value(ValueList { nan }));
    QCOMPARE(Value(Value::Vector { float(nan) }), Value(Value::Vector { float(nan) }));
    QCOMPARE(qHash(Value(Value::Vector { float(nan) })), qHash(Value(Value::Vector { float(-nan) })));
}

void tst_Value::listsCompareByElement()
{
    const Value shared = ValueList { u"a", {}, u"b" };
    const Value copy = shared;
    QCOMPARE(copy, shared);
    QCOMPARE(Value(ValueList { u"a", {}, u"b" }), shared);
    QCOMPARE(qHash(Value(ValueList { u"a", {}, u"b" })), qHash(shared));
    QCOMPARE(shared.list()->size(), size_t(3));
}

void tst_Value::toVariant_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<QVariant>("variant");
    QTest::newRow("null") << Value() << QVariant();
    QTest::newRow("bool") << Value(true) << QVariant(true);
    QTest::newRow("int") << Value(-5) << QVariant(qlonglong(-5));
    QTest::newRow("uint") << Value(uint64Max) << QVariant(uint64Max);
    QTest::newRow("double") << Value(1.5) << QVariant(1.5);
    QTest::newRow("text") << Value(u"é😀") << QVariant(u"é😀"_s);
    QTest::newRow("empty text") << Value(u"") << QVariant(u""_s);
    QTest::newRow("binary") << Value(QByteArray("\0\xff", 2)) << QVariant(QByteArray("\0\xff", 2));
    QTest::newRow("date") << Value(moment.date()) << QVariant(moment.date());
    QTest::newRow("time") << Value(moment.time()) << QVariant(moment.time());
    QTest::newRow("date and time") << Value(moment) << QVariant(moment);
    QTest::newRow("uuid") << Value(uuid) << QVariant(uuid);
    QTest::newRow("decimal") << Value("1.50"_dec) << QVariant::fromValue("1.50"_dec);
    QTest::newRow("json object") << Value(JsonText { R"({"a":[1,null]})" })
                                 << QVariant(QJsonValue(QJsonObject { { u"a"_s, QJsonArray { 1, QJsonValue::Null } } }));
    QTest::newRow("json text") << Value(JsonText { R"("null")" }) << QVariant(QJsonValue(u"null"_s));
    QTest::newRow("json null") << Value(JsonText { "null" }) << QVariant(QJsonValue(QJsonValue::Null));
    QTest::newRow("json number") << Value(JsonText { "9007199254740993" }) << QVariant(QJsonValue(qint64(9007199254740993)));
    QTest::newRow("list") << Value(ValueList { u"a", {} }) << QVariant(QVariantList { u"a"_s, QVariant() });
    QTest::newRow("vector") << Value(Value::Vector { 1.5F }) << QVariant::fromValue(QList<float> { 1.5F });
}

void tst_Value::toVariant()
{
    QFETCH(Value, value);
    QFETCH(QVariant, variant);
    QCOMPARE(value.toVariant().metaType(), variant.metaType());
    QCOMPARE(value.toVariant(), variant);
    const quoin::Result<Value> back = Value::fromVariant(variant);
    QVERIFY(back);
    QCOMPARE(back->type(), value.type());
    QCOMPARE(*back, value);
}

void tst_Value::fromVariant_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<Value>("value");
    QTest::newRow("typed null") << QVariant(QMetaType::fromType<int>()) << Value();
    QTest::newRow("nullptr") << QVariant::fromValue(nullptr) << Value();
    QTest::newRow("null text is empty text") << QVariant(QString()) << Value(u"");
    QTest::newRow("qint8") << QVariant::fromValue(qint8(-3)) << Value(-3);
    QTest::newRow("quint8") << QVariant::fromValue(quint8(200)) << Value(200);
    QTest::newRow("char") << QVariant::fromValue('A') << Value(65);
    QTest::newRow("short") << QVariant::fromValue(short(-3)) << Value(-3);
    QTest::newRow("ushort") << QVariant::fromValue(ushort(65535)) << Value(65535);
    QTest::newRow("int") << QVariant(-3) << Value(-3);
    QTest::newRow("uint") << QVariant(4294967295U) << Value(4294967295U);
    QTest::newRow("long") << QVariant::fromValue(-3L) << Value(-3);
    QTest::newRow("ulong") << QVariant::fromValue(3UL) << Value(quint64(3));
    QTest::newRow("float") << QVariant(1.5F) << Value(1.5);
    QTest::newRow("QChar") << QVariant(QChar(u'é')) << Value(u"é");
    QTest::newRow("char16_t") << QVariant::fromValue(u'é') << Value(u"é");
    QTest::newRow("char32_t") << QVariant::fromValue(U'😀') << Value(u"😀");
    QTest::newRow("QUrl") << QVariant(QUrl(u"https://example.org/ä?q=1"_s)) << Value(u"https://example.org/%C3%A4?q=1");
    QTest::newRow("enum") << QVariant::fromValue(Colour::Red) << Value(-1);
    QTest::newRow("unsigned enum") << QVariant::fromValue(Big::Last) << Value(uint64Max);
    QTest::newRow("flags") << QVariant::fromValue(Options(First | Second)) << Value(3);
    QTest::newRow("QStringList") << QVariant(QStringList { u"a"_s, u"b"_s }) << Value(ValueList { u"a", u"b" });
    QTest::newRow("empty list") << QVariant(QVariantList()) << Value(ValueList());
    QTest::newRow("QList<int>") << QVariant::fromValue(QList<int> { 1, 2 }) << Value(ValueList { 1, 2 });
    QTest::newRow("list of JavaScript numbers") << QVariant(QVariantList { 1, 2.5 }) << Value(ValueList { 1.0, 2.5 });
    QTest::newRow("std::vector<float>") << QVariant::fromValue(Value::Vector { 1.5F }) << Value(Value::Vector { 1.5F });
    QTest::newRow("map") << QVariant(QVariantMap { { u"a"_s, 1 } }) << Value(JsonText { R"({"a":1})" });
    QTest::newRow("hash") << QVariant(QVariantHash { { u"a"_s, 1 } }) << Value(JsonText { R"({"a":1})" });
    QTest::newRow("QJsonObject") << QVariant(QJsonObject { { u"a"_s, u"é"_s } }) << Value(JsonText { R"({"a":"é"})" });
    QTest::newRow("QJsonArray") << QVariant(QJsonArray { 1, true }) << Value(JsonText { "[1,true]" });
    QTest::newRow("QJsonDocument") << QVariant(QJsonDocument(QJsonArray { 1 })) << Value(JsonText { "[1]" });
    QTest::newRow("null QJsonDocument") << QVariant(QJsonDocument()) << Value();
    QTest::newRow("undefined QJsonValue") << QVariant(QJsonValue(QJsonValue::Undefined)) << Value();
    QTest::newRow("QJsonValue text") << QVariant(QJsonValue(u"a"_s)) << Value(JsonText { "\"a\"" });
    QTest::newRow("JsonText") << QVariant::fromValue(JsonText { "[]" }) << Value(JsonText { "[]" });
    QTest::newRow("Value") << QVariant::fromValue(Value(7)) << Value(7);
}

void tst_Value::fromVariant()
{
    QFETCH(QVariant, variant);
    QFETCH(Value, value);
    const quoin::Result<Value> result = Value::fromVariant(variant);
    QVERIFY2(result, result ? "" : qPrintable(result.error().toString()));
    QCOMPARE(result->type(), value.type());
    QCOMPARE(*result, value);
    if (const ValueList *list = value.list()) {
        for (size_t i = 0; i < list->size(); ++i)
            QCOMPARE(result->list()->at(i).type(), list->at(i).type());
    }
}

void tst_Value::fromVariantRefuses_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QString>("part");
    QTest::newRow("invalid date") << QVariant(QDate()) << u"date is invalid"_s;
    QTest::newRow("invalid time") << QVariant(QTime()) << u"time is invalid"_s;
    QTest::newRow("invalid date and time") << QVariant(QDateTime()) << u"date and time is invalid"_s;
    QTest::newRow("type without a place") << QVariant::fromValue(QTimeZone::utc()) << u"QTimeZone"_s;
    QTest::newRow("mixed list") << QVariant(QVariantList { 1, u"a"_s }) << u"integer and text"_s;
    QTest::newRow("inexact list") << QVariant(QVariantList { (1LL << 53) + 1, 0.5 }) << u"several types"_s;
    QTest::newRow("element") << QVariant(QVariantList { QVariant::fromValue(QTimeZone::utc()) }) << u"QTimeZone"_s;
}

void tst_Value::fromVariantRefuses()
{
    QFETCH(QVariant, variant);
    QFETCH(QString, part);
    const quoin::Result<Value> result = Value::fromVariant(variant);
    QVERIFY(!result);
    QCOMPARE(result.error().kind(), quoin::ErrorKind::Conversion);
    QVERIFY2(result.error().message().contains(part), qPrintable(result.error().message()));
    QVERIFY(!result.error().hint().isEmpty());
}

void tst_Value::display_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("null") << Value() << u"NULL"_s;
    QTest::newRow("bool") << Value(false) << u"false"_s;
    QTest::newRow("int") << Value(-5) << u"-5"_s;
    QTest::newRow("uint") << Value(uint64Max) << u"18446744073709551615"_s;
    QTest::newRow("double") << Value(0.1) << u"0.1"_s;
    QTest::newRow("text") << Value(u"it's") << u"'it''s'"_s;
    QTest::newRow("binary") << Value(QByteArray(12, 'x')) << u"<12 bytes>"_s;
    QTest::newRow("date") << Value(moment.date()) << u"2024-02-29"_s;
    QTest::newRow("time") << Value(moment.time()) << u"13:45:00.250"_s;
    QTest::newRow("date and time") << Value(moment.toOffsetFromUtc(3600)) << u"2024-02-29T13:45:00.250Z"_s;
    QTest::newRow("uuid") << Value(uuid) << u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s;
    QTest::newRow("decimal") << Value("1.50"_dec) << u"1.50"_s;
    QTest::newRow("json") << Value(JsonText { R"({"a":"é"})" }) << uR"({"a":"é"})"_s;
    QTest::newRow("list") << Value(ValueList { u"a", {} }) << u"['a', NULL]"_s;
    QTest::newRow("vector") << Value(Value::Vector { 0.1F, 2 }) << u"[0.1, 2]"_s;
}

void tst_Value::display()
{
    QFETCH(Value, value);
    QFETCH(QString, text);
    QCOMPARE(value.toDisplay(), text);
    QString output;
    QDebug(&output) << value;
    QCOMPARE(output.trimmed(), text);
}

QTEST_APPLESS_MAIN(tst_Value)
#include "tst_value.moc"
