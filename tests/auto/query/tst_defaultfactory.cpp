// SPDX-License-Identifier: MIT
// defaultFactory=: what fills an empty property of a new row.
#include <quoin/quoin.h>

#include <quoin/meta/defaultfactory.h>
#include <quoin/meta/validation.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;

namespace factories {

class Batch
{
    Q_GADGET
    QUOIN_MODEL("batches", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
};

class Voucher
{
    Q_GADGET
    QUOIN_MODEL("vouchers", "")
    QUOIN_FIELD(QUuid, id, "primaryKey, defaultFactory=countedId")
    QUOIN_FIELD(QString, code, "maxLength=40, minLength=1, unique, defaultFactory=newCode()")
    QUOIN_FIELD(int, worth, "")
    QUOIN_FIELD(std::optional<int>, weight, "defaultFactory=doubleWorth()")
    QUOIN_FIELD(QDate, day, "defaultFactory=firstDay")
    QUOIN_FIELD(quoin::ForeignKey<Batch>, batch, "defaultFactory=batchKey()")

public:
    /// It sees the row.
    Q_INVOKABLE QString newCode() const { return u"worth-%1-%2"_s.arg(worth).arg(++made); }
    Q_INVOKABLE int doubleWorth() const { return worth * 2; }
    Q_INVOKABLE qint64 batchKey() const { return 7; }
    static inline int made = 0;
};

class Forgotten
{
    Q_GADGET
    QUOIN_MODEL("forgotten", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, code, "maxLength=40, defaultFactory=nobodyRegistersThis")
};

} // namespace factories

using namespace factories;

class tst_DefaultFactory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { Voucher::made = m_ids = 0; }
    void insert_data() { QUOIN_TARGET_ROWS(); }
    void insert();
    void givenValuesStay_data() { QUOIN_TARGET_ROWS(); }
    void givenValuesStay();
    void bulkInsert_data() { QUOIN_TARGET_ROWS(); }
    void bulkInsert();
    void getOrCreate_data() { QUOIN_TARGET_ROWS(); }
    void getOrCreate();
    void notRegistered_data() { QUOIN_TARGET_ROWS(); }
    void notRegistered();
    void fullCleanExpectsThem();

private:
    static Database open()
    {
        auto database = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
        createTables<Batch, Voucher, Forgotten>(database).value();
        Batch seven { .id = 7 };
        database.insert(seven).value();
        return database;
    }
    static inline int m_ids = 0;
};

void tst_DefaultFactory::initTestCase()
{
    registerDefaultFactory(u"countedId"_s, [] { return Value(QUuid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, uchar(++m_ids))); });
    registerDefaultFactory(u"firstDay"_s, [] { return Value(QDate(1900, 1, 1)); });
    registerDefaultFactory(u"firstDay"_s, [] { return Value(QDate(2024, 2, 29)); }); // the last one counts
}

void tst_DefaultFactory::insert()
{
    Database database = open();
    Voucher voucher { .worth = 20 };
    QVERIFY_RESULT(database.insert(voucher));
    QCOMPARE(voucher.code, u"worth-20-1"_s);
    QCOMPARE(voucher.weight, std::optional(40));
    const auto stored = database.get<Voucher>(voucher.id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->id.toString(QUuid::WithoutBraces), u"00000000-0000-0000-0000-000000000001"_s);
    QCOMPARE(stored->code, u"worth-20-1"_s);
    QCOMPARE(stored->weight, std::optional(40));
    QCOMPARE(stored->day, QDate(2024, 2, 29));
    QCOMPARE(stored->batch.key(), Value(7));

    // An update changes what it is told to, and makes nothing.
    voucher.weight = std::nullopt;
    QVERIFY_RESULT(database.update(voucher));
    QCOMPARE(database.get<Voucher>(voucher.id)->weight, std::nullopt);
    QCOMPARE(Voucher::made, 1);
}

void tst_DefaultFactory::givenValuesStay()
{
    Database database = open();
    const QUuid id(u"11111111-2222-3333-4444-555555555555"_s);
    Voucher voucher { .id = id, .code = u"mine"_s, .weight = 0, .day = QDate(2000, 1, 1) };
    QVERIFY_RESULT(database.insert(voucher));
    const auto stored = database.get<Voucher>(id);
    QVERIFY_RESULT(stored);
    QCOMPARE(stored->code, u"mine"_s);
    QCOMPARE(stored->weight, std::optional(0));
    QCOMPARE(stored->day, QDate(2000, 1, 1));
    QCOMPARE(Voucher::made, 0);
    QCOMPARE(m_ids, 0);
}

void tst_DefaultFactory::bulkInsert()
{
    Database database = open();
    QList<Voucher> vouchers { { .worth = 1 }, { .code = u"mine"_s, .worth = 2 }, { .worth = 3 } };
    QVERIFY_RESULT(database.bulkInsert(vouchers));
    const auto codes = database.query<Voucher>().orderBy(field<&Voucher::worth>).values(field<&Voucher::code>).all();
    QVERIFY_RESULT(codes);
    QCOMPARE(*codes, QList<QString>({ u"worth-1-1"_s, u"mine"_s, u"worth-3-2"_s }));
    QCOMPARE(vouchers.at(2).code, u"worth-3-2"_s);
}

void tst_DefaultFactory::getOrCreate()
{
    Database database = open();
    for (const bool created : { true, false }) {
        auto result = database.getOrCreate<Voucher>({ field<&Voucher::code> }, { .code = u"spring"_s, .worth = 5 });
        QVERIFY_RESULT(result);
        QCOMPARE(result->created, created);
        QCOMPARE(result->object.weight, std::optional(10));
        QCOMPARE(m_ids, 1);
    }
}

void tst_DefaultFactory::notRegistered()
{
    Database database = open();
    Forgotten row;
    const auto refused = database.insert(row);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::Configuration);
    QCOMPARE(refused.error().model(), u"factories::Forgotten"_s);
    QCOMPARE(refused.error().field(), u"code"_s);
    QVERIFY(refused.error().hint().contains(u"registerDefaultFactory(u\"nobodyRegistersThis\"_s"));
    QCOMPARE(database.query<Forgotten>().count().value(), 0);
    row.code = u"given"_s;
    QVERIFY_RESULT(database.insert(row));
}

/// A form may be checked before the row is written.
void tst_DefaultFactory::fullCleanExpectsThem()
{
    Voucher voucher;
    voucher.batch = Value(7);
    const auto clean = fullClean(voucher);
    QVERIFY(!clean);
    QCOMPARE(clean.error().fieldErrors().size(), 1);
    QCOMPARE(clean.error().fieldErrors().constFirst().field, u"code"_s); // an empty text is too short, whatever will fill it
}

QTEST_GUILESS_MAIN(tst_DefaultFactory)
#include "tst_defaultfactory.moc"
