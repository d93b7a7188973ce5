// SPDX-License-Identifier: MIT
// What is inside JSON and lists: each target finds the same, or refuses before any SQL.
#include <quoin/quoin.h>

#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

class Document
{
    Q_GADGET
    QUOIN_MODEL("documents", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(std::optional<QJsonObject>, meta, "")
    QUOIN_FIELD(QStringList, tags, "")
    QUOIN_FIELD(std::optional<QList<int>>, numbers, "")
    QUOIN_FIELD(QList<double>, weights, "")
    QUOIN_FIELD(QList<bool>, flags, "")
    QUOIN_FIELD(QList<QDate>, days, "")
};

namespace {

const auto id = field<&Document::id>;
const auto meta = json(field<&Document::meta>);
const auto tags = elements(field<&Document::tags>);
const auto numbers = elements(field<&Document::numbers>);
const auto weights = elements(field<&Document::weights>);

QJsonObject object(const char *text) { return QJsonDocument::fromJson(text).object(); }
QJsonArray array(const char *text) { return QJsonDocument::fromJson(text).array(); }

QList<Document> rows()
{
    return {
        { 1, object(R"({"name": "Ann", "age": 41, "score": 1.75, "admin": true, "note": null,
                        "address": {"city": "Köln", "zip": ["50667", "50668"]}, "list": [1, 2.5, "x", true, null, [5], {"a": 1}]})"),
                { u"qt"_s, u"sql"_s, u"it's"_s }, QList<int> { 1, 2, 3 }, { 0.5, 2.0 }, { true, false }, { QDate(2024, 2, 29) } },
        { 2, object(R"({"name": "null", "age": "41", "admin": false, "note": "", "0": "zero", "address": "none", "big": 9007199254740993,
                        "huge": 1e300, "empty": {}, "nothing": []})"),
                {}, std::nullopt, {}, { false }, {} },
        { 3, std::nullopt, { u"QT"_s, u"a,b"_s, u"{x}"_s, u"\"q\""_s, u"ä"_s }, QList<int> {}, { 0.1 }, {},
                { QDate(1999, 12, 31) } },
        { 4, QJsonObject {}, { u"qt"_s }, QList<int> { -1, 3, 3, 2'000'000'000 }, { 2.0 }, { true }, {} },
    };
}

struct Case
{
    Condition condition;
    QList<qint64> ids;
    QStringList refusedBy {};
};

} // namespace

Q_DECLARE_METATYPE(Case)

class tst_Documents : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void conditions_data();
    void conditions();
    void manySteps_data() { QUOIN_TARGET_ROWS(); }
    void manySteps();
    void values_data() { QUOIN_TARGET_ROWS(); }
    void values();
    void order_data() { QUOIN_TARGET_ROWS(); }
    void order();
    void hostileKeys_data() { QUOIN_TARGET_ROWS(); }
    void hostileKeys();
    void hostileElements_data() { QUOIN_TARGET_ROWS(); }
    void hostileElements();
    void wrongPlaces_data() { QUOIN_TARGET_ROWS(); }
    void wrongPlaces();

private:
    std::vector<Database> m_databases;
};

void tst_Documents::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        Database database = Database::open(quoin::test::freshDatabase(target)).value();
        QVERIFY_RESULT((createTables<Document>(database)));
        for (Document row : rows())
            QVERIFY_RESULT(database.insert(row));
        m_databases.push_back(database);
    }
}

