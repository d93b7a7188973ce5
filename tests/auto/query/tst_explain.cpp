// SPDX-License-Identifier: MIT
// What people look at: the text of statements, and how the engines run them.
#include <quoin/quoin.h>

#include <quoin/query/explain.h>

#include <statementcounter.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::StatementCounter;
using quoin::test::Target;

namespace explained {

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, title, "maxLength=40")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(QString, secret, "maxLength=40, sensitive")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
};

} // namespace explained

using namespace explained;

class tst_Explain : public QObject
{
    Q_OBJECT

private slots:
    void plans_data() { QUOIN_TARGET_ROWS(); }
    void plans();
    void queries_data() { QUOIN_TARGET_ROWS(); }
    void queries();
    void analyze_data() { QUOIN_TARGET_ROWS(); }
    void analyze();
    void sensitiveValues_data() { QUOIN_TARGET_ROWS(); }
    void sensitiveValues();
    void errors_data() { QUOIN_TARGET_ROWS(); }
    void errors();
    void changes_data() { QUOIN_TARGET_ROWS(); }
    void changes();
    void formatted();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

namespace {

/// All steps of the tree.
QList<PlanStep> all(const QList<PlanStep> &steps)
{
    QList<PlanStep> list;
    for (const PlanStep &step : steps)
        list << step << all(step.steps);
    return list;
}

bool reads(const QueryPlan &plan, const QString &table)
{
    return std::ranges::any_of(all(plan.steps), [&](const PlanStep &step) { return step.table == table; });
}

} // namespace

Database &tst_Explain::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid())
        return db;
    db = Database::open(test::freshDatabase(target)).value();
    createTables<Author, Post>(db).value();
    QList<Author> authors;
    for (int i = 1; i <= 20; ++i)
        authors << Author { .id = i, .name = u"Author %1"_s.arg(i) };
    db.bulkInsert(authors).value();
    QList<Post> posts;
    for (int i = 0; i < 2000; ++i) {
        posts << Post { .id = i, .title = u"Post %1"_s.arg(i), .views = i * 7 % 1000, .secret = u"s"_s };
        posts.last().author.setKey(Value(i % 20 + 1));
    }
    db.bulkInsert(posts).value();
    db.execute(u"CREATE INDEX posts_by_views ON posts (views)"_s).value();
    db.analyze().value();
    return db;
}

void tst_Explain::plans()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    const auto byIndex = db.query<Post>().filter(field<&Post::views> == 77).explain();
    QVERIFY_RESULT(byIndex);
    const QList<PlanStep> steps = all(byIndex->steps);
    const auto found = std::ranges::find_if(steps, [](const PlanStep &step) { return step.index == u"posts_by_views"_s; });
    QVERIFY2(found != steps.end(), qPrintable(byIndex->toString() + byIndex->text));
    QVERIFY(!byIndex->text.isEmpty());
    QVERIFY2(byIndex->toString().contains("posts_by_views"_L1), qPrintable(byIndex->toString()));
    if (target.engine != "sqlite"_L1) {
        QVERIFY(std::ranges::any_of(
                steps, [](const PlanStep &step) { return step.rows && *step.rows >= 1 && *step.rows < 100; }));
        QVERIFY(byIndex->text.contains(u'{')); // JSON
    }

    const auto whole = db.query<Post>().filter(field<&Post::title> != u"x"_s).explain();
    QVERIFY_RESULT(whole);
    QVERIFY2(reads(*whole, u"posts"_s), qPrintable(whole->toString()));
    QVERIFY(!whole->toString().contains("posts_by_views"_L1));

    const auto joined = db.query<Post>().filter(field<&Post::author, &Author::name> == u"Author 3"_s).explain();
    QVERIFY_RESULT(joined);
    QVERIFY2(all(joined->steps).size() >= 2, qPrintable(joined->toString()));
}

/// Whatever can be asked can be explained, and nothing of it runs.
void tst_Explain::queries()
{
    Database &db = open(QUOIN_TARGET());
    const auto posts = db.query<Post>();
    StatementCounter statements;
    for (const auto &plan : { posts.explain(), posts.orderBy(field<&Post::title>.desc()).limit(3).explain(),
                 posts.values(field<&Post::author>, count()).having(count() > 3).explain(),
                 posts.unite(posts.filter(field<&Post::id>.in({ 1, 2, 3 }))).explain(),
                 posts.values(field<&Post::title>).distinct().explain(),
                 posts.filter(field<&Post::author>.in(db.query<Author>().filter(field<&Author::name>.contains(u"'%\"\\?"_s))))
                         .explain() }) {
        QVERIFY_RESULT(plan);
        QVERIFY(!plan->steps.isEmpty());
        QVERIFY2(plan->toString().contains("posts"_L1) || plan->toString().contains("t0"_L1), qPrintable(plan->toString()));
    }
    const QStringList texts = statements.texts();
    QCOMPARE(texts.size(), 6);
    QVERIFY(std::ranges::all_of(texts, [](const QString &text) { return text.startsWith("EXPLAIN"_L1); }));
}

