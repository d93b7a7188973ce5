// SPDX-License-Identifier: MIT
// Aggregates that keep all values: the same text and the same JSON from each target.
#include <quoin/quoin.h>

#include <quoin/expr/collect.h>
#include <quoin/expr/window.h>
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

class Part
{
    Q_GADGET
    QUOIN_MODEL("parts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, whole, "maxLength=10")
    QUOIN_FIELD(std::optional<QString>, name, "")
    QUOIN_FIELD(std::optional<int>, size, "")
    QUOIN_FIELD(double, mass, "")
    QUOIN_FIELD(bool, spare, "")
    QUOIN_FIELD(std::optional<QJsonObject>, meta, "")
};

namespace {

const auto id = field<&Part::id>;
const auto whole = field<&Part::whole>;
const auto name = field<&Part::name>;
const auto size = field<&Part::size>;

QJsonArray array(const char *text) { return QJsonDocument::fromJson(text).array(); }
QJsonObject object(const char *text) { return QJsonDocument::fromJson(text).object(); }

} // namespace

class tst_Collect : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void texts_data() { QUOIN_TARGET_ROWS(); }
    void texts();
    void hostileSeparators_data() { QUOIN_TARGET_ROWS(); }
    void hostileSeparators();
    void longTexts_data() { QUOIN_TARGET_ROWS(); }
    void longTexts();
    void json_data() { QUOIN_TARGET_ROWS(); }
    void json();
    void objects_data() { QUOIN_TARGET_ROWS(); }
    void objects();
    void refusals_data() { QUOIN_TARGET_ROWS(); }
    void refusals();

private:
    auto parts() const
    {
        QFETCH(int, target);
        return m_databases[size_t(target)].query<Part>();
    }
    std::vector<Database> m_databases;
};

void tst_Collect::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        Database database = Database::open(quoin::test::freshDatabase(target)).value();
        QVERIFY_RESULT((createTables<Part>(database)));
        for (Part part : { Part { 1, u"car"_s, u"wheel"_s, 4, 10.5, false, object(R"({"a": [1, null]})") },
                     Part { 2, u"car"_s, std::nullopt, std::nullopt, 1.0, true, std::nullopt },
                     Part { 3, u"car"_s, u"Äxle"_s, 2, 0.25, true, QJsonObject() },
                     Part { 4, u"car"_s, u"Wheel"_s, 4, 10.5, false, object(R"({"it's": "\"x\"\\"})") },
                     Part { 5, u"car"_s, u"wheel"_s, 1, 10.5, false, std::nullopt },
                     Part { 6, u"box"_s, std::nullopt, std::nullopt, 0.0, false, std::nullopt } })
            QVERIFY_RESULT(database.insert(part));
        m_databases.push_back(database);
    }
}

void tst_Collect::texts()
{
    const auto ofCar = [&](const auto &aggregate) {
        const auto text = parts().filter(whole == u"car").aggregate(aggregate);
        return text ? text->value_or(u"NULL"_s) : text.error().toString();
    };
    QCOMPARE(ofCar(stringAgg(name, u", "_s)), u"Wheel, wheel, wheel, Äxle"_s); // by characters
    QCOMPARE(ofCar(stringAgg(name, u", "_s, name.desc())), u"Äxle, wheel, wheel, Wheel"_s);
    QCOMPARE(ofCar(stringAgg(name, QString(), id.desc())), u"wheelWheelÄxlewheel"_s);
    QCOMPARE(ofCar(stringAgg(coalesce(name, u"-"_s), u"|"_s, size.asc())).section(u'|', 0, 2), u"-|wheel|Äxle"_s);
    QCOMPARE(ofCar(stringAgg(coalesce(name, u"-"_s), u"|"_s, size.asc().nullsLast())).section(u'|', 4), u"-"_s);
    QCOMPARE(ofCar(stringAgg(cast<QString>(size), u"+"_s, size.desc())), u"4+4+2+1"_s);
    QCOMPARE(ofCar(stringAgg(name, u","_s).distinct()), u"Wheel,wheel,Äxle"_s);
    QCOMPARE(ofCar(stringAgg(name, u","_s, name.desc()).distinct()), u"Äxle,wheel,Wheel"_s);
    QCOMPARE(ofCar(stringAgg(name, u","_s).filter(size == 4)), u"Wheel,wheel"_s);
    QCOMPARE(ofCar(stringAgg(name, u","_s).filter(size == 99)), u"NULL"_s);
    const auto groups = parts().values(whole, stringAgg(name, u","_s), count()).orderBy(whole).all();
    QVERIFY_RESULT(groups);
    using Row = std::tuple<QString, std::optional<QString>, qint64>;
    QCOMPARE(*groups, (QList<Row> { { u"box"_s, std::nullopt, 1 }, { u"car"_s, u"Wheel,wheel,wheel,Äxle"_s, 5 } }));
    QVERIFY(!parts().filter(id == 99).aggregate(stringAgg(name, u","_s)).value());
}

