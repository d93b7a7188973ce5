// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>

#include <models/alltypes.h>
#include <models/handwritten.h>
#include <models/keys.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <algorithm>
#include <array>

#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::schema::ColumnType;
using quoin::schema::TypeKind;

namespace {

template<class T>
const ModelInfo &infoOf()
{
    return **modelOf<T>();
}

template<class T>
schema::Table tableOf()
{
    return infoOf<T>().toTable();
}

} // namespace

class Vault
{
    Q_GADGET
    QUOIN_MODEL("vaults", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, pin, "sensitive")
    QUOIN_FIELD(quint64, coins, "max=18446744073709551614, choices=(1, 2)")
};

/// What a declaration means: columns, keys, relations, names; and the properties read and written through it.
class tst_ModelInfo : public QObject
{
    Q_OBJECT

private slots:
    void modelsAreRight();
    void names();
    void columnTypes_data();
    void columnTypes();
    void keyGeneration();
    void compositeKeys();
    void foreignKeys();
    void keyOfAnotherColumn();
    void oneToOneKey();
    void hasMany();
    void manyToManyTable();
    void manyToManyOtherEnd();
    void manyToManySelf();
    void manyToManyThrough();
    void tableConstraints();
    void checks();
    void defaults();
    void specialFields();
    void baseClassAndSetters();
    void schemaOrder();
    void longNames();

    void everyTypeRoundTrips();
    void optionalsRoundTrip();
    void extremes();
    void optionalEnums();
    void ownNullOfDates();
    void foreignKeyValues();
    void refusedValues_data();
    void refusedValues();
    void sensitiveValuesStaySecret();
    void speed();
};

void tst_ModelInfo::modelsAreRight()
{
    for (const Error &error : Registry::check())
        QFAIL(qPrintable(error.toString()));
}

void tst_ModelInfo::names()
{
    const ModelInfo &product = infoOf<shop::Product>();
    QCOMPARE(product.className, u"shop::Product"_s);
    QCOMPARE(product.table, u"products"_s);
    QCOMPARE(product.verboseName, u"product"_s);
    QCOMPARE(product.verboseNamePlural, u"products"_s);
    QCOMPARE(product.field(u"createdAt")->column, u"created_at"_s);
    QCOMPARE(product.field(u"createdAt")->verboseName, u"created at"_s);
    QCOMPARE(product.field(u"category")->column, u"category_id"_s);
    QCOMPARE(product.fieldByColumn(u"created_at"), product.field(u"createdAt"));
    QVERIFY(!product.field(u"createdat"));
    QCOMPARE(infoOf<shop::Category>().verboseNamePlural, u"categories"_s);
    QCOMPARE(product.field(u"sku")->comment, u"Stock keeping unit, AB-123"_s);
    QCOMPARE(product.field(u"name")->comment, QString());
}

void tst_ModelInfo::columnTypes_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("type");
    QTest::newRow("bool") << u"aBool"_s << u"bool"_s;
    QTest::newRow("short") << u"aShort"_s << u"int16"_s;
    QTest::newRow("ushort") << u"aUShort"_s << u"uint16"_s;
    QTest::newRow("int") << u"anInt"_s << u"int32"_s;
    QTest::newRow("uint") << u"aUInt"_s << u"uint32"_s;
    QTest::newRow("qint64") << u"aLongLong"_s << u"int64"_s;
    QTest::newRow("quint64") << u"aULongLong"_s << u"uint64"_s;
    QTest::newRow("float") << u"aFloat"_s << u"float"_s;
    QTest::newRow("double") << u"aDouble"_s << u"double"_s;
    QTest::newRow("decimal") << u"aDecimal"_s << u"decimal(65,30)"_s;
    QTest::newRow("text") << u"aText"_s << u"text"_s;
    QTest::newRow("string") << u"aString"_s << u"string(100)"_s;
    QTest::newRow("binary") << u"aByteArray"_s << u"binary"_s;
    QTest::newRow("date") << u"aDate"_s << u"date"_s;
    QTest::newRow("time") << u"aTime"_s << u"time"_s;
    QTest::newRow("datetime") << u"aDateTime"_s << u"datetime"_s;
    QTest::newRow("uuid") << u"aUuid"_s << u"uuid"_s;
    QTest::newRow("json") << u"aJsonObject"_s << u"json"_s;
    QTest::newRow("url") << u"aUrl"_s << u"text"_s;
    QTest::newRow("texts") << u"aStringList"_s << u"array(text)"_s;
    QTest::newRow("list") << u"aLongLongList"_s << u"array(int64)"_s;
    QTest::newRow("decimals") << u"aDecimalList"_s << u"array(decimal(20,4))"_s;
    QTest::newRow("vector") << u"aVector"_s << u"vector(3)"_s;
    QTest::newRow("enum") << u"aMood"_s << u"enum('Calm','Happy','Angry')"_s;
    QTest::newRow("enum as integer") << u"aLevel"_s << u"int32"_s;
}