void tst_Explain::analyze()
{
    const Target target = QUOIN_TARGET();
    Database &db = open(target);
    const auto plan = db.query<Post>().filter(field<&Post::views> >= 500).explain({ .analyze = true });
    if (target.engine == "sqlite"_L1) {
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind(), ErrorKind::Unsupported);
        QVERIFY2(plan.error().hint().contains("analyze"_L1), qPrintable(plan.error().hint()));
        return;
    }
    QVERIFY_RESULT(plan);
    const QList<PlanStep> steps = all(plan->steps);
    QVERIFY2(std::ranges::any_of(steps, [](const PlanStep &step) { return step.actualRows && *step.actualRows >= 1000; }),
            qPrintable(plan->toString() + plan->text));
    QVERIFY(std::ranges::any_of(steps, [](const PlanStep &step) { return step.milliseconds.has_value(); }));
}

/// Engines write values into the conditions that they show.
void tst_Explain::sensitiveValues()
{
    Database &db = open(QUOIN_TARGET());
    const QString planted = u"planted-value"_s;
    StatementCounter statements;
    const auto plan = db.query<Post>().filter(field<&Post::secret> == planted).explain();
    QVERIFY_RESULT(plan);
    QVERIFY2(!plan->text.contains(planted) && !plan->toString().contains(planted), qPrintable(plan->text));
    for (const PlanStep &step : all(plan->steps))
        QVERIFY(!step.detail.contains(planted));
    QVERIFY(!statements.texts().join(u' ').contains(planted));
}

void tst_Explain::errors()
{
    Database &db = open(QUOIN_TARGET());
    const auto wrong = db.query<Post>().limit(-1).explain();
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind(), ErrorKind::InvalidQuery);
    const auto nowhere = Database().query<Post>().explain();
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind(), ErrorKind::Configuration);
    // The connection is as before.
    QCOMPARE(db.query<Post>().count().value(), 2000);
}

/// The statements of update() and remove(), which do not run.
void tst_Explain::changes()
{
    Database &db = open(QUOIN_TARGET());
    const auto some = db.query<Post>().filter(field<&Post::id> == 7);
    StatementCounter statements;
    const auto update = some.updateSql(set(field<&Post::views>, 3), set(field<&Post::secret>, u"planted"_s));
    QVERIFY_RESULT(update);
    QVERIFY2(update->text.startsWith("UPDATE"_L1), qPrintable(update->text));
    QVERIFY(update->bindings.contains(u"3"_s) && update->bindings.contains(u"7"_s));
    QVERIFY(!update->bindings.join(u' ').contains("planted"_L1));
    const auto remove = some.removeSql();
    QVERIFY_RESULT(remove);
    QVERIFY2(remove->text.startsWith("DELETE"_L1), qPrintable(remove->text));
    QCOMPARE(remove->bindings, QStringList({ u"7"_s }));
    QCOMPARE_STATEMENTS(statements, 0);
    QVERIFY_RESULT(db.get<Post>(7));
    // What would be refused is.
    QVERIFY(!db.query<Post>().removeSql());
    QVERIFY_RESULT(db.query<Post>().allowAll().removeSql());
    QVERIFY(!some.updateSql());
}

void tst_Explain::formatted()
{
    const SqlText sql {
        u"SELECT \"id\", \"a FROM b\" FROM \"posts\" WHERE \"views\" > ? AND (\"x\" = 'a AND b' OR \"y\" IS NULL) AND EXISTS (SELECT 1 FROM \"tags\" WHERE \"tags\".\"post\" = ?) ORDER BY coalesce(\"id\", 0) LIMIT ?"_s,
        { u"3"_s, u"4"_s, u"5"_s }
    };
    const QString expected = uR"(SELECT "id", "a FROM b"
FROM "posts"
WHERE "views" > ?
  AND ("x" = 'a AND b' OR "y" IS NULL)
  AND EXISTS (
    SELECT 1
    FROM "tags"
    WHERE "tags"."post" = ?
)
ORDER BY coalesce("id", 0)
LIMIT ?
-- 3, 4, 5)"_s;
    QCOMPARE(sql.formatted(), expected);
    QCOMPARE(SqlText {}.formatted(), QString());
    for (const QString &odd : { u"SELECT 'never closed"_s, u"("_s, u")))"_s, u"SELECT (SELECT (SELECT"_s, u"\""_s })
        QVERIFY(!SqlText({ odd, {} }).formatted().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Explain)
#include "tst_explain.moc"
