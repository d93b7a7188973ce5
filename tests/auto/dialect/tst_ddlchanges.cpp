// SPDX-License-Identifier: MIT
// A table that has rows changes step by step on the real engines: the schema becomes what is wanted, the rows stay what they
// mean.
#include "scratch.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_DdlChanges : public QObject
{
    Q_OBJECT

private slots:
    void rowsSurvive_data();
    void rowsSurvive();
    void rowsInTheWayStopIt_data();
    void rowsInTheWayStopIt();
    void renamesKeepAll_data() { targets(); }
    void renamesKeepAll();
    void viewsSurvive_data() { targets(); }
    void viewsSurvive();
    void enumsChange_data() { targets(); }
    void enumsChange();
    void longNamesAreRefused_data() { targets(); }
    void longNamesAreRefused();
    void plansSayHowToSeeThemDone_data() { targets(); }
    void plansSayHowToSeeThemDone();

private:
    static void targets();
};

namespace {

using Edit = std::function<void(Table &)>;

Column column(const QString &name, const QString &type, bool nullable = false)
{
    return Column { .name = name, .type = ColumnType::fromString(type).value(), .nullable = nullable };
}

Column with(Column column, Default value)
{
    column.defaultValue = std::move(value);
    return column;
}

Column &at(Table &table, const QString &name) { return *std::ranges::find(table.columns, name, &Column::name); }

void setType(Table &table, const QString &name, const QString &type)
{
    at(table, name).type = ColumnType::fromString(type).value();
}

/// Two tables with rows: authors, and posts that refer to them.
Schema library()
{
    Table authors { .name = u"authors"_s, .primaryKey = { {}, { u"id"_s } } };
    authors.columns = { column(u"id"_s, u"int64"_s), column(u"name"_s, u"string(40)"_s) };
    authors.columns[0].autoIncrement = true;
    Table posts { .name = u"posts"_s, .primaryKey = { {}, { u"id"_s } } };
    posts.columns = { column(u"id"_s, u"int64"_s), column(u"author_id"_s, u"int64"_s, true), column(u"title"_s, u"string(40)"_s),
        column(u"views"_s, u"int32"_s), column(u"price"_s, u"decimal(8,2)"_s, true), column(u"state"_s, u"text"_s) };
    posts.columns[0].autoIncrement = true;
    posts.uniques = { Unique { u"posts_title"_s, { u"title"_s } } };
    Index byViews { .name = u"posts_views"_s, .parts = { IndexPart { .column = u"views"_s } } };
    Index byAuthor { .name = u"posts_author_id"_s, .parts = { IndexPart { .column = u"author_id"_s } } };
    posts.indexes = { byViews, byAuthor };
    posts.checks = { Check { u"posts_views_check"_s, u"views >= 0"_s } };
    ForeignKey author { .name = u"posts_author"_s,
        .columns = { u"author_id"_s },
        .referencedTable = u"authors"_s,
        .referencedColumns = { u"id"_s } };
    author.onDelete = ReferentialAction::Cascade;
    posts.foreignKeys = { author };
    return Schema { .tables = { authors, posts } };
}

void fill(Scratch &scratch)
{
    for (const char16_t *sql : { u"INSERT INTO authors (id, name) VALUES (1, 'Ann'), (7, 'Bob')",
                 u"INSERT INTO posts (id, author_id, title, views, price, state) VALUES (3, 1, 'One', 10, '1.50', 'draft'), "
                 u"(9, 7, 'Two', 20, '-2.25', 'draft'), (11, NULL, 'Three', 0, NULL, 'published')" })
        scratch.run(QStringView(sql).toString()).value();
}

const QString content = u"SELECT id, author_id, title, views FROM posts ORDER BY id"_s;
const QStringList rows { u"3|1|One|10"_s, u"9|7|Two|20"_s, u"11|null|Three|0"_s };

} // namespace

void tst_DdlChanges::targets()
{
    QTest::addColumn<int>("target");
    for (int target = 0; target < test::targets().size(); ++target)
        QTest::newRow(qPrintable(test::targets().at(target).name)) << target;
}

