// SPDX-License-Identifier: MIT
#include <quoin/meta/convert.h>

#include <models/alltypes.h>
#include <models/columntypes.h>
#include <models/keys.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtCore/qdatastream.h>
#include <QtCore/qjsonarray.h>
#include <QtTest/qtest.h>

#include <limits>
#include <unordered_set>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace {

shop::Customer ann()
{
    shop::Customer customer { .id = 5,
        .name = u"Ann"_s,
        .email = u"ann@example.org"_s,
        .passwordHash = u"hunter2"_s,
        .active = true,
        .joinedOn = QDate(2024, 2, 29) };
    return customer;
}

AllTypes extremes()
{
    AllTypes object;
    object.aULongLong = std::numeric_limits<quint64>::max();
    object.aLongLong = std::numeric_limits<qint64>::min();
    object.aDouble = std::numeric_limits<double>::infinity();
    object.aDecimal = *Decimal::fromString(u"-1234567890123456789.000000000000000000000000000001");
    object.aText = u"🦀 \"quoted\"\n"_s;
    object.aByteArray = QByteArray("\0\xff", 2);
    object.aDate = QDate(2024, 2, 29);
    object.aTime = QTime(1, 2, 3, 4);
    object.aDateTime = QDateTime(QDate(1960, 1, 1), QTime(0, 0, 0, 1), Qt::UTC);
    object.aUuid = QUuid::createUuid();
    object.aJsonValue = QJsonValue();
    object.aJsonObject = { { u"a"_s, QJsonArray { 1, QJsonValue() } } };
    object.aUrl = QUrl(u"https://example.org/a%20b"_s);
    object.aStringList = { u"a"_s, u"b,c"_s };
    object.aDecimalList = { *Decimal::fromString(u"0.1") };
    object.aVector = { 1, 2, 3 };
    object.aLevel = AllTypes::Level::High;
    return object;
}

// Compares all columns: what a class of many properties has instead of an operator==.
void compareColumns(const AllTypes &a, const AllTypes &b)
{
    for (const FieldInfo &field : (*modelOf<AllTypes>())->fields)
        QCOMPARE(field.value(&a), field.value(&b));
}

} // namespace

class tst_Convert : public QObject
{
    Q_OBJECT

private slots:
    void map();
    void json();
    void jsonRoundTrip();
    void mapRoundTrip();
    void optionals();
    void jsonNullIsNotNull();
    void chosenFields();
    void sensitiveFields();
    void nestedRelations();
    void relationsAsInput();
    void toManyRelations();
    void errorsShowNoValues();
    void unknownKeys();
    void everyMistakeAndNothingSet();
    void losses_data();
    void losses();
    void streams();
    void oldStream();
    void streamOfAnotherClass();
    void sameRows();
    void debugOutput();
};

void tst_Convert::map()
{
    const auto map = toVariantMap(ann());
    QVERIFY_RESULT(map);
    QCOMPARE(map->value(u"id"_s), QVariant(qint64(5)));
    QCOMPARE(map->value(u"name"_s), QVariant(u"Ann"_s));
    QCOMPARE(map->value(u"joinedOn"_s), QVariant(QDate(2024, 2, 29)));
    QVERIFY(map->contains(u"birthday"_s) && map->value(u"birthday"_s).isNull());
    QVERIFY(!map->contains(u"orders"_s)); // no column
}

void tst_Convert::json()
{
    const auto json = toJson(extremes());
    QVERIFY_RESULT(json);
    QCOMPARE(json->value(u"aULongLong"_s), QJsonValue(u"18446744073709551615"_s));
    QCOMPARE(json->value(u"aLongLong"_s).toInteger(), std::numeric_limits<qint64>::min());
    QCOMPARE(json->value(u"aDouble"_s), QJsonValue(u"Infinity"_s));
    QCOMPARE(json->value(u"aDecimal"_s), QJsonValue(u"-1234567890123456789.000000000000000000000000000001"_s));
    QCOMPARE(json->value(u"aByteArray"_s), QJsonValue(u"AP8="_s));
    QCOMPARE(json->value(u"aDateTime"_s), QJsonValue(u"1960-01-01T00:00:00.001Z"_s));
    QCOMPARE(json->value(u"aTime"_s), QJsonValue(u"01:02:03.004"_s));
    QCOMPARE(json->value(u"aJsonObject"_s).toObject(), extremes().aJsonObject);
    QCOMPARE(json->value(u"aMood"_s), QJsonValue(u"Calm"_s));
    QCOMPARE(json->value(u"aLevel"_s), QJsonValue(300));
    QCOMPARE(json->value(u"aVector"_s).toArray(), (QJsonArray { 1, 2, 3 }));
}

