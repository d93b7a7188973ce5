// SPDX-License-Identifier: MIT
#include <quoin/schema/apply.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_Change : public QObject
{
    Q_OBJECT

private slots:
    void isDescribed_data();
    void isDescribed();
    void isReversed_data() { isDescribed_data(); }
    void isReversed();
    void narrowingIsDestructive_data();
    void narrowingIsDestructive();
    void columnsAreDestructiveWhenDataCanGo();
    void whatIsNotThereCannotChange();
    void whatIsThereCannotBeMade_data();
    void whatIsThereCannotBeMade();
};

namespace {

ColumnType type(const QString &text) { return ColumnType::fromString(text).value(); }

Column column(const QString &name, const QString &text, bool nullable = false)
{
    return Column { .name = name, .type = type(text), .nullable = nullable };
}

} // namespace

Q_DECLARE_METATYPE(quoin::schema::Change)

void tst_Change::isDescribed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const Change &change, const QString &text) { QTest::newRow(name) << change << text; };
    const TableName posts { u"posts"_s, {} };
    const Table table { .name = u"posts"_s, .nameSpace = u"blog"_s };
    Index index { .name = u"by_slug"_s, .parts = { IndexPart { .column = u"slug"_s, .descending = true } }, .unique = true };
    ForeignKey key {
        .name = u"fk"_s, .columns = { u"author_id"_s }, .referencedTable = u"authors"_s, .referencedColumns = { u"id"_s }
    };

    row("create table", CreateTable { table }, u"create table blog.posts"_s);
    row("drop table", DropTable { table }, u"drop table blog.posts"_s);
    row("rename table", RenameTable { posts, { u"articles"_s, {} } }, u"rename table posts to articles"_s);
    row("add column", AddColumn { posts, column(u"slug"_s, u"string(80)"_s) }, u"add column posts.slug string(80)"_s);
    row("drop column", DropColumn { posts, column(u"slug"_s, u"string(80)"_s) }, u"drop column posts.slug"_s);
    row("rename column", RenameColumn { posts, u"a"_s, u"b"_s }, u"rename column posts.a to b"_s);
    row("alter column", AlterColumn { posts, column(u"a"_s, u"int32"_s), column(u"a"_s, u"int64"_s, true) },
            u"alter column posts.a: int32 to int64, not null to null"_s);
    row("alter key", AlterPrimaryKey { posts, { {}, { u"a"_s } }, { {}, { u"a"_s, u"b"_s } } },
            u"alter primary key of posts: (a) to (a, b)"_s);
    row("create index", CreateIndex { posts, index }, u"create unique index by_slug on posts (slug desc)"_s);
    row("drop index", DropIndex { posts, index }, u"drop index by_slug on posts"_s);
    row("rename index", RenameIndex { posts, u"x"_s, u"y"_s }, u"rename index x on posts to y"_s);
    row("add unique", AddUnique { posts, { {}, { u"a"_s, u"b"_s } } }, u"add unique posts (a, b)"_s);
    row("drop unique", DropUnique { posts, { {}, { u"a"_s } } }, u"drop unique posts (a)"_s);
    row("add foreign key", AddForeignKey { posts, key }, u"add foreign key posts (author_id) to authors (id)"_s);
    row("drop foreign key", DropForeignKey { posts, key }, u"drop foreign key posts (author_id)"_s);
    row("add check", AddCheck { posts, { {}, u"a > 0"_s } }, u"add check a > 0 on posts"_s);
    row("drop check", DropCheck { posts, { u"positive"_s, u"a > 0"_s } }, u"drop check positive on posts"_s);
    row("comment", AlterTableComment { posts, u"x"_s, u"y"_s }, u"change comment of table posts"_s);
    row("create view", CreateView { { .name = u"v"_s } }, u"create view v"_s);
    row("drop view", DropView { { .name = u"v"_s } }, u"drop view v"_s);
    row("create enum", CreateEnum { { u"mood"_s, {}, {} } }, u"create enum mood"_s);
    row("drop enum", DropEnum { { u"mood"_s, {}, {} } }, u"drop enum mood"_s);
    row("alter enum", AlterEnum { { u"mood"_s, {}, { u"a"_s } }, { u"mood"_s, {}, { u"a"_s, u"b"_s } } },
            u"alter enum mood: (a) to (a, b)"_s);
}

