// SPDX-License-Identifier: MIT
// Expressions that mean the same are found equal however an engine rewrites them, and others are not.
#include <quoin/dialect/expression_p.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin::dialect;

class tst_Expression : public QObject
{
    Q_OBJECT

private slots:
    void tokensAreRead_data();
    void tokensAreRead();
    void sameMeaningSameText_data();
    void sameMeaningSameText();
    void otherMeaningOtherText_data();
    void otherMeaningOtherText();
    void whatIsNotUnderstoodIsStillCompared();
};

namespace {

const ExpressionRules sqlite { .tokens = { .squareBrackets = true }, .foldsNames = true };
const ExpressionRules postgresql { .castsAreNoise = true };
const ExpressionRules mysql { .tokens = { .backslashEscapes = true, .doubleQuotesAreText = true }, .foldsNames = true };

} // namespace

Q_DECLARE_METATYPE(quoin::dialect::ExpressionRules)

void tst_Expression::tokensAreRead_data()
{
    QTest::addColumn<ExpressionRules>("rules");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("operators") << postgresql << u"a<=b||'x'::text <>c->>'d'"_s
                               << QStringList { u"a"_s, u"<="_s, u"b"_s, u"||"_s, u"x"_s, u"::"_s, u"text"_s, u"<>"_s, u"c"_s,
                                      u"->>"_s, u"d"_s };
    QTest::newRow("doubled quotes") << postgresql << u"'it''s' \"a\"\"b\""_s << QStringList { u"it's"_s, u"a\"b"_s };
    QTest::newRow("backslashes") << mysql << u"'it\\'s \\\\' \"text\" `na``me`"_s
                                 << QStringList { u"it's \\"_s, u"text"_s, u"na`me"_s };
    QTest::newRow("no backslashes") << postgresql << u"'a\\' E'a\\'b'"_s << QStringList { u"a\\"_s, u"a'b"_s };
    QTest::newRow("brackets") << sqlite << u"[a b] x'0A'"_s << QStringList { u"a b"_s, u"0a"_s };
    QTest::newRow("numbers") << sqlite << u"1 2.5 .5 1e10 1.5e-3 3."_s
                             << QStringList { u"1"_s, u"2.5"_s, u".5"_s, u"1e10"_s, u"1.5e-3"_s, u"3."_s };
    QTest::newRow("comments") << sqlite << u"a -- b\n/* c ' */ d"_s << QStringList { u"a"_s, u"d"_s };
    QTest::newRow("unclosed") << sqlite << u"'abc"_s << QStringList { u"abc"_s };
    QTest::newRow("beyond the BMP") << sqlite << u"größe = '🙂'"_s << QStringList { u"größe"_s, u"="_s, u"🙂"_s };
}

void tst_Expression::tokensAreRead()
{
    QFETCH(ExpressionRules, rules);
    QFETCH(QString, sql);
    QFETCH(QStringList, texts);
    QStringList read;
    for (const Token &token : tokenize(sql, rules.tokens)) {
        if (token.kind != Token::Kind::End)
            read += token.text;
    }
    QCOMPARE(read, texts);
}