void tst_ModelInfo::columnTypes()
{
    QFETCH(QString, property);
    QFETCH(QString, type);
    const FieldInfo *field = infoOf<AllTypes>().field(property);
    const FieldInfo *optional = infoOf<AllOptionals>().field(property);
    QCOMPARE(field->columnType.toString(), type);
    QCOMPARE(optional->columnType.toString(), type);
    QVERIFY(!field->nullable && !field->optional);
    QVERIFY(optional->nullable && optional->optional);
    QCOMPARE(optional->type, field->type);
    QCOMPARE(optional->typeName, u"std::optional<"_s + field->typeName + u'>');
}

void tst_ModelInfo::keyGeneration()
{
    QCOMPARE(infoOf<shop::Tag>().field(u"id")->generation, KeyGeneration::AutoIncrement);
    QVERIFY(tableOf<shop::Tag>().column(u"id")->autoIncrement);
    QCOMPARE(infoOf<keys::Device>().field(u"id")->generation, KeyGeneration::Uuid);
    QCOMPARE(infoOf<shop::Order>().field(u"number")->generation, KeyGeneration::Uuid);
    QCOMPARE(infoOf<handwritten::Account>().field(u"id")->generation, KeyGeneration::None);
    QCOMPARE(infoOf<shop::Tag>().autoIncrementField(), infoOf<shop::Tag>().field(u"id"));
    QVERIFY(!infoOf<keys::Device>().autoIncrementField());
}

void tst_ModelInfo::compositeKeys()
{
    const ModelInfo &reading = infoOf<keys::Reading>();
    QCOMPARE(reading.primaryKey, (QList<const FieldInfo *> { reading.field(u"device"), reading.field(u"takenAt") }));
    QCOMPARE(tableOf<keys::Reading>().primaryKey.columns, (QStringList { u"device_id"_s, u"taken_at"_s }));
    keys::Reading object;
    const QUuid device = QUuid::createUuid();
    object.device.setKey(device);
    object.takenAt = QDateTime(QDate(2024, 2, 29), QTime(12, 0), Qt::UTC);
    QCOMPARE(reading.key(&object), (QList<Value> { device, object.takenAt }));
    QCOMPARE(tableOf<keys::Translation>().primaryKey.columns, (QStringList { u"country_name"_s, u"language"_s }));
}

