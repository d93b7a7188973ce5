// SPDX-License-Identifier: MIT
// Reading: that each engine gives the rows that the condition means, in the order and pages asked for.
#include <quoin/quoin.h>

#include <quoin/dialect/dialect.h>
#include <quoin/telemetry/statementevent.h>

#include <hostiletexts.h>
#include <tables/tables.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace reading {

class Owner
{
    Q_GADGET
    QUOIN_MODEL("owners", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, name, "maxLength=40")
};

/// Nullable columns of the types that comparisons differ for, and a nullable way to another table.
class Thing
{
    Q_GADGET
    QUOIN_MODEL("things", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(int, rank, "")
    QUOIN_FIELD(double, mass, "")
    QUOIN_FIELD(std::optional<int>, size, "")
    QUOIN_FIELD(std::optional<int>, weight, "")
    QUOIN_FIELD(std::optional<QString>, label, "maxLength=40")
    QUOIN_FIELD(std::optional<quoin::Decimal>, price, "precision=10, scale=2")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, owner, "null")
};

class Text
{
    Q_GADGET
    QUOIN_MODEL("texts", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, text, "maxLength=200")
    QUOIN_FIELD(QString, secret, "maxLength=50, sensitive")
};

/// Knows less of its table than it should.
class Strict
{
    Q_GADGET
    QUOIN_MODEL("stricts", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(int, size, "")
};

} // namespace reading

using namespace reading;

namespace {

const QStringList ownerNames { u"Ann"_s, u"bob"_s, u""_s };

/// What filter() means, in memory: NULL equals NULL, is in no order with anything, and matches no text.
using Predicate = std::function<bool(const Thing &)>;
struct Meant
{
    Condition condition;
    Predicate predicate;
    QString text;
};

template<class T, class Compare>
bool ordered(const std::optional<T> &a, const std::optional<T> &b, Compare compare)
{
    return a && b && compare(*a, *b);
}

std::optional<QString> ownerName(const Thing &thing)
{
    const auto *key = thing.owner.key().get<qint64>();
    return key ? std::optional(ownerNames.at(qsizetype(*key) - 1)) : std::nullopt;
}

rc::Gen<std::optional<int>> anyNumber()
{
    return rc::gen::map(rc::gen::inRange(-1, 4), [](int n) { return n < 0 ? std::nullopt : std::optional(n); });
}

const QStringList &labels()
{
    static const QStringList all { u""_s, u"a"_s, u"A"_s, u"a "_s, u"ä"_s, u"ab"_s, u"%"_s, u"_"_s, u"a%b"_s };
    return all;
}

rc::Gen<QString> anyLabel()
{
    return rc::gen::map(rc::gen::inRange<int>(0, int(labels().size())), [](int at) { return labels().at(at); });
}

/// One comparison, and what it means.
Meant anyLeaf()
{
    const int kind = *rc::gen::inRange(0, 15);
    const std::optional<int> number = *anyNumber();
    const QString label = *anyLabel();
    const QString shown = number ? QString::number(*number) : u"null"_s;
    switch (kind) {
    case 0: return { field<&Thing::size> == number, [=](const Thing &t) { return t.size == number; }, u"size = "_s + shown };
    case 1: return { field<&Thing::size> != number, [=](const Thing &t) { return t.size != number; }, u"size != "_s + shown };
    case 2:
        return { field<&Thing::size> < number, [=](const Thing &t) { return ordered(t.size, number, std::less()); },
            u"size < "_s + shown };
    case 3:
        return { field<&Thing::size> >= number, [=](const Thing &t) { return ordered(t.size, number, std::greater_equal()); },
            u"size >= "_s + shown };
    case 4: return { field<&Thing::size>.isNull(), [](const Thing &t) { return !t.size; }, u"size is null"_s };
    case 5:
        return { field<&Thing::size> == field<&Thing::weight>, [](const Thing &t) { return t.size == t.weight; },
            u"size = weight"_s };
    case 6:
        return { field<&Thing::size> != field<&Thing::weight>, [](const Thing &t) { return t.size != t.weight; },
            u"size != weight"_s };
    case 7:
        return { field<&Thing::size> <= field<&Thing::rank>,
            [](const Thing &t) { return ordered(t.size, std::optional(t.rank), std::less_equal()); }, u"size <= rank"_s };
    case 8: {
        QList<int> list;
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
            list << *rc::gen::inRange(0, 4);
        return { field<&Thing::size>.in(list), [=](const Thing &t) { return t.size && list.contains(*t.size); },
            u"size in %1"_s.arg(list.size()) };
    }
    case 9: {
        const int high = *rc::gen::inRange(0, 4);
        return { field<&Thing::rank>.between(1, high), [=](const Thing &t) { return t.rank >= 1 && t.rank <= high; },
            u"rank 1..%1"_s.arg(high) };
    }
    case 10: return { field<&Thing::label> == label, [=](const Thing &t) { return t.label == label; }, u"label = "_s + label };
    case 11:
        return { field<&Thing::label>.contains(label), [=](const Thing &t) { return t.label && t.label->contains(label); },
            u"label ~ "_s + label };
    case 12:
        return { field<&Thing::label>.startsWith(label), [=](const Thing &t) { return t.label && t.label->startsWith(label); },
            u"label ^ "_s + label };
    case 13: {
        const QString name = ownerNames.at(*rc::gen::inRange(0, 3));
        return { field<&Thing::owner, &Owner::name> == name, [=](const Thing &t) { return ownerName(t) == name; },
            u"owner = "_s + name };
    }
    default: {
        const Decimal price = Decimal::fromString(number ? u"%1.50"_s.arg(*number) : u"10.00"_s).value();
        return { field<&Thing::price> > price, [=](const Thing &t) { return t.price && *t.price > price; },
            u"price > "_s + price.toString() };
    }
    }
}

Meant anyCondition(int depth)
{
    const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 4);
    if (kind == 0)
        return anyLeaf();
    Meant a = anyCondition(depth - 1);
    if (kind == 1)
        return { !a.condition, [p = a.predicate](const Thing &t) { return !p(t); }, u"!("_s + a.text + u')' };
    Meant b = anyCondition(depth - 1);
    if (kind == 2) {
        return { a.condition && b.condition, [p = a.predicate, q = b.predicate](const Thing &t) { return p(t) && q(t); },
            u'(' + a.text + u" && " + b.text + u')' };
    }
    return { a.condition || b.condition, [p = a.predicate, q = b.predicate](const Thing &t) { return p(t) || q(t); },
        u'(' + a.text + u" || " + b.text + u')' };
}

