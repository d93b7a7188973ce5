// SPDX-License-Identifier: MIT
// Lookups of text beyond LIKE: without regard to case, and by regular expressions. Each target gives the same rows.
#include <quoin/quoin.h>

#include <quoin/dialect/sqlite/dialect.h>
#include <quoin/expr/search.h>
#include <quoin/expr/sqlfunction.h>
#include <quoin/sql/compiler.h>
#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

class Phrase
{
    Q_GADGET
    QUOIN_MODEL("phrases", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, text, "maxLength=400")
    QUOIN_FIELD(std::optional<QString>, note, "maxLength=400")
};

class Event
{
    Q_GADGET
    QUOIN_MODEL("events", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QDate, day, "index")
    QUOIN_FIELD(std::optional<QDateTime>, at, "index")
};

namespace {

const auto text = field<&Phrase::text>;
const auto note = field<&Phrase::note>;

/// A condition, and the ids of the rows that it is true for.
struct Case
{
    Condition condition;
    QList<qint64> ids;
};

const QStringList stored {
    u"Quoin"_s,         // 1
    u"ÉCOLE école"_s,   // 2
    u"a.b*c"_s,         // 3
    u"first\nsecond"_s, // 4
    u"2024-02-29"_s,    // 5
    u"ЖУК жук"_s,       // 6
    u"x\\y"_s,          // 7
    u"🙂 smile שלום"_s, // 8
    u""_s,              // 9
};

/// What breaks programs that paste texts into statements or patterns.
const QStringList hostile { u"'"_s, u"''"_s, u"\""_s, u"`"_s, u"\\"_s, u"\\'"_s, u"'; DROP TABLE phrases; --"_s, u"' OR '1'='1"_s,
    u"$1"_s, u"?"_s, u":id"_s, u"%"_s, u"%%"_s, u"\\%"_s, u"_"_s, u"!_"_s, u"!"_s, u"["_s, u"[^a]"_s, u"]"_s, u"*"_s, u"--"_s,
    u"/*"_s, u"*/"_s, u"\n"_s, u"\r\n"_s, u"\t"_s, u" "_s, u"NULL"_s, u"🙂"_s, u"é"_s, u"e\u0301"_s, u"\u202Eabc"_s, u"a\uFEFF"_s,
    u"שלום"_s, u"\u0001"_s, u"E'\\x41'"_s, u"$$"_s, u"{}"_s, u"{0}"_s, u"@variable"_s, u"#"_s, u"(?i)"_s, u"\\1"_s, u"a|b"_s,
    u"x"_s.repeated(150) };

/// The text as a pattern that matches it and nothing else.
QString literally(const QString &needle)
{
    QString out;
    for (const QChar c : needle)
        out += c.unicode() < 0x80 && !c.isLetterOrNumber() && c > u' ' ? QString(u'\\' + QString(c)) : QString(c);
    return out;
}

} // namespace

Q_DECLARE_METATYPE(Case)

class tst_Lookups : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rows_data();
    void rows();
    void hostileTexts_data() { QUOIN_TARGET_ROWS(); }
    void hostileTexts();
    void wrongPatterns_data();
    void wrongPatterns();
    void patternsThatNeverEnd_data() { QUOIN_TARGET_ROWS(); }
    void patternsThatNeverEnd();
    void nulIsRefused_data() { QUOIN_TARGET_ROWS(); }
    void nulIsRefused();
    void yearsAreRanges_data() { QUOIN_TARGET_ROWS(); }
    void yearsAreRanges();
    void withoutOwnFunctions();
    void ownFunctions_data() { QUOIN_TARGET_ROWS(); }
    void ownFunctions();
    void functionNames_data() { QUOIN_TARGET_ROWS(); }
    void functionNames();

private:
    std::vector<Database> m_databases;
};

