// SPDX-License-Identifier: MIT
// SQL of the program's own: whole statements and pieces inside typed queries. Values are always bound.
#include <quoin/dialect/dialect.h>
#include <quoin/dialect/tokens_p.h>
#include <quoin/expr/raw.h>
#include <quoin/query/raw.h>
#include <quoin/quoin.h>

#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace raws {

class Post : public quoin::Record<Post>
{
    Q_GADGET
    QUOIN_MODEL("rawposts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, title, "maxLength=80")
    QUOIN_FIELD(std::optional<int>, viewCount, "")
};

struct Both
{
    qint64 id;
    QString title;
    std::optional<qint64> views;
};

struct One
{
    QString title;
};

} // namespace raws

using namespace raws;

class tst_Raw : public QObject
{
    Q_OBJECT

private slots:
    void models_data() { QUOIN_TARGET_ROWS(); }
    void models();
    void columnsThatDoNotFit_data() { QUOIN_TARGET_ROWS(); }
    void columnsThatDoNotFit();
    void rows_data() { QUOIN_TARGET_ROWS(); }
    void rows();
    void names_data() { QUOIN_TARGET_ROWS(); }
    void names();
    void hostileValues_data() { QUOIN_TARGET_ROWS(); }
    void hostileValues();
    void errors_data() { QUOIN_TARGET_ROWS(); }
    void errors();
    void fragments_data() { QUOIN_TARGET_ROWS(); }
    void fragments();
    void placeholders_data() { QUOIN_TARGET_ROWS(); }
    void placeholders();
    void tooManyPlaceholders_data() { QUOIN_TARGET_ROWS(); }
    void tooManyPlaceholders();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
};

namespace {

QList<qint64> ids(const Result<QList<Post>> &posts)
{
    QList<qint64> out;
    for (const Post &post : posts.value())
        out << post.id;
    return out;
}

} // namespace

Database &tst_Raw::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid())
        return db;
    db = Database::open(test::freshDatabase(target)).value();
    createTables<Post>(db).value();
    QList<Post> posts;
    for (const QString &title : { u"one"_s, u"it's :two ? \"x\""_s, u"three"_s, u"four"_s }) {
        Post post;
        post.id = posts.size() + 1;
        post.title = title;
        if (post.id != 3)
            post.viewCount = int(post.id * 10);
        posts << post;
    }
    db.bulkInsert(posts).value();
    return db;
}

void tst_Raw::models()
{
    Database &db = open(QUOIN_TARGET());
    int statements = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++statements; });
    const auto query = rawQuery<Post>(db, "SELECT view_count, id, title FROM rawposts WHERE id < ? ORDER BY id DESC", 3);
    QCOMPARE(statements, 0);
    const auto posts = query.all();
    QVERIFY_RESULT(posts);
    QCOMPARE(statements, 1);
    QCOMPARE(ids(posts), QList<qint64>({ 2, 1 }));
    QCOMPARE(posts->first().viewCount, 20);
    QVERIFY(posts->first().isStored());
    QVERIFY(!posts->first().isChanged());
    QCOMPARE(query.first()->id, 2);
    QCOMPARE(query.get().error().kind(), ErrorKind::MultipleFound);
    QCOMPARE(rawQuery<Post>(db, "SELECT * FROM rawposts WHERE id = ?", 77).first().error().kind(), ErrorKind::NotFound);
    QVERIFY(rawQuery<Post>(db, "SELECT * FROM rawposts WHERE id = ?", 77).all()->isEmpty());
    QCOMPARE(ids(rawQuery<Post>(db, "SELECT * FROM rawposts -- a comment with a ?\nWHERE '?' <> title AND id = ?", 4).all()),
            QList<qint64> { 4 });
    QCOMPARE(ids(rawQuery<Post>(db, UncheckedSql { u"SELECT * FROM rawposts WHERE id = ?"_s }, 4).all()), QList<qint64> { 4 });
}