QList<qint64> ids(const QList<Thing> &things)
{
    QList<qint64> out;
    for (const Thing &thing : things)
        out << thing.id;
    return out;
}

} // namespace

class tst_Query : public QObject
{
    Q_OBJECT

private slots:
    void complements_data() { QUOIN_TARGET_ROWS(); }
    void complements();
    void orderOfNulls_data() { QUOIN_TARGET_ROWS(); }
    void orderOfNulls();
    void orderOfText_data() { QUOIN_TARGET_ROWS(); }
    void orderOfText();
    void pages_data() { QUOIN_TARGET_ROWS(); }
    void pages();
    void terminals_data() { QUOIN_TARGET_ROWS(); }
    void terminals();
    void exactText_data() { QUOIN_TARGET_ROWS(); }
    void exactText();
    void ignoreCase_data() { QUOIN_TARGET_ROWS(); }
    void ignoreCase();
    void hostileTexts_data() { QUOIN_TARGET_ROWS(); }
    void hostileTexts();
    void acrossRelations_data() { QUOIN_TARGET_ROWS(); }
    void acrossRelations();
    void decimals_data() { QUOIN_TARGET_ROWS(); }
    void decimals();
    void numbersOfOtherTypes_data() { QUOIN_TARGET_ROWS(); }
    void numbersOfOtherTypes();
    void emptyListNeedsNoValue_data() { QUOIN_TARGET_ROWS(); }
    void emptyListNeedsNoValue();
    void longLists_data() { QUOIN_TARGET_ROWS(); }
    void longLists();
    void sensitiveValuesAreMasked_data() { QUOIN_TARGET_ROWS(); }
    void sensitiveValuesAreMasked();
    void nullWithoutAPlace_data() { QUOIN_TARGET_ROWS(); }
    void nullWithoutAPlace();
    void textInAnIntegerColumn_data();
    void textInAnIntegerColumn();
    void neverOpened();

private:
    Database &open(const Target &target);
    QHash<QString, Database> m_databases;
    QList<Thing> m_things;
};

