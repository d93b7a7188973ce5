// SPDX-License-Identifier: MIT
// Which SQL type each type gets, and that SQLite, which converts what it stores by the words in a declared type, converts
// nothing.
#include "schemacases.h"
#include "scratch.h"

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_TypeMapping : public QObject
{
    Q_OBJECT

private slots:
    void typesHaveNames_data();
    void typesHaveNames();
    void catalogueTypesAreRead_data();
    void catalogueTypesAreRead();
    void sqliteConvertsNothing_data();
    void sqliteConvertsNothing();
    void namesThatSqliteTakesForIntegersAreRefused();
    void tooManyDecimalsAreRefused();
};

void tst_TypeMapping::typesHaveNames_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("sqlite");
    QTest::addColumn<QString>("postgresql");
    QTest::addColumn<QString>("mysql");
    const auto row = [](const char *type, const char *sqlite, const char *postgresql, const char *mysql) {
        QTest::newRow(type) << QString::fromUtf8(type) << QString::fromUtf8(sqlite) << QString::fromUtf8(postgresql)
                            << QString::fromUtf8(mysql);
    };
    row("bool", "boolean", "boolean", "tinyint(1)");
    row("int16", "smallint", "smallint", "smallint");
    row("int32", "int", "integer", "int");
    row("int64", "bigint", "bigint", "bigint");
    row("uint16", "unsigned smallint", "integer", "smallint unsigned");
    row("uint32", "unsigned int", "bigint", "int unsigned");
    row("uint64", "unsigned_text", "numeric(20,0)", "bigint unsigned");
    row("float", "float", "real", "double");
    row("double", "double", "double precision", "double");
    row("decimal(12,2)", "decimal_text(12,2)", "numeric(12,2)", "decimal(12,2)");
    row("string(80)", "varchar(80)", "varchar(80)", "varchar(80)");
    row("string(20000)", "varchar(20000)", "varchar(20000)", "longtext");
    row("text", "text", "text", "longtext");
    row("binary", "blob", "bytea", "longblob");
    row("binary(16)", "blob(16)", "bytea", "varbinary(16)");
    row("date", "date", "date", "date");
    row("time", "time", "time(3)", "time(3)");
    row("datetime", "datetime", "timestamptz(3)", "datetime(3)");
    row("uuid", "uuid", "uuid", "char(36) CHARACTER SET ascii COLLATE ascii_bin");
    row("json", "json_text", "jsonb", "json");
    row("enum('a','bcd')", "text", "text", "varchar(3)");
    row("enum('a') named 'mood'", "text", "\"mood\"", "varchar(1)");
    row("array(string(20))", "json_text", "varchar(20)[]", "json");
    row("array(int64)", "json_text", "bigint[]", "json");
    row("vector(3)", "json_text", "real[]", "json");
    row("opaque('tsvector')", "tsvector text", "tsvector", "tsvector");
}

void tst_TypeMapping::typesHaveNames()
{
    QFETCH(QString, type);
    QFETCH(QString, sqlite);
    QFETCH(QString, postgresql);
    QFETCH(QString, mysql);
    const ColumnType wanted = ColumnType::fromString(type).value();
    QCOMPARE(dialect::sqlite::makeDialect({})->types().sqlType(wanted).value(), sqlite);
    QCOMPARE(dialect::postgresql::makeDialect({})->types().sqlType(wanted).value(), postgresql);
    QCOMPARE(dialect::mysql::makeDialect({})->types().sqlType(wanted).value(), mysql);
}

void tst_TypeMapping::catalogueTypesAreRead_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *engine, const char *sql, const char *type) {
        QTest::addRow("%s %s", engine, sql) << QString::fromLatin1(engine) << QString::fromLatin1(sql)
                                            << QString::fromLatin1(type);
    };
    row("sqlite", "INTEGER", "int64");
    row("sqlite", "VARCHAR(30)", "string(30)");
    row("sqlite", "NVARCHAR ( 30 )", "string(30)");
    row("sqlite", "VARCHAR", "text");
    row("sqlite", "NUMERIC(10,2)", "double");
    row("sqlite", "TIMESTAMP", "datetime");
    row("sqlite", "DOUBLE PRECISION", "double");
    row("sqlite", "", "opaque('')");
    row("sqlite", "geometry", "opaque('geometry numeric')");
    row("sqlite", "MONEY(10,2)", "opaque('MONEY(10,2) numeric')");
    row("sqlite", "POINT", "opaque('POINT numeric')");
    row("sqlite", "geometry blob", "opaque('geometry blob')");
    row("sqlite", "vector text(3)", "opaque('vector(3)')");
    row("sqlite", "double text", "opaque('double')");
    row("sqlite", "point text", "opaque('point text numeric')");
    row("postgresql", "character varying(30)", "string(30)");
    row("postgresql", "character varying", "text");
    row("postgresql", "character(3)", "opaque('character(3)')");
    row("postgresql", "timestamp(3) with time zone", "datetime");
    row("postgresql", "timestamp without time zone", "datetime");
    row("postgresql", "time(3) without time zone", "time");
    row("postgresql", "time with time zone", "opaque('time with time zone')");
    row("postgresql", "numeric(12,2)", "decimal(12,2)");
    row("postgresql", "numeric", "opaque('numeric')");
    row("postgresql", "numeric(100,2)", "opaque('numeric(100,2)')");
    row("postgresql", "text[]", "array(text)");
    row("postgresql", "character varying(9)[]", "array(string(9))");
    row("postgresql", "inet", "opaque('inet')");
    row("mysql", "int(11)", "int32");
    row("mysql", "int(10) unsigned", "uint32");
    row("mysql", "tinyint(1)", "bool");
    row("mysql", "tinyint(4)", "int16");
    row("mysql", "bigint(20) unsigned", "uint64");
    row("mysql", "decimal(5,2)", "decimal(5,2)");
    row("mysql", "enum('a','it''s')", "enum('a','it''s')");
    row("mysql", "set('a','b')", "opaque('set(''a'',''b'')')");
    row("mysql", "mediumtext", "text");
    row("mysql", "timestamp", "datetime");
    row("mysql", "year(4)", "opaque('year(4)')");
    row("mysql", "varbinary(8)", "binary(8)");
}