void tst_DdlChanges::rowsSurvive_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("result");
    const auto row = [](const char *name, Edit edit, const QString &query = content, const QStringList &result = rows) {
        for (int target = 0; target < test::targets().size(); ++target)
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), name) << target << edit << query << result;
    };
    row("add nullable", [](Table &t) { t.columns += column(u"note"_s, u"text"_s, true); },
            u"SELECT note FROM posts ORDER BY id"_s, { u"null"_s, u"null"_s, u"null"_s });
    row("add with default", [](Table &t) { t.columns += with(column(u"note"_s, u"string(9)"_s), Value(u"it's"_s)); },
            u"SELECT note FROM posts ORDER BY id"_s, { u"it's"_s, u"it's"_s, u"it's"_s });
    row("add with default function",
            [](Table &t) { t.columns += with(column(u"made"_s, u"datetime"_s), DefaultFunction::CurrentTimestamp); },
            u"SELECT count(made) FROM posts"_s, { u"3"_s });
    row("add enum", [](Table &t) { t.columns += with(column(u"kind"_s, u"enum('a','b')"_s), Value(u"a"_s)); },
            u"SELECT kind FROM posts ORDER BY id"_s, { u"a"_s, u"a"_s, u"a"_s });
    row("add generated",
            [](Table &t) {
                Column twice = column(u"twice"_s, u"int32"_s, true);
                twice.generated = Generated { u"views * 2"_s };
                t.columns += twice;
            },
            u"SELECT twice FROM posts ORDER BY id"_s, { u"20"_s, u"40"_s, u"0"_s });
    row("drop", [](Table &t) { t.columns.removeIf([](const Column &c) { return c.name == u"price"_s; }); });
    row("drop all that stands on it",
            [](Table &t) {
                t.columns.removeIf([](const Column &c) { return c.name == u"author_id"_s; });
                t.indexes.removeLast();
                t.foreignKeys.clear();
            },
            u"SELECT id, title FROM posts ORDER BY id"_s, { u"3|One"_s, u"9|Two"_s, u"11|Three"_s });
    row("int32 to int64", [](Table &t) { setType(t, u"views"_s, u"int64"_s); });
    row("int32 to int16", [](Table &t) { setType(t, u"views"_s, u"int16"_s); });
    row("int32 to uint16", [](Table &t) { setType(t, u"views"_s, u"uint16"_s); });
    row("int32 to text", [](Table &t) {
        setType(t, u"views"_s, u"text"_s);
        t.indexes.removeFirst();
        t.checks.clear();
    });
    row("int32 to decimal", [](Table &t) { setType(t, u"views"_s, u"decimal(6,1)"_s); }, u"SELECT views FROM posts ORDER BY id"_s,
            { u"10.0"_s, u"20.0"_s, u"0.0"_s });
    row("decimal wider", [](Table &t) { setType(t, u"price"_s, u"decimal(10,4)"_s); }, u"SELECT price FROM posts ORDER BY id"_s,
            { u"1.5000"_s, u"-2.2500"_s, u"null"_s });
    row("string longer", [](Table &t) { setType(t, u"title"_s, u"string(60)"_s); });
    row("string shorter", [](Table &t) { setType(t, u"title"_s, u"string(5)"_s); });
    row("string to text", [](Table &t) {
        setType(t, u"title"_s, u"text"_s);
        t.uniques.clear();
    });
    row("text to enum", [](Table &t) { setType(t, u"state"_s, u"enum('draft','published')"_s); },
            u"SELECT state FROM posts ORDER BY id"_s, { u"draft"_s, u"draft"_s, u"published"_s });
    row("default", [](Table &t) { at(t, u"views"_s).defaultValue = Value(5); });
    row("nullable", [](Table &t) { at(t, u"views"_s).nullable = true; });
    row("not null with a default for the empty",
            [](Table &t) {
                at(t, u"price"_s).nullable = false;
                at(t, u"price"_s).defaultValue = Value(1);
            },
            u"SELECT price FROM posts ORDER BY id"_s, { u"1.50"_s, u"-2.25"_s, u"1.00"_s });
    row("unique", [](Table &t) { t.uniques += Unique { u"posts_views_title"_s, { u"views"_s, u"title"_s } }; });
    row("no unique", [](Table &t) { t.uniques.clear(); });
    row("index", [](Table &t) {
        t.indexes += Index { .name = u"both"_s,
            .parts = { IndexPart { .column = u"views"_s, .descending = true }, IndexPart { .column = u"title"_s } } };
    });
    row("no index", [](Table &t) { t.indexes.removeFirst(); });
    row("renamed index", [](Table &t) { t.indexes[0].name = u"other"_s; });
    row("check", [](Table &t) { t.checks += Check { u"posts_title_check"_s, u"title <> ''"_s }; });
    row("no check", [](Table &t) { t.checks.clear(); });
    row("other action", [](Table &t) { t.foreignKeys[0].onDelete = ReferentialAction::SetNull; });
    row("no foreign key", [](Table &t) { t.foreignKeys.clear(); });
    row("self reference", [](Table &t) {
        t.columns += column(u"parent_id"_s, u"int64"_s, true);
        t.foreignKeys += ForeignKey { .name = u"posts_parent"_s,
            .columns = { u"parent_id"_s },
            .referencedTable = u"posts"_s,
            .referencedColumns = { u"id"_s } };
    });
    row("composite key", [](Table &t) {
        at(t, u"id"_s).autoIncrement = false;
        t.primaryKey.columns = { u"id"_s, u"title"_s };
    });
    row("much at once",
            [](Table &t) {
                t.columns.removeIf([](const Column &c) { return c.name == u"price"_s; });
                t.columns += with(column(u"likes"_s, u"uint32"_s), Value(4));
                setType(t, u"title"_s, u"string(80)"_s);
                at(t, u"views"_s).nullable = true;
                t.checks = { Check { u"likes_check"_s, u"likes < 1000"_s } };
                t.indexes += Index { .name = u"posts_likes"_s, .parts = { IndexPart { .column = u"likes"_s } } };
            },
            u"SELECT id, title, likes FROM posts ORDER BY id"_s, { u"3|One|4"_s, u"9|Two|4"_s, u"11|Three|4"_s });
}

