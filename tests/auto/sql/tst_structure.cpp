// SPDX-License-Identifier: MIT
// The structure of queries as each engine's text, without a server: related rows, sub-queries, sets, trees, locks.
#include <quoin/expr/aggregates.h>
#include <quoin/expr/row.h>
#include <quoin/expr/subquery.h>
#include <quoin/model.h>
#include <quoin/sql/changes.h>
#include <quoin/sql/compiler.h>

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <testsupport.h>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace structure {

class Post;
class Tag;

class Author
{
    Q_GADGET
    QUOIN_MODEL("authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null")
    QUOIN_FIELD(quoin::HasMany<Post>, posts, "")
};

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, views, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "reverse=posts")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "reverse=posts")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ManyToMany<Post>, posts, "")
};

class Total
{
    Q_GADGET
    QUOIN_MODEL("totals", "rows")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    QUOIN_FIELD(qint64, posts, "")
};

} // namespace structure

using namespace structure;

namespace {

const dialect::Dialect &sqlite()
{
    static const auto instance = dialect::sqlite::makeDialect({ .version = u"3.40.1"_s });
    return *instance;
}
const dialect::Dialect &postgresql()
{
    static const auto instance = dialect::postgresql::makeDialect({ .version = u"15.6"_s });
    return *instance;
}
const dialect::Dialect &mysql()
{
    static const auto instance = dialect::mysql::makeDialect({ .version = u"10.11.6-MariaDB"_s });
    return *instance;
}

template<class T>
expr::Select select(const expr::NodePtr &where = {}, std::vector<expr::NodePtr> columns = {})
{
    return { .model = *modelOf<T>(), .columns = std::move(columns), .where = expr::together(where) };
}

expr::SelectPtr shared(expr::Select select) { return std::make_shared<const expr::Select>(std::move(select)); }

QString text(const expr::Select &select, const dialect::Dialect &dialect = postgresql(),
        sql::Projection projection = sql::Projection::Rows)
{
    const auto compiled = sql::compileSelect(select, projection, dialect);
    return compiled ? compiled->text : compiled.error().toString();
}

/// What stands after WHERE, in PostgreSQL's words.
template<class T = Author>
QString where(const Condition &condition)
{
    return text(select<T>(condition.node()), postgresql(), sql::Projection::Count).section(u" WHERE "_s, 1);
}

const auto posts = field<&Author::posts>;
const auto views = field<&Author::posts, &Post::views>;
const auto tag = field<&Author::posts, &Post::tags, &Tag::name>;

} // namespace

class tst_Structure : public QObject
{
    Q_OBJECT

private slots:
    void related();
    void aggregates();
    void subqueries();
    void rows();
    void sets();
    void trees();
    void tables();
    void joins();
    void groupings();
    void locks();
    void updates();
    void nodes();
    void depth();
};

void tst_Structure::related()
{
    QCOMPARE(where(views > 1),
            uR"(EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id" AND "t1"."views" > ?))"_s);
    QCOMPARE(where(!(views > 1)),
            uR"(NOT (EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id" AND "t1"."views" > ?)))"_s);
    // One look for what speaks of one row, also in alternatives.
    QCOMPARE(where(views > 1 && field<&Author::name> == u"x"_s && views < 9),
            uR"(EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id" AND "t1"."views" > ? AND "t1"."views" < ?))"
            uR"( AND "t0"."name" = ?)"_s);
    QCOMPARE(where(views > 1 || views < 9).count(u"EXISTS"_s), 1);
    QCOMPARE(where(posts.isNull()), uR"(NOT EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id"))"_s);
    // A reference needs no more than the table between, a name the other model's, too.
    QCOMPARE(where<Post>(field<&Post::tags> == 1),
            uR"(EXISTS (SELECT 1 FROM "posts_tags" AS "t1" WHERE "t1"."post_id" = "t0"."id" AND "t1"."tag_id" = ?))"_s);
    QCOMPARE(where(tag == u"x"_s && views > 1),
            uR"(EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id" AND EXISTS (SELECT 1 FROM "posts_tags" AS "t2")"
            uR"( JOIN "tags" AS "t3" ON "t3"."id" = "t2"."tag_id" WHERE "t2"."post_id" = "t1"."id" AND "t3"."name" = ?) AND "t1"."views" > ?))"_s);
}