/// A thousand combinations would be slow to insert one by one: these have every pair of NULL and not NULL.
Database &tst_Query::open(const Target &target)
{
    Database &db = m_databases[target.name];
    if (db.isValid())
        return db;
    db = Database::open(test::freshDatabase(target)).value();
    createTables<Owner, Thing, Text>(db).value();
    const auto filled = db.transaction([&](Transaction &) -> Result<void> {
        for (qsizetype i = 0; i < ownerNames.size(); ++i) {
            Owner owner { .id = i + 1, .name = ownerNames.at(i) };
            if (auto done = db.insert(owner); !done)
                return done;
        }
        m_things.clear();
        for (int i = 0; i < 60; ++i) {
            Thing thing;
            thing.id = i + 1;
            thing.rank = i % 3;
            thing.mass = i * 0.5;
            if (i % 4)
                thing.size = i % 4;
            if (i % 5 > 1)
                thing.weight = i % 5 - 1;
            if (i % 7)
                thing.label = labels().at(i % labels().size());
            if (i % 3)
                thing.price = Decimal::fromString(u"%1.50"_s.arg(i % 12)).value();
            if (i % 2)
                thing.owner = ForeignKey<Owner>(Value(qint64(i % 3 + 1)));
            if (auto done = db.insert(thing); !done)
                return done;
            m_things << thing;
        }
        return {};
    });
    filled.value();
    return db;
}

void tst_Query::complements()
{
    Database &db = open(QUOIN_TARGET());
    const bool holds = rc::check([&] {
        const Meant meant = anyCondition(3);
        RC_LOG() << meant.text.toStdString();
        QList<qint64> in;
        QList<qint64> out;
        for (const Thing &thing : std::as_const(m_things))
            (meant.predicate(thing) ? in : out) << thing.id;
        const auto query = db.query<Thing>().orderBy(field<&Thing::id>);
        const auto filtered = query.filter(meant.condition).all();
        const auto excluded = query.exclude(meant.condition).all();
        if (!filtered || !excluded)
            RC_FAIL((filtered ? excluded : filtered).error().toString().toStdString());
        RC_ASSERT(ids(*filtered) == in);
        RC_ASSERT(ids(*excluded) == out);
        const auto counted = query.filter(meant.condition).count();
        RC_ASSERT(counted.value() == in.size());
        RC_ASSERT(query.filter(meant.condition).exists().value() == !in.isEmpty());
    });
    QVERIFY(holds);
}

void tst_Query::orderOfNulls()
{
    Database &db = open(QUOIN_TARGET());
    const auto sizes = [&](const Order &order) {
        QString out;
        const auto rows = db.query<Thing>().filter(field<&Thing::id>.in({ 1, 2, 3, 4 })).orderBy(order).all();
        for (const Thing &thing : rows.value())
            out += thing.size ? QString::number(*thing.size) : u"-"_s;
        return out;
    };
    const auto size = field<&Thing::size>;
    QCOMPARE(sizes(size.asc()), u"-123"_s);
    QCOMPARE(sizes(size.desc()), u"321-"_s);
    QCOMPARE(sizes(size.asc().nullsLast()), u"123-"_s);
    QCOMPARE(sizes(size.desc().nullsFirst()), u"-321"_s);
    QCOMPARE(sizes(size.asc().nullsFirst()), u"-123"_s);
    QCOMPARE(sizes(size.desc().nullsLast()), u"321-"_s);
}

