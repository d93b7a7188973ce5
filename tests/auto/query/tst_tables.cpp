// SPDX-License-Identifier: MIT
// Queries that others read as tables, recursive ones too.
#include "tables/rows.h"

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/dialect.h>
#include <quoin/expr/window.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace blog;

using namespace tables;

namespace {

const auto id = field<&Post::id>;
const auto views = field<&Post::views>;
const auto title = field<&Post::title>;
const auto author = field<&Post::author>;
const auto authorId = field<&Author::id>;
const auto name = field<&Author::name>;

QString rows(const Query<Total> &query)
{
    return texts(query.values(field<&Total::author>, field<&Total::posts>, field<&Total::views>));
}

} // namespace

class tst_Tables : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void reading_data() { QUOIN_TARGET_ROWS(); }
    void reading();
    void insideOthers_data() { QUOIN_TARGET_ROWS(); }
    void insideOthers();
    void ofOtherTables_data() { QUOIN_TARGET_ROWS(); }
    void ofOtherTables();
    void changes_data() { QUOIN_TARGET_ROWS(); }
    void changes();
    void onceInTheStatement_data() { QUOIN_TARGET_ROWS(); }
    void onceInTheStatement();
    void wrong_data() { QUOIN_TARGET_ROWS(); }
    void wrong();
    void decimals_data() { QUOIN_TARGET_ROWS(); }
    void decimals();
    void recursion_data() { QUOIN_TARGET_ROWS(); }
    void recursion();
    void recursionOverJoins_data() { QUOIN_TARGET_ROWS(); }
    void recursionOverJoins();
    void wrongRecursion_data() { QUOIN_TARGET_ROWS(); }
    void wrongRecursion();

private:
    template<class T>
    Query<T> all()
    {
        return m_database.query<T>();
    }
    Query<Total> totals() { return all<Post>().select<Total>(author, count(), sum(views)).asTable(); }
    std::vector<Database> m_databases;
    Database m_database;
};

void tst_Tables::initTestCase()
{
    for (const quoin::test::Target &target : quoin::test::targets()) {
        auto database = blog::open(target);
        QVERIFY_RESULT(database);
        m_databases.push_back(*database);
    }
}

void tst_Tables::init()
{
    QFETCH(int, target);
    m_database = m_databases[size_t(target)];
}

