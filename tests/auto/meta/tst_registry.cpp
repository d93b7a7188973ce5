// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>

#include <models/keys.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace quoin;

// Declared by hand and never registered, so that a mistake stays this test's own.
class Unregistered;

class NoTable
{
    Q_GADGET
    QUOIN_FIELD(qint64, id, "primaryKey")
};

class UnknownOption
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_a")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLenght=3")
};

class WrongType
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_b")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QVariant, thing, "")
};

class UnresolvedRelation
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_c")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Unregistered>, other, "")
};

class TakenTable
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "Products")
    QUOIN_FIELD(qint64, id, "primaryKey")
};

class NoKey
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_d")
    QUOIN_FIELD(int, number, "")
};

class Deleted
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_e")
    Q_CLASSINFO("quoin.options", "softDelete")
    QUOIN_FIELD(qint64, id, "primaryKey")
};

class WrongDefault
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_f")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QDate, day, "default=tomorrow")
};

class SparseEnum
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_g")
public:
    enum Level { Low = 10, High = 20 };
    Q_ENUM(Level)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(Level, level, "enum=integer")
};

class ReadOnlyProperty
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_h")
    Q_PROPERTY(int total READ total)
    Q_CLASSINFO("quoin.total", "index")
    QUOIN_FIELD(qint64, id, "primaryKey")
    int total() const { return 0; }
};

class NotAGadget : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("quoin.table", "wrong_i")
    Q_PROPERTY(int number MEMBER number)
    Q_CLASSINFO("quoin.number", "primaryKey")
public:
    int number = 0;
};

class tst_Registry : public QObject
{
    Q_OBJECT

private slots:
    void firstUseFromManyThreads();
    void sameObject();
    void find_data();
    void find();
    void notFound();
    void usedWithoutRegistration();
    void realMistakes_data();
    void realMistakes();
    void mistakesStayTheirOwn();
};

void tst_Registry::firstUseFromManyThreads()
{
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            const auto model = i % 2 == 0 ? modelOf<shop::Order>() : Registry::find(u"orders");
            if (!model || (*model)->table != u"orders"_s || !Registry::models())
                ++wrong;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void tst_Registry::sameObject()
{
    QCOMPARE(*modelOf<shop::Order>(), *Registry::model(&shop::Order::staticMetaObject));
    QCOMPARE((*modelOf<shop::Order>())->metaObject, &shop::Order::staticMetaObject);
}

void tst_Registry::find_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("qualified") << u"shop::OrderLine"_s;
    QTest::newRow("class") << u"OrderLine"_s;
    QTest::newRow("table") << u"order_lines"_s;
}

void tst_Registry::find()
{
    QFETCH(QString, name);
    const auto model = Registry::find(name);
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->className, u"shop::OrderLine"_s);
}

void tst_Registry::notFound()
{
    const auto model = Registry::find(u"Produkt");
    QVERIFY(!model);
    QCOMPARE(model.error().kind(), ErrorKind::NotFound);
    QVERIFY2(model.error().hint().contains(u"shop::Product"_s) || model.error().hint().contains(u"products"_s),
            qPrintable(model.error().hint()));
}

void tst_Registry::usedWithoutRegistration()
{
    const auto model = modelOf<NoTable>();
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->table, u"no_table"_s);
}

void tst_Registry::realMistakes_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("text"); // in message or hint
    const auto row = [](const QMetaObject &metaObject, const QString &property, const QString &text) {
        QTest::newRow(metaObject.className()) << &metaObject << property << text;
    };
    row(UnknownOption::staticMetaObject, u"title"_s, u"maxLength"_s);
    row(WrongType::staticMetaObject, u"thing"_s, u"QJsonValue"_s);
    row(UnresolvedRelation::staticMetaObject, u"other"_s, u"Unregistered, which is no model"_s);
    row(TakenTable::staticMetaObject, QString(), u"also that of shop::Product"_s);
    row(NoKey::staticMetaObject, QString(), u"no primary key"_s);
    row(Deleted::staticMetaObject, QString(), u"deletedAt"_s);
    row(WrongDefault::staticMetaObject, u"day"_s, u"not a value of QDate"_s);
    row(SparseEnum::staticMetaObject, u"level"_s, u"values=(10, 20)"_s);
    row(ReadOnlyProperty::staticMetaObject, u"total"_s, u"cannot be written"_s);
    row(NotAGadget::staticMetaObject, QString(), u"Q_GADGET"_s);
}

void tst_Registry::realMistakes()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(QString, property);
    QFETCH(QString, text);
    const qsizetype before = Registry::check().size();
    const auto model = Registry::model(metaObject);
    QVERIFY(!model);
    QCOMPARE(model.error().kind(), ErrorKind::Configuration);
    QCOMPARE(model.error().model(), QString::fromLatin1(metaObject->className()));
    QCOMPARE(model.error().field(), property);
    QVERIFY2(model.error().toString().contains(text), qPrintable(model.error().toString()));
    QCOMPARE(Registry::check().size(), before + 1); // one error for one mistake
    QCOMPARE(Registry::model(metaObject).error().message(), model.error().message());
    QCOMPARE(Registry::check().size(), before + 1);
}

void tst_Registry::mistakesStayTheirOwn()
{
    QVERIFY_RESULT(modelOf<shop::Product>());
    QVERIFY_RESULT(modelOf<keys::Person>());
}

QTEST_GUILESS_MAIN(tst_Registry)
#include "tst_registry.moc"