void tst_Query::orderOfText()
{
    Database &db = open(QUOIN_TARGET());
    QStringList found;
    const auto rows = db.query<Owner>().orderBy(field<&Owner::name>).all();
    for (const Owner &owner : rows.value())
        found << owner.name;
    QCOMPARE(found, QStringList({ u""_s, u"Ann"_s, u"bob"_s })); // by code point, whatever the server's locale
}

void tst_Query::pages()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Thing>().orderBy(field<&Thing::rank>.desc(), field<&Thing::size>);
    for (const int size : { 1, 7, 59, 60, 100 }) {
        QList<qint64> seen;
        for (int offset = 0; offset < 60; offset += size) {
            const auto page = query.limit(size).offset(offset).all();
            QVERIFY_RESULT(page);
            QCOMPARE(page->size(), std::min(size, 60 - offset));
            seen += ids(*page);
            QCOMPARE(query.limit(size).offset(offset).count().value(), page->size());
        }
        const QSet<qint64> distinct(seen.cbegin(), seen.cend());
        QCOMPARE(distinct.size(), 60);
        QCOMPARE(seen, ids(query.all().value()));
    }
    QCOMPARE(query.offset(58).all()->size(), 2); // an offset alone
    QCOMPARE(query.limit(0).all()->size(), 0);
    QCOMPARE(query.limit(5).offset(60).all()->size(), 0);
    QCOMPARE(query.limit(5).offset(60).exists().value(), false);
    for (const auto &wrong : { query.limit(-1), query.offset(-1) }) {
        QCOMPARE(wrong.all().error().kind(), ErrorKind::InvalidQuery);
        QCOMPARE(wrong.count().error().kind(), ErrorKind::InvalidQuery);
    }
}

void tst_Query::terminals()
{
    Database &db = open(QUOIN_TARGET());
    const auto all = db.query<Thing>();
    const auto one = all.filter(field<&Thing::id> == 7);
    const auto none = all.filter(field<&Thing::id> == 7777);
    const auto many = all.filter(field<&Thing::rank> == 1);

    QCOMPARE(one.get()->id, 7);
    QCOMPARE(one.getOrNone()->value().id, 7);
    QCOMPARE(many.first()->id, 2);
    QCOMPARE(many.orderBy(field<&Thing::id>.desc()).first()->id, 59);
    QCOMPARE(all.count().value(), 60);
    QCOMPARE(many.count().value(), 20);
    QCOMPARE(none.count().value(), 0);
    QVERIFY(many.exists().value());
    QVERIFY(!none.exists().value());
    QVERIFY(!none.getOrNone().value());
    QCOMPARE(many.limit(1).get()->rank, 1);

    for (const Error &error : { none.get().error(), none.first().error() }) {
        QCOMPARE(error.kind(), ErrorKind::NotFound);
        QCOMPARE(error.model(), u"reading::Thing"_s);
    }
    for (const Error &error : { many.get().error(), many.getOrNone().error() }) {
        QCOMPARE(error.kind(), ErrorKind::MultipleFound);
        QVERIFY(error.hint().contains(u"first()"));
    }
}

void tst_Query::exactText()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(db.execute(u"DELETE FROM texts"_s));
    const QStringList stored { u"a"_s, u"A"_s, u"a "_s, u"é"_s, u"e"_s, u"%"_s, u"_"_s, u"abc"_s, u"a%c"_s, u"a_c"_s, u"a\\c"_s,
        u"*"_s, u"[a]"_s, u"?"_s };
    for (qsizetype i = 0; i < stored.size(); ++i) {
        Text text { .id = i, .text = stored.at(i), .secret = {} };
        QVERIFY_RESULT(db.insert(text));
    }
    const auto found = [&](const Condition &condition) {
        QStringList out;
        const auto rows = db.query<Text>().filter(condition).orderBy(field<&Text::id>).all();
        for (const Text &text : rows.value())
            out << text.text;
        return out;
    };
    const auto wanted = [&](auto &&predicate) {
        QStringList out;
        std::copy_if(stored.cbegin(), stored.cend(), std::back_inserter(out), predicate);
        return out;
    };
    for (const QString &needle : stored) {
        QCOMPARE(found(field<&Text::text> == needle), QStringList { needle });
        QCOMPARE(found(field<&Text::text>.in(QStringList { needle })), QStringList { needle });
        QCOMPARE(found(field<&Text::text>.contains(needle)), wanted([&](const QString &text) { return text.contains(needle); }));
        QCOMPARE(found(field<&Text::text>.startsWith(needle)),
                wanted([&](const QString &text) { return text.startsWith(needle); }));
        QCOMPARE(found(field<&Text::text>.endsWith(needle)), wanted([&](const QString &text) { return text.endsWith(needle); }));
    }
    QCOMPARE(found(field<&Text::text>.contains(QString())), stored); // every text contains the empty one
}