void tst_Tables::reading()
{
    const auto posts = field<&Total::posts>;
    QCOMPARE(rows(totals().orderBy(field<&Total::author>)), u"- 1 5, 1 3 210, 2 1 200, 4 1 -"_s);
    const auto list = totals().filter(posts > 1).all();
    QVERIFY_RESULT(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().author.key(), Value(1));
    QCOMPARE(list->first().posts, 3);
    QCOMPARE(list->first().views, std::optional<qint64>(210));
    // Everything that a query of a table can do.
    QCOMPARE(rows(totals().exclude(posts > 1).orderBy(field<&Total::views>.desc(), posts)), u"2 1 200, - 1 5, 4 1 -"_s);
    QCOMPARE(totals().count().value(), 4);
    QVERIFY(!totals().filter(posts > 3).exists().value());
    QCOMPARE(totals().orderBy(posts.desc()).first()->posts, 3);
    QCOMPARE(rows(totals().orderBy(field<&Total::author>).limit(2).offset(1)), u"1 3 210, 2 1 200"_s);
    QCOMPARE(rows(totals().orderBy(field<&Total::author>).reverse().limit(1)), u"4 1 -"_s);
    QCOMPARE(totals().aggregate(max(posts), sum(posts)).value(), std::tuple(std::optional<qint64>(3), std::optional<qint64>(6)));
    QCOMPARE(texts(totals().values(posts, count()).orderBy(posts)), u"1 3, 3 1"_s);
    QCOMPARE(texts(totals().values(posts).distinct().orderBy(posts)), u"1, 3"_s);
    QCOMPARE(rows(totals().filter(posts > 1).unite(totals().filter(field<&Total::views> > 100)).orderBy(field<&Total::author>)),
            u"1 3 210, 2 1 200"_s);
    // Pages have an order though the rows have no key.
    QStringList pages;
    for (int page = 0; page < 4; ++page)
        pages << rows(totals().orderBy(posts).limit(1).offset(page));
    QCOMPARE(pages.join(u", "_s), u"- 1 5, 2 1 200, 4 1 -, 1 3 210"_s);
    // Joins to models.
    const auto authorName = field<&Total::author, &Author::name>;
    QCOMPARE(texts(totals().filter(authorName < u"D"_s).orderBy(authorName.desc()).values(authorName, posts)), u"Ben 1, Ann 3"_s);
    const auto loaded = totals().filter(posts > 1).with<&Total::author>().all();
    QVERIFY_RESULT(loaded);
    QCOMPARE(loaded->first().author->name, u"Ann"_s);
    const auto inOne = totals().filter(posts > 1).join<&Total::author>().all();
    QVERIFY_RESULT(inOne);
    QCOMPARE(inOne->first().author->name, u"Ann"_s);
    QCOMPARE(rows(totals().filter(field<&Total::author, &Author::posts, &Post::title> == u"e"_s)), u"4 1 -"_s);
    // A window is a column like any other there: the best of each author.
    const auto place = rowNumber().over(partitionBy(author).orderBy(views.desc(), id));
    const auto ranked = all<Post>().select<Ranked>(title, author, place).asTable();
    const auto best = ranked.filter(field<&Ranked::place> == 1 && field<&Ranked::author>.isNotNull());
    QCOMPARE(texts(best.orderBy(field<&Ranked::author>).values(field<&Ranked::title>)), u"b, a, e"_s);
    // Keys as relations.
    const auto mine = all<Author>().select<Mentor>(relationTo<Author>(authorId)).asTable();
    QCOMPARE(texts(mine.filter(field<&Mentor::author, &Author::mentor, &Author::name> == u"Ann"_s)
                             .orderBy(field<&Mentor::author>)
                             .values(field<&Mentor::author, &Author::name>)),
            u"Ben, Cid"_s);
}

void tst_Tables::insideOthers()
{
    const auto busy = totals().filter(field<&Total::posts> > 1);
    QCOMPARE(keys(all<Author>().filter(authorId.in(busy.values(field<&Total::author>)))), u"1"_s);
    QCOMPARE(keys(all<Author>().exclude(authorId.in(busy.values(field<&Total::author>)))), u"2 3 4"_s);
    const auto own = totals().filter(field<&Total::author> == outer<&Author::id>);
    QCOMPARE(keys(all<Author>().filter(exists(own))), u"1 2 4"_s);
    QCOMPARE(keys(all<Author>().filter(!exists(own.filter(field<&Total::views> > 200)))), u"2 3 4"_s);
    QCOMPARE(texts(all<Author>().orderBy(authorId).values(name, subquery(own.values(field<&Total::posts>)))),
            u"Ann 3, Ben 1, Cid -, Dee 1"_s);
    // Twice in one query.
    const auto most = subquery(totals().values(max(field<&Total::posts>)));
    QCOMPARE(rows(totals().filter(field<&Total::posts> == most)), u"1 3 210"_s);
    // With a limit of its own, and an order that it has only for that.
    const auto newest = all<Post>().select<Named>(title, id).orderBy(id.desc()).limit(2).asTable();
    QCOMPARE(texts(newest.orderBy(field<&Named::name>).values(field<&Named::name>)), u"d, e"_s);
    // Put together of several.
    const auto together
            = all<Post>().select<Named>(title, id).unite(all<Tag>().select<Named>(field<&Tag::name>, field<&Tag::id>));
    QCOMPARE(texts(together.asTable().filter(field<&Named::number> < 3).orderBy(field<&Named::name>).values(field<&Named::name>)),
            u"a, b, blue, red"_s);
}