void tst_Expression::sameMeaningSameText_data()
{
    QTest::addColumn<ExpressionRules>("rules");
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    const auto row = [](const char *name, const ExpressionRules &rules, const char *a, const char *b) {
        QTest::newRow(name) << rules << QString::fromUtf8(a) << QString::fromUtf8(b);
    };
    row("parentheses", postgresql, "a > 0 AND b > 0", "((a > 0) AND (b > 0))");
    row("chains", postgresql, "a AND b AND c", "((a AND b) AND c)");
    row("chains the other way", postgresql, "a OR b OR c", "(a OR (b OR c))");
    row("precedence", sqlite, "a + b * c", "a + (b * c)");
    row("not", sqlite, "NOT a = 1 AND b", "(NOT (a = 1)) AND b");
    row("case", sqlite, "VIEWS >= 0", "views >= 0");
    row("quotes", sqlite, "\"views\" >= 0", "[views]>=0");
    row("backticks", mysql, "`views` >= 0", "views >= 0");
    row("quoted names in PostgreSQL", postgresql, "\"views\" >= 0", "views >= 0");
    row("not equal", sqlite, "a != 1", "a <> 1");
    row("double equal", sqlite, "a == 1", "a = 1");
    row("casts", postgresql, "title <> ''", "((title)::text <> ''::text)");
    row("casts of numbers", postgresql, "price > 0.5", "(price > (0.5)::double precision)");
    row("numbers as text", postgresql, "a = -1", "(a = '-1'::integer)");
    row("in", postgresql, "a IN ('x', 'y')",
            "((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))");
    row("in of one", mysql, "a IN ('x')", "`a` = 'x'");
    row("not in", postgresql, "a NOT IN (1, 2)", "(a <> ALL (ARRAY[1, 2]))");
    row("between", postgresql, "a BETWEEN 1 AND 5", "((a >= 1) AND (a <= 5))");
    row("like", postgresql, "a LIKE 'x%'", "((a)::text ~~ 'x%'::text)");
    row("not like", postgresql, "a NOT LIKE 'x%'", "((a)::text !~~ 'x%'::text)");
    row("ilike", postgresql, "a ILIKE 'x%'", "(a ~~* 'x%'::text)");
    row("is not null", sqlite, "a IS NOT NULL", "a NOTNULL");
    row("negated comparison", mysql, "NOT (a = 3 AND b > 1)", "`a` <> 3 or `b` <= 1");
    row("double negation", sqlite, "NOT (NOT (a IS NULL))", "a IS NULL");
    row("functions", mysql, "CHAR_LENGTH(a) <= 5", "char_length(`a`) <= 5");
    row("case expression", sqlite, "CASE WHEN a THEN 1 ELSE 2 END > 0", "(case when a then 1 else 2 end)>0");
    row("qualified names", mysql, "a > 0", "`t`.`a` > 0");
    row("unary minus", sqlite, "- 5 < a", "-5<a");
}

void tst_Expression::sameMeaningSameText()
{
    QFETCH(ExpressionRules, rules);
    QFETCH(QString, a);
    QFETCH(QString, b);
    QCOMPARE(canonicalExpression(a, rules), canonicalExpression(b, rules));
    QVERIFY(parseExpression(a, rules).has_value());
}

void tst_Expression::otherMeaningOtherText_data()
{
    QTest::addColumn<ExpressionRules>("rules");
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    const auto row = [](const char *name, const ExpressionRules &rules, const char *a, const char *b) {
        QTest::newRow(name) << rules << QString::fromUtf8(a) << QString::fromUtf8(b);
    };
    row("associativity", sqlite, "a - b - c", "a - (b - c)");
    row("precedence", sqlite, "(a + b) * c", "a + b * c");
    row("and in or", sqlite, "a AND b OR c", "a AND (b OR c)");
    row("case of text", sqlite, "a = 'X'", "a = 'x'");
    row("text and number", sqlite, "a = '1'", "a = 1");
    row("text and name", postgresql, "a = 'b'", "a = \"b\"");
    row("case of quoted names", postgresql, "\"A\" = 1", "a = 1");
    row("operands", sqlite, "a > b", "b > a");
    row("not in and in", sqlite, "a NOT IN (1, 2)", "a IN (1, 2)");
    row("elements", sqlite, "a IN (1, 2)", "a IN (2, 1)");
    row("null", sqlite, "a IS NULL", "a IS NOT NULL");
    row("collation", sqlite, "a COLLATE NOCASE = 'x'", "a = 'x'");
    row("casts that were asked for", sqlite, "CAST(a AS INTEGER) > 0", "a > 0");
}

void tst_Expression::otherMeaningOtherText()
{
    QFETCH(ExpressionRules, rules);
    QFETCH(QString, a);
    QFETCH(QString, b);
    QVERIFY(canonicalExpression(a, rules) != canonicalExpression(b, rules));
}

void tst_Expression::whatIsNotUnderstoodIsStillCompared()
{
    const QString query = u"a IN (SELECT  id FROM t)"_s;
    QVERIFY(!parseExpression(query, sqlite).has_value());
    QCOMPARE(canonicalExpression(query, sqlite), canonicalExpression(u"A in ( select ID from T )"_s, sqlite));
    QVERIFY(canonicalExpression(query, sqlite) != canonicalExpression(u"a IN (SELECT id FROM u)"_s, sqlite));
    for (const char16_t *broken : { u"", u"(", u"a +", u")", u"a b", u"CASE", u"a BETWEEN 1", u"f(a", u"a IN", u"'x" })
        (void)canonicalExpression(QStringView(broken).toString(), sqlite); // anything, but it ends
}

QTEST_APPLESS_MAIN(tst_Expression)
#include "tst_expression.moc"