void tst_Documents::conditions_data()
{
    QTest::addColumn<Case>("expected");
    const auto add = [](const char *name, const Condition &condition, QList<qint64> ids, QStringList refusedBy = {}) {
        QTest::newRow(name) << Case { condition, std::move(ids), std::move(refusedBy) };
    };
    const QStringList mysql { u"mysql"_s };
    // places
    add("a text", meta.at(u"name"_s).asText() == u"Ann", { 1 });
    add("a text, another one", meta.at(u"name"_s).asText() != u"Ann", { 2, 3, 4 });
    add("the text null is a text", meta.at(u"name"_s).asText() == u"null", { 2 });
    add("an empty text is one", meta.at(u"note"_s).asText() == u"", { 2 });
    add("a number is no text", meta.at(u"age"_s).asText() == u"41", { 2 });
    add("a number", meta.at(u"age"_s).asInteger() == 41, { 1 });
    add("a text is no number", meta.at(u"age"_s).asInteger().isNull() && meta.at(u"age"_s).asDouble().isNull(), { 2, 3, 4 });
    add("a fraction", meta.at(u"score"_s).asDouble() == 1.75 && meta.at(u"score"_s).asInteger() == 1, { 1 });
    add("every digit", meta.at(u"big"_s).asInteger() == 9'007'199'254'740'993, { 2 });
    add("too large", meta.at(u"huge"_s).asInteger().isNull() && meta.at(u"huge"_s).asDouble() == 1e300, { 2 });
    add("true", meta.at(u"admin"_s).asBool() == true, { 1 });
    add("false", meta.at(u"admin"_s).asBool() == false, { 2 });
    add("a text is no boolean", meta.at(u"name"_s).asBool().isNull(), { 1, 2, 3, 4 });
    add("deeper", meta.at(u"address"_s).at(u"city"_s).asText() == u"Köln", { 1 });
    add("an element", meta.at(u"address"_s).at(u"zip"_s).at(1).asText() == u"50668", { 1 });
    add("behind the last", meta.at(u"address"_s).at(u"zip"_s).at(2).isNull(), { 1, 2, 3, 4 });
    add("an element of what is no array", meta.at(u"address"_s).at(0).isNull() && meta.at(u"name"_s).at(0).isNull(),
            { 1, 2, 3, 4 });
    add("a key of what is no object", meta.at(u"address"_s).at(u"zip"_s).at(u"0"_s).isNull(), { 1, 2, 3, 4 });
    add("a key that is a number", meta.at(u"0"_s).asText() == u"zero", { 2 });
    add("which is no element", meta.at(0).isNull(), { 1, 2, 3, 4 });
    add("an element's element", meta.at(u"list"_s).at(5).at(0).asInteger() == 5, { 1 });
    add("an element's key", meta.at(u"list"_s).at(6).at(u"a"_s).asInteger() == 1, { 1 });
    add("a computed text", length(meta.at(u"name"_s).asText()) == 3, { 1 });
    add("startsWith", meta.at(u"name"_s).asText().startsWith(u"A"_s), { 1 });
    add("in", meta.at(u"name"_s).asText().in({ u"Ann"_s, u"Bob"_s }), { 1 });
    // three kinds of nothing
    add("nothing there", meta.at(u"note"_s).isNull(), { 3, 4 });
    add("something there", meta.at(u"note"_s).isNotNull(), { 1, 2 });
    add("JSON's null", meta.at(u"note"_s).isJsonNull(), { 1 });
    add("not JSON's null", !meta.at(u"note"_s).isJsonNull(), { 2, 3, 4 });
    add("JSON's null is no text", meta.at(u"note"_s).asText().isNull(), { 1, 3, 4 });
    add("no document", meta.isNull(), { 3 });
    add("JSON's null in an array", meta.at(u"list"_s).at(4).isJsonNull(), { 1 });
    // keys
    add("hasKey", meta.hasKey(u"note"_s), { 1, 2 });
    add("hasKey, not", !meta.hasKey(u"note"_s), { 3, 4 });
    add("hasKey, deeper", meta.at(u"address"_s).hasKey(u"city"_s), { 1 });
    add("hasKeys", meta.hasKeys({ u"name"_s, u"0"_s }), { 2 });
    add("hasKeys of none", meta.hasKeys({}), { 1, 2, 3, 4 });
    add("hasAnyKeys", meta.hasAnyKeys({ u"0"_s, u"score"_s }), { 1, 2 });
    add("hasAnyKeys of none", meta.hasAnyKeys({}), {});
    // containment
    add("contains", meta.contains(object(R"({"name": "Ann", "admin": true})")), { 1 });
    add("contains, number and text", meta.contains(object(R"({"age": 41})")), { 1 });
    add("contains, as a double", meta.contains(object(R"({"age": 41.0, "score": 1.75})")), { 1 });
    add("contains, deeper", meta.contains(object(R"({"address": {"city": "Köln"}})")), { 1 });
    add("contains, null", meta.contains(object(R"({"note": null})")), { 1 });
    add("contains, nothing", meta.contains(QJsonObject()), { 1, 2, 4 });
    add("contains, not", !meta.contains(object(R"({"name": "Ann"})")), { 2, 3, 4 });
    add("contains, elements", meta.contains(object(R"({"list": ["x", 1, null]})")), { 1 });
    add("contains, an element's element", meta.contains(object(R"({"list": [[5]]})")), { 1 });
    add("contains, an element is no element's", meta.contains(object(R"({"list": [5]})")), {});
    add("contains, no element alone", meta.contains(object(R"({"list": 1})")), {});
    add("contains, an object among elements", meta.contains(object(R"({"list": [{"a": 1}]})")), { 1 });
    add("contains, an empty array", meta.contains(object(R"({"nothing": []})")), { 2 });
    add("contains, at a place", meta.at(u"address"_s).contains(object(R"({"zip": ["50668"]})")), { 1 });
    add("contains, an array at a place", meta.at(u"list"_s).contains(array(R"([true, 2.5])")), { 1 });
    add("containedBy", meta.containedBy(object(R"({"name": "Ann"})")), { 4 }, mysql);
    add("containedBy, deeper",
            meta.at(u"address"_s).containedBy(object(R"({"city": "Köln", "zip": ["50668", "50667", "1"], "x": 1})")), { 1 },
            mysql);
    // lists
    add("an element of texts", tags.contains(u"qt"_s), { 1, 4 });
    add("an element of texts, not", !tags.contains(u"qt"_s), { 2, 3 });
    add("all of texts", tags.containsAll({ u"sql"_s, u"qt"_s }), { 1 });
    add("all of none", tags.containsAll({}), { 1, 2, 3, 4 });
    add("any of texts", tags.overlaps({ u"sql"_s, u"ä"_s, u"other"_s }), { 1, 3 });
    add("any of none", tags.overlaps({}), {});
    add("nothing but", tags.containedBy({ u"qt"_s, u"x"_s }), { 2, 4 });
    add("nothing but nothing", tags.containedBy({}), { 2 });
    add("how many", tags.length() == 3, { 1 });
    add("at", tags.at(0) == u"qt", { 1, 4 });
    add("at, behind the last", tags.at(2).isNull(), { 2, 4 });
    add("an element of numbers", numbers.contains(3), { 1, 4 });
    add("an element of numbers, not", !numbers.contains(3), { 2, 3 });
    add("a large one", numbers.contains(2'000'000'000), { 4 });
    add("all of numbers", numbers.containsAll({ 3, 1, 3 }), { 1 });
    add("nothing but numbers", numbers.containedBy({ 1, 2, 3 }), { 1, 3 });
    add("nothing but numbers, not", !numbers.containedBy({ 1, 2, 3 }), { 2, 4 });
    add("any of numbers", numbers.overlaps({ -1, 7 }), { 4 });
    add("how many numbers", numbers.length() == 0, { 3 });
    add("no list has no length", numbers.length().isNull(), { 2 });
    add("a number at", numbers.at(1) + 1 == 3, { 1 });
    add("an element of fractions", weights.contains(0.1), { 3 });
    add("a whole number among fractions", weights.contains(2.0), { 1, 4 });
    add("a fraction at", weights.at(0) == 0.5, { 1 });
    add("an element of booleans", elements(field<&Document::flags>).contains(true), { 1, 4 });
    add("a boolean at", elements(field<&Document::flags>).at(0) == false, { 2 });
    add("an element of dates", elements(field<&Document::days>).contains(QDate(2024, 2, 29)), { 1 });
}

void tst_Documents::conditions()
{
    QFETCH(Case, expected);
    for (int target = 0; target < int(m_databases.size()); ++target) {
        const Target &engine = quoin::test::targets().at(target);
        const auto documents = m_databases[size_t(target)].query<Document>();
        int sent = 0;
        const StatementObserver observer([&](const StatementEvent &) { ++sent; });
        const auto found = documents.filter(expected.condition).orderBy(id).values(id).all();
        if (expected.refusedBy.contains(engine.engine)) {
            QVERIFY2(!found && found.error().kind() == ErrorKind::Unsupported, qPrintable(engine.name));
            QVERIFY(!found.error().hint().isEmpty());
            QCOMPARE(sent, 0);
            continue;
        }
        QVERIFY2(found, qPrintable(engine.name + u": "_s + (found ? QString() : found.error().toString())));
        if (*found != expected.ids)
            qWarning() << engine.name << documents.filter(expected.condition).toSql().value();
        QCOMPARE(*found, expected.ids);
        const auto others = documents.exclude(expected.condition).count();
        QVERIFY2(others, qPrintable(engine.name + u": "_s + (others ? QString() : others.error().toString())));
        QCOMPARE(*others + found->size(), rows().size());
    }
}

/// Each step by number looks whether there is an array, without the text doubling with each of them.
void tst_Documents::manySteps()
{
    QFETCH(int, target);
    const auto documents = m_databases[size_t(target)].query<Document>();
    auto place = meta.at(u"list"_s).at(5).at(0);
    QCOMPARE(documents.filter(place.asInteger() == 5).values(id).all().value(), QList<qint64>({ 1 }));
    QCOMPARE(documents.filter(meta.at(u"list"_s).at(0).at(0).asInteger() == 1).count().value(), 0); // a number is no array
    for (int i = 0; i < 18; ++i)
        place = place.at(0);
    const auto deep = documents.filter(place.asInteger() == 5);
    QVERIFY_RESULT(deep.count());
    QCOMPARE(*deep.count(), 0);
    QVERIFY2(deep.toSql()->text.size() < 40'000, qPrintable(QString::number(deep.toSql()->text.size())));
}

void tst_Documents::values()
{
    QFETCH(int, target);
    const auto read = [&](const auto &place) {
        QJsonArray out;
        const auto values = m_databases[size_t(target)].query<Document>().orderBy(id).values(id, place.asJson()).all();
        if (!values)
            qWarning() << values.error().toString();
        for (const auto &[key, value] : values.value())
            out << value.value_or(QJsonValue(u"nothing"_s));
        return out;
    };
    QCOMPARE(read(meta.at(u"note"_s)), array(R"([null, "", "nothing", "nothing"])"));
    QCOMPARE(read(meta.at(u"age"_s)), array(R"([41, "41", "nothing", "nothing"])"));
    QCOMPARE(read(meta.at(u"admin"_s)), array(R"([true, false, "nothing", "nothing"])"));
    QCOMPARE(read(meta.at(u"address"_s).at(u"zip"_s)), array(R"([["50667", "50668"], "nothing", "nothing", "nothing"])"));
    QCOMPARE(read(meta.at(u"score"_s)), array(R"([1.75, "nothing", "nothing", "nothing"])"));
    QCOMPARE(read(meta.at(u"list"_s).at(6)), array(R"([{"a": 1}, "nothing", "nothing", "nothing"])"));
    QCOMPARE(read(meta), (QJsonArray { *rows().at(0).meta, *rows().at(1).meta, u"nothing"_s, QJsonObject() }));
}

void tst_Documents::order()
{
    QFETCH(int, target);
    const auto documents = m_databases[size_t(target)].query<Document>();
    const auto ordered = [&](const auto &order) { return documents.orderBy(order, id).values(id).all().value(); };
    QCOMPARE(ordered(meta.at(u"name"_s).asText().desc()), (QList<qint64> { 2, 1, 3, 4 }));
    QCOMPARE(ordered(meta.at(u"age"_s).asInteger().asc()), (QList<qint64> { 2, 3, 4, 1 }));
    QCOMPARE(ordered(tags.length()), (QList<qint64> { 2, 4, 1, 3 }));
}

/// Keys are data, whatever they look like.
void tst_Documents::hostileKeys()
{
    const QStringList keys { u"'"_s, u"\""_s, u"\\"_s, u"a\"b"_s, u"a\\b"_s, u"a.b"_s, u"a[0]"_s, u"["_s, u"]"_s, u"$"_s,
        u"$.x"_s, u"*"_s, u"**"_s, u"?"_s, u"$1"_s, u":x"_s, u""_s, u" "_s, u"x y"_s, u"0"_s, u"-1"_s, u"last"_s, u"ключ"_s,
        u"🙂"_s, u"שלום"_s, u"'; DROP TABLE documents; --"_s, u"\n"_s, u"\t"_s, u"\u0001"_s, u"a/b"_s, u"%"_s, u"{}"_s,
        u"a\"].b"_s, u"\"\""_s, u"null"_s, u"é"_s, u"e\u0301"_s, u"`"_s };
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Document>(database)));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QJsonObject inner { { keys.at(i), keys.at(i) }, { u"other"_s, 1 } };
        Document document { .id = i, .meta = QJsonObject { { keys.at(i), inner }, { u"x"_s, 7 } } };
        QVERIFY_RESULT(database.insert(document));
    }
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const auto place = meta.at(keys.at(i)).at(keys.at(i));
        const QJsonObject inside { { keys.at(i), QJsonObject { { keys.at(i), keys.at(i) } } } };
        const auto found = database.query<Document>()
                                   .filter(place.asText() == keys.at(i) && meta.hasKey(keys.at(i)) && meta.contains(inside)
                                           && meta.at(keys.at(i)).at(u"other"_s).asInteger() == 1)
                                   .values(id)
                                   .all();
        if (keys.at(i).startsWith(u'-') && QUOIN_TARGET().engine == "mysql"_L1) { // whose paths find no such key
            QVERIFY(!found);
            QCOMPARE(found.error().kind(), ErrorKind::Unsupported);
            continue;
        }
        QVERIFY2(found, qPrintable(keys.at(i) + (found ? QString() : found.error().toString())));
        QVERIFY2(*found == QList<qint64> { i }, qPrintable(keys.at(i)));
    }
    QCOMPARE(database.query<Document>().count().value(), keys.size());
}

