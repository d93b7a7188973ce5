// SPDX-License-Identifier: MIT
// Conditions as each engine's text, without a server: what is written, what is bound, and what is refused.
#include <quoin/expr/field.h>
#include <quoin/model.h>
#include <quoin/sql/compiler.h>

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <testsupport.h>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace compiling {

class Owner
{
    Q_GADGET
    QUOIN_MODEL("owners", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, boss, "null")
};

class Thing
{
    Q_GADGET
    QUOIN_MODEL("things", "ordering=-size")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(short, size, "")
    QUOIN_FIELD(std::optional<int>, weight, "")
    QUOIN_FIELD(QString, label, "maxLength=40")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, owner, "null")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, maker, "")
};

class Odd
{
    Q_GADGET
    QUOIN_MODEL("select \"from\" `where`", "")
    QUOIN_FIELD(qint64, id, "primaryKey, column='a\"b`c'")
    QUOIN_FIELD(QString, group, "column='order by; --'")
};

class Country
{
    Q_GADGET
    QUOIN_MODEL("countries", "")
    QUOIN_FIELD(QString, code, "primaryKey, maxLength=2")
};

class City
{
    Q_GADGET
    QUOIN_MODEL("cities", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Country>, country, "")
};

} // namespace compiling

using namespace compiling;

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

template<class T = Thing>
Result<sql::Compiled> compiled(
        const Condition &condition, const dialect::Dialect &dialect, sql::Projection projection = sql::Projection::Count)
{
    const auto &model = modelOf<T>();
    if (!model)
        return model.error();
    return sql::compileSelect({ .model = *model, .where = condition.node() }, projection, dialect);
}

/// What stands after WHERE.
template<class T = Thing>
QString where(const Condition &condition, const dialect::Dialect &dialect = postgresql())
{
    const auto statement = compiled<T>(condition, dialect);
    return statement ? statement->text.section(u" WHERE "_s, 1) : statement.error().toString();
}

Condition nested(int depth)
{
    Condition condition = field<&Thing::size> == 1;
    for (int i = 0; i < depth; ++i)
        condition = !condition;
    return condition;
}

} // namespace

class tst_Compiler : public QObject
{
    Q_OBJECT

private slots:
    void conditions_data();
    void conditions();
    void spellings_data();
    void spellings();
    void outOfRange_data();
    void outOfRange();
    void joins();
    void order();
    void statements_data();
    void statements();
    void hostileNames();
    void unknownProperty();
    void nothingIsTrue();
    void deepIsAnError();
    void longChains();
};