void tst_Change::isDescribed()
{
    QFETCH(Change, change);
    QFETCH(QString, text);
    QCOMPARE(describe(change), text);
}

void tst_Change::isReversed()
{
    QFETCH(Change, change);
    QVERIFY(reversed(change) != change);
    QVERIFY(reversed(reversed(change)) == change);
}

void tst_Change::narrowingIsDestructive_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("loses");
    const auto row = [](const char *from, const char *to, bool loses) {
        QTest::addRow("%s to %s", from, to) << QString::fromLatin1(from) << QString::fromLatin1(to) << loses;
    };
    row("int32", "int64", false);
    row("int64", "int32", true);
    row("int32", "uint32", true);
    row("uint16", "int32", false);
    row("uint32", "int32", true);
    row("uint64", "decimal(20,0)", false);
    row("int64", "decimal(18,0)", true);
    row("int32", "double", false);
    row("int32", "float", true);
    row("int64", "double", true);
    row("float", "double", false);
    row("double", "float", true);
    row("double", "int64", true);
    row("decimal(10,2)", "decimal(12,2)", false);
    row("decimal(10,2)", "decimal(12,4)", false);
    row("decimal(10,2)", "decimal(11,4)", true);
    row("decimal(10,2)", "decimal(12,1)", true);
    row("string(80)", "string(200)", false);
    row("string(80)", "string(79)", true);
    row("string(80)", "text", false);
    row("text", "string(80)", true);
    row("int32", "text", false);
    row("int32", "string(11)", false);
    row("int32", "string(5)", true);
    row("text", "int32", true);
    row("bool", "int16", false);
    row("int16", "bool", true);
    row("uuid", "string(36)", false);
    row("uuid", "string(35)", true);
    row("datetime", "date", true);
    row("binary(8)", "binary", false);
    row("binary", "binary(8)", true);
    row("binary", "text", true);
    row("enum('a')", "enum('a','b')", false);
    row("enum('a','b')", "enum('a')", true);
    row("enum('a','b')", "string(1)", false);
    row("array(int32)", "array(int64)", false);
    row("array(int64)", "array(int32)", true);
    row("json", "text", false);
}

void tst_Change::narrowingIsDestructive()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, loses);
    QCOMPARE(isDestructive(AlterColumn { {}, column(u"a"_s, from), column(u"a"_s, to) }), loses);
    QCOMPARE(widens(type(from), type(to)), !loses);
}

void tst_Change::columnsAreDestructiveWhenDataCanGo()
{
    const Column stored = column(u"a"_s, u"int32"_s);
    const Column empty = column(u"a"_s, u"int32"_s, true);
    Column filled = stored;
    filled.defaultValue = Value(0);
    Column computed = empty;
    computed.generated = Generated { u"1"_s };
    QVERIFY(isDestructive(DropColumn { {}, stored }));
    QVERIFY(!isDestructive(DropColumn { {}, computed }));
    QVERIFY(!isDestructive(AlterColumn { {}, empty, stored })); // a stored NULL refuses it
    QVERIFY(isDestructive(AlterColumn { {}, empty, filled }));  // the default takes the place of every NULL
    QVERIFY(!isDestructive(AlterColumn { {}, stored, empty }));
    QVERIFY(isDestructive(AlterColumn { {}, stored, computed }));
    QVERIFY(!isDestructive(AlterColumn { {}, computed, empty }));
    QVERIFY(isDestructive(AlterEnum { { {}, {}, { u"a"_s, u"b"_s } }, { {}, {}, { u"b"_s } } }));
    QVERIFY(!isDestructive(AlterEnum { { {}, {}, { u"a"_s, u"b"_s } }, { {}, {}, { u"b"_s, u"a"_s, u"c"_s } } }));
}