void tst_TypeMapping::catalogueTypesAreRead()
{
    QFETCH(QString, engine);
    QFETCH(QString, sql);
    QFETCH(QString, type);
    const auto dialect = engine == u"sqlite"_s ? dialect::sqlite::makeDialect({})
            : engine == u"postgresql"_s        ? dialect::postgresql::makeDialect({})
                                               : dialect::mysql::makeDialect({});
    QCOMPARE(dialect->types().fromSql(sql).toString(), type);
}

void tst_TypeMapping::sqliteConvertsNothing_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("literal");
    QTest::addColumn<QString>("storage");
    const auto row = [](const char *type, const char *literal, const char *storage) {
        QTest::addRow("%s %s", type, literal)
                << QString::fromUtf8(type) << QString::fromUtf8(literal) << QString::fromUtf8(storage);
    };
    for (const char *text : { "'5'", "'007'", "'1e5'", "' 5 '", "'0x10'", "'9223372036854775808'", "'inf'", "'1.50'" }) {
        row("string(40)", text, "text");
        row("text", text, "text");
        row("opaque('inet')", text, "text");
        row("opaque('money(10,2)')", text, "text");
        row("opaque('double range')", text, "text");
    }
    row("opaque('inet numeric')", "'007'", "integer"); // what others declared stays what it is
    row("json", "'5'", "text");
    row("enum('5')", "'5'", "text");
    row("decimal(12,2)", "'19.90'", "text");
    row("decimal(12,0)", "'5'", "text");
    row("decimal(65,0)", "'99999999999999999999999999999999999999999999999999999999999999999'", "text");
    row("uint64", "'18446744073709551615'", "text");
    row("uint64", "'0'", "text");
    row("date", "'2024-02-29'", "text");
    row("date", "'0001-01-01'", "text");
    row("time", "'23:59:59.999'", "text");
    row("datetime", "'2024-02-29 12:00:00.000'", "text");
    row("uuid", "'12345678-1234-1234-1234-123456789012'", "text");
    row("uuid", "'1e345678-0000-0000-0000-000000000000'", "text");
    row("array(int64)", "'[1,2]'", "text");
    row("vector(2)", "'[0.5,1]'", "text");
    row("binary", "x'3530'", "blob");
    row("binary(8)", "x''", "blob");
    row("bool", "1", "integer");
    row("int16", "5", "integer");
    row("int64", "9223372036854775807", "integer");
    row("uint32", "4294967295", "integer");
    row("double", "1.0", "real");
    row("float", "0.1", "real");
}

void tst_TypeMapping::sqliteConvertsNothing()
{
    QFETCH(QString, type);
    QFETCH(QString, literal);
    QFETCH(QString, storage);
    for (const test::Target &target : test::targets()) {
        if (target.engine != "sqlite"_L1)
            continue;
        Scratch scratch(target);
        const Table table { .name = u"t"_s, .columns = { { .name = u"a"_s, .type = ColumnType::fromString(type).value() } } };
        QVERIFY_RESULT(scratch.become({ .tables = { table } }));
        QVERIFY_RESULT(scratch.run(u"INSERT INTO t VALUES ("_s + literal + u')'));
        QCOMPARE(scratch.rows(u"SELECT typeof(a) FROM t"_s), QStringList { storage });
        QCOMPARE(scratch.rows(u"SELECT count(*) FROM t WHERE a = "_s + literal), QStringList { u"1"_s });
    }
}

void tst_TypeMapping::namesThatSqliteTakesForIntegersAreRefused()
{
    const auto types = dialect::sqlite::makeDialect({});
    const auto refused = types->types().sqlType(ColumnType::fromString(u"opaque('point')").value());
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
    QVERIFY2(refused.error().message().contains(u"point"), qPrintable(refused.error().message()));
    QCOMPARE(types->types().sqlType(ColumnType::fromString(u"opaque('point numeric')").value()).value(), u"point"_s);
}

void tst_TypeMapping::tooManyDecimalsAreRefused()
{
    const ColumnType fine = ColumnType::decimal(65, 40);
    QVERIFY(dialect::sqlite::makeDialect({})->types().sqlType(fine).has_value());
    QVERIFY(dialect::postgresql::makeDialect({})->types().sqlType(fine).has_value());
    for (const char16_t *version : { u"10.11.6-MariaDB", u"8.0.36" }) {
        const auto refused = dialect::mysql::makeDialect({ .version = QStringView(version).toString() })->types().sqlType(fine);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
    }
    const ColumnType thirtyEight = ColumnType::decimal(65, 38);
    QVERIFY(dialect::mysql::makeDialect({ .version = u"10.11.6-MariaDB"_s })->types().sqlType(thirtyEight).has_value());
    QVERIFY(!dialect::mysql::makeDialect({ .version = u"8.0.36"_s })->types().sqlType(thirtyEight).has_value());
}

QTEST_GUILESS_MAIN(tst_TypeMapping)
#include "tst_typemapping.moc"