void tst_Raw::columnsThatDoNotFit()
{
    Database &db = open(QUOIN_TARGET());
    const auto missing = rawQuery<Post>(db, "SELECT id, title FROM rawposts").all().error();
    QCOMPARE(missing.kind(), ErrorKind::InvalidQuery);
    QVERIFY2(missing.message().contains(u"view_count"), qPrintable(missing.message()));
    const auto extra = rawQuery<Post>(db, "SELECT id, title, view_count, 7 AS seven FROM rawposts").all().error();
    QCOMPARE(extra.kind(), ErrorKind::InvalidQuery);
    QVERIFY2(extra.message().contains(u"seven"), qPrintable(extra.message()));
    const auto twice = rawQuery<Post>(db, "SELECT a.*, b.id FROM rawposts a JOIN rawposts b ON a.id = b.id").all().error();
    QCOMPARE(twice.kind(), ErrorKind::InvalidQuery);
    QVERIFY(twice.message().contains(u"two columns"));
    QVERIFY(rawQuery<QVariantMap>(db, "SELECT a.id, b.id FROM rawposts a JOIN rawposts b ON a.id = b.id")
                    .all()
                    .error()
                    .message()
                    .contains(u"two columns"));
    QCOMPARE(rawQuery<Both>(db, "SELECT id, title FROM rawposts").all().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(rawQuery<qint64>(db, "SELECT id, title FROM rawposts").all().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(rawQuery<int>(db, "SELECT view_count FROM rawposts").all().error().kind(), ErrorKind::Conversion); // one is NULL
    QVERIFY(rawQuery<Post>(db, "SELECT id, title FROM rawposts WHERE id = 77").all().error().message().contains(u"view_count"));
}

void tst_Raw::rows()
{
    Database &db = open(QUOIN_TARGET());
    const auto both
            = rawQuery<Both>(db, "SELECT id, title, view_count FROM rawposts WHERE id >= ? AND title <> ? ORDER BY id", 3, u"x"_s)
                      .all();
    QVERIFY_RESULT(both);
    QCOMPARE(both->size(), 2);
    QCOMPARE(both->first().title, u"three"_s);
    QVERIFY(!both->first().views);
    QCOMPARE(both->last().views, 40);
    QCOMPARE(rawQuery<One>(db, "SELECT title FROM rawposts WHERE id = 1").get()->title, u"one"_s);
    QCOMPARE((rawQuery<std::tuple<qint64, QString>>(db, "SELECT id, title FROM rawposts WHERE id = ?", 1).get().value()),
            std::tuple(1, u"one"_s));
    QCOMPARE(rawQuery<qint64>(db, "SELECT count(*) FROM rawposts").get().value(), 4);
    QCOMPARE(rawQuery<QString>(db, "SELECT title FROM rawposts ORDER BY id").all()->size(), 4);
    QVERIFY(!rawQuery<std::optional<int>>(db, "SELECT view_count FROM rawposts WHERE id = 3").get().value());
    const auto map = rawQuery<QVariantMap>(db, "SELECT id, title AS what, view_count FROM rawposts WHERE id = 3").get();
    QVERIFY_RESULT(map);
    QCOMPARE(map->keys(), QStringList({ u"id"_s, u"view_count"_s, u"what"_s }));
    QCOMPARE(map->value(u"what"_s).toString(), u"three"_s); // a driver may take a text for binary data
    QVERIFY(map->value(u"view_count"_s).isNull());
}

void tst_Raw::names()
{
    Database &db = open(QUOIN_TARGET());
    const auto posts = rawQuery<Post>(db,
            "SELECT * FROM rawposts WHERE (id = :low OR id = :high OR id = :low) AND ':none' <> title /* "
            ":none */ ORDER BY id",
            bind("high", 4), bind("low", 1))
                               .all();
    QCOMPARE(ids(posts), QList<qint64>({ 1, 4 }));
    const auto unknown = rawQuery<Post>(db, "SELECT * FROM rawposts WHERE id = :lo", bind("low", 1)).all().error();
    QCOMPARE(unknown.kind(), ErrorKind::InvalidQuery);
    QVERIFY(unknown.message().contains(u":lo"));
    QVERIFY(unknown.hint().contains(u"low"));
    const auto unused
            = rawQuery<Post>(db, "SELECT * FROM rawposts WHERE id = :low", bind("low", 1), bind("high", 1)).all().error();
    QCOMPARE(unused.kind(), ErrorKind::InvalidQuery);
    QVERIFY(unused.message().contains(u":high"));
}

void tst_Raw::hostileValues()
{
    Database &db = open(QUOIN_TARGET());
    for (const QString &hostile : { u"' OR 1=1 --"_s, u"it's :two ? \"x\""_s, u"\\'; DROP TABLE rawposts; --"_s, u"$1 $$ ?"_s }) {
        const int expected = hostile.startsWith(u"it") ? 1 : 0;
        QCOMPARE(rawQuery<Post>(db, "SELECT * FROM rawposts WHERE title = ?", hostile).all()->size(), expected);
        QCOMPARE(rawQuery<Post>(db, "SELECT * FROM rawposts WHERE title = :t", bind("t", hostile)).all()->size(), expected);
        QCOMPARE(db.query<Post>().filter(rawCondition("? = ?", field<&Post::title>, hostile)).count().value(), expected);
    }
    QCOMPARE(db.query<Post>().count().value(), 4);
}

void tst_Raw::errors()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY(!rawQuery<Post>(db, "SELECT nonsense FROM").all());
    QCOMPARE(rawQuery<Post>(db, "SELECT 1; SELECT 2").all().error().kind(), ErrorKind::InvalidQuery);
    QCOMPARE(rawQuery<Post>(db, UncheckedSql { u"SELECT * FROM rawposts WHERE id = ?"_s }).all().error().kind(),
            ErrorKind::InvalidQuery);
    QCOMPARE(db.query<Post>().count().value(), 4);
}

void tst_Raw::fragments()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Post>();
    const auto length = raw<qint64>("length(?)", field<&Post::title>);
    QCOMPARE(ids(all.filter(length > 4 && field<&Post::id> > 1).orderBy(field<&Post::id>).all()), QList<qint64>({ 2, 3 }));
    QCOMPARE(ids(all.orderBy(length.desc(), field<&Post::id>).limit(2).all()), QList<qint64>({ 2, 3 }));
    QCOMPARE(all.values(raw<qint64>("? + ?", field<&Post::id>, 5)).orderBy(field<&Post::id>).limit(2).all().value(),
            QList<std::optional<qint64>>({ 6, 7 }));
    QCOMPARE(all.aggregate(max(raw<qint64>("? * 2", field<&Post::viewCount> + 1))).value(), 82);
    QCOMPARE(all.values(raw<qint64>("? % 2", field<&Post::id>), count()).count().value(), 2);

    // NULL is not true, and its complement is.
    const auto many = rawCondition("? > ?", field<&Post::viewCount>, 10);
    QCOMPARE(ids(all.filter(many).orderBy(field<&Post::id>).all()), QList<qint64>({ 2, 4 }));
    QCOMPARE(ids(all.exclude(many).orderBy(field<&Post::id>).all()), QList<qint64>({ 1, 3 }));
    QCOMPARE(ids(all.filter(rawCondition("1 = 1 OR 1 = 1") && field<&Post::id> == 1).all()), QList<qint64> { 1 });
    QCOMPARE(all.filter(rawCondition("? = ?", field<&Post::id>, 3)).update(set(field<&Post::viewCount>, 30)).value(), 1);
    QCOMPARE(all.filter(field<&Post::id> == 3).update(set(field<&Post::viewCount>, std::nullopt)).value(), 1);
    const auto sql = all.filter(raw<qint64>("abs(?)", field<&Post::id>) == 3).toSql();
    QVERIFY2(sql->text.contains(u"(abs(") && sql->bindings.size() == 1, qPrintable(sql->text));
}