void tst_ModelInfo::foreignKeys()
{
    const schema::Table table = tableOf<shop::Product>();
    QCOMPARE(table.foreignKeys.size(), 1);
    const schema::ForeignKey &key = table.foreignKeys.constFirst();
    QCOMPARE(key.name, u"products_category_id_fkey"_s);
    QCOMPARE(key.columns, QStringList { u"category_id"_s });
    QCOMPARE(key.referencedTable, u"categories"_s);
    QCOMPARE(key.referencedColumns, QStringList { u"id"_s });
    QCOMPARE(key.onDelete, schema::ReferentialAction::Restrict);
    QCOMPARE(table.column(u"category_id")->type, ColumnType::of(TypeKind::Int64));

    const RelationInfo &relation = *infoOf<shop::Product>().field(u"category")->relation;
    QCOMPARE(relation.target, &infoOf<shop::Category>());
    QCOMPARE(relation.targetField, u"id"_s);
    QCOMPARE(relation.reverse, u"products"_s);
    QCOMPARE(tableOf<shop::Category>().column(u"parent_id")->nullable, true);
    QCOMPARE(tableOf<shop::Order>().foreignKeys.constFirst().onDelete, schema::ReferentialAction::NoAction); // protect
}

void tst_ModelInfo::keyOfAnotherColumn()
{
    const FieldInfo *country = infoOf<keys::Translation>().field(u"country");
    QCOMPARE(country->relation->targetField, u"name"_s);
    QCOMPARE(country->columnType, ColumnType::string(80));
    QCOMPARE(country->storedType, FieldType::String);
    QCOMPARE(tableOf<keys::Translation>().foreignKeys.constFirst().referencedColumns, QStringList { u"name"_s });
}

void tst_ModelInfo::oneToOneKey()
{
    const schema::Table table = tableOf<shop::Profile>();
    QCOMPARE(table.primaryKey.columns, QStringList { u"customer_id"_s });
    QVERIFY(table.uniques.isEmpty()); // the key is unique by itself
    QVERIFY(table.indexes.isEmpty());
    QVERIFY(!table.columns.constFirst().autoIncrement);
}

void tst_ModelInfo::hasMany()
{
    const RelationInfo *orders = infoOf<shop::Customer>().relation(u"orders");
    QCOMPARE(orders->kind, RelationInfo::Kind::HasMany);
    QCOMPARE(orders->target, &infoOf<shop::Order>());
    QCOMPARE(orders->inverse, u"customer"_s);
    QCOMPARE(infoOf<shop::Order>().relation(u"customer")->inverse, u"orders"_s);
    QCOMPARE(infoOf<shop::Category>().relation(u"children")->inverse, u"parent"_s);
    QVERIFY(!infoOf<shop::Customer>().field(u"orders"));
}

void tst_ModelInfo::manyToManyTable()
{
    const QList<schema::Table> tables = infoOf<shop::Product>().toTables();
    QCOMPARE(tables.size(), 2);
    const schema::Table &between = tables.constLast();
    QCOMPARE(between.name, u"products_tags"_s);
    QCOMPARE(between.primaryKey.columns, (QStringList { u"product_id"_s, u"tag_id"_s }));
    QCOMPARE(between.column(u"product_id")->type, ColumnType::of(TypeKind::Int64));
    QCOMPARE(between.column(u"tag_id")->type, ColumnType::of(TypeKind::Int32));
    QCOMPARE(between.foreignKeys.size(), 2);
    for (const schema::ForeignKey &key : between.foreignKeys)
        QCOMPARE(key.onDelete, schema::ReferentialAction::Cascade);
    QCOMPARE(between.indexes.constFirst().name, u"products_tags_tag_id_idx"_s);
}

void tst_ModelInfo::manyToManyOtherEnd()
{
    QCOMPARE(infoOf<shop::Tag>().toTables().size(), 1); // the other end owns the table
    const RelationInfo *products = infoOf<shop::Tag>().relation(u"products");
    const RelationInfo *tags = infoOf<shop::Product>().relation(u"tags");
    QCOMPARE(products->throughTable, tags->throughTable);
    QCOMPARE(products->throughColumn, tags->throughTargetColumn);
    QCOMPARE(products->throughTargetColumn, tags->throughColumn);
    QCOMPARE(products->inverse, u"tags"_s);
    QCOMPARE(tags->inverse, u"products"_s);
}