void tst_Tables::ofOtherTables()
{
    // Values in each, so that their order counts.
    const auto some = totals().filter(field<&Total::posts> < 3 && field<&Total::author>.isNotNull());
    const auto named = some.select<Named>(field<&Total::author, &Author::name>, field<&Total::posts> + 10).asTable();
    const auto chosen = named.filter(field<&Named::name> != u"Ben"_s);
    QCOMPARE(texts(chosen.values(field<&Named::name>, field<&Named::number>)), u"Dee 11"_s);
    const auto both
            = named.filter(field<&Named::number>.in(totals().values(field<&Total::posts> + 10)) && field<&Named::name> > u"C"_s);
    QCOMPARE(texts(both.values(field<&Named::name>)), u"Dee"_s);
    // Two of one class have names of their own.
    const auto popular = all<Post>().filter(views > 100).select<Total>(author, count(), sum(views)).asTable();
    const auto onlyTotals = totals().exclude(field<&Total::author>.in(popular.values(field<&Total::author>)));
    QCOMPARE(rows(onlyTotals.orderBy(field<&Total::author>)), u"- 1 5, 4 1 -"_s);
    const auto sql = onlyTotals.toSql();
    QVERIFY_RESULT(sql);
    QVERIFY2(sql->text.contains(u"totals_2"_s), qPrintable(sql->text));
}

void tst_Tables::changes()
{
    m_database = blog::open(QUOIN_TARGET()).value();
    const auto busy = totals().filter(field<&Total::posts> > 1);
    const auto busyAuthors = all<Author>().filter(authorId.in(busy.values(field<&Total::author>)));
    QCOMPARE(busyAuthors.update(set(field<&Author::score>, 7)).value(), 1);
    QCOMPARE(keys(all<Author>().filter(field<&Author::score> == 7)), u"1"_s);
    const auto posts = subquery(totals().filter(field<&Total::author> == outer<&Author::id>).values(field<&Total::posts>));
    QCOMPARE(all<Author>().allowAll().update(set(field<&Author::score>, coalesce(posts, 0))).value(), 4);
    QCOMPARE(texts(all<Author>().orderBy(authorId).values(field<&Author::score>)), u"3, 1, 0, 1"_s);
    const auto beside = all<Author>().join(totals(), authorId == joined<&Total::author>).filter(joined<&Total::views> > 100);
    QCOMPARE(beside.update(set(field<&Author::score>, 9)).value(), 2);
    QCOMPARE(keys(all<Author>().filter(field<&Author::score> == 9)), u"1 2"_s);
    const auto comments = all<Comment>().filter(field<&Comment::post, &Post::author>.in(busy.values(field<&Total::author>)));
    QCOMPARE(comments.remove().value(), 3);
    const auto several = beside.update(set(field<&Author::score>, joined<&Total::posts>));
    QVERIFY(!several && several.error().message().contains(u"joined rows"_s));
    // Rows of a query are not written, nor locked.
    QCOMPARE(totals().forUpdate().all().error().kind(), ErrorKind::InvalidQuery);
    Total total { .posts = 1 };
    QVERIFY(!m_database.insert(total));
    QVERIFY(!totals().filter(field<&Total::posts> > 1).remove());
    QVERIFY(!totals().allowAll().update(set(field<&Total::posts>, 1)));
}

void tst_Tables::onceInTheStatement()
{
    const auto mine = totals();
    const auto most = subquery(mine.values(max(field<&Total::posts>)));
    const auto sql = mine.filter(field<&Total::posts> == most && exists(mine.filter(field<&Total::views> > 3))).toSql();
    QVERIFY_RESULT(sql);
    QVERIFY2(sql->text.startsWith(u"WITH "_s), qPrintable(sql->text));
    QCOMPARE(sql->text.count(u"GROUP BY"_s), 1);
    // One that was written twice is one, too.
    const auto again = totals().filter(field<&Total::author>.in(totals().values(field<&Total::author>))).toSql();
    QVERIFY_RESULT(again);
    QCOMPARE(again->text.count(u"GROUP BY"_s), 1);

    // Queries that differ in values alone share a statement, wherever the values are.
    const auto before = m_database.statistics();
    for (int i = 0; i < 5; ++i) {
        const auto some = all<Post>().filter(views > i * 40).select<Total>(author, count(), sum(views)).asTable();
        const auto found = some.filter(field<&Total::posts> > i % 2).limit(2 + i).count();
        QCOMPARE(found.value(), i % 2 ? 0 : 2);
    }
    const auto after = m_database.statistics();
    QCOMPARE(after.shapeMisses - before.shapeMisses, 1);
    QCOMPARE(after.shapeHits - before.shapeHits, 4);
}

