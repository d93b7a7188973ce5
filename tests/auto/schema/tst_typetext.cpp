// SPDX-License-Identifier: MIT
#include "schemagenerator.h"

#include <quoin/schema/columntype.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_TypeText : public QObject
{
    Q_OBJECT

private slots:
    void textReadsBack_data();
    void textReadsBack();
    void anyTypeReadsBack();
    void blanksDoNotMatter();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void sameMeansEqual();
};

void tst_TypeText::textReadsBack_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "bool", "int16", "int32", "int64", "uint16", "uint32", "uint64", "float", "double", "decimal(12,2)",
                 "decimal(65,65)", "string(80)", "text", "binary", "binary(16)", "date", "time", "datetime", "uuid", "json",
                 "enum('a')", "enum('draft','it''s','a,b','(')", "enum('sad','happy') named 'mood'", "array(int64)",
                 "array(string(20))", "array(enum('a','b'))", "vector", "vector(1536)", "opaque('tsvector')",
                 "opaque('it''s odd')" })
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_TypeText::textReadsBack()
{
    QFETCH(QString, text);
    const auto type = ColumnType::fromString(text);
    QVERIFY(type.has_value());
    QCOMPARE(type->toString(), text);
}

void tst_TypeText::anyTypeReadsBack()
{
    QVERIFY(rc::check([] {
        const ColumnType type = generator::type();
        const auto read = ColumnType::fromString(type.toString());
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == type);
    }));
}

void tst_TypeText::blanksDoNotMatter()
{
    QVERIFY(ColumnType::fromString(u"  decimal ( 12 , 2 ) ").value() == ColumnType::decimal(12, 2));
    QVERIFY(ColumnType::fromString(u"enum( 'a' , ' b ' )").value().values == QStringList({ u"a"_s, u" b "_s }));
}

void tst_TypeText::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *text, const char *says) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(says);
    };
    row("", "does not begin with the name of a type");
    row("varchar(80)", "there is no type varchar");
    row("int64 unsigned", "nothing may follow");
    row("string", "string needs a length");
    row("string(0)", "at least 1");
    row("string(-1)", "string needs a length");
    row("string(99999999999)", "string needs a length");
    row("decimal", "decimal needs its digits");
    row("decimal(66,2)", "1 to 65 digits");
    row("decimal(4,5)", "no more than all");
    row("decimal(0,0)", "1 to 65 digits");
    row("enum", "enum needs its values");
    row("enum()", "enum needs its values");
    row("enum('a", "enum needs its values");
    row("enum('a'", "does not end");
    row("enum('a') named ''", "name of an enum");
    row("array", "type of its elements");
    row("array(int64", "closing parenthesis");
    row("array(array(int64))", "cannot hold arrays");
    row("vector(0)", "vector needs a length");
    row("opaque()", "opaque needs");
    row("text(80)", "nothing may follow");
}

void tst_TypeText::mistakesAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto type = ColumnType::fromString(text);
    QVERIFY(!type.has_value());
    QCOMPARE(type.error().kind(), ErrorKind::Configuration);
    QVERIFY2(type.error().message().contains(says), qPrintable(type.error().message()));
}

void tst_TypeText::sameMeansEqual()
{
    QVERIFY(ColumnType::string(3) == ColumnType::string(3));
    QVERIFY(ColumnType::string(3) != ColumnType::string(4));
    QVERIFY(ColumnType::array(ColumnType::string(3)) == ColumnType::array(ColumnType::string(3)));
    QVERIFY(ColumnType::array(ColumnType::string(3)) != ColumnType::array(ColumnType::string(4)));
    QVERIFY(ColumnType::of(TypeKind::Array) != ColumnType::array(ColumnType::of(TypeKind::Text)));
}

QTEST_APPLESS_MAIN(tst_TypeText)
#include "tst_typetext.moc"