void tst_Convert::jsonRoundTrip()
{
    const AllTypes object = extremes();
    const auto json = toJson(object);
    QVERIFY_RESULT(json);
    const auto copy = fromJson<AllTypes>(*json);
    QVERIFY_RESULT(copy);
    compareColumns(*copy, object);
    Shape shape { .fill = { 1, 2, 3, 4 }, .stroke = types::Color { 5, 6, 7, 8 }, .extent = { -1, 1 } };
    const auto sameShape = toJson(shape).and_then([](const QJsonObject &json) { return fromJson<Shape>(json); });
    QVERIFY_RESULT(sameShape);
    QVERIFY(sameShape->fill == shape.fill && sameShape->stroke == shape.stroke && sameShape->extent == shape.extent
            && !sameShape->visible);
}

void tst_Convert::mapRoundTrip()
{
    const AllTypes object = extremes();
    const auto map = toVariantMap(object);
    QVERIFY_RESULT(map);
    const auto copy = fromVariantMap<AllTypes>(*map);
    QVERIFY_RESULT(copy);
    compareColumns(*copy, object);
}

void tst_Convert::optionals()
{
    const auto json = toJson(AllOptionals());
    QVERIFY_RESULT(json);
    QVERIFY(json->value(u"aText"_s).isNull());
    const auto copy = fromJson<AllOptionals>(*json);
    QVERIFY_RESULT(copy);
    for (const FieldInfo &field : (*modelOf<AllOptionals>())->fields)
        QCOMPARE(field.value(&*copy).isNull(), field.property != u"id"_s);
}

/// Neither in a map nor in a stream; a QJsonObject has one null for both.
void tst_Convert::jsonNullIsNotNull()
{
    AllOptionals object;
    object.aJsonValue = QJsonValue(QJsonValue::Null);
    QCOMPARE(object.aJsonObject, std::nullopt);
    const auto isKept = [](const AllOptionals &copy) {
        return copy.aJsonValue && copy.aJsonValue->isNull() && !copy.aJsonObject && !copy.aText;
    };
    const auto map = toVariantMap(object);
    QVERIFY_RESULT(map);
    const auto fromMap = fromVariantMap<AllOptionals>(*map);
    QVERIFY_RESULT(fromMap);
    QVERIFY(isKept(*fromMap));

    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    QVERIFY_RESULT(writeTo(out, object));
    QDataStream in(bytes);
    AllOptionals copy;
    copy.aText = u"before"_s;
    QVERIFY_RESULT(readFrom(in, copy));
    QVERIFY(isKept(copy));

    const auto json = toJson(object);
    QVERIFY_RESULT(json);
    QVERIFY(json->value(u"aJsonValue"_s).isNull());
    QCOMPARE(fromJson<AllOptionals>(*json)->aJsonValue, std::nullopt);
}

/// What version 0.1 of the library wrote.
void tst_Convert::oldStream()
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << quint8(1) << u"shop::Tag"_s << QByteArray(R"({"name":"red"})");
    QDataStream in(bytes);
    shop::Tag tag;
    QVERIFY_RESULT(readFrom(in, tag));
    QCOMPARE(tag.name, u"red"_s);
    bytes[0] = 3;
    QDataStream future(bytes);
    QCOMPARE(readFrom(future, tag).error().kind(), ErrorKind::Conversion);
}

void tst_Convert::chosenFields()
{
    const auto some = toJson(ann(), { .only = { u"name"_s, u"id"_s } });
    QVERIFY_RESULT(some);
    QCOMPARE(some->keys(), (QStringList { u"id"_s, u"name"_s }));
    const auto most = toJson(ann(), { .exclude = { u"id"_s } });
    QVERIFY_RESULT(most);
    QVERIFY(!most->contains(u"id"_s) && most->contains(u"name"_s));
    const auto none = toJson(ann(), { .only = { u"nmae"_s } });
    QVERIFY(!none);
    QCOMPARE(none.error().kind(), ErrorKind::Configuration);
    QVERIFY(none.error().hint().contains(u"\"name\""_s));
}