void tst_Tables::wrong()
{
    const auto refused = [](const auto &result, const QString &says) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(result.error().toString().contains(says), qPrintable(result.error().toString()));
    };
    refused(all<Total>().all(), u"Total has no table"_s);
    refused(all<Author>().filter(exists(all<Total>())).all(), u"Total has no table"_s);
    refused(all<Author>().values(name).unite(all<Named>().values(field<&Named::name>)).all(), u"Named has no table"_s);
    refused(all<Post>().select<Total>(author, count()).asTable().all(), u"3 properties, the query gives 2 columns"_s);
    refused(all<Tag>().select<Tag>(field<&Tag::id>, field<&Tag::name>).asTable().all(), u"a model with a table of its own"_s);
    // An error inside is one of the whole.
    refused(all<Post>().select<Named>(title, id).limit(-1).asTable().all(), u"negative"_s);
    refused(all<Post>().select<Named>(title, id).groupBy(title).asTable().all(), u"not grouped by it"_s);
    // It stands in front of the statement, where there is no row outside.
    const auto inner = all<Post>().filter(author == outer<&Author::id>).select<Named>(title, id).asTable();
    refused(all<Author>().filter(exists(inner)).all(), u"outer()"_s);
}

void tst_Tables::decimals()
{
    const auto prices = all<Post>().select<Price>(field<&Post::price>).asTable();
    const auto price = field<&Price::price>;
    QCOMPARE(texts(prices.filter(price > Decimal(2)).orderBy(price).values(price)), u"2.25, 3.00, 20.00, 100.00"_s);
    QCOMPARE(prices.filter(price == Decimal(20)).count().value(), 1);
    const auto sums = all<Post>().select<Price>(sum(field<&Post::price>)).asTable().all();
    if (m_database.dialect().capabilities().exactDecimals) {
        QVERIFY_RESULT(sums);
        QCOMPARE(sums->first().price->toString(), u"128.25"_s);
    } else {
        QCOMPARE(sums.error().kind(), ErrorKind::Unsupported);
        QVERIFY(sums.error().hint().contains(u"cast<double>()"_s));
    }
}

void tst_Tables::recursion()
{
    const auto n = field<&Number::n>;
    const auto upTo = [&](int last) {
        return all<Author>().filter(authorId == 1).select<Number>(authorId).recursive([&](const Query<Number> &found) {
            return found.filter(n < last).select<Number>(n + 1);
        });
    };
    QCOMPARE(texts(upTo(5).orderBy(n).values(n)), u"1, 2, 3, 4, 5"_s);
    QCOMPARE(upTo(10).aggregate(sum(n)).value(), std::optional<qint64>(55));
    // Far beyond what an engine ends by itself after, without a word.
    QCOMPARE(upTo(5000).count().value(), 5000);
    QCOMPARE(keys(all<Post>().filter(id.in(upTo(9).filter(n % 2 == 0).values(n)))), u"2 4 6"_s);
    // Beside a table that does not recur, and of one.
    const auto start = all<Post>().filter(views > 100).select<Named>(title, id).asTable();
    const auto more = start.select<Named>(field<&Named::name>, field<&Named::number>).recursive([](const Query<Named> &found) {
        return found.filter(length(field<&Named::name>) < 4)
                .select<Named>(concat(field<&Named::name>, u"!"_s), field<&Named::number> * 2);
    });
    QCOMPARE(texts(more.orderBy(field<&Named::number>, field<&Named::name>).values(field<&Named::name>, field<&Named::number>)),
            u"b 2, a 4, b! 4, a! 8, b!! 8, a!! 16, b!!! 16, a!!! 32"_s);
    // UNION ends with what was found already, UNION ALL finds it again.
    const auto step = [&](const Query<Number> &found) { return found.filter(n < 3).select<Number>(n + 1); };
    const auto two = all<Author>().filter(authorId < 3).select<Number>(authorId);
    QCOMPARE(texts(two.recursive(step).orderBy(n).values(n)), u"1, 2, 3"_s);
    QCOMPARE(texts(two.recursiveAll(step).orderBy(n).values(n)), u"1, 2, 2, 3, 3"_s);
    // Long texts are not cut to the size of the first one.
    const auto longer
            = all<Author>().filter(authorId == 1).select<Line>(authorId, value(0), name).recursive([](const Query<Line> &found) {
                  return found.filter(field<&Line::depth> < 12)
                          .select<Line>(
                                  field<&Line::author>, field<&Line::depth> + 1, concat(field<&Line::path>, field<&Line::path>));
              });
    QCOMPARE(longer.aggregate(max(length(field<&Line::path>))).value(), std::optional<qint64>(3 * 4096));
}