void tst_Query::ignoreCase()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(db.execute(u"DELETE FROM texts"_s));
    int id = 0;
    for (const QString &name : { u"ÉCOLE"_s, u"école"_s, u"Ecole"_s, u"ДОМ"_s }) {
        Text text { .id = ++id, .text = name, .secret = {} };
        QVERIFY_RESULT(db.insert(text));
    }
    const auto found = [&](const Condition &condition) { return db.query<Text>().filter(condition).count(); };
    if (!db.dialect().capabilities().ignoreCaseMatch) {
        int sent = 0;
        const StatementObserver observer([&](const StatementEvent &) { ++sent; });
        QCOMPARE(found(field<&Text::text>.icontains(u"É"_s)).error().kind(), ErrorKind::Unsupported);
        QCOMPARE(sent, 0);
        return;
    }
    QCOMPARE(found(field<&Text::text>.icontains(u"COL"_s)).value(), 3);
    QCOMPARE(found(field<&Text::text>.istartsWith(u"éc"_s)).value(), 2);
    QCOMPARE(found(field<&Text::text>.iendsWith(u"ом"_s)).value(), 1);
}

void tst_Query::hostileTexts()
{
    Database &db = open(QUOIN_TARGET());
    QVERIFY_RESULT(db.execute(u"DELETE FROM texts"_s));
    const QStringList &hostile = test::hostileTexts();
    for (qsizetype i = 0; i < hostile.size(); ++i) {
        Text text { .id = i, .text = hostile.at(i), .secret = {} };
        QVERIFY_RESULT(db.insert(text));
    }
    const auto all = db.query<Text>();
    for (qsizetype i = 0; i < hostile.size(); ++i) {
        const QString &text = hostile.at(i);
        const auto exact = all.filter(field<&Text::text> == text).get();
        QVERIFY_RESULT(exact);
        QCOMPARE(exact->id, i);
        QCOMPARE(exact->text, text);
        const auto expected = [&](auto &&matches) { return std::count_if(hostile.cbegin(), hostile.cend(), matches); };
        QCOMPARE(all.filter(field<&Text::text>.contains(text)).count().value(),
                expected([&](const QString &t) { return t.contains(text); }));
        QCOMPARE(all.filter(field<&Text::text>.startsWith(text)).count().value(),
                expected([&](const QString &t) { return t.startsWith(text); }));
        QCOMPARE(all.filter(field<&Text::text>.endsWith(text)).count().value(),
                expected([&](const QString &t) { return t.endsWith(text); }));
        QCOMPARE(all.filter(field<&Text::text> != text).count().value(), hostile.size() - 1);
        QCOMPARE(all.filter(field<&Text::text>.in(QStringList { text, text })).count().value(), 1);
    }
    // What no engine can keep the same is refused by all.
    for (const QString &refused : test::unstorableTexts()) {
        const auto failed = all.filter(field<&Text::text> == refused).all();
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind(), ErrorKind::Conversion);
        QCOMPARE(all.filter(field<&Text::text>.contains(refused)).all().error().kind(), ErrorKind::Conversion);
    }
}

