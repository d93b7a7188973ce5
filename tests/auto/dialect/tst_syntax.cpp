// SPDX-License-Identifier: MIT
// How each engine spells what all engines mean, and on the real engines that it does mean the same.
#include "scratch.h"

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::dialect;

class tst_Syntax : public QObject
{
    Q_OBJECT

private slots:
    void transactionsBegin_data();
    void transactionsBegin();
    void namesAreQuoted_data();
    void namesAreQuoted();
    void namesAreChecked_data();
    void namesAreChecked();
    void textMatches_data();
    void textMatches();
    void nullsStandWhereAsked_data();
    void nullsStandWhereAsked();
    void integersDivide_data();
    void integersDivide();
    void pagesAreCut_data() { targets(); }
    void pagesAreCut();
    void aRowOfDefaultsIsInserted_data() { targets(); }
    void aRowOfDefaultsIsInserted();
    void conflictsAreIgnored_data() { targets(); }
    void conflictsAreIgnored();
    void whatCannotBeRegisteredIsRefused();

private:
    static void targets();
};

namespace {

std::shared_ptr<const Dialect> dialectOf(const QString &engine)
{
    if (engine == u"sqlite"_s)
        return sqlite::makeDialect({ .version = u"3.40.1"_s });
    if (engine == u"postgresql"_s)
        return postgresql::makeDialect({ .version = u"15.6 (Debian)"_s });
    return mysql::makeDialect({ .version = u"10.11.6-MariaDB"_s });
}

/// The only cell of SELECT <what write() writes>.
QString selected(Scratch &scratch, const std::function<void(SqlWriter &)> &write, const QString &tail = {})
{
    SqlWriter out(scratch.dialect().syntax());
    out.raw(u"SELECT ");
    write(out);
    out.raw(tail);
    const auto rows = scratch.db().rows(out.text(), out.bindings()).value();
    const Value cell = rows.first().first();
    if (const bool *flag = cell.get<bool>())
        return *flag ? u"1"_s : u"0"_s;
    return cell.isNull() ? u"null"_s : cell.get<QString>() ? *cell.get<QString>() : cell.toDisplay();
}

} // namespace

void tst_Syntax::targets()
{
    QTest::addColumn<int>("target");
    for (int target = 0; target < test::targets().size(); ++target)
        QTest::newRow(qPrintable(test::targets().at(target).name)) << target;
}

void tst_Syntax::transactionsBegin_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("isolation");
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<int>("lock");
    QTest::addColumn<QStringList>("statements"); // empty: Unsupported
    using I = IsolationLevel;
    using L = LockMode;
    const auto row = [](const char *engine, I isolation, bool readOnly, L lock, const QStringList &statements) {
        QTest::addRow("%s %d %d %d", engine, int(isolation), readOnly, int(lock))
                << QString::fromLatin1(engine) << int(isolation) << readOnly << int(lock) << statements;
    };
    row("sqlite", I::Default, false, L::Default, { u"BEGIN IMMEDIATE"_s });
    row("sqlite", I::Serializable, false, L::Deferred, { u"BEGIN DEFERRED"_s });
    row("sqlite", I::ReadCommitted, false, L::Exclusive, { u"BEGIN EXCLUSIVE"_s }); // stronger than asked
    row("sqlite", I::Default, true, L::Default, { u"BEGIN DEFERRED"_s, u"PRAGMA query_only=1"_s });
    row("postgresql", I::Default, false, L::Default, { u"BEGIN"_s });
    row("postgresql", I::Serializable, true, L::Default, { u"BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"_s });
    row("postgresql", I::RepeatableRead, false, L::Default, { u"BEGIN ISOLATION LEVEL REPEATABLE READ"_s });
    row("postgresql", I::Default, false, L::Immediate, {});
    row("mysql", I::Default, false, L::Default, { u"START TRANSACTION"_s });
    row("mysql", I::ReadCommitted, true, L::Default,
            { u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s, u"START TRANSACTION READ ONLY"_s });
    row("mysql", I::Default, false, L::Exclusive, {});
}