void tst_ModelInfo::manyToManySelf()
{
    const RelationInfo *follows = infoOf<keys::Person>().relation(u"follows");
    QCOMPARE(follows->throughTable, u"people_follows"_s);
    QCOMPARE(follows->throughColumn, u"from_person_id"_s);
    QCOMPARE(follows->throughTargetColumn, u"to_person_id"_s);
    QVERIFY(infoOf<keys::Person>().relation(u"friends")->symmetrical);
    QCOMPARE(infoOf<keys::Person>().toTables().size(), 3);
}

void tst_ModelInfo::manyToManyThrough()
{
    const RelationInfo *members = infoOf<keys::Group>().relation(u"members");
    QCOMPARE(members->throughModel, &infoOf<keys::Membership>());
    QCOMPARE(members->throughTable, u"memberships"_s);
    QCOMPARE(members->throughColumn, u"group_id"_s);
    QCOMPARE(members->throughTargetColumn, u"person_id"_s);
    QVERIFY(!members->ownsThroughTable);
    QCOMPARE(infoOf<keys::Person>().relation(u"groups")->throughColumn, u"person_id"_s);
}

void tst_ModelInfo::tableConstraints()
{
    const schema::Table products = tableOf<shop::Product>();
    QCOMPARE(products.uniques.size(), 1);
    QCOMPARE(products.uniques.constFirst().name, u"products_sku_key"_s);
    const schema::Index *byPrice = products.index(u"products_category_id_price_idx");
    QVERIFY(byPrice);
    QCOMPARE(byPrice->parts.size(), 2);
    QVERIFY(!byPrice->parts[0].descending && byPrice->parts[1].descending);
    QVERIFY(products.index(u"products_name_idx"));
    QVERIFY(!products.index(u"products_category_id_idx")); // the index above begins with it
    QVERIFY(tableOf<shop::Review>().index(u"reviews_product_id_idx"));
    QVERIFY(tableOf<shop::Customer>().index(u"customers_newest"));
    QCOMPARE(tableOf<shop::Category>().uniques.constFirst().columns, (QStringList { u"parent_id"_s, u"name"_s }));
}

void tst_ModelInfo::checks()
{
    const auto textOf = [](const schema::Table &table, const QString &name) {
        const auto check = std::ranges::find(table.checks, name, &schema::Check::name);
        if (check == table.checks.end())
            return u"missing"_s;
        QStringList parts;
        for (const schema::ColumnRule &rule : check->rules) {
            QStringList values;
            for (const Value &value : rule.values)
                values.append(value.toDisplay());
            const auto comparison = std::array { u">="_s, u"<="_s, u"in"_s }.at(size_t(rule.kind));
            parts.append(rule.column + u' ' + comparison + u' ' + values.join(u','));
        }
        if (!check->expression.isEmpty())
            parts.append(check->expression);
        return parts.join(u" and "_s);
    };
    QCOMPARE(textOf(tableOf<shop::Product>(), u"products_stock_check"_s), u"stock >= 0"_s);
    QCOMPARE(textOf(tableOf<shop::Product>(), u"products_price_check"_s), u"price >= 0"_s);
    QCOMPARE(textOf(tableOf<shop::OrderLine>(), u"order_lines_quantity_check"_s), u"quantity >= 1 and quantity <= 10000"_s);
    QCOMPARE(textOf(tableOf<shop::Order>(), u"orders_payment_check"_s), u"payment in 0,1,2,3"_s);
    QCOMPARE(textOf(tableOf<shop::Order>(), u"orders_shipped_later"_s), u"shipped_at IS NULL OR shipped_at >= placed_at"_s);
    QCOMPARE(textOf(tableOf<handwritten::Account>(), u"accounts_balance_check"_s), u"balance <= 1000000 and balance % 5 = 0"_s);
    QCOMPARE(textOf(tableOf<AllTypes>(), u"all_types_a_level_check"_s), u"a_level in -1,5,300"_s);
    QCOMPARE(textOf(tableOf<Vault>(), u"vaults_coins_check"_s), u"coins <= 18446744073709551614 and coins in 1,2"_s);
}