void tst_Documents::hostileElements()
{
    const QStringList texts { u"'"_s, u"\""_s, u"\\"_s, u"{"_s, u"}"_s, u"{a,b}"_s, u","_s, u"NULL"_s, u"null"_s, u""_s, u" "_s,
        u"[1]"_s, u"$1"_s, u"?"_s, u"🙂"_s, u"שלום"_s, u"\n"_s, u"\u0001"_s, u"'; DROP TABLE documents; --"_s, u"true"_s,
        u"1"_s };
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Document>(database)));
    for (qsizetype i = 0; i < texts.size(); ++i) {
        Document document { .id = i, .tags = { texts.at(i), u"other"_s } };
        QVERIFY_RESULT(database.insert(document));
    }
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString &text = texts.at(i);
        const auto found
                = database.query<Document>()
                          .filter(tags.contains(text) && tags.containsAll({ u"other"_s, text }) && tags.overlaps({ text })
                                  && tags.containedBy({ text, u"other"_s, u"more"_s }) && tags.at(0) == text)
                          .values(id)
                          .all();
        QVERIFY2(found, qPrintable(text + (found ? QString() : found.error().toString())));
        QVERIFY2(*found == QList<qint64> { i }, qPrintable(text));
    }
}

void tst_Documents::wrongPlaces()
{
    QFETCH(int, target);
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    for (const Condition &condition :
            { meta.at(u"list"_s).at(-1).isNull(), tags.at(-1) == u"", meta.at(-2).contains(QJsonObject()) }) {
        const auto counted = m_databases[size_t(target)].query<Document>().filter(condition).count();
        QVERIFY(!counted);
        QCOMPARE(counted.error().kind(), ErrorKind::InvalidQuery);
        QVERIFY(counted.error().message().contains(u"counted from 0"_s));
    }
    QCOMPARE(sent, 0);
}

QTEST_GUILESS_MAIN(tst_Documents)
#include "tst_documents.moc"