void tst_Structure::aggregates()
{
    QCOMPARE(text(select<Author>({}, { count(posts).node(), max(views).filter(views < 9).node() })),
            uR"(SELECT (SELECT count("t1"."id") FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id") AS "_1", )"
            uR"((SELECT max("t2"."views") FROM "posts" AS "t2" WHERE "t2"."author_id" = "t0"."id" AND "t2"."views" < ?) AS "_2")"
            uR"( FROM "authors" AS "t0")"_s);
    QCOMPARE(text(select<Author>({}, { count(tag).node() })),
            uR"(SELECT (SELECT count("t3"."name") FROM "posts" AS "t1" JOIN "posts_tags" AS "t2" ON "t2"."post_id" = "t1"."id")"
            uR"( JOIN "tags" AS "t3" ON "t3"."id" = "t2"."tag_id" WHERE "t1"."author_id" = "t0"."id") AS "_1" FROM "authors" AS "t0")"_s);
}

void tst_Structure::subqueries()
{
    const auto ofAuthor = shared(select<Post>((field<&Post::author> == outer<&Author::id>).node()));
    QCOMPARE(where(Condition(expr::exists(ofAuthor))),
            uR"(EXISTS (SELECT 1 FROM "posts" AS "t1" WHERE "t1"."author_id" = "t0"."id"))"_s);
    QCOMPARE(where(Condition(expr::in(field<&Author::id>.node(), shared(select<Post>({}, { field<&Post::author>.node() }))))),
            uR"("t0"."id" IN (SELECT "t1"."author_id" AS "_1" FROM "posts" AS "t1"))"_s);
    expr::Select cut = select<Author>();
    cut.limit = 3;
    const expr::Select byFew = select<Post>(expr::in(field<&Post::author>.node(), shared(cut)));
    QVERIFY(text(byFew, mysql()).contains(u"IN (SELECT * FROM (SELECT "_s));
    QVERIFY(!text(byFew, postgresql()).contains(u"SELECT *"_s));
}

void tst_Structure::rows()
{
    const auto after = select<Post>((row(field<&Post::views>, field<&Post::id>) > row(7, 3)).node());
    QVERIFY2(text(after).endsWith(uR"( WHERE ("views", "id") > (?, ?))"_s), qPrintable(text(after)));
    QVERIFY2(text(after, mysql()).endsWith(u" WHERE (`views` >= ? AND (`views` > ? OR `id` > ?))"_s),
            qPrintable(text(after, mysql())));
    const auto equal = select<Post>((row(field<&Post::views>, field<&Post::id>) == row(7, 3)).node());
    QVERIFY(text(equal).endsWith(uR"( WHERE ("views" = ? AND "id" = ?))"_s));
}

void tst_Structure::sets()
{
    const expr::Select some = select<Tag>((field<&Tag::id> > 1).node(), { field<&Tag::name>.node() });
    expr::Select first = select<Tag>({}, { field<&Tag::name>.node() });
    first.limit = 1;
    expr::Select both { .model = *modelOf<Tag>(),
        .columns = some.columns,
        .parts = { { expr::SetOperation::Union, shared(some) }, { expr::SetOperation::UnionAll, shared(first) } } };
    QCOMPARE(text(both, sqlite()),
            uR"(SELECT "name" AS "_1" FROM "tags" WHERE "id" > ? UNION ALL SELECT * FROM (SELECT "name" AS "_1" FROM "tags" ORDER BY "id")"
            uR"( LIMIT ?) AS "part2")"_s);
    both.order = { field<&Tag::name>.asc() };
    QVERIFY2(text(both, sqlite()).startsWith(uR"(SELECT "_1" FROM (SELECT )"_s), qPrintable(text(both, sqlite())));
    QVERIFY2(text(both, sqlite()).endsWith(uR"() AS together ORDER BY "_1")"_s), qPrintable(text(both, sqlite())));
    both.parts.back().operation = expr::SetOperation::ExceptAll;
    QVERIFY2(text(both, sqlite()).contains(u"SQLite has no EXCEPT ALL"_s), qPrintable(text(both, sqlite())));
}