void tst_ModelInfo::defaults()
{
    const schema::Table products = tableOf<shop::Product>();
    QCOMPARE(std::get<Value>(*products.column(u"stock")->defaultValue), Value(0));
    QCOMPARE(std::get<Value>(*products.column(u"status")->defaultValue), Value(u"Draft"));
    QCOMPARE(std::get<Value>(*products.column(u"attributes")->defaultValue), Value(JsonText { "{}" }));
    QCOMPARE(std::get<Value>(*tableOf<shop::Order>().column(u"payment")->defaultValue), Value(0));
    QCOMPARE(std::get<Value>(*tableOf<shop::Customer>().column(u"active")->defaultValue), Value(true));
    QCOMPARE(std::get<schema::DefaultFunction>(*tableOf<shop::Order>().column(u"placed_at")->defaultValue),
            schema::DefaultFunction::CurrentTimestamp);
    QCOMPARE(std::get<schema::DefaultFunction>(*tableOf<shop::Customer>().column(u"joined_on")->defaultValue),
            schema::DefaultFunction::CurrentDate);
    QCOMPARE(std::get<Value>(*tableOf<keys::Membership>().column(u"since")->defaultValue), Value(QDate(2024, 1, 1)));
}

void tst_ModelInfo::specialFields()
{
    QVERIFY(infoOf<shop::Product>().softDelete);
    QCOMPARE(infoOf<shop::Product>().softDeleteField, u"deletedAt"_s);
    QCOMPARE(infoOf<shop::Order>().versionField, u"revision"_s);
    QCOMPARE(infoOf<shop::Product>().ordering, (QList<OrderTerm> { { u"name"_s, false }, { u"id"_s, true } }));
    QVERIFY(infoOf<shop::Customer>().field(u"passwordHash")->sensitive);
    QVERIFY(infoOf<handwritten::Balance>().readOnly && !infoOf<handwritten::Balance>().managed);
}

void tst_ModelInfo::baseClassAndSetters()
{
    const ModelInfo &account = infoOf<handwritten::Account>();
    QCOMPARE(account.nameSpace, u"bank"_s);
    QCOMPARE(account.comment, u"Accounts of customers"_s);
    QCOMPARE(account.fields.constFirst().property, u"createdAt"_s);
    QVERIFY(account.field(u"changedAt")->autoNow);
    QVERIFY(!account.field(u"label"));  // READ only: computed
    QVERIFY(!account.field(u"cached")); // STORED false
    QCOMPARE(account.field(u"doubled")->generated->expression, u"balance * 2"_s);
    QCOMPARE(account.field(u"owner")->collation, u"NOCASE"_s);

    handwritten::Account object;
    QVERIFY_RESULT(account.field(u"owner")->setValue(&object, Value(u"  ann ")));
    QCOMPARE(object.owner(), u"ann"_s); // the setter was called
    const QDateTime time(QDate(2024, 5, 6), QTime(7, 8), Qt::UTC);
    QVERIFY_RESULT(account.field(u"changedAt")->setValue(&object, Value(time)));
    QCOMPARE(object.changedAt, time);
    QVERIFY(!object.createdAt.isValid());
    QCOMPARE(account.field(u"changedAt")->value(&object), Value(time));
}

void tst_ModelInfo::schemaOrder()
{
    const auto models = Registry::models();
    QVERIFY_RESULT(models);
    const schema::Schema schema = toSchema(*models);
    QStringList before;
    for (const schema::Table &table : schema.tables) {
        before.append(table.name);
        for (const schema::ForeignKey &key : table.foreignKeys)
            QVERIFY2(before.contains(key.referencedTable), qPrintable(table.name + u" before "_s + key.referencedTable));
    }
    QVERIFY(!before.contains(u"balances"_s)); // a view
    QVERIFY(before.contains(u"products_tags"_s));
}