void tst_Tables::recursionOverJoins()
{
    m_database = blog::open(QUOIN_TARGET()).value();
    // Down, by rows that point at those that were found.
    const auto line = all<Author>()
                              .filter(name == u"Ann"_s)
                              .select<Line>(authorId, value(0), name)
                              .recursive([&](const Query<Line> &found) {
                                  return found.join(all<Author>(), field<&Line::author> == joined<&Author::mentor>)
                                          .select<Line>(joined<&Author::id>, field<&Line::depth> + 1,
                                                  concat(field<&Line::path>, u"/"_s, joined<&Author::name>));
                              });
    QCOMPARE(texts(line.orderBy(field<&Line::path>).values(field<&Line::path>, field<&Line::depth>)),
            u"Ann 0, Ann/Ben 1, Ann/Cid 1, Ann/Cid/Dee 2"_s);
    QCOMPARE(texts(line.filter(field<&Line::depth> > 0)
                             .join(all<Post>(), field<&Line::author> == joined<&Post::author>)
                             .orderBy(joined<&Post::id>)
                             .values(field<&Line::path>, joined<&Post::title>)),
            u"Ann/Ben a, Ann/Cid/Dee e"_s);
    // Up, by a relation.
    const auto up = [&](const QString &from) {
        const auto mentor = field<&Mentor::author, &Author::mentor>;
        return all<Author>()
                .filter(name == from)
                .select<Mentor>(field<&Author::mentor>)
                .recursive([&](const Query<Mentor> &found) { return found.filter(mentor.isNotNull()).select<Mentor>(mentor); });
    };
    const auto names = [&](const QString &from) {
        const auto mentorName = field<&Mentor::author, &Author::name>;
        return texts(up(from).orderBy(mentorName).values(mentorName));
    };
    QCOMPARE(names(u"Dee"_s), u"Ann, Cid"_s);
    // A circle ends, since nothing new comes.
    QCOMPARE(all<Author>()
                     .filter(authorId == 1)
                     .update(set(field<&Author::mentor>, ForeignKey<Author>(m_database.get<Author>(4).value())))
                     .value(),
            1);
    QCOMPARE(names(u"Dee"_s), u"Ann, Cid, Dee"_s);
}

void tst_Tables::wrongRecursion()
{
    const auto n = field<&Number::n>;
    const auto start = all<Author>().select<Number>(authorId);
    const auto refused = [](const auto &query, const QString &says) {
        const auto all = query.all();
        QVERIFY(!all);
        QCOMPARE(all.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(all.error().toString().contains(says), qPrintable(all.error().toString()));
    };
    refused(start.recursive([&](const Query<Number> &found) { return found.select<Number>(n + 1).limit(3); }), u"step"_s);
    refused(start.recursive([&](const Query<Number> &found) { return found.select<Number>(n + 1).distinct(); }), u"step"_s);
    auto leaked = all<Number>();
    (void)start.recursive([&](const Query<Number> &found) {
        leaked = found;
        return found.select<Number>(n + 1);
    });
    refused(leaked, u"outside of its step"_s);
    refused(all<Author>().filter(exists(leaked)), u"outside of its step"_s);
    refused(start.recursive([&](const Query<Number> &found) { return found.limit(-1).select<Number>(n + 1); }), u"negative"_s);
}

QTEST_GUILESS_MAIN(tst_Tables)
#include "tst_tables.moc"