void tst_Syntax::transactionsBegin()
{
    QFETCH(QString, engine);
    QFETCH(int, isolation);
    QFETCH(bool, readOnly);
    QFETCH(int, lock);
    QFETCH(QStringList, statements);
    const BeginOptions options { .isolation = IsolationLevel(isolation), .readOnly = readOnly, .lock = LockMode(lock) };
    const auto begin = dialectOf(engine)->syntax().begin(options);
    if (statements.isEmpty()) {
        QVERIFY(!begin.has_value());
        QCOMPARE(begin.error().kind(), ErrorKind::Unsupported);
        return;
    }
    QVERIFY_RESULT(begin);
    QCOMPARE(*begin, statements);
    QCOMPARE(dialectOf(engine)->syntax().afterTransaction(options).isEmpty(), !(engine == u"sqlite"_s && readOnly));
}

void tst_Syntax::namesAreQuoted_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    for (const char16_t *engine : { u"sqlite", u"postgresql" }) {
        QTest::addRow("%s plain", qPrintable(QStringView(engine).toString()))
                << QStringView(engine).toString() << u"order"_s << u"\"order\""_s;
        QTest::addRow("%s quotes", qPrintable(QStringView(engine).toString()))
                << QStringView(engine).toString() << u"a\"b`c"_s << u"\"a\"\"b`c\""_s;
    }
    QTest::newRow("mysql plain") << u"mysql"_s << u"order"_s << u"`order`"_s;
    QTest::newRow("mysql quotes") << u"mysql"_s << u"a\"b`c"_s << u"`a\"b``c`"_s;
}

void tst_Syntax::namesAreQuoted()
{
    QFETCH(QString, engine);
    QFETCH(QString, name);
    QFETCH(QString, quoted);
    QCOMPARE(dialectOf(engine)->syntax().quoted(name), quoted);
}

void tst_Syntax::namesAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("refusedBy");
    QTest::newRow("plain") << u"users"_s << QString();
    QTest::newRow("odd") << u"select. \"x\" ÄÖ"_s << QString();
    QTest::newRow("empty") << QString() << u"sqlite postgresql mysql"_s;
    QTest::newRow("NUL") << u"a\0b"_s << u"sqlite postgresql mysql"_s;
    QTest::newRow("63 bytes") << QString(63, u'x') << QString();
    QTest::newRow("64 bytes") << QString(64, u'x') << u"postgresql"_s;
    QTest::newRow("65 characters") << QString(65, u'x') << u"postgresql mysql"_s;
    QTest::newRow("64 bytes in 32 characters") << QString(32, u'ä') << u"postgresql"_s;
    QTest::newRow("beyond U+FFFF") << u"a🙂"_s << u"mysql"_s;
    QTest::newRow("blank at the end") << u"a "_s << u"mysql"_s;
}

void tst_Syntax::namesAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, refusedBy);
    for (const char16_t *engine : { u"sqlite", u"postgresql", u"mysql" })
        QCOMPARE(dialectOf(QStringView(engine).toString())->syntax().checkIdentifier(name).has_value(),
                !refusedBy.contains(QStringView(engine).toString()));
}

void tst_Syntax::textMatches_data()
{
    QTest::addColumn<int>("target");
    for (int target = 0; target < test::targets().size(); ++target)
        QTest::newRow(qPrintable(test::targets().at(target).name)) << target;
}