class AModelWithAVeryLongNameSoThatItsTableHasOneToo
{
    Q_GADGET
    QUOIN_MODEL("a_model_with_a_very_long_name_so_that_its_table_has_one_too", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, anIndexedPropertyWithAVeryLongName, "index, unique")
    QUOIN_FIELD(int, anIndexedPropertyWithAVeryLongNamf, "unique")
};

void tst_ModelInfo::longNames()
{
    const schema::Table table = tableOf<AModelWithAVeryLongNameSoThatItsTableHasOneToo>();
    QCOMPARE(table.uniques.size(), 2);
    for (const schema::Unique &unique : table.uniques)
        QVERIFY(unique.name.toUtf8().size() <= 63);
    QVERIFY(table.uniques[0].name != table.uniques[1].name);
}

namespace {

AllTypes someValues()
{
    AllTypes object;
    object.id = 7;
    object.aBool = true;
    object.aShort = -32768;
    object.aUShort = 65535;
    object.anInt = -5;
    object.aUInt = 4000000000U;
    object.aLongLong = std::numeric_limits<qint64>::min();
    object.aULongLong = std::numeric_limits<quint64>::max();
    object.aFloat = 1.5F;
    object.aDouble = -0.1;
    object.aDecimal = *Decimal::fromString(u"12345678901234567890123456789012345.123456789012345678901234567890");
    object.aText = u"Ünïcödé 🦀"_s;
    object.aString = u"short"_s;
    object.aByteArray = QByteArray("\0\x01\xff", 3);
    object.aDate = QDate(1969, 12, 31);
    object.aTime = QTime(23, 59, 59, 999);
    object.aDateTime = QDateTime(QDate(2039, 1, 1), QTime(0, 0, 0, 1), Qt::UTC);
    object.aUuid = QUuid::createUuid();
    object.aJsonValue = u"text"_s;
    object.aJsonObject = { { u"a"_s, QJsonArray { 1, 2.5, QJsonValue() } } };
    object.aJsonArray = { u"x"_s, false };
    object.aJsonDocument = QJsonDocument(QJsonArray { 1 });
    object.aUrl = QUrl(u"https://example.org/a%20b?c=d#e"_s);
    object.anEmail = u"ann@example.org"_s;
    object.aStringList = { u"one"_s, u""_s };
    object.aBoolList = { true, false };
    object.anIntList = { 1, -1 };
    object.aLongLongList = { std::numeric_limits<qint64>::max() };
    object.aDoubleList = { 0.5 };
    object.aUuidList = { QUuid::createUuid() };
    object.aDateList = { QDate(2000, 2, 29) };
    object.aDateTimeList = { object.aDateTime };
    object.aDecimalList = { *Decimal::fromString(u"1.5") };
    object.aVector = { 0.25F, -1, 3 };
    object.aMood = AllTypes::Mood::Angry;
    object.aLevel = AllTypes::Level::Low;
    return object;
}

} // namespace

void tst_ModelInfo::everyTypeRoundTrips()
{
    const ModelInfo &model = infoOf<AllTypes>();
    const AllTypes object = someValues();
    AllTypes copy;
    for (const FieldInfo &field : model.fields) {
        const Value value = field.value(&object);
        QVERIFY2(!value.isNull(), qPrintable(field.property));
        QVERIFY_RESULT(field.setValue(&copy, value));
        QCOMPARE(field.value(&copy), value);
    }
    QCOMPARE(copy.aULongLong, object.aULongLong);
    QCOMPARE(copy.aDecimal, object.aDecimal);
    QCOMPARE(copy.aJsonObject, object.aJsonObject);
    QCOMPARE(copy.aUrl, object.aUrl);
    QCOMPARE(copy.aVector, object.aVector);
    QCOMPARE(copy.aLevel, AllTypes::Level::Low);
    QCOMPARE(copy.aMood, AllTypes::Mood::Angry);
}