void tst_Lookups::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        Database database = Database::open(quoin::test::freshDatabase(target)).value();
        QVERIFY_RESULT((createTables<Phrase>(database)));
        for (qsizetype i = 0; i < stored.size(); ++i) {
            Phrase phrase { .id = i + 1, .text = stored.at(i), .note = i % 2 ? std::optional(stored.at(i)) : std::nullopt };
            QVERIFY_RESULT(database.insert(phrase));
        }
        m_databases.push_back(database);
    }
}

void tst_Lookups::rows_data()
{
    QTest::addColumn<Case>("expected");
    const auto add = [](const char *name, const Condition &condition, QList<qint64> ids) {
        QTest::newRow(name) << Case { condition, std::move(ids) };
    };
    add("iexact", text.iexact(u"qUOIN"_s), { 1 });
    add("iexact is the whole text", text.iexact(u"quoi"_s), {});
    add("iexact in French", text.iexact(u"école ÉCOLE"_s), { 2 });
    add("iexact in Russian", text.iexact(u"жук ЖУК"_s), { 6 });
    add("iexact of nothing", text.iexact(QString()), { 9 });
    add("iexact of NULL", note.iexact(u"ÉCOLE ÉCOLE"_s), { 2 });
    add("iexact, not", !note.iexact(u"école école"_s), { 1, 3, 4, 5, 6, 7, 8, 9 });
    add("iexact has no wildcards", text.iexact(u"%"_s) || text.iexact(u"q_oin"_s), {});
    add("icontains", text.icontains(u"COLE é"_s), { 2 });
    add("istartsWith", text.istartsWith(u"жу"_s), { 6 });
    add("iendsWith", text.iendsWith(u"ЖУК"_s), { 6 });
    add("icontains has no wildcards", text.icontains(u"a_b"_s) || text.icontains(u"a%c"_s), {});
    add("icontains of a computed text", concat(text, u"X"_s).icontains(u"INx"_s), { 1 });
    add("regex", text.regex(u"oin"_s), { 1 });
    add("regex minds the case", text.regex(u"OIN"_s), {});
    add("regex of the whole", text.regex(u"^Q.*n$"_s), { 1 });
    add("regex, a point and a star", text.regex(u"a\\.b\\*c"_s), { 3 });
    add("regex, a set", text.regex(u"^[a-c.*]+$"_s), { 3 });
    add("regex, all but a set", text.regex(u"^[^a-z]$"_s), {});
    add("regex, a bracket in a set", text.regex(u"[]x]"_s), { 7 });
    add("regex, digits", text.regex(u"^\\d{4}-\\d\\d-\\d{2}$"_s), { 5 });
    add("regex, a class", text.regex(u"^[[:digit:]-]+$"_s), { 5 });
    add("regex, not digits", text.regex(u"^\\D+$"_s), { 1, 2, 3, 4, 6, 7, 8 });
    add("regex, blanks", text.regex(u"st\\ssec"_s), { 4 });
    add("regex, alternatives", text.regex(u"^(?:Quoin|x.y)$"_s), { 1, 7 });
    add("regex, a point is any character", text.regex(u"first.second"_s), { 4 });
    add("regex, the beginning is the text's", text.regex(u"^second"_s), {});
    add("regex, the end is the text's", text.regex(u"first$"_s), {});
    add("regex, a character beyond U+FFFF is one", text.regex(u"^. smile"_s), { 8 });
    add("regex, what comes behind", text.regex(u"Qu(?=oin)"_s) && !text.regex(u"Qu(?!oin)"_s), { 1 });
    add("regex, the same again", text.regex(u"(.)-0\\d-\\1"_s), {});
    add("regex, the same again, found", text.regex(u"(2)4-0\\1-\\1"_s), { 5 });
    add("regex, a backslash", text.regex(u"x\\\\y"_s), { 7 });
    add("regex of anything", text.regex(QString()), { 1, 2, 3, 4, 5, 6, 7, 8, 9 });
    add("regex of NULL", note.regex(u"o"_s), { 2, 4 });
    add("regex, not", !note.regex(u"o"_s), { 1, 3, 5, 6, 7, 8, 9 });
    add("search", search(u"QUOIN"_s, text), { 1 });
    add("search, whole words", search(u"uoi"_s, text) || search(u"quoi"_s, text), {});
    add("search, in any order", search(u"École, école!"_s, text) && search(u"second first"_s, text), {});
    add("search, words in any order", search(u"second FIRST"_s, text), { 4 });
    add("search, all of the words", search(u"first third"_s, text), {});
    add("search, what stands between words", search(u"b"_s, text) || search(u"c.a"_s, text), { 3 });
    add("search, numbers", search(u"02-29"_s, text), { 5 });
    add("search in any language", search(u"жук"_s, text) || search(u"שלום"_s, text), { 6, 8 });
    add("search in several texts", search(u"quoin"_s, note, text), { 1 });
    add("search in texts that are NULL", search(u"quoin"_s, note), {});
    add("search, not", !search(u"y"_s, note), { 1, 2, 3, 4, 5, 6, 7, 8, 9 });
    add("search for no word", search(u" .;"_s, text), { 1, 2, 3, 4, 5, 6, 7, 8, 9 });
    add("iregex", text.iregex(u"^qUOI.$"_s), { 1 });
    add("iregex in any language", text.iregex(u"^éc.*É"_s) || text.iregex(u"^жук.жук$"_s), { 2, 6 });
}

