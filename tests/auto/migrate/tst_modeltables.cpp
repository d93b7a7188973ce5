// SPDX-License-Identifier: MIT
// What a model's options say, seen on the engines: its tables are made once and for all, keep out what the options exclude, and
// take everything else.
#include <quoin/dialect/dialect.h>
#include <quoin/dialect/syntax.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/migrate/sync.h>
#include <quoin/quoin.h>
#include <quoin/schema/change.h>

#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace modeltables {

/// Columns whose names are words of SQL, and texts that engines escape differently.
class Words
{
    Q_GADGET
    QUOIN_MODEL("mt_words", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, rank, "min=1")
    QUOIN_FIELD(int, limit, "max=10")
    QUOIN_FIELD(int, spatial, "min=0")
    QUOIN_FIELD(QString, range, "maxLength=9, choices=(a, b)")
    QUOIN_FIELD(QString, currentRole, "maxLength=9, choices=(admin, user)")
    QUOIN_FIELD(QString, folder, "maxLength=40, choices=('C:\\temp', 'it''s')")
    QUOIN_FIELD(quoin::Decimal, price, "precision=30, scale=4, min=0")
    QUOIN_FIELD(quint64, stars, "max=100000")
};

class Measurement
{
    Q_GADGET
    QUOIN_MODEL("mt_measurements", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QList<float>, series, "")
    QUOIN_FIELD(QList<float>, point, "dimensions=3")
};

class Country
{
    Q_GADGET
    QUOIN_MODEL("mt_countries", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(qint64, code, "unique")
};

class City
{
    Q_GADGET
    QUOIN_MODEL("mt_cities", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Country>, country, "to=code")
};

class Customer
{
    Q_GADGET
    QUOIN_MODEL("mt_customers", "schema=mt_sales")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=20")
    QUOIN_FIELD(quoin::ForeignKey<Country>, country, "null")
    QUOIN_FIELD(quoin::ManyToMany<Country>, visited, "")
};

class Purchase
{
    Q_GADGET
    QUOIN_MODEL("mt_purchases", "schema=mt_sales")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, customer, "")
};

/// Of the same name as the one in mt_sales.
class OtherPurchase
{
    Q_GADGET
    QUOIN_MODEL("mt_purchases", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
};

Words goodWords()
{
    Words words;
    words.rank = 1;
    words.limit = 10;
    words.range = u"b"_s;
    words.currentRole = u"user"_s;
    words.folder = u"C:\\temp"_s;
    words.price = Decimal::fromString(u"100.5"_s).value();
    words.stars = 99999;
    return words;
}

} // namespace modeltables

using namespace modeltables;

class tst_ModelTables : public QObject
{
    Q_OBJECT

private slots:
    void checksMeanTheSame_data() { QUOIN_TARGET_ROWS(); }
    void checksMeanTheSame();
    void vectorsOfAnyLength_data() { QUOIN_TARGET_ROWS(); }
    void vectorsOfAnyLength();
    void relationsToAnotherProperty_data() { QUOIN_TARGET_ROWS(); }
    void relationsToAnotherProperty();
    void namespaces_data() { QUOIN_TARGET_ROWS(); }
    void namespaces();
    void tablesOfOneNameInTwoNamespaces_data() { QUOIN_TARGET_ROWS(); }
    void tablesOfOneNameInTwoNamespaces();
};

namespace {

/// Makes the models' tables; a second sync() must find nothing to do.
template<class... Models>
Result<Database> databaseWith(const test::Target &target)
{
    auto db = Database::open(test::freshDatabase(target));
    if (!db)
        return db;
    const QList<const ModelInfo *> models { *modelOf<Models>()... };
    if (auto made = sync(*db, models); !made)
        return made.error();
    const auto again = sync(*db, models);
    if (!again)
        return again.error();
    if (again->plan.changes.isEmpty())
        return db;
    QStringList changes;
    for (const schema::Change &change : again->plan.changes)
        changes += describe(change);
    return Error(ErrorKind::Migration, u"sync() does not settle: "_s + changes.join(u"; "_s));
}

} // namespace

