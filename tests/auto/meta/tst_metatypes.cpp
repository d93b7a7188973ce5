// SPDX-License-Identifier: MIT
#include "describe.h"

#include <quoin/meta/metatypes.h>
#include <quoin/meta/registry.h>

#include <models/alltypes.h>
#include <models/columntypes.h>
#include <models/handwritten.h>
#include <models/keys.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

/// The build-time source of models: what moc writes says the same as the running program.
class tst_Metatypes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void noErrors();
    void sameModels_data();
    void sameModels();
    void sameSchema();
    void lookup();
    void describesNoObjects();
    void severalFiles();
    void notMetatypes_data();
    void notMetatypes();

private:
    ModelSet m_set;
};

void tst_Metatypes::initTestCase()
{
    auto set = ModelSet::fromFiles({ QStringLiteral(QUOIN_TEST_METATYPES) });
    QVERIFY_RESULT(set);
    m_set = *std::move(set);
}

void tst_Metatypes::noErrors()
{
    for (const Error &error : m_set.errors())
        QFAIL(qPrintable(error.toString()));
}

void tst_Metatypes::sameModels_data()
{
    QTest::addColumn<QString>("className");
    for (const ModelInfo *model : m_set.models())
        QTest::newRow(qPrintable(model->className)) << model->className;
}

void tst_Metatypes::sameModels()
{
    QFETCH(QString, className);
    const auto running = Registry::find(className);
    QVERIFY_RESULT(running);
    QCOMPARE(describe(*m_set.find(className)).split(u'\n'), describe(**running).split(u'\n'));
}

void tst_Metatypes::sameSchema()
{
    const auto models = Registry::models();
    QVERIFY_RESULT(models);
    QVERIFY(models->size() > 15);
    QCOMPARE(m_set.models().size(), models->size());
    const schema::Schema running = toSchema(*models), read = toSchema(m_set.models());
    for (qsizetype i = 0; i < running.tables.size(); ++i)
        QCOMPARE(describe(read.tables.at(i)).split(u'\n'), describe(running.tables.at(i)).split(u'\n'));
    QVERIFY(read == running);
}

void tst_Metatypes::lookup()
{
    QCOMPARE(m_set.find(u"shop::Product")->table, u"products"_s);
    QCOMPARE(m_set.find(u"Product"), m_set.find(u"products"));
    QVERIFY(!m_set.find(u"Produkt"));
    QCOMPARE(m_set.source(u"shop::Product"_s), u"shop.h"_s);
}

void tst_Metatypes::describesNoObjects()
{
    const FieldInfo *field = m_set.find(u"Tag")->field(u"name");
    shop::Tag tag;
    QVERIFY(field->value(&tag).isNull());
    const auto written = field->setValue(&tag, Value(u"x"));
    QVERIFY(!written);
    QCOMPARE(written.error().kind(), ErrorKind::Configuration);
}

// Relations and base classes reach across the files of several targets.
void tst_Metatypes::severalFiles()
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &json) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(json);
    };
    write(u"a.json"_s,
            R"([{"outputRevision":68,"inputFile":"a.h","classes":[{"className":"Base","qualifiedClassName":"Base","gadget":true,
        "classInfos":[{"name":"quoin.id","value":"primaryKey"}],"properties":[{"name":"id","member":"id","type":"qint64"}]}]}])");
    write(u"b.json"_s,
            R"({"outputRevision":68,"inputFile":"b.h","classes":[{"className":"Child","qualifiedClassName":"n::Child","gadget":true,
        "superClasses":[{"access":"public","name":"Base"}],"classInfos":[{"name":"quoin.table","value":"children"}]}]})");
    const auto set = ModelSet::fromFiles({ folder.filePath(u"a.json"_s), folder.filePath(u"b.json"_s) });
    QVERIFY_RESULT(set);
    QVERIFY(set->errors().isEmpty());
    QCOMPARE(set->models().size(), 1); // a gadget that does not say that it is a model is none
    QCOMPARE(set->find(u"children")->primaryKey.constFirst()->property, u"id"_s);
}

void tst_Metatypes::notMetatypes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("class X {};");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("other JSON") << QByteArray(R"({"name": "x"})");
    QTest::newRow("list of others") << QByteArray("[1, 2]");
}

void tst_Metatypes::notMetatypes()
{
    QFETCH(QByteArray, json);
    const auto set = ModelSet::fromJson(json, u"some.json"_s);
    QVERIFY(!set);
    QCOMPARE(set.error().kind(), ErrorKind::Configuration);
    QVERIFY(set.error().message().contains(u"some.json"_s));
}

QTEST_GUILESS_MAIN(tst_Metatypes)
#include "tst_metatypes.moc"