void tst_Lookups::rows()
{
    QFETCH(Case, expected);
    for (int target = 0; target < int(m_databases.size()); ++target) {
        const QString &engine = quoin::test::targets().at(target).name;
        const auto phrases = m_databases[size_t(target)].query<Phrase>();
        const auto found = phrases.filter(expected.condition).orderBy(field<&Phrase::id>).values(field<&Phrase::id>).all();
        QVERIFY2(found, qPrintable(engine + u": "_s + (found ? QString() : found.error().toString())));
        if (*found != expected.ids)
            qWarning() << engine << phrases.filter(expected.condition).toSql().value();
        QCOMPARE(*found, expected.ids);
        QCOMPARE(phrases.exclude(expected.condition).count().value() + found->size(), stored.size());
    }
}

/// Every lookup takes them for what they are.
void tst_Lookups::hostileTexts()
{
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Phrase>(database)));
    for (qsizetype i = 0; i < hostile.size(); ++i) {
        Phrase phrase { .id = i, .text = hostile.at(i), .note = u"<"_s + hostile.at(i) + u'>' };
        QVERIFY_RESULT(database.insert(phrase));
    }
    const auto phrases = database.query<Phrase>();
    for (qsizetype i = 0; i < hostile.size(); ++i) {
        const QString &one = hostile.at(i);
        const Condition all = text == one && text.in({ one }) && text.between(one, one) && text.iexact(one)
                && note == QString(u'<' + one + u'>') && note.contains(one) && note.startsWith(u'<' + one)
                && note.endsWith(one + u'>') && note.icontains(one) && note.istartsWith(u'<' + one) && note.iendsWith(one + u'>')
                && search(one, text, note) && text.regex(u'^' + literally(one) + u'$')
                && note.iregex(u'<' + literally(one) + u'>') && replace(note, one, u"+"_s).contains(u"+"_s)
                && strIndex(note, one) == 2 && splitPart(note, one, 1).startsWith(u"<"_s) && concat(text, one).endsWith(one);
        const auto found = phrases.filter(all).values(field<&Phrase::id>).all();
        QVERIFY2(found, qPrintable(one + (found ? QString() : found.error().toString())));
        if (*found != QList<qint64> { i })
            qWarning() << one << *found << phrases.filter(all).toSql().value();
        QCOMPARE(*found, QList<qint64> { i });
    }
    QCOMPARE(phrases.count().value(), hostile.size());
}