namespace {

template<size_t N>
consteval size_t count(const char (&text)[N])
{
    return sqltext::countQuestionMarks(text, N - 1);
}
static_assert(count("a = ? AND b = ?") == 2);
static_assert(count("'?' \"?\" `?` -- ?\n ? /* ? */ ?") == 2);
static_assert(count("'it''s ?' ?") == 1);
static_assert(count("'not closed ?") == 0);
static_assert(count("/* not closed ?") == 0);
static_assert(count("") == 0);

} // namespace

/// What is a text, a name or a comment is so in the engine's words: elsewhere than in code nothing is a placeholder.
void tst_Raw::placeholders()
{
    Database &db = open(QUOIN_TARGET());
    const auto postgresql = db.dialect().syntax().tokenRules().dollarQuotes;
    const auto mysql = db.dialect().syntax().tokenRules().backslashEscapes;
    const QString text = postgresql ? u"$x$:id ?$x$"_s : mysql ? u"'\\':id ?'"_s : u"':id ?'"_s;
    const QString comment = mysql ? u" # :id ?\n"_s : postgresql ? u" /* :id /* ? */ :id */ "_s : u" -- :id ?\n"_s;
    const auto titles = [&](const QString &condition, auto... values) {
        const QString sql = u"SELECT id FROM rawposts WHERE "_s + text + u" <> ''"_s + comment + u" AND "_s + condition;
        return rawQuery<qint64>(db, UncheckedSql { sql }, values...).all();
    };
    QCOMPARE(titles(u"id = :id"_s, bind("id", 2)).value(), QList<qint64> { 2 });
    QCOMPARE(titles(u"id = ?"_s, 2).value(), QList<qint64> { 2 });
    const auto fragment = UncheckedSql { text + u" <> ''"_s + comment + u" AND ? = 2"_s };
    QCOMPARE(ids(db.query<Post>().filter(rawCondition(fragment, field<&Post::id>)).all()), QList<qint64> { 2 });
    for (const auto &wrong : { db.query<Post>().filter(rawCondition(fragment)).all(),
                 db.query<Post>().filter(rawCondition(fragment, field<&Post::id>, 3)).all() }) {
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(wrong.error().message().contains(u"1 placeholders"), qPrintable(wrong.error().message()));
    }
}