void tst_Query::acrossRelations()
{
    Database &db = open(QUOIN_TARGET());
    // A thing without an owner is not lost from the other arm.
    const Condition annOrLow = field<&Thing::owner, &Owner::name> == u"Ann" || field<&Thing::rank> == 0;
    const auto expected = std::count_if(
            m_things.cbegin(), m_things.cend(), [](const Thing &t) { return ownerName(t) == u"Ann"_s || t.rank == 0; });
    QCOMPARE(db.query<Thing>().filter(annOrLow).count().value(), expected);
    const auto ordered = db.query<Thing>().orderBy(field<&Thing::owner, &Owner::name>.desc()).all();
    QVERIFY_RESULT(ordered);
    QCOMPARE(ordered->size(), 60);
    QCOMPARE(ownerName(ordered->first()), std::optional(u"bob"_s));
    QVERIFY(ordered->last().owner.isNull());

    const Owner ann { .id = 1, .name = u"Ann"_s };
    QCOMPARE(db.query<Thing>().filter(field<&Thing::owner> == ann).count().value(),
            db.query<Thing>().filter(field<&Thing::owner, &Owner::id> == 1).count().value());
    QCOMPARE(db.query<Thing>().filter(field<&Thing::owner>.isNull()).count().value(), 30);
}

void tst_Query::decimals()
{
    Database &db = open(QUOIN_TARGET());
    const auto price = field<&Thing::price>;
    const auto value = [](const QString &text) { return Decimal::fromString(text).value(); };
    const auto count = [&](const Condition &condition) { return db.query<Thing>().filter(condition).count().value(); };
    const auto expected = [&](auto &&predicate) {
        return std::count_if(m_things.cbegin(), m_things.cend(), [&](const Thing &t) { return t.price && predicate(*t.price); });
    };
    // 10.50 is more than 9.50 also where decimals are stored as text.
    QCOMPARE(count(price > value(u"9.5"_s)), expected([&](const Decimal &d) { return d > value(u"9.5"_s); }));
    QCOMPARE(count(price == value(u"10.5"_s)), expected([&](const Decimal &d) { return d == value(u"10.5"_s); }));
    QCOMPARE(count(price == value(u"10.500000"_s)), count(price == value(u"10.5"_s)));
    QCOMPARE(count(price == value(u"10.501"_s)), 0);
    QCOMPARE(count(price < value(u"10.501"_s)), expected([&](const Decimal &d) { return d < value(u"10.501"_s); }));
    QCOMPARE(count(price.in({ value(u"1.5"_s), value(u"1.501"_s) })),
            expected([&](const Decimal &d) { return d == value(u"1.5"_s); }));
    QCOMPARE(count(price > value(u"99999999999999999999"_s)), 0);
    QCOMPARE(count(price.between(2, 4)), expected([&](const Decimal &d) { return d >= Decimal(2) && d <= Decimal(4); }));
    const auto rows = db.query<Thing>().filter(price.isNotNull()).orderBy(price).all();
    QVERIFY_RESULT(rows);
    QVERIFY(std::is_sorted(rows->cbegin(), rows->cend(), [](const Thing &a, const Thing &b) { return *a.price < *b.price; }));
}