void tst_Compiler::conditions_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("text");
    const auto size = field<&Thing::size>;
    const auto weight = field<&Thing::weight>;
    QTest::newRow("equal") << (size == 1) << u"\"size\" = ?"_s;
    QTest::newRow("not equal") << (size != 1) << u"\"size\" <> ?"_s;
    QTest::newRow("not equal, nullable") << (weight != 1) << u"(\"weight\" <> ? OR \"weight\" IS NULL)"_s;
    QTest::newRow("equal NULL") << (weight == std::nullopt) << u"\"weight\" IS NULL"_s;
    QTest::newRow("not equal NULL") << (weight != std::nullopt) << u"\"weight\" IS NOT NULL"_s;
    QTest::newRow("less than NULL") << (weight < std::nullopt) << u"1 = 0"_s;
    QTest::newRow("is null") << weight.isNull() << u"\"weight\" IS NULL"_s;
    QTest::newRow("is not null") << weight.isNotNull() << u"\"weight\" IS NOT NULL"_s;
    QTest::newRow("not") << !(size == 1) << u"NOT (\"size\" = ?)"_s;
    QTest::newRow("not, nullable") << !(weight == 1) << u"(\"weight\" = ?) IS NOT TRUE"_s;
    QTest::newRow("not of not equal") << !(weight != 1) << u"NOT ((\"weight\" <> ? OR \"weight\" IS NULL))"_s;
    QTest::newRow("two columns") << (size == weight) << u"(\"size\" = \"weight\")"_s;
    QTest::newRow("two nullable columns") << (weight == weight)
                                          << u"(\"weight\" = \"weight\" OR (\"weight\" IS NULL AND \"weight\" IS NULL))"_s;
    QTest::newRow("in") << size.in({ 1, 2 }) << u"\"size\" IN (?, ?)"_s;
    QTest::newRow("in nothing") << size.in(QList<int>()) << u"1 = 0"_s;
    QTest::newRow("in with NULL") << weight.in(QList<std::optional<int>> { 1, std::nullopt }) << u"\"weight\" IN (?)"_s;
    QTest::newRow("in, one out of range") << size.in(QList<int> { 1, 70'000 }) << u"\"size\" IN (?)"_s;
    QTest::newRow("between") << size.between(1, 2) << u"\"size\" >= ? AND \"size\" <= ?"_s;
    QTest::newRow("and, or") << ((size == 1 || size == 2) && weight.isNull())
                             << u"(\"size\" = ? OR \"size\" = ?) AND \"weight\" IS NULL"_s;
    QTest::newRow("flat") << (size == 1 || size == 2 || size == 3) << u"\"size\" = ? OR \"size\" = ? OR \"size\" = ?"_s;
    QTest::newRow("no condition on one side of or") << (Condition() || size == 1) << QString();
    QTest::newRow("no condition on one side of and") << (Condition() && size == 1) << u"\"size\" = ?"_s;
    QTest::newRow("not everything") << !Condition() << u"NOT (1 = 1)"_s;
    QTest::newRow("wildcards") << field<&Thing::label>.contains(u"50%"_s) << u"\"label\" LIKE ? ESCAPE '!'"_s;
}

void tst_Compiler::conditions()
{
    QFETCH(Condition, condition);
    QFETCH(QString, text);
    QCOMPARE(where(condition), text);
}

void tst_Compiler::spellings_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QStringList>("contain"); // in SQLite's, PostgreSQL's and MySQL's text
    QTest::newRow("quotes") << (field<&Thing::size> == 1)
                            << QStringList { u"\"size\" = ?"_s, u"\"size\" = ?"_s, u"`size` = ?"_s };
    QTest::newRow("contains") << field<&Thing::label>.contains(u"x"_s)
                              << QStringList { u"\"label\""_s, u"\"label\" LIKE ?"_s, u"`label` LIKE ? COLLATE utf8mb4_bin"_s };
    QTest::newRow("not nullable") << !(field<&Thing::weight> == 1)
                                  << QStringList { u"(\"weight\" = ?) IS NOT TRUE"_s, u"(\"weight\" = ?) IS NOT TRUE"_s,
                                         u"(`weight` = ?) IS NOT TRUE"_s };
}