void tst_Structure::trees()
{
    expr::Select school { .model = *modelOf<Author>() };
    school.tree = std::make_shared<const expr::Tree>(
            expr::Tree { shared(select<Author>((field<&Author::id> == 1).node())), "mentor", false, true, 9 });
    QCOMPARE(text(school, postgresql(), sql::Projection::Count),
            uR"(SELECT count(*) FROM (WITH RECURSIVE quoin_tree(node, depth) AS (SELECT "_1", 0 FROM (SELECT "id" AS "_1" FROM "authors")"
            uR"( WHERE "id" = ?) AS roots UNION SELECT "t2"."id", quoin_tree.depth + 1 FROM quoin_tree JOIN "authors" AS "t2" ON "t2"."mentor_id" = )"
            uR"(quoin_tree.node WHERE quoin_tree.depth < 9) SELECT node, min(depth) AS depth FROM quoin_tree GROUP BY node) AS "t1" JOIN "authors" AS "t0" ON )"
            uR"("t0"."id" = "t1".node)"_s);
}

namespace {

/// The number of posts of each author with more than \a least views.
expr::Select totals(int least)
{
    expr::Select counts = select<Post>((field<&Post::views> > least).node(), { field<&Post::author>.node(), count().node() });
    expr::Select rows = select<Total>();
    rows.table = std::make_shared<const expr::CommonTable>(expr::CommonTable { .rows = rows.model, .select = shared(counts) });
    return rows;
}

QStringList bindings(const expr::Select &select)
{
    QStringList list;
    const auto compiled = sql::compileSelect(select, sql::Projection::Rows, postgresql());
    for (const Value &value : compiled.value().bindings)
        list << value.toDisplay();
    return list;
}

} // namespace

void tst_Structure::tables()
{
    expr::Select busy = totals(7);
    busy.where = (field<&Total::posts> > 3).node();
    QCOMPARE(text(busy),
            uR"(WITH "totals"("author_id", "posts") AS (SELECT "author_id" AS "_1", count(*) AS "_2" FROM "posts" WHERE "views" > ? GROUP BY)"
            uR"( "author_id") SELECT "t0"."author_id", "t0"."posts" FROM "totals" AS "t0" WHERE "t0"."posts" > ?)"_s);
    QCOMPARE(bindings(busy), (QStringList { u"7"_s, u"3"_s }));
    QCOMPARE(text(busy, mysql(), sql::Projection::Count).section(u") SELECT "_s, 1),
            u"count(*) FROM `totals` AS `t0` WHERE `t0`.`posts` > ?"_s);
    // The same table twice, and another one of the class.
    const auto with = [&](const expr::Select &other) {
        expr::Select both = busy;
        both.where = expr::combine(expr::NodeKind::And, busy.where, expr::exists(shared(other)));
        return both;
    };
    QCOMPARE(text(with(totals(7))).count(u"GROUP BY"_s), 1);
    QCOMPARE(text(with(totals(8))).count(u"GROUP BY"_s), 2);
    QVERIFY2(text(with(totals(8))).contains(uR"(FROM "totals_2" AS)"_s), qPrintable(text(with(totals(8)))));
    QCOMPARE(bindings(with(totals(8))), (QStringList { u"7"_s, u"8"_s, u"3"_s }));
    // A table of a table stands behind it; where a table stands in a change, it is in front of what chooses the rows.
    expr::Select outermost = select<Total>();
    expr::Select inner = totals(7);
    inner.columns = { field<&Total::author>.node(), field<&Total::posts>.node() };
    outermost.table
            = std::make_shared<const expr::CommonTable>(expr::CommonTable { .rows = inner.model, .select = shared(inner) });
    QVERIFY2(
            text(outermost).contains(
                    uR"("totals_2"("author_id", "posts") AS (SELECT "t0"."author_id" AS "_1", "t0"."posts" AS "_2" FROM "totals" AS "t0"))"_s),
            qPrintable(text(outermost)));
    const auto removed = sql::compileDelete(select<Author>(expr::exists(shared(busy))), mysql(), false);
    QVERIFY_RESULT(removed);
    QVERIFY2(removed->text.startsWith(u"DELETE FROM `authors` WHERE `id` IN (SELECT `id` FROM (WITH `totals`"_s),
            qPrintable(removed->text));
    // Too many are an error, and no crash.
    expr::Select deep = totals(7);
    for (int i = 0; i < 1000; ++i) {
        deep.columns = { field<&Total::author>.node(), field<&Total::posts>.node() };
        expr::Select around = select<Total>();
        around.table
                = std::make_shared<const expr::CommonTable>(expr::CommonTable { .rows = deep.model, .select = shared(deep) });
        deep = around;
    }
    QVERIFY2(text(deep).contains(u"more than 100 tables"_s), qPrintable(text(deep).left(200)));
}