void tst_ModelInfo::optionalsRoundTrip()
{
    const ModelInfo &model = infoOf<AllOptionals>();
    const AllTypes object = someValues();
    AllOptionals optionals;
    for (const FieldInfo &field : model.fields) {
        if (field.primaryKey)
            continue;
        QVERIFY2(field.value(&optionals).isNull(), qPrintable(field.property));
        const Value value = infoOf<AllTypes>().field(field.property)->value(&object);
        QVERIFY_RESULT(field.setValue(&optionals, value));
        QCOMPARE(field.value(&optionals), value);
        QVERIFY_RESULT(field.setValue(&optionals, Value()));
        QVERIFY2(field.value(&optionals).isNull(), qPrintable(field.property));
    }
}

void tst_ModelInfo::extremes()
{
    const ModelInfo &model = infoOf<AllTypes>();
    AllTypes object;
    const auto refused = [&](const QString &property, const Value &value) {
        const auto written = model.field(property)->setValue(&object, value);
        return !written && written.error().kind() == ErrorKind::Conversion && written.error().field() == property
                && written.error().model() == u"AllTypes"_s;
    };
    QVERIFY(refused(u"aShort"_s, Value(32768)));
    QVERIFY(refused(u"aUShort"_s, Value(-1)));
    QVERIFY(refused(u"anInt"_s, Value(qint64(2147483648))));
    QVERIFY(refused(u"aUInt"_s, Value(qint64(4294967296))));
    QVERIFY(refused(u"aLongLong"_s, Value(quint64(9223372036854775808ULL))));
    QVERIFY(refused(u"aULongLong"_s, Value(-1)));
    QVERIFY(refused(u"aFloat"_s, Value(1e300)));
    QVERIFY_RESULT(model.field(u"aLongLong")->setValue(&object, Value(u"-9223372036854775808")));
    QCOMPARE(object.aLongLong, std::numeric_limits<qint64>::min());
    QVERIFY_RESULT(model.field(u"anInt")->setValue(&object, Value(3.0)));
    QCOMPARE(object.anInt, 3);
}

void tst_ModelInfo::optionalEnums()
{
    const ModelInfo &model = infoOf<AllOptionals>();
    AllOptionals object;
    object.aLevel = AllTypes::Level::High;
    object.aMood = AllTypes::Mood::Calm;
    QCOMPARE(model.field(u"aLevel")->value(&object), Value(300));
    QCOMPARE(model.field(u"aMood")->value(&object), Value(u"Calm"));
    QVERIFY_RESULT(model.field(u"aMood")->setValue(&object, Value(u"Happy")));
    QVERIFY_RESULT(model.field(u"aLevel")->setValue(&object, Value(-1)));
    QCOMPARE(object.aMood, AllTypes::Mood::Happy);
    QCOMPARE(object.aLevel, AllTypes::Level::Low);
    QVERIFY_RESULT(model.field(u"aMood")->setValue(&object, Value()));
    QVERIFY(!object.aMood);

    shop::Order order; // of a namespace, and of another storage
    order.payment = shop::Payment::Cash;
    order.refund = shop::Payment::Card;
    QCOMPARE(infoOf<shop::Order>().field(u"payment")->value(&order), Value(3));
    QCOMPARE(infoOf<shop::Order>().field(u"refund")->value(&order), Value(u"Card"));
}

void tst_ModelInfo::ownNullOfDates()
{
    const AllTypes object;
    for (const auto &property : { u"aDate"_s, u"aTime"_s, u"aDateTime"_s })
        QVERIFY(infoOf<AllTypes>().field(property)->value(&object).isNull());
    QCOMPARE(infoOf<AllTypes>().field(u"aText")->value(&object), Value(QString(u""_s))); // a null QString is an empty text
    QCOMPARE(infoOf<AllTypes>().field(u"aUuid")->value(&object), Value(QUuid()));
    QCOMPARE(infoOf<AllTypes>().field(u"aJsonValue")->value(&object), Value(JsonText { "null" }));
}