void tst_Query::numbersOfOtherTypes()
{
    Database &db = open(QUOIN_TARGET());
    const auto count = [&](const Condition &condition) { return db.query<Thing>().filter(condition).count(); };
    const std::pair<Condition, int> cases[] {
        { field<&Thing::mass> == 2, 1 },
        { field<&Thing::mass> > 28, 3 },
        { field<&Thing::mass>.in({ 1.0, 1.5 }), 2 },
        { field<&Thing::mass> < 0.5f, 1 },
        { field<&Thing::id> == quint64(7), 1 },
        { field<&Thing::id> < std::numeric_limits<quint64>::max(), 60 },
        { field<&Thing::rank> == short(1), 20 },
        { field<&Thing::rank> < 5'000'000'000, 60 },
        { field<&Thing::price> == 10, 0 },
        { field<&Thing::size> == qint64(1), 15 },
    };
    for (const auto &[condition, expected] : cases) {
        const auto found = count(condition);
        QVERIFY_RESULT(found);
        QCOMPARE(*found, expected);
    }
}

void tst_Query::emptyListNeedsNoValue()
{
    Database &db = open(QUOIN_TARGET());
    const Condition nothing = field<&Thing::size>.in(QList<int>());
    QCOMPARE(db.query<Thing>().filter(nothing).count().value(), 0);
    QCOMPARE(db.query<Thing>().exclude(nothing).count().value(), 60);
    QCOMPARE(db.query<Thing>().filter(nothing || field<&Thing::id> == 1).count().value(), 1);
    QCOMPARE(db.query<Thing>().filter(field<&Thing::size>.in(QList<std::optional<int>> { std::nullopt })).count().value(), 0);
}

void tst_Query::longLists()
{
    Database &db = open(QUOIN_TARGET());
    QList<qint64> many(30'000);
    std::iota(many.begin(), many.end(), 1);
    QCOMPARE(db.query<Thing>().filter(field<&Thing::id>.in(many)).count().value(), 60);
    QCOMPARE(db.query<Thing>().exclude(field<&Thing::id>.in(many)).count().value(), 0);
}

void tst_Query::sensitiveValuesAreMasked()
{
    Database &db = open(QUOIN_TARGET());
    const auto query = db.query<Text>().filter(field<&Text::secret> == u"planted-secret"
            || field<&Text::secret>.contains(u"planted-secret"_s) || field<&Text::text> == u"shown");
    const auto sql = query.toSql();
    QVERIFY_RESULT(sql);
    QVERIFY(sql->bindings.join(u' ').contains(u"shown"));
    QVERIFY(!sql->bindings.join(u' ').contains(u"planted-secret"));
    QVERIFY(!sql->text.contains(u"planted-secret"));
    QString printed;
    QDebug(&printed) << *sql;
    QVERIFY(!printed.contains(u"planted-secret"));
}

void tst_Query::nullWithoutAPlace()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE stricts (id bigint PRIMARY KEY, size integer)"_s));
    QVERIFY_RESULT(db.execute(u"INSERT INTO stricts VALUES (1, NULL), (2, 1)"_s));
    const auto failed = db.query<Strict>().all();
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::Conversion);
    QCOMPARE(failed.error().model(), u"reading::Strict"_s);
    QCOMPARE(failed.error().field(), u"size"_s);
    QVERIFY2(failed.error().hint().contains(u"std::optional<int>"), qPrintable(failed.error().hint()));
    QCOMPARE(db.get<Strict>(1).error().kind(), ErrorKind::Conversion);
    QCOMPARE(db.get<Strict>(2)->size, 1);
    QCOMPARE(db.query<Strict>().count().value(), 2); // the connection goes on
}

void tst_Query::textInAnIntegerColumn_data()
{
    QTest::addColumn<int>("target");
    for (int row = 0; row < test::targets().size(); ++row) {
        if (test::targets().at(row).engine == "sqlite"_L1) // the only one that stores it
            QTest::newRow(qPrintable(test::targets().at(row).name)) << row;
    }
}

void tst_Query::textInAnIntegerColumn()
{
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT(db.execute(u"CREATE TABLE stricts (id INTEGER PRIMARY KEY, size INTEGER)"_s));
    QVERIFY_RESULT(db.execute(u"INSERT INTO stricts VALUES (1, 10), (2, 'ten'), (3, 1.5), (4, x'00'), (5, 99999999999)"_s));
    QCOMPARE(db.get<Strict>(1)->size, 10);
    for (int id = 2; id <= 5; ++id) {
        const auto failed = db.get<Strict>(id);
        QVERIFY2(!failed, qPrintable(QString::number(id)));
        QCOMPARE(failed.error().kind(), ErrorKind::Conversion);
        QCOMPARE(failed.error().field(), u"size"_s);
    }
}

void tst_Query::neverOpened()
{
    const Database none;
    QCOMPARE(none.query<Thing>().all().error().kind(), ErrorKind::Configuration);
    QCOMPARE(none.query<Thing>().count().error().kind(), ErrorKind::Configuration);
    QCOMPARE(none.query<Thing>().toSql().error().kind(), ErrorKind::Configuration);
    QCOMPARE(none.get<Thing>(1).error().kind(), ErrorKind::Configuration);
}

QTEST_GUILESS_MAIN(tst_Query)
#include "tst_query.moc"