void tst_DdlChanges::rowsSurvive()
{
    QFETCH(int, target);
    QFETCH(Edit, edit);
    QFETCH(QString, query);
    QFETCH(QStringList, result);
    Scratch scratch(test::targets().at(target));
    QVERIFY_RESULT(scratch.become(library()));
    fill(scratch);

    Schema wanted = library();
    edit(wanted.tables[1]);
    QVERIFY_RESULT(scratch.become(wanted));
    QCOMPARE(scratch.difference(wanted).value(), QString());
    QCOMPARE(scratch.rows(query), result);
    QCOMPARE(scratch.rows(u"SELECT count(*) FROM authors"_s), QStringList { u"2"_s }); // the other side of the foreign key
    QCOMPARE(scratch.rows(u"SELECT count(*) FROM posts"_s), QStringList { u"3"_s });

    // And back to what it was, where nothing is lost on the way.
    const DiffRules &rules = scratch.dialect().diffRules();
    if (std::ranges::none_of(diff(library(), wanted, rules) + diff(wanted, library(), rules), isDestructive)) {
        QVERIFY_RESULT(scratch.become(library()));
        QCOMPARE(scratch.difference(library()).value(), QString());
        QCOMPARE(scratch.rows(content), rows);
    }
}

void tst_DdlChanges::rowsInTheWayStopIt_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, Edit edit, const QString &says) {
        for (int target = 0; target < test::targets().size(); ++target)
            QTest::addRow("%s: %s", qPrintable(test::targets().at(target).name), name) << target << edit << says;
    };
    row("not null", [](Table &t) { at(t, u"price"_s).nullable = false; }, u"1 rows of posts have no value for price"_s);
    row("new column without default", [](Table &t) { t.columns += column(u"x"_s, u"int32"_s); }, u"posts has 3 rows"_s);
    row("string too short", [](Table &t) { setType(t, u"title"_s, u"string(3)"_s); }, u"1 values of posts.title"_s);
    row("scale too small", [](Table &t) { setType(t, u"price"_s, u"decimal(8,1)"_s); }, u"1 values of posts.price"_s);
    row("not one of the enum", [](Table &t) { setType(t, u"state"_s, u"enum('draft')"_s); }, u"1 values of posts.state"_s);
    row(
            "not unique",
            [](Table &t) {
                t.uniques += Unique { {}, { u"state"_s } };
                setType(t, u"state"_s, u"string(20)"_s);
            },
            u"1 values of"_s);
    row(
            "orphans",
            [](Table &t) {
                t.foreignKeys += ForeignKey {
                    .name = u"f"_s, .columns = { u"id"_s }, .referencedTable = u"authors"_s, .referencedColumns = { u"id"_s }
                };
            },
            u"3 rows of posts refer by (id) to rows of authors"_s);
}

void tst_DdlChanges::rowsInTheWayStopIt()
{
    QFETCH(int, target);
    QFETCH(Edit, edit);
    QFETCH(QString, says);
    Scratch scratch(test::targets().at(target));
    QVERIFY_RESULT(scratch.become(library()));
    fill(scratch);

    Schema wanted = library();
    edit(wanted.tables[1]);
    const auto done = scratch.become(wanted);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind(), ErrorKind::Migration);
    QVERIFY2(done.error().message().contains(says), qPrintable(done.error().toString()));
    QCOMPARE(scratch.difference(library()).value(), QString()); // nothing was done
    QCOMPARE(scratch.rows(content), rows);
}