void tst_Convert::sensitiveFields()
{
    const auto all = toJson(ann());
    QVERIFY_RESULT(all);
    QVERIFY(!all->contains(u"passwordHash"_s));
    const auto asked = toJson(ann(), { .only = { u"passwordHash"_s } });
    QVERIFY_RESULT(asked);
    QCOMPARE(asked->value(u"passwordHash"_s), QJsonValue(u"hunter2"_s));
    const auto read = fromJson<shop::Customer>({ { u"passwordHash"_s, u"x"_s } }); // writing one is no secret
    QVERIFY_RESULT(read);
    QCOMPARE(read->passwordHash, u"x"_s);
}

void tst_Convert::nestedRelations()
{
    shop::Order order;
    order.id = 9;
    order.customer = ann();
    const auto json = toJson(order);
    QVERIFY_RESULT(json);
    QCOMPARE(json->value(u"customer"_s).toObject().value(u"name"_s), QJsonValue(u"Ann"_s));
    QVERIFY(!json->value(u"customer"_s).toObject().contains(u"passwordHash"_s));
    const auto keysOnly = toVariantMap(order, { .relations = false });
    QVERIFY_RESULT(keysOnly);
    QCOMPARE(keysOnly->value(u"customer"_s), QVariant(qint64(5)));
}

void tst_Convert::relationsAsInput()
{
    for (const QJsonValue &given :
            { QJsonValue(5), QJsonValue(u"5"_s), QJsonValue(QJsonObject { { u"id"_s, 5 }, { u"name"_s, u"Ann"_s } }) }) {
        const auto order = fromJson<shop::Order>({ { u"customer"_s, given } });
        QVERIFY_RESULT(order);
        QCOMPARE(order->customer.key(), Value(5));
        QCOMPARE(order->customer.key().type(), Value::Type::Int);
    }
    QVERIFY(!fromJson<shop::Order>({ { u"customer"_s, QJsonObject { { u"name"_s, u"Ann"_s } } } }));
}

void tst_Convert::toManyRelations()
{
    QVERIFY(!toJson(ann())->contains(u"orders"_s));
    const auto customer = fromJson<shop::Customer>({ { u"name"_s, u"Ann"_s }, { u"orders"_s, QJsonArray { 1, 2 } } });
    QVERIFY_RESULT(customer);
    QCOMPARE(customer->name, u"Ann"_s);
}

void tst_Convert::errorsShowNoValues()
{
    const auto wrong = fromJson<shop::Customer>({ { u"id"_s, u"from a diary"_s }, { u"joinedOn"_s, u"yesterday"_s } });
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().fieldErrors().size(), 2);
    for (const FieldError &each : wrong.error().fieldErrors())
        QVERIFY2(!each.message.contains(u"diary") && !each.message.contains(u"yesterday"), qPrintable(each.message));
}

void tst_Convert::unknownKeys()
{
    const QJsonObject json { { u"nmae"_s, u"Ann"_s } };
    const auto strict = fromJson<shop::Customer>(json);
    QVERIFY(!strict);
    QCOMPARE(strict.error().fieldErrors().constFirst().code, u"unknown"_s);
    QVERIFY(strict.error().fieldErrors().constFirst().message.contains(u"\"name\""_s));
    QVERIFY_RESULT(fromJson<shop::Customer>(json, { .ignoreUnknown = true }));
    QVERIFY(!fromJson<shop::Customer>({ { u"id"_s, 1 } }, { .exclude = { u"id"_s } }));
}

void tst_Convert::everyMistakeAndNothingSet()
{
    shop::Customer customer = ann();
    const auto result = fromJson(**modelOf<shop::Customer>(), &customer,
            { { u"name"_s, u"Bob"_s }, { u"active"_s, u"perhaps"_s }, { u"joinedOn"_s, u"soon"_s } });
    QVERIFY(!result);
    QCOMPARE(result.error().kind(), ErrorKind::Validation);
    QStringList fields;
    for (const FieldError &error : result.error().fieldErrors())
        fields.append(error.field);
    QCOMPARE(fields, (QStringList { u"active"_s, u"joinedOn"_s }));
    QCOMPARE(customer.name, u"Ann"_s);
}