void tst_Compiler::spellings()
{
    QFETCH(Condition, condition);
    QFETCH(QStringList, contain);
    const QStringList texts { where(condition, sqlite()), where(condition, postgresql()), where(condition, mysql()) };
    for (qsizetype i = 0; i < texts.size(); ++i)
        QVERIFY2(texts.at(i).contains(contain.at(i)), qPrintable(texts.at(i)));
    // Decimals are text in SQLite, and 10 is not less than 9.
    const Condition price = field<&Thing::price> > Decimal(9);
    QCOMPARE(where(price, sqlite()), u"CAST(\"price\" AS REAL) > CAST(? AS REAL)"_s);
    QCOMPARE(where(price, postgresql()), u"\"price\" > ?"_s);
    // Text is ordered by characters, also in a PostgreSQL database that has a language's order.
    const Condition text = field<&Thing::label> < u"b";
    QCOMPARE(where(text, postgresql()), u"\"label\" COLLATE \"C\" < ? COLLATE \"C\""_s);
    QCOMPARE(where(text, sqlite()), u"\"label\" < ?"_s);
    QCOMPARE(where(text, mysql()), u"`label` < ?"_s);
    // An integer that is compared with a decimal takes its form, and so does one that no column of that type could hold.
    const Condition mixed = field<&Thing::price> > field<&Thing::size>;
    QCOMPARE(where(mixed, sqlite()), u"CAST(\"price\" AS REAL) > CAST(\"size\" AS REAL)"_s);
    QCOMPARE(where(mixed, postgresql()), u"\"price\" > \"size\""_s);
    QCOMPARE(where(field<&Thing::price> < 10'000'000'000), u"\"price\" < ?"_s);
    // A number and a key that is text: no engine says the same.
    const auto odd = compiled<City>(field<&City::country> == field<&City::id>, sqlite());
    QCOMPARE(odd.error().kind(), ErrorKind::Unsupported);
    // More digits than a double has: both sides are compared as text, as a key.
    const Condition close = field<&Thing::price> > Decimal::fromString(u"9.0000000000000000001").value();
    QVERIFY(!where(close, sqlite()).contains(u"CAST"_s));
    QCOMPARE(where(close, postgresql()), u"\"price\" > ?"_s);
}

void tst_Compiler::outOfRange_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("text");
    const auto size = field<&Thing::size>;
    const auto weight = field<&Thing::weight>;
    QTest::newRow("equal") << (size == 40'000) << u"1 = 0"_s;
    QTest::newRow("not equal") << (size != 40'000) << u"1 = 1"_s;
    QTest::newRow("less than large") << (size < 40'000) << u"1 = 1"_s;
    QTest::newRow("greater than large") << (size > 40'000) << u"1 = 0"_s;
    QTest::newRow("less than small") << (size <= -40'000) << u"1 = 0"_s;
    QTest::newRow("greater than small") << (size >= -40'000) << u"1 = 1"_s;
    QTest::newRow("nullable, less than large") << (weight < 5'000'000'000) << u"\"weight\" IS NOT NULL"_s;
    QTest::newRow("nullable, not equal") << (weight != 5'000'000'000) << u"1 = 1"_s;
    QTest::newRow("unsigned") << (weight < std::numeric_limits<quint64>::max()) << u"\"weight\" IS NOT NULL"_s;
    QTest::newRow("fits") << (size == 32'767) << u"\"size\" = ?"_s;
}

void tst_Compiler::outOfRange()
{
    QFETCH(Condition, condition);
    QFETCH(QString, text);
    QCOMPARE(where(condition), text);
}

void tst_Compiler::joins()
{
    const auto ann = field<&Thing::owner, &Owner::name> == u"Ann";
    const auto nullable = compiled(ann || field<&Thing::size> == 1, postgresql());
    QVERIFY_RESULT(nullable);
    QVERIFY2(nullable->text.contains(u" LEFT JOIN \"owners\" AS \"t1\" ON \"t1\".\"id\" = \"t0\".\"owner_id\""),
            qPrintable(nullable->text));
    const auto always = compiled(field<&Thing::maker, &Owner::name> == u"Ann", postgresql());
    QVERIFY2(always->text.contains(u" JOIN ") && !always->text.contains(u"LEFT"), qPrintable(always->text));
    // Beyond a nullable step every step is one.
    const auto further = compiled(field<&Thing::maker, &Owner::boss, &Owner::name> == u"Ann", postgresql());
    QCOMPARE(further->text.count(u"LEFT JOIN"), 1);
    // The same way twice is one join; the other's key needs none.
    const auto twice = compiled(ann && field<&Thing::owner, &Owner::name> != u"Bob", postgresql());
    QCOMPARE(twice->text.count(u"JOIN"), 1);
    const auto key = compiled(field<&Thing::owner, &Owner::id> == 1, postgresql());
    QVERIFY2(!key->text.contains(u"JOIN"), qPrintable(key->text));
    // A missing row's name is NULL: its complement has it.
    QVERIFY(where(!ann).contains(u"IS NOT TRUE"));
}

void tst_Compiler::order()
{
    const auto &model = modelOf<Thing>();
    QVERIFY_RESULT(model);
    expr::Select select { .model = *model };
    const auto orderOf = [&](const dialect::Dialect &dialect) {
        return sql::compileSelect(select, sql::Projection::Rows, dialect)->text.section(u" ORDER BY "_s, 1);
    };
    QCOMPARE(orderOf(postgresql()), u"\"size\" DESC, \"id\""_s); // the model's own, made total
    select.order = { field<&Thing::weight>.asc() };
    QCOMPARE(orderOf(sqlite()), u"\"weight\", \"id\""_s);
    QCOMPARE(orderOf(postgresql()), u"\"weight\" NULLS FIRST, \"id\""_s);
    QCOMPARE(orderOf(mysql()), u"`weight`, `id`"_s);
    select.order = { field<&Thing::weight>.desc().nullsFirst(), field<&Thing::id>.desc() };
    QCOMPARE(orderOf(postgresql()), u"\"weight\" DESC, \"id\" DESC"_s); // PostgreSQL's own way
    QCOMPARE(orderOf(mysql()), u"`weight` IS NULL DESC, `weight` DESC, `id` DESC"_s);
    select.limit = 5;
    select.offset = 10;
    QVERIFY(orderOf(mysql()).endsWith(u" LIMIT ? OFFSET ?"));
    select.limit = -1;
    QVERIFY(orderOf(mysql()).contains(u" LIMIT 18446744073709551615 OFFSET ?"));
    // A number of rows needs no order, unless it is of a page.
    QVERIFY(!sql::compileSelect({ .model = *model }, sql::Projection::Count, postgresql())->text.contains(u"ORDER"));
}

void tst_Compiler::statements_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::newRow("insert") << u"insert"_s << u"INSERT INTO \"owners\" (\"name\", \"boss_id\") VALUES (?, ?) RETURNING \"id\""_s;
    QTest::newRow("insert nothing") << u"nothing"_s << u"INSERT INTO \"owners\" DEFAULT VALUES"_s;
    QTest::newRow("update") << u"update"_s << u"UPDATE \"owners\" SET \"name\" = ? WHERE \"id\" = ?"_s;
    QTest::newRow("delete") << u"delete"_s << u"DELETE FROM \"owners\" WHERE \"id\" = ?"_s;
    QTest::newRow("select") << u"select"_s << u"SELECT \"name\" FROM \"owners\" WHERE \"id\" = ?"_s;
}

void tst_Compiler::statements()
{
    QFETCH(QString, kind);
    QFETCH(QString, text);
    const auto &owner = modelOf<Owner>();
    QVERIFY_RESULT(owner);
    const ModelInfo &model = **owner;
    const QList<const FieldInfo *> name { model.field(u"name") };
    const QString written = kind == "insert"_L1
            ? sql::compileInsert(model, { model.field(u"name"), model.field(u"boss") }, { model.field(u"id") }, postgresql())
            : kind == "nothing"_L1 ? sql::compileInsert(model, {}, {}, postgresql())
            : kind == "update"_L1  ? sql::compileUpdate(model, name, postgresql())
            : kind == "delete"_L1  ? sql::compileDelete(model, postgresql())
                                   : sql::compileSelectByKey(model, name, postgresql());
    QCOMPARE(written, text);
}

void tst_Compiler::hostileNames()
{
    const Condition condition = field<&Odd::group> == u"x";
    const auto standard = compiled<Odd>(condition, postgresql(), sql::Projection::Rows);
    QVERIFY_RESULT(standard);
    QCOMPARE(standard->text,
            u"SELECT \"a\"\"b`c\", \"order by; --\" FROM \"select \"\"from\"\" `where`\" WHERE \"order by; --\" = ?"_s);
    const auto backticks = compiled<Odd>(condition, mysql(), sql::Projection::Rows);
    QCOMPARE(backticks->text, u"SELECT `a\"b``c`, `order by; --` FROM `select \"from\" ``where``` WHERE `order by; --` = ?"_s);
}

void tst_Compiler::unknownProperty()
{
    for (const QByteArray &path : { QByteArray("sise"), QByteArray("owner.nome"), QByteArray("size.name"), QByteArray("") }) {
        const auto failed
                = compiled(Condition(expr::binary(expr::NodeKind::Equal, expr::column(path), expr::literal(1))), sqlite());
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY(!failed.error().hint().isEmpty());
    }
}

void tst_Compiler::nothingIsTrue() { QCOMPARE(compiled(Condition(), sqlite())->text, u"SELECT count(*) FROM \"things\""_s); }

void tst_Compiler::deepIsAnError()
{
    QVERIFY_RESULT(compiled(nested(100), sqlite()));
    for (const int depth : { 501, 100'000 }) { // and the end of the tree is no recursion either
        const auto failed = compiled(nested(depth), sqlite());
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY2(failed.error().message().contains(u"500"), qPrintable(failed.error().message()));
    }
}

void tst_Compiler::longChains()
{
    Condition any = field<&Thing::size> == 0;
    Condition mixed = any;
    for (int i = 1; i < 100'000; ++i) {
        any = any || field<&Thing::size> == i % 1000;
        if (i < 2000) // a tree that grows at both ends, and shares
            mixed = i % 2 ? mixed && any : mixed || any;
    }
    const auto flat = compiled(any, postgresql());
    QVERIFY_RESULT(flat);
    QCOMPARE(flat->bindings.size(), 100'000);
    QCOMPARE(compiled(mixed, postgresql()).error().kind(), ErrorKind::InvalidQuery);
}

QTEST_GUILESS_MAIN(tst_Compiler)
#include "tst_compiler.moc"