void tst_ModelTables::checksMeanTheSame()
{
    auto db = databaseWith<Words>(QUOIN_TARGET());
    QVERIFY_RESULT(db);
    Words words = goodWords();
    QVERIFY_RESULT(db->insert(words));
    QCOMPARE(db->query<Words>().get().value().folder, u"C:\\temp"_s);

    // Past our own validation the database keeps the rules.
    const dialect::Syntax &syntax = db->dialect().syntax();
    for (const auto &[column, value] : { std::pair(u"rank"_s, u"0"_s), { u"limit"_s, u"11"_s }, { u"spatial"_s, u"-1"_s },
                 { u"range"_s, u"'c'"_s }, { u"current_role"_s, u"'root'"_s }, { u"folder"_s, u"'C:temp'"_s },
                 { u"price"_s, u"'-0.0001'"_s }, { u"stars"_s, u"'100001'"_s } }) {
        const auto broken = db->execute(u"UPDATE mt_words SET "_s + syntax.quoted(column) + u" = " + value);
        QVERIFY2(!broken, qPrintable(column));
        QVERIFY2(broken.error().kind() == ErrorKind::CheckViolation, qPrintable(column + u": " + broken.error().toString()));
    }
}

void tst_ModelTables::vectorsOfAnyLength()
{
    auto db = databaseWith<Measurement>(QUOIN_TARGET());
    QVERIFY_RESULT(db);
    for (const QList<float> &series : { QList<float>(), QList<float> { 1 }, QList<float> { 1, 2, 3, 4.5F } }) {
        Measurement measurement;
        measurement.series = series;
        measurement.point = { 1, 2, 3 };
        QVERIFY_RESULT(db->insert(measurement));
        QCOMPARE(db->get<Measurement>(measurement.id).value().series, series);
    }
}

void tst_ModelTables::relationsToAnotherProperty()
{
    auto db = databaseWith<Country, City>(QUOIN_TARGET());
    QVERIFY_RESULT(db);
    // The key of each is the code of the other.
    Country first { .code = 2 };
    Country second { .code = 1 };
    QVERIFY_RESULT(db->insert(first));
    QVERIFY_RESULT(db->insert(second));
    QCOMPARE(first.id, second.code);
    City city;
    city.country = first;
    QVERIFY_RESULT(db->insert(city));
    QCOMPARE(db->query<City>().get().value().country.key(), Value(first.code));
    QCOMPARE(modelOf<City>().value()->field(u"country")->value(&city), Value(first.code));

    const auto count = [&](const Condition &condition) { return db->query<City>().filter(condition).count().value(); };
    QCOMPARE(count(field<&City::country> == first), 1);
    QCOMPARE(count(field<&City::country> == second), 0);
    QCOMPARE(count(field<&City::country> == city.country), 1);
    QCOMPARE(count(field<&City::country> == first.code), 1);
    QCOMPARE(count(field<&City::country> != second), 1);
    QCOMPARE(count(field<&City::country>.in(QList { second })), 0);
    QCOMPARE(count(field<&City::country>.in(QList { second, first })), 1);
    QCOMPARE(count(field<&City::country>.between(first, first)), 1);

    city.country = second;
    QVERIFY_RESULT(db->update(city));
    QCOMPARE(count(field<&City::country> == second), 1);
    city.country = first;
    city.country.setKey(second.code); // the code, not the key that first has
    QVERIFY_RESULT(db->update(city));
    QCOMPARE(count(field<&City::country> == second), 1);
}

void tst_ModelTables::namespaces()
{
    auto db = databaseWith<Country, Customer, Purchase>(QUOIN_TARGET());
    QVERIFY_RESULT(db);
    Country country { .code = 7 };
    QVERIFY_RESULT(db->insert(country));
    Customer ann;
    ann.name = u"Ann"_s;
    ann.country = country;
    QVERIFY_RESULT(db->insert(ann));
    Purchase purchase;
    purchase.customer = ann;
    QVERIFY_RESULT(db->insert(purchase));
    QCOMPARE(db->query<Purchase>().filter(field<&Purchase::customer, &Customer::name> == u"Ann").count().value(), 1);
    QVERIFY_RESULT(dropTables(*db, { *modelOf<Customer>(), *modelOf<Purchase>() }));
    QVERIFY(!db->query<Purchase>().count());
}

void tst_ModelTables::tablesOfOneNameInTwoNamespaces()
{
    auto db = Database::open(test::freshDatabase(QUOIN_TARGET()));
    QVERIFY_RESULT(db);
    const auto made = sync(*db,
            QList<const ModelInfo *> {
                    *modelOf<Country>(), *modelOf<Customer>(), *modelOf<Purchase>(), *modelOf<OtherPurchase>() });
    if (db->dialect().capabilities().namespaces) {
        QVERIFY_RESULT(made);
        return;
    }
    QVERIFY(!made);
    QCOMPARE(made.error().kind(), ErrorKind::Unsupported);
    QVERIFY2(made.error().message().contains("mt_sales.mt_purchases"_L1), qPrintable(made.error().message()));
}

QTEST_GUILESS_MAIN(tst_ModelTables)
#include "tst_modeltables.moc"