void tst_Lookups::wrongPatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("says");
    const QString notTheSame = u"does not mean the same on every engine"_s;
    QTest::newRow("an open group") << u"(a"_s << u"missing closing parenthesis"_s;
    QTest::newRow("an open set") << u"[a"_s << u"missing terminating ]"_s;
    QTest::newRow("a repetition of nothing") << u"*a"_s << u"quantifier does not follow a repeatable item"_s;
    QTest::newRow("a word's end") << u"a\\b"_s << notTheSame;
    QTest::newRow("a property") << u"\\p{L}"_s << notTheSame;
    QTest::newRow("a code") << u"\\x41"_s << notTheSame;
    QTest::newRow("the text's end") << u"a\\z"_s << notTheSame;
    QTest::newRow("an option") << u"(?i)a"_s << u"only (?:…), (?=…) and (?!…)"_s;
    QTest::newRow("a named group") << u"(?<n>a)"_s << u"only (?:…), (?=…) and (?!…)"_s;
    QTest::newRow("what comes before") << u"(?<=a)b"_s << u"only (?:…), (?=…) and (?!…)"_s;
    QTest::newRow("possessive") << u"a++"_s << u"a repetition of a repetition"_s;
    QTest::newRow("possessive number") << u"a{2}+"_s << u"a repetition of a repetition"_s;
    QTest::newRow("a brace alone") << u"a{"_s << u"write \\{ for the character"_s;
    QTest::newRow("from nothing") << u"a{,2}"_s << u"write \\{ for the character"_s;
    QTest::newRow("too often") << u"a{256}"_s << u"more than 255 times"_s;
}

/// Said with the pattern, before anything is sent, on every engine.
void tst_Lookups::wrongPatterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, says);
    for (const Database &database : m_databases) {
        int sent = 0;
        const StatementObserver observer([&](const StatementEvent &) { ++sent; });
        for (const Condition &condition :
                { text.regex(pattern), text.iregex(pattern), regexpReplace(text, pattern, u""_s) == u"" }) {
            const auto counted = database.query<Phrase>().filter(condition).count();
            QVERIFY(!counted);
            QCOMPARE(counted.error().kind(), ErrorKind::InvalidQuery);
            QVERIFY2(counted.error().message().contains(says), qPrintable(counted.error().message()));
            QVERIFY(counted.error().message().contains(pattern));
        }
        QCOMPARE(sent, 0);
    }
}

/// A pattern that can match a text in more ways than there is time for ends, with an answer or with an error that says why.
void tst_Lookups::patternsThatNeverEnd()
{
    QFETCH(int, target);
    Database &database = m_databases[size_t(target)];
    auto begun = database.begin();
    QVERIFY_RESULT(begun);
    Phrase phrase { .id = 100, .text = u"a"_s.repeated(38) + u'b', .note = {} };
    QVERIFY_RESULT(database.insert(phrase));
    const auto one = database.query<Phrase>().filter(field<&Phrase::id> == 100);
    QElapsedTimer timer;
    timer.start();
    const auto found = one.filter(field<&Phrase::text>.regex(u"^(a|a|aa)+$"_s)).count();
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    if (found) {
        QCOMPARE(*found, 0);
        return;
    }
    QCOMPARE(found.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY2(found.error().message().contains(u"too many steps"_s), qPrintable(found.error().toString()));
    QVERIFY(found.error().hint().contains(u"in one way only"_s));
    QVERIFY_RESULT(begun->rollback());
    const auto replaced
            = database.query<Phrase>()
                      .values(regexpReplace(concat(field<&Phrase::text>, u"a"_s.repeated(38) + u'b'), u"^(a|a|aa)+$"_s, u"x"_s))
                      .all();
    QVERIFY(!replaced);
    QVERIFY2(replaced.error().message().contains(u"too many steps"_s), qPrintable(replaced.error().toString()));
}

void tst_Lookups::nulIsRefused()
{
    QFETCH(int, target);
    const QString nul(QChar(0));
    for (const Condition &condition : { text.iexact(nul), text.icontains(nul), text.regex(nul), text == nul }) {
        const auto counted = m_databases[size_t(target)].query<Phrase>().filter(condition).count();
        QVERIFY(!counted);
        QVERIFY2(counted.error().kind() == ErrorKind::Conversion || counted.error().kind() == ErrorKind::InvalidQuery
                        || counted.error().kind() == ErrorKind::Validation,
                qPrintable(counted.error().toString()));
    }
}

/// year(x) = 2024 is a range, which an index of the column serves.
void tst_Lookups::yearsAreRanges()
{
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Event>(database)));
    const auto sql = database.query<Event>().filter(year(field<&Event::day>) == 2024 && year(field<&Event::at>) > 2024).toSql();
    QVERIFY_RESULT(sql);
    QVERIFY2(sql->text.contains(u">="_s) && !sql->text.contains(u"year"_s, Qt::CaseInsensitive) && !sql->text.contains(u"%Y"_s),
            qPrintable(sql->text));
    QVERIFY(sql->bindings.first().contains(u"2024-01-01"_s));
    QVERIFY_RESULT(database.query<Event>().filter(year(field<&Event::day>) == 2024 && year(field<&Event::at>) > 2024).count());
}