void tst_Change::whatIsNotThereCannotChange()
{
    Schema schema { .tables = { Table { .name = u"t"_s, .columns = { column(u"a"_s, u"int32"_s) } } } };
    const Schema before = schema;
    const TableName t { u"t"_s, {} };
    for (const Change &change : QList<Change> { CreateTable { schema.tables.first() }, DropTable { { .name = u"x"_s } },
                 AddColumn { t, column(u"a"_s, u"int32"_s) }, DropColumn { t, column(u"b"_s, u"int32"_s) },
                 RenameColumn { t, u"b"_s, u"c"_s }, DropIndex { t, { .name = u"i"_s } }, RenameIndex { t, u"i"_s, u"j"_s },
                 AddUnique { { u"x"_s, {} }, {} }, AlterEnum { { u"e"_s, {}, {} }, {} } }) {
        const auto done = apply(change, schema);
        QVERIFY2(!done.has_value(), qPrintable(describe(change)));
        QCOMPARE(done.error().kind(), ErrorKind::Migration);
        QVERIFY(done.error().message().contains(describe(change)));
        QVERIFY(schema == before);
    }
}

void tst_Change::whatIsThereCannotBeMade_data()
{
    QTest::addColumn<Change>("change");
    const TableName a { u"a"_s, {} };
    const ForeignKey key { .name = u"f"_s, .columns = { u"x"_s }, .referencedTable = u"b"_s, .referencedColumns = { u"y"_s } };
    ForeignKey unnamed = key;
    unnamed.name.clear();
    unnamed.columns = { u"y"_s };
    QTest::newRow("create table") << Change(CreateTable { { .name = u"b"_s } });
    QTest::newRow("create table, a view's name") << Change(CreateTable { { .name = u"v"_s } });
    QTest::newRow("rename table") << Change(RenameTable { a, { u"b"_s, {} } });
    QTest::newRow("rename table, a view's name") << Change(RenameTable { a, { u"v"_s, {} } });
    QTest::newRow("add column") << Change(AddColumn { a, column(u"x"_s, u"int32"_s) });
    QTest::newRow("rename column") << Change(RenameColumn { a, u"x"_s, u"y"_s });
    QTest::newRow("alter column") << Change(AlterColumn { a, column(u"x"_s, u"int32"_s), column(u"y"_s, u"int32"_s) });
    QTest::newRow("create index") << Change(CreateIndex { a, { .name = u"i"_s } });
    QTest::newRow("rename index") << Change(RenameIndex { a, u"i"_s, u"j"_s });
    QTest::newRow("add unique") << Change(AddUnique { a, { u"u"_s, { u"y"_s } } });
    QTest::newRow("add unique without a name") << Change(AddUnique { a, { {}, { u"y"_s } } });
    QTest::newRow("add check") << Change(AddCheck { a, { u"c"_s, u"y > 0"_s } });
    QTest::newRow("add foreign key") << Change(AddForeignKey { a, key });
    QTest::newRow("add foreign key without a name") << Change(AddForeignKey { a, unnamed });
    QTest::newRow("create view") << Change(CreateView { { .name = u"v"_s } });
    QTest::newRow("create view, a table's name") << Change(CreateView { { .name = u"a"_s } });
    QTest::newRow("create enum") << Change(CreateEnum { { u"e"_s, {}, {} } });
}

void tst_Change::whatIsThereCannotBeMade()
{
    QFETCH(Change, change);
    Table a { .name = u"a"_s, .columns = { column(u"x"_s, u"int32"_s), column(u"y"_s, u"int32"_s) } };
    a.uniques = { Unique { u"u"_s, { u"x"_s } }, Unique { {}, { u"y"_s } } };
    a.indexes = { Index { .name = u"i"_s }, Index { .name = u"j"_s } };
    a.checks = { Check { u"c"_s, u"x > 0"_s } };
    a.foreignKeys
            = { ForeignKey { .name = u"f"_s, .columns = { u"x"_s }, .referencedTable = u"b"_s, .referencedColumns = { u"x"_s } },
                  ForeignKey { .columns = { u"y"_s }, .referencedTable = u"b"_s, .referencedColumns = { u"y"_s } } };
    Schema schema {
        .tables = { a, Table { .name = u"b"_s } }, .views = { View { .name = u"v"_s } }, .enums = { EnumType { u"e"_s, {}, {} } }
    };
    const Schema before = schema;
    const auto done = quoin::schema::apply(change, schema);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind(), ErrorKind::Migration);
    QVERIFY2(done.error().message().contains(u"already"_s), qPrintable(done.error().message()));
    QVERIFY(schema == before);
}

QTEST_APPLESS_MAIN(tst_Change)
#include "tst_change.moc"