void tst_Structure::joins()
{
    expr::Select authors
            = select<Author>((joined<&Post::views> > 5).node(), { field<&Author::name>.node(), joined<&Post::views>.node() });
    authors.joins = { { "structure::Post", shared(select<Post>()), (field<&Author::id> == joined<&Post::author>).node() } };
    QVERIFY2(text(authors).contains(uR"(JOIN "posts" AS "t1" ON "t0"."id" = "t1"."author_id" WHERE "t1"."views" > ?)"_s),
            qPrintable(text(authors)));
    expr::Select best = select<Post>((field<&Post::author> == outer<&Author::id>).node());
    best.limit = 2;
    authors.joins = { { "structure::Post", shared(best), {}, true } };
    QVERIFY2(text(authors).contains(uR"(LEFT JOIN LATERAL (SELECT )"_s), qPrintable(text(authors)));
    QVERIFY2(text(authors).contains(uR"("author_id" = "t0"."id" ORDER BY "t2"."id" LIMIT ?) AS "t1" ON 1 = 1)"_s),
            qPrintable(text(authors)));
    const QString numbered = text(authors, sqlite());
    QVERIFY2(numbered.contains(
                     uR"(ROW_NUMBER() OVER (PARTITION BY "author_id" ORDER BY "id") AS quoin_place FROM "posts") AS "t1" ON )"
                     uR"(("t1"."author_id" = "t0"."id") AND "t1".quoin_place <= ?)"_s),
            qPrintable(numbered));
}

void tst_Structure::groupings()
{
    expr::Select counts = select<Post>({}, { field<&Post::author>.node(), count().node() });
    QVERIFY(expr::groupByRollup(counts, { field<&Post::author>.node() }));
    QCOMPARE(text(counts),
            uR"(SELECT "author_id" AS "_1", count(*) AS "_2" FROM "posts" GROUP BY GROUPING SETS (("author_id"), ()))"_s);
    QCOMPARE(text(counts, sqlite()),
            uR"(SELECT "_1" AS "_1", "_2" AS "_2" FROM (SELECT "author_id" AS "_1", count(*) AS "_2", count(*) AS "_3" FROM "posts" GROUP BY "author_id")"
            uR"( UNION ALL SELECT NULL AS "_1", count(*) AS "_2", count(*) AS "_3" FROM "posts") AS sets)"_s);
    QCOMPARE(expr::rollupSets(2), (std::vector<quint64> { 3, 1, 0 }));
    QCOMPARE(expr::cubeSets(2), (std::vector<quint64> { 3, 2, 1, 0 }));
}

void tst_Structure::locks()
{
    expr::Select locked = select<Post>((field<&Post::id> == 1).node());
    const auto with = [&](expr::RowLock lock) {
        locked.lock = std::make_shared<const expr::RowLock>(std::move(lock));
        return locked;
    };
    using enum expr::RowLock::Strength;
    using enum expr::RowLock::Wait;
    QVERIFY(text(with({ Update })).endsWith(u"= ? FOR UPDATE"_s));
    QVERIFY(text(with({ Share, NoWait })).endsWith(u" FOR SHARE NOWAIT"_s));
    QVERIFY(text(with({ Share, SkipLocked }), mysql()).endsWith(u" LOCK IN SHARE MODE SKIP LOCKED"_s));
    QVERIFY2(text(with({ Update }), sqlite()).contains(u"cannot lock single rows"_s),
            qPrintable(text(with({ Update }), sqlite())));
    locked.where = (field<&Post::author, &Author::name> == u"x"_s).node();
    QVERIFY2(text(with({ Update, Wait })).endsWith(uR"( FOR UPDATE OF "t0")"_s), qPrintable(text(locked)));
    QVERIFY2(text(with({ Update, Wait, { "author" } })).endsWith(uR"( FOR UPDATE OF "t1")"_s), qPrintable(text(locked)));
}