void tst_Convert::losses_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("json"); // parsed by Qt, which keeps 64-bit integers
    QTest::addColumn<bool>("taken");
    QTest::newRow("double") << u"aDouble"_s << u"0.1"_s << true;
    QTest::newRow("double, 2^53") << u"aDouble"_s << u"9007199254740992"_s << true;
    QTest::newRow("double, 2^53 + 1") << u"aDouble"_s << u"9007199254740993"_s << false;
    QTest::newRow("double, -2^53 - 1") << u"aDouble"_s << u"-9007199254740993"_s << false;
    QTest::newRow("double, 2^63 - 1") << u"aDouble"_s << u"9223372036854775807"_s << false;
    QTest::newRow("double, 2^62") << u"aDouble"_s << u"4611686018427387904"_s << true;
    QTest::newRow("double, the digits that identify it") << u"aDouble"_s << u"36028797018963980"_s << true;
    QTest::newRow("list of doubles") << u"aDoubleList"_s << u"[9007199254740993]"_s << false;
    QTest::newRow("float") << u"aFloat"_s << u"16777216"_s << true;
    QTest::newRow("float, 2^24 + 1") << u"aFloat"_s << u"16777217"_s << false;
    QTest::newRow("int with a fraction") << u"anInt"_s << u"1.5"_s << false;
    QTest::newRow("date") << u"aDate"_s << u"\"2024-02-29\""_s << true;
    QTest::newRow("date with a time of elsewhere") << u"aDate"_s << u"\"2024-02-29T23:30:00-05:00\""_s << false;
    QTest::newRow("date with midnight") << u"aDate"_s << u"\"2024-02-29T00:00:00\""_s << false;
    QTest::newRow("date with more") << u"aDate"_s << u"\"2024-02-29 and so on\""_s << false;
    QTest::newRow("time with a zone") << u"aTime"_s << u"\"23:30:00-05:00\""_s << false;
    QTest::newRow("date and time of elsewhere") << u"aDateTime"_s << u"\"2024-02-29T23:30:00-05:00\""_s << true;
}

void tst_Convert::losses()
{
    QFETCH(QString, property);
    QFETCH(QString, json);
    const QJsonValue value = QJsonDocument::fromJson('[' + json.toUtf8() + ']').array().at(0);
    AllTypes object;
    const auto read = fromJson(**modelOf<AllTypes>(), &object, { { property, value } });
    QTEST(read.has_value(), "taken");
    if (!read)
        QCOMPARE(read.error().fieldErrors().constFirst().field, property);
}

void tst_Convert::streams()
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    const AllTypes object = extremes();
    QVERIFY_RESULT(writeTo(out, object));
    QDataStream in(bytes);
    AllTypes copy;
    QVERIFY_RESULT(readFrom(in, copy));
    compareColumns(copy, object);
    QVERIFY(!readFrom(in, copy)); // there is no second one
}

void tst_Convert::streamOfAnotherClass()
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    QVERIFY_RESULT(writeTo(out, ann()));
    QDataStream in(bytes);
    AllTypes object;
    const auto read = readFrom(in, object);
    QVERIFY(!read);
    QVERIFY(read.error().message().contains(u"shop::Customer"_s));
}

void tst_Convert::sameRows()
{
    shop::Customer a = ann(), b = ann();
    b.name = u"Anna"_s;
    QVERIFY(sameRow(a, b));
    QCOMPARE(keyHash(a), keyHash(b));
    b.id = 6;
    QVERIFY(!sameRow(a, b));
    QVERIFY(!sameRow(shop::Customer(), shop::Customer())); // not stored yet
    QVERIFY(!sameRow(keys::Device(), keys::Device()));
    std::unordered_set<shop::Customer, KeyHash, SameRow> rows { a, a, b };
    QCOMPARE(rows.size(), size_t(2));
}

void tst_Convert::debugOutput()
{
    QString text;
    QDebug(&text) << show(ann());
    QVERIFY(text.startsWith(u"shop::Customer(id: 5, name: "_s));
    QVERIFY(text.contains(u"•••"_s));
    QVERIFY(!text.contains(u"hunter2"_s));
    shop::Tag tag { .name = QString(1000, u'x') };
    QVERIFY(toDisplay(**modelOf<shop::Tag>(), &tag).size() < 200);
}

QTEST_GUILESS_MAIN(tst_Convert)
#include "tst_convert.moc"