void tst_Collect::hostileSeparators()
{
    for (const QString &separator : { u"'"_s, u"\\"_s, u"\\'"_s, u"''"_s, u"\""_s, u"?"_s, u"$1"_s, u":x"_s, u"%"_s, u"🙂"_s,
                 u"\n"_s, u"'; DROP TABLE parts; --"_s, u"{0}"_s, u"--"_s, u"`"_s }) {
        const auto text = parts().filter(size == 4).aggregate(stringAgg(name, separator));
        QVERIFY_RESULT(text);
        QCOMPARE(*text, QString(u"Wheel"_s + separator + u"wheel"_s));
    }
}

/// No limit of a session cuts the result without a word.
void tst_Collect::longTexts()
{
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Part>(database)));
    constexpr int rows = 40;
    constexpr int length = 50'000;
    for (int i = 0; i < rows; ++i) {
        Part part { .id = i, .whole = u"long"_s, .name = QString(length, QChar(u'a' + i % 26)) };
        QVERIFY_RESULT(database.insert(part));
    }
    const auto text = database.query<Part>().aggregate(stringAgg(name, u"-"_s, id.asc()));
    QVERIFY_RESULT(text);
    QCOMPARE((*text)->size(), rows * length + rows - 1);
    QVERIFY((*text)->endsWith(u"nn"_s));
    QVERIFY_RESULT(database.query<Part>().aggregate(jsonArrayAgg(name, id.asc())));
}

void tst_Collect::json()
{
    const auto ofCar = [&](const auto &aggregate) {
        const auto json = parts().filter(whole == u"car").aggregate(aggregate);
        return json ? json->value_or(QJsonArray { u"NULL"_s }) : QJsonArray { json.error().toString() };
    };
    QCOMPARE(ofCar(jsonArrayAgg(size)), array("[null, 1, 2, 4, 4]"));
    QCOMPARE(ofCar(jsonArrayAgg(name, id.desc())), array(R"(["wheel", "Wheel", "Äxle", null, "wheel"])"));
    QCOMPARE(ofCar(jsonArrayAgg(field<&Part::mass>)), array("[0.25, 1, 10.5, 10.5, 10.5]"));
    QCOMPARE(ofCar(jsonArrayAgg(field<&Part::spare>, id.asc())), array("[false, true, true, false, false]"));
    QCOMPARE(ofCar(jsonArrayAgg(field<&Part::meta>, id.asc())),
            array(R"([{"a": [1, null]}, null, {}, {"it's": "\"x\"\\"}, null])"));
    QCOMPARE(ofCar(jsonArrayAgg(size).filter(size > 1)), array("[2, 4, 4]"));
    QCOMPARE(ofCar(jsonArrayAgg(size).filter(size > 9)), array(R"(["NULL"])"));
    const auto object = parts().filter(whole == u"car").aggregate(jsonObjectAgg(name, id));
    QVERIFY_RESULT(object);
    QVERIFY(*object);
    QCOMPARE((*object)->keys(), (QStringList { u"Wheel"_s, u"wheel"_s, u"Äxle"_s }));
    QCOMPARE((**object)[u"Äxle"_s], QJsonValue(3));
    const auto none = parts().filter(whole == u"box").aggregate(jsonObjectAgg(name, id));
    QVERIFY_RESULT(none);
    QVERIFY(!*none); // its one row has no key
    const auto nested = parts().filter(id == 1).aggregate(jsonObjectAgg(name, field<&Part::meta>));
    QVERIFY_RESULT(nested);
    QVERIFY(*nested);
    QCOMPARE(**nested, ::object(R"({"wheel": {"a": [1, null]}})"));
}

void tst_Collect::objects()
{
    const auto made
            = jsonObject(u"id"_s, id, u"it's \"so\""_s, name, u"mass"_s, field<&Part::mass>, u"spare"_s, field<&Part::spare>,
                    u"meta"_s, field<&Part::meta>, u"kind"_s, 1, u"word"_s, u"x"_s, u"inner"_s, jsonObject(u"size"_s, size));
    const auto rows = parts().filter(id <= 2).orderBy(id).values(made).all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->at(0), object(R"({"id": 1, "it's \"so\"": "wheel", "mass": 10.5, "spare": false, "meta": {"a": [1, null]},
                                      "kind": 1, "word": "x", "inner": {"size": 4}})"));
    QCOMPARE(rows->at(1), object(R"({"id": 2, "it's \"so\"": null, "mass": 1, "spare": true, "meta": null, "kind": 1, "word": "x",
                                      "inner": {"size": null}})"));
    const auto collected = parts().filter(id <= 2).aggregate(jsonArrayAgg(jsonObject(u"i"_s, id), id.desc()));
    QVERIFY_RESULT(collected);
    QCOMPARE(collected->value(), array(R"([{"i": 2}, {"i": 1}])"));
}

void tst_Collect::refusals()
{
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto repeated = parts().aggregate(stringAgg(name, u","_s, id.asc()).distinct());
    QVERIFY(!repeated);
    QCOMPARE(repeated.error().kind(), ErrorKind::InvalidQuery);
    const auto over = parts().values(stringAgg(name, u","_s).over(Window())).all();
    QVERIFY(!over);
    QCOMPARE(over.error().kind(), ErrorKind::Unsupported);
    QCOMPARE(sent, 0);
}

QTEST_GUILESS_MAIN(tst_Collect)
#include "tst_collect.moc"
