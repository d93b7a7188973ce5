// SPDX-License-Identifier: MIT
// Where a statement takes its values: in code only, as each engine reads it.
#include <quoin/dialect/placeholders_p.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin::dialect;

namespace {

const TokenRules sqlite { .squareBrackets = true };
const TokenRules postgresql { .dollarQuotes = true, .nestedComments = true, .numberedPlaceholders = true };
const TokenRules mysql { .backslashEscapes = true, .doubleQuotesAreText = true, .hashComments = true, .versionComments = true };

} // namespace

Q_DECLARE_METATYPE(quoin::dialect::TokenRules)

class tst_Placeholders : public QObject
{
    Q_OBJECT

private slots:
    void counted_data();
    void counted();
    void numbered_data();
    void numbered();
    void inComments_data();
    void inComments();
};

void tst_Placeholders::counted_data()
{
    QTest::addColumn<TokenRules>("rules");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << sqlite << u"SELECT 1"_s << 0;
    QTest::newRow("nothing") << sqlite << QString() << 0;
    QTest::newRow("code") << sqlite << u"a = ? AND b IN (?,?)"_s << 3;
    QTest::newRow("at the end") << mysql << u"?"_s << 1;
    QTest::newRow("texts and names") << sqlite << u"'? ''?' \"?\" `?` [?] ?"_s << 1;
    QTest::newRow("brackets of an array") << postgresql << u"a[?]"_s << 1;
    QTest::newRow("comments") << sqlite << u"-- ?\n ? /* ? */ ?"_s << 2;
    QTest::newRow("nested comments") << postgresql << u"/* ? /* ? */ ? */ ?"_s << 1;
    QTest::newRow("comments that do not nest") << mysql << u"/* ? /* ? */ ?"_s << 1;
    QTest::newRow("hash") << mysql << u"? # ?\n ? --? "_s << 3;
    QTest::newRow("code of a version") << mysql << u"/*! ? */ ?"_s << 2;
    QTest::newRow("backslashes") << mysql << u"'\\'?' ?"_s << 1;
    QTest::newRow("no backslashes") << postgresql << u"'\\' ? '?'"_s << 1;
    QTest::newRow("escaped text") << postgresql << u"E'\\'?' ?"_s << 1;
    QTest::newRow("dollar quotes") << postgresql << u"$$?$$ $a$ ? $b$ ? $a$ ?"_s << 1;
    QTest::newRow("unclosed") << postgresql << u"? '?"_s << 1;
    QTest::newRow("numbers") << postgresql << u"$2 $1 $2::int"_s << 2;
    QTest::newRow("far number") << postgresql << u"$70000"_s << 70'000;
    QTest::newRow("too far a number") << postgresql << u"$99999999999999999999"_s << 100'000'000;
    QTest::newRow("operator beside numbers") << postgresql << u"data ? $1"_s << 1;
    QTest::newRow("numbers in texts") << postgresql << u"'$7' $$ $8 $$ name$9 \"$7\" ?"_s << 1;
    QTest::newRow("no number") << postgresql << u"$ 7 ?"_s << 1;
    QTest::newRow("elsewhere no placeholder") << mysql << u"$7 ?"_s << 1;
}

void tst_Placeholders::counted()
{
    QFETCH(TokenRules, rules);
    QFETCH(QString, sql);
    QFETCH(int, count);
    QCOMPARE(placeholderCount(sql, rules), count);
    QVERIFY(mostPlaceholders(sql) >= count);
}

void tst_Placeholders::numbered_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("numbered");
    QTest::newRow("none") << u"SELECT 1"_s << u"SELECT 1"_s;
    QTest::newRow("some") << u"a = ? AND b IN (?,?)"_s << u"a = $1 AND b IN ($2,$3)"_s;
    QTest::newRow("not in texts") << u"'?' \"?\" /* ? */ $$?$$ ? -- ?"_s << u"'?' \"?\" /* ? */ $$?$$ $1 -- ?"_s;
    QTest::newRow("operator") << u"data ? $1"_s << u"data ? $1"_s;
    QTest::newRow("beyond the BMP") << u"'🙂' = ?"_s << u"'🙂' = $1"_s;
}

void tst_Placeholders::numbered()
{
    QFETCH(QString, sql);
    QFETCH(QString, numbered);
    QCOMPARE(numberPlaceholders(sql, postgresql), numbered);
}

void tst_Placeholders::inComments_data()
{
    QTest::addColumn<TokenRules>("rules");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("without");
    const auto same
            = [](const char *name, const TokenRules &rules, const QString &sql) { QTest::newRow(name) << rules << sql << sql; };
    QTest::newRow("some") << sqlite << u"a/* ? */= ? -- :b\n"_s << u"a = ? "_s;
    QTest::newRow("first") << sqlite << u"/* :a */SELECT 1"_s << u" SELECT 1"_s;
    QTest::newRow("nested") << postgresql << u"a /* /* ? */ : */ b"_s << u"a b"_s;
    QTest::newRow("hash") << mysql << u"a # ?\nb"_s << u"a b"_s;
    same("nothing", sqlite, {});
    same("no comment", sqlite, u"'-- ?' = ? AND b::text"_s);
    same("others", sqlite, u"/* hint */ a -- b\n = ?"_s);
    same("code of a version", mysql, u"/*! SELECT ? */ -- x"_s);
}

void tst_Placeholders::inComments()
{
    QFETCH(TokenRules, rules);
    QFETCH(QString, sql);
    QFETCH(QString, without);
    QCOMPARE(withoutPlaceholdersInComments(sql, rules), without);
}

QTEST_GUILESS_MAIN(tst_Placeholders)
#include "tst_placeholders.moc"