void tst_Syntax::textMatches()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    const Syntax &syntax = scratch.dialect().syntax();
    const QString text = u"50%_off! *[a]? \\é'É\"🙂 end "_s;
    const auto matches = [&](TextMatch match, const QString &needle, bool ignoreCase, const QString &in) {
        return selected(scratch, [&](SqlWriter &out) {
            out.raw(u"CASE WHEN ");
            syntax.textMatch(out, match, ignoreCase, [&](SqlWriter &w) { w.raw(syntax.textLiteral(in)); }, needle, false);
            out.raw(u" THEN 1 ELSE 0 END");
        }) == u"1"_s;
    };
    struct Case
    {
        TextMatch match;
        const char16_t *needle;
        bool is;
    };
    for (const Case &c : { Case { TextMatch::Contains, u"%_off", true }, Case { TextMatch::Contains, u"50_", false },
                 Case { TextMatch::Contains, u"0%o", false }, Case { TextMatch::Contains, u"*[a]?", true },
                 Case { TextMatch::Contains, u"[a]", true }, Case { TextMatch::Contains, u"!", true },
                 Case { TextMatch::Contains, u"\\é", true }, Case { TextMatch::Contains, u"'É\"", true },
                 Case { TextMatch::Contains, u"🙂", true }, Case { TextMatch::Contains, u"😀", false },
                 Case { TextMatch::Contains, u"", true }, Case { TextMatch::Contains, u"OFF", false },
                 Case { TextMatch::StartsWith, u"50%", true }, Case { TextMatch::StartsWith, u"5__", false },
                 Case { TextMatch::StartsWith, u"", true }, Case { TextMatch::StartsWith, u"off", false },
                 Case { TextMatch::EndsWith, u"end ", true }, Case { TextMatch::EndsWith, u"end", false },
                 Case { TextMatch::EndsWith, u"END ", false }, Case { TextMatch::EndsWith, u"", true } })
        QVERIFY2(matches(c.match, QStringView(c.needle).toString(), false, text) == c.is,
                qPrintable(QStringView(c.needle).toString()));

    // Without regard to case only where it holds for all of Unicode.
    if (scratch.can().ignoreCaseMatch) {
        QVERIFY(matches(TextMatch::Contains, u"éé"_s, true, u"xÉéx"_s));
        QVERIFY(matches(TextMatch::StartsWith, u"ÄPFEL"_s, true, u"äpfel und"_s));
        QVERIFY(matches(TextMatch::EndsWith, u"жук"_s, true, u"ЖУК"_s));
        QVERIFY(!matches(TextMatch::Contains, u"e"_s, true, u"É"_s));
        QVERIFY(!matches(TextMatch::Contains, u"a_c"_s, true, u"ABC"_s));
    } else {
        QCOMPARE(scratch.dialect().name(), u"sqlite"_s);
    }
}

void tst_Syntax::nullsStandWhereAsked_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<bool>("nullsFirst");
    QTest::addColumn<QStringList>("order");
    for (int target = 0; target < test::targets().size(); ++target) {
        const QByteArray name = test::targets().at(target).name.toLatin1();
        QTest::addRow("%s up, first", name.constData()) << target << false << true << QStringList { u"null"_s, u"1"_s, u"2"_s };
        QTest::addRow("%s up, last", name.constData()) << target << false << false << QStringList { u"1"_s, u"2"_s, u"null"_s };
        QTest::addRow("%s down, first", name.constData()) << target << true << true << QStringList { u"null"_s, u"2"_s, u"1"_s };
        QTest::addRow("%s down, last", name.constData()) << target << true << false << QStringList { u"2"_s, u"1"_s, u"null"_s };
    }
}

void tst_Syntax::nullsStandWhereAsked()
{
    QFETCH(int, target);
    QFETCH(bool, descending);
    QFETCH(bool, nullsFirst);
    QFETCH(QStringList, order);
    Scratch scratch(test::targets().at(target));
    SqlWriter out(scratch.dialect().syntax());
    out.raw(u"SELECT n FROM (SELECT 2 AS n UNION ALL SELECT NULL UNION ALL SELECT 1) AS t ORDER BY ");
    scratch.dialect().syntax().orderTerm(out, [](SqlWriter &w) { w.raw(u"n"); }, descending, nullsFirst, true);
    QCOMPARE(scratch.rows(out.text()), order);
}