/// An SQLite whose library is not ours refuses what it would get wrong.
void tst_Lookups::withoutOwnFunctions()
{
    const auto dialect = dialect::sqlite::makeDialect({ .version = u"3.40.1"_s, .ownFunctions = false });
    const auto compiled = [&](const Condition &condition) {
        const expr::Select select { .model = modelOf<Phrase>().value(), .where = condition.node() };
        return sql::compileSelect(select, sql::Projection::Rows, *dialect);
    };
    QVERIFY(compiled(text.contains(u"a"_s)));
    for (const Condition &condition :
            { text.iexact(u"a"_s), text.icontains(u"a"_s), text.regex(u"a"_s), text.iregex(u"a"_s), lower(text) == u"a",
                    upper(text) == u"a", reverse(text) == u"a", md5(text) == u"a", splitPart(text, u"a"_s, 1) == u"" }) {
        const auto refused = compiled(condition);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind(), ErrorKind::Unsupported);
        QVERIFY(!refused.error().hint().isEmpty());
    }
}

/// A function of the database's own, with its arguments bound.
void tst_Lookups::ownFunctions()
{
    QFETCH(int, target);
    const auto phrases = m_databases[size_t(target)].query<Phrase>();
    const auto distance = sqlFunction<qint64>(u"abs", field<&Phrase::id> - 5);
    const auto near
            = phrases.filter(distance <= 1).orderBy(distance, field<&Phrase::id>).values(field<&Phrase::id>, distance).all();
    QVERIFY_RESULT(near);
    using Row = std::tuple<qint64, std::optional<qint64>>;
    QCOMPARE(*near, (QList<Row> { { 5, 0 }, { 4, 1 }, { 6, 1 } }));
    const auto replaced = sqlFunction<QString>(u"replace", text, u"in"_s, u"'); --"_s);
    QCOMPARE(phrases.filter(replaced == u"Quo'); --").values(field<&Phrase::id>).all().value(), QList<qint64> { 1 });
    QCOMPARE(phrases.filter(!(sqlFunction<qint64>(u"length", note) > 0)).count().value(), 5); // NULL is none
}

/// A name is a name, never a piece of SQL.
void tst_Lookups::functionNames()
{
    QFETCH(int, target);
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    for (const QString &name : { u""_s, u"a b"_s, u"abs("_s, u"abs(1); --"_s, u"1a"_s, u"a.b.c"_s, u"a."_s, u"\"a\""_s, u"a'"_s,
                 u"ä"_s, u"a\n"_s, u"a-b"_s }) {
        const auto refused = m_databases[size_t(target)].query<Phrase>().filter(sqlFunction<qint64>(name, text) == 1).count();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY(refused.error().message().contains(u"cannot be the name of a function"_s));
    }
    QCOMPARE(sent, 0);
}

QTEST_GUILESS_MAIN(tst_Lookups)
#include "tst_lookups.moc"