/// PostgreSQL's client library takes a description of more for nonsense, and ends the connection.
void tst_Raw::tooManyPlaceholders()
{
    Database &db = open(QUOIN_TARGET());
    const int most = db.dialect().capabilities().maxBinds;
    const auto statement = [](int placeholders) {
        return QString(u"SELECT count(*) FROM rawposts WHERE id IN (?"_s + u", ?"_s.repeated(placeholders - 1) + u')');
    };
    const auto refused = [&](const auto &result) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind(), ErrorKind::Unsupported);
        QVERIFY2(result.error().message().contains(u"has %1 placeholders"_s.arg(most + 1)), qPrintable(result.error().message()));
    };
    auto transaction = db.begin().value();
    const QList<Value> values(most + 1, Value(4));
    refused(db.rows(statement(most + 1), values));
    refused(db.execute(statement(most + 1), values));
    refused(rawQuery<qint64>(db, UncheckedSql { statement(most + 1) }).all());
    // What is no placeholder does not count; and a refused statement leaves the transaction as it was.
    const QString text = u"SELECT count(*) FROM rawposts WHERE '%1' <> ''"_s.arg(u"?"_s.repeated(most + 1));
    QCOMPARE(db.rows(text)->first().first().toVariant().toInt(), 4);
    const int some = std::min(most, 7000);
    QCOMPARE(db.rows(statement(some), values.first(some))->first().first().toVariant().toInt(), 1);
    QVERIFY_RESULT(transaction.commit());
}

QTEST_MAIN(tst_Raw)
#include "tst_raw.moc"