void tst_Syntax::integersDivide_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("quotient");
    for (int target = 0; target < test::targets().size(); ++target) {
        QTest::addRow("%s 7/2", qPrintable(test::targets().at(target).name)) << target << u"7"_s << u"2"_s << u"3"_s;
        QTest::addRow("%s -7/2", qPrintable(test::targets().at(target).name)) << target << u"-7"_s << u"2"_s << u"-3"_s;
        QTest::addRow("%s 7/0", qPrintable(test::targets().at(target).name)) << target << u"7"_s << u"0"_s << u"null"_s;
    }
}

void tst_Syntax::integersDivide()
{
    QFETCH(int, target);
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, quotient);
    Scratch scratch(test::targets().at(target));
    QCOMPARE(selected(scratch,
                     [&](SqlWriter &out) {
                         scratch.dialect().syntax().divide(
                                 out, true, [&](SqlWriter &w) { w.raw(a); }, [&](SqlWriter &w) { w.raw(b); });
                     }),
            quotient);
}

void tst_Syntax::pagesAreCut()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    const auto page = [&](qint64 limit, qint64 offset) {
        SqlWriter out(scratch.dialect().syntax());
        out.raw(u"SELECT n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3) AS t ORDER BY n");
        scratch.dialect().syntax().limitOffset(out, limit, offset);
        const auto rows = scratch.db().rows(out.text(), out.bindings()).value();
        QStringList numbers;
        for (const auto &row : rows)
            numbers += row.first().toDisplay();
        return numbers.join(u',');
    };
    QCOMPARE(page(-1, 0), u"1,2,3"_s);
    QCOMPARE(page(2, 0), u"1,2"_s);
    QCOMPARE(page(2, 2), u"3"_s);
    QCOMPARE(page(-1, 1), u"2,3"_s);
    QCOMPARE(page(0, 0), QString());
}

void tst_Syntax::aRowOfDefaultsIsInserted()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    schema::Table table { .name = u"t"_s,
        .columns = { { .name = u"id"_s, .type = schema::ColumnType::of(schema::TypeKind::Int64), .autoIncrement = true } },
        .primaryKey = { {}, { u"id"_s } } };
    QVERIFY_RESULT(scratch.become({ .tables = { table } }));
    SqlWriter out(scratch.dialect().syntax());
    scratch.dialect().syntax().insertDefaults(out, {}, u"t");
    QVERIFY_RESULT(scratch.run(out.text()));
    QCOMPARE(scratch.rows(u"SELECT id FROM t"_s), QStringList { u"1"_s });
}

void tst_Syntax::conflictsAreIgnored()
{
    QFETCH(int, target);
    Scratch scratch(test::targets().at(target));
    SqlWriter out(scratch.dialect().syntax());
    out.raw(u"INSERT INTO t (a) VALUES (1)");
    scratch.dialect().syntax().onConflictDoNothing(out, { u"a"_s });
    QCOMPARE(out.text() != u"INSERT INTO t (a) VALUES (1)"_s, scratch.can().ignoreConflicts);
    QVERIFY_RESULT(scratch.run(u"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE)"_s));
    QVERIFY_RESULT(scratch.run(out.text()));
    QCOMPARE(scratch.run(out.text()).has_value(), scratch.can().ignoreConflicts);
    QCOMPARE(scratch.rows(u"SELECT a FROM t"_s), QStringList { u"1"_s });
}

/// Without functions of ours SQLite could only round decimals.
void tst_Syntax::whatCannotBeRegisteredIsRefused()
{
    for (const bool registered : { true, false }) {
        const auto dialect = sqlite::makeDialect({ .version = u"3.40.1"_s, .ownFunctions = registered });
        QCOMPARE(dialect->capabilities().decimalAggregates, registered);
        for (const char *function : { "sum", "min", "max" }) {
            const Spelling *spelling = dialect->syntax().spelling(function, Value::Type::Decimal);
            QVERIFY(spelling);
            QCOMPARE(spelling->unsupported == nullptr, registered);
        }
    }
}

QTEST_GUILESS_MAIN(tst_Syntax)
#include "tst_syntax.moc"