void tst_Structure::updates()
{
    const auto set = [](const dialect::Dialect &dialect, const expr::NodePtr &value) {
        const ModelInfo &model = **modelOf<Post>();
        const auto compiled
                = sql::compileUpdate(select<Post>((field<&Post::id> > 5).node()), { { model.field(u"views"), value } }, dialect);
        return compiled ? compiled->text : compiled.error().toString();
    };
    const auto fromName = (field<&Post::author, &Author::name>).node();
    QCOMPARE(set(postgresql(), fromName),
            uR"(UPDATE "posts" SET "views" = quoin_given."_2" FROM (SELECT "t0"."id" AS "_1", "t1"."name" AS "_2" FROM "posts" AS "t0" JOIN)"
            uR"( "authors" AS "t1" ON "t1"."id" = "t0"."author_id" WHERE "t0"."id" > ?) AS quoin_given WHERE "posts"."id" = quoin_given."_1")"_s);
    QVERIFY2(set(mysql(), fromName).startsWith(u"UPDATE `posts` JOIN (SELECT DISTINCT "_s), qPrintable(set(mysql(), fromName)));
    QVERIFY2(set(mysql(), fromName).endsWith(u" ON `posts`.`id` = quoin_given.`_1` SET `posts`.`views` = quoin_given.`_2`"_s),
            qPrintable(set(mysql(), fromName)));
    // What one table can tell stays a plain UPDATE.
    QCOMPARE(
            set(mysql(), field<&Post::author, &Author::id>.node()), u"UPDATE `posts` SET `views` = `author_id` WHERE `id` > ?"_s);
}

void tst_Structure::nodes()
{
    QVERIFY(!expr::hasAggregate(count(posts).node()));
    QVERIFY(expr::hasAggregate(sum(count(posts)).node()));
    QVERIFY(expr::isRelatedAggregate(*count(posts).node()));
    QVERIFY(!expr::isRelatedAggregate(*sum(count(posts)).node()));
    QVERIFY(!expr::hasAggregate(expr::subquery(shared(select<Post>({}, { count().node() })))));
    const auto one = expr::exists(shared(select<Post>((field<&Post::views> > 1).node())));
    QVERIFY(expr::sameNode(one, expr::exists(shared(select<Post>((field<&Post::views> > 1).node())))));
    QVERIFY(!expr::sameNode(one, expr::exists(shared(select<Post>((field<&Post::views> > 2).node())))));
    QVERIFY(!expr::sameNode(outer<&Post::id>.node(), outer<&Post::id>.up(2).node()));
    QCOMPARE(one->depth, 2);
    // together() is only where it makes a difference.
    QCOMPARE(expr::together((field<&Author::name> == u"x"_s).node())->kind, expr::NodeKind::Equal);
    QCOMPARE(expr::together((views > 1).node())->kind, expr::NodeKind::Together);
    QCOMPARE(expr::together((!(views > 1)).node())->kind, expr::NodeKind::Not);
}

void tst_Structure::depth()
{
    // 1,000 levels of anything are an error, 1,000 parts are none; neither takes long.
    QElapsedTimer timer;
    timer.start();
    Condition negated = views > 1;
    Condition nested = field<&Author::id> == 1;
    Condition wide = views > 0, any = views > 0;
    auto sum = field<&Author::id> + 1;
    for (int i = 0; i < 1000; ++i) {
        negated = !negated || (views > i && field<&Author::id> > i);
        nested = Condition(expr::exists(shared(select<Author>((nested && field<&Author::id> == outer<&Author::id>).node()))));
        wide = wide && views > i;
        any = any || views > i;
        sum = sum + 1;
    }
    QVERIFY(where(negated).contains(u"nested more than 500 deep"_s)
            || text(select<Author>(negated.node())).contains(u"nested more than 500 deep"_s));
    QVERIFY(text(select<Author>(nested.node())).contains(u"nested more than 500 deep"_s));
    QVERIFY(text(select<Author>((sum > 1).node())).contains(u"nested more than 500 deep"_s));
    QCOMPARE(where(wide).count(u"EXISTS"_s), 1);
    QCOMPARE(where(any).count(u"EXISTS"_s), 1);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(tst_Structure)
#include "tst_structure.moc"