void tst_DdlChanges::renamesKeepAll()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    QVERIFY_RESULT(scratch.become(library()));
    fill(scratch);

    Schema wanted = library();
    Table &articles = wanted.tables[1];
    articles.name = u"articles"_s;
    at(articles, u"title"_s).name = u"headline"_s;
    at(articles, u"author_id"_s).name = u"writer_id"_s;
    articles.uniques[0].columns = { u"headline"_s };
    articles.indexes[1].parts[0].column = u"writer_id"_s;
    articles.foreignKeys[0].columns = { u"writer_id"_s };
    wanted.tables[0].name = u"writers"_s;
    articles.foreignKeys[0].referencedTable = u"writers"_s;
    DiffHints hints;
    hints.tables += DiffHints::TableRename { { u"posts"_s, {} }, { u"articles"_s, {} } };
    hints.tables += DiffHints::TableRename { { u"authors"_s, {} }, { u"writers"_s, {} } };
    hints.columns += DiffHints::ColumnRename { { u"articles"_s, {} }, u"title"_s, u"headline"_s };
    hints.columns += DiffHints::ColumnRename { { u"articles"_s, {} }, u"author_id"_s, u"writer_id"_s };
    QVERIFY_RESULT(scratch.become(wanted, hints));
    QCOMPARE(scratch.difference(wanted).value(), QString());
    QCOMPARE(scratch.rows(u"SELECT id, writer_id, headline, views FROM articles ORDER BY id"_s), rows);
}

void tst_DdlChanges::viewsSurvive()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    QVERIFY_RESULT(scratch.become(library()));
    fill(scratch);
    QVERIFY_RESULT(scratch.run(u"CREATE VIEW popular AS SELECT id, title, views FROM posts WHERE views > 5"_s));
    QVERIFY_RESULT(scratch.run(u"CREATE VIEW most AS SELECT max(views) AS views FROM popular"_s));

    Schema wanted = scratch.inspect().value();
    QCOMPARE(wanted.views.size(), 2);
    Table &posts = *std::ranges::find(wanted.tables, u"posts"_s, &Table::name);
    setType(posts, u"views"_s, u"int64"_s);
    posts.columns.removeIf([](const Column &c) { return c.name == u"price"_s; });
    QVERIFY_RESULT(scratch.become(wanted));
    QCOMPARE(scratch.difference(wanted).value(), QString());
    QCOMPARE(scratch.rows(u"SELECT views FROM most"_s), QStringList { u"20"_s });
}

void tst_DdlChanges::enumsChange()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    const auto schemaWith = [](const QStringList &values) {
        Schema schema = library();
        schema.enums = { EnumType { u"state"_s, {}, values } };
        at(schema.tables[1], u"state"_s).type = { .kind = TypeKind::Enum, .values = values, .enumName = u"state"_s };
        at(schema.tables[1], u"state"_s).defaultValue = Value(values.first());
        return schema;
    };
    const Schema first = schemaWith({ u"draft"_s, u"published"_s });
    const Schema more = schemaWith({ u"draft"_s, u"review"_s, u"published"_s, u"gone"_s });
    const Schema other = schemaWith({ u"published"_s, u"draft"_s });
    QVERIFY_RESULT(scratch.become(first));
    fill(scratch);
    for (const Schema &wanted : { more, other, first }) {
        QVERIFY_RESULT(scratch.become(wanted));
        QCOMPARE(scratch.difference(wanted).value(), QString());
        QCOMPARE(scratch.rows(u"SELECT state FROM posts ORDER BY id"_s), QStringList({ u"draft"_s, u"draft"_s, u"published"_s }));
    }
}

void tst_DdlChanges::longNamesAreRefused()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    Schema wanted = library();
    wanted.tables[1].columns += column(QString(70, u'x'), u"int32"_s, true);
    const bool isLimited = scratch.can().maxIdentifierBytes < 70;
    const auto done = scratch.become(wanted);
    QCOMPARE(done.has_value(), !isLimited);
    if (isLimited) {
        QCOMPARE(done.error().kind(), ErrorKind::Configuration);
        QVERIFY(done.error().message().contains(u"it has 70"_s));
        QVERIFY(scratch.inspect().value() == Schema());
    }
}

/// Where statements cannot be taken back, what has happened must be found in the catalogue.
void tst_DdlChanges::plansSayHowToSeeThemDone()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    const auto plan = scratch.plan(diff({}, library(), scratch.dialect().diffRules()));
    QVERIFY_RESULT(plan);
    QCOMPARE(plan->transactional, scratch.can().transactionalDdl);
    for (const dialect::PlanStatement &statement : plan->statements) {
        QVERIFY2(statement.done.kind != dialect::PostCondition::Kind::None, qPrintable(statement.sql));
        QVERIFY(!statement.comment.isEmpty());
        QVERIFY(statement.change >= 0 && statement.change < plan->changes.size());
    }
}

QTEST_GUILESS_MAIN(tst_DdlChanges)
#include "tst_ddlchanges.moc"