void tst_ModelInfo::foreignKeyValues()
{
    const FieldInfo *category = infoOf<shop::Product>().field(u"category");
    shop::Product product;
    QVERIFY(category->value(&product).isNull());
    QVERIFY_RESULT(category->setValue(&product, Value(u"12"))); // as from JSON or QML
    QCOMPARE(product.category.key().type(), Value::Type::Int);
    QCOMPARE(product.category.key(), Value(12));
    shop::Category loaded;
    loaded.id = 12;
    product.category = loaded;
    QVERIFY(product.category.isLoaded());
    QVERIFY_RESULT(category->setValue(&product, Value(12)));
    QVERIFY(product.category.isLoaded()); // the same key: still its object
    QVERIFY_RESULT(category->setValue(&product, Value(13)));
    QVERIFY(!product.category.isLoaded());
    QVERIFY(!category->setValue(&product, Value(u"twelve")));
}

void tst_ModelInfo::refusedValues_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<Value>("value");
    QTest::newRow("NULL in an int") << u"anInt"_s << Value();
    QTest::newRow("text in an int") << u"anInt"_s << Value(u"many");
    QTest::newRow("fraction in an int") << u"anInt"_s << Value(1.5);
    QTest::newRow("number in a text") << u"aText"_s << Value(1);
    QTest::newRow("2 in a bool") << u"aBool"_s << Value(2);
    QTest::newRow("date that does not exist") << u"aDate"_s << Value(u"2023-02-29");
    QTest::newRow("UUID of another length") << u"aUuid"_s << Value(u"12345");
    QTest::newRow("text that is no JSON") << u"aJsonValue"_s << Value(JsonText { "{" });
    QTest::newRow("two JSON values") << u"aJsonValue"_s << Value(JsonText { "1,2" });
    QTest::newRow("JSON array in an object") << u"aJsonObject"_s << Value(JsonText { "[]" });
    QTest::newRow("key that is none") << u"aMood"_s << Value(u"Sad");
    QTest::newRow("number that is no key") << u"aLevel"_s << Value(6);
    QTest::newRow("list with a wrong element") << u"anIntList"_s << Value(ValueList { Value(1), Value(u"x") });
    QTest::newRow("URL that is none") << u"aUrl"_s << Value(u"http://[");
}

void tst_ModelInfo::refusedValues()
{
    QFETCH(QString, property);
    QFETCH(Value, value);
    AllTypes object = someValues();
    const FieldInfo *field = infoOf<AllTypes>().field(property);
    const Value before = field->value(&object);
    const auto written = field->setValue(&object, value);
    QVERIFY(!written);
    QCOMPARE(written.error().kind(), ErrorKind::Conversion);
    QCOMPARE(written.error().field(), property);
    QCOMPARE(field->value(&object), before);
}

void tst_ModelInfo::sensitiveValuesStaySecret()
{
    Vault vault;
    const auto written = infoOf<Vault>().field(u"pin")->setValue(&vault, Value(u"hunter2"));
    QVERIFY(!written);
    QVERIFY(!written.error().toString().contains(u"hunter2"_s));
}

void tst_ModelInfo::speed()
{
    const FieldInfo *number = infoOf<AllTypes>().field(u"anInt");
    const FieldInfo *text = infoOf<AllTypes>().field(u"aText");
    const AllTypes object = someValues();
    int value = 0;
    QString string;
    qint64 sum = 0;
    QBENCHMARK
    {
        for (int i = 0; i < 1000; ++i) {
            number->read(&object, value);
            text->read(&object, string);
            sum += value + string.size();
        }
    }
    QVERIFY(sum != 0);
}

QTEST_GUILESS_MAIN(tst_ModelInfo)
#include "tst_modelinfo.moc"
