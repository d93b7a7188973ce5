// SPDX-License-Identifier: MIT
// Comparing and ordering: each engine gives what C++ gives for the same values, for every pair of types that can be compared.
#include <quoin/quoin.h>
#include <quoin/schema/change.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qrandom.h>
#include <QtCore/qurl.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <limits>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

namespace comparing {

class Maker
{
    Q_GADGET
    QUOIN_MODEL("makers", "")
    QUOIN_FIELD(int, id, "primaryKey, autoIncrement=no")
};

class Word
{
    Q_GADGET
    QUOIN_MODEL("words", "")
    QUOIN_FIELD(int, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QString, word, "maxLength=20, unique")
    QUOIN_FIELD(QString, other, "maxLength=20")
};

class Everything
{
    Q_GADGET
    QUOIN_MODEL("everything", "")
public:
    /// Neither in the order of their letters nor in that of their declaration.
    enum class Priority { Low = 1, Medium = 5, High = 3, None = -2 };
    Q_ENUM(Priority)

    QUOIN_FIELD(int, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(bool, on, "")
    QUOIN_FIELD(bool, off, "")
    QUOIN_FIELD(short, small, "")
    QUOIN_FIELD(ushort, smallNatural, "")
    QUOIN_FIELD(int, number, "")
    QUOIN_FIELD(std::optional<int>, maybe, "")
    QUOIN_FIELD(uint, natural, "")
    QUOIN_FIELD(qint64, large, "")
    QUOIN_FIELD(quint64, largeNatural, "")
    QUOIN_FIELD(std::optional<quint64>, maybeNatural, "")
    QUOIN_FIELD(float, single, "")
    QUOIN_FIELD(double, real, "")
    QUOIN_FIELD(std::optional<double>, maybeReal, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(std::optional<quoin::Decimal>, maybePrice, "precision=12, scale=4")
    QUOIN_FIELD(quoin::Decimal, exact, "precision=38, scale=10")
    QUOIN_FIELD(QString, name, "maxLength=20")
    QUOIN_FIELD(std::optional<QString>, text, "")
    QUOIN_FIELD(QUrl, url, "")
    QUOIN_FIELD(QByteArray, bytes, "")
    QUOIN_FIELD(QByteArray, fewBytes, "maxLength=8")
    QUOIN_FIELD(QDate, day, "")
    QUOIN_FIELD(QDate, otherDay, "")
    QUOIN_FIELD(QTime, time, "")
    QUOIN_FIELD(QTime, otherTime, "")
    QUOIN_FIELD(QDateTime, moment, "")
    QUOIN_FIELD(QDateTime, otherMoment, "")
    QUOIN_FIELD(QUuid, uuid, "")
    QUOIN_FIELD(QUuid, otherUuid, "")
    QUOIN_FIELD(Priority, priority, "")
    QUOIN_FIELD(Priority, otherPriority, "")
    QUOIN_FIELD(std::optional<Priority>, numbered, "enum=integer, values=(1, 5, 3, -2)")
    QUOIN_FIELD(QList<int>, list, "")
    QUOIN_FIELD(QJsonObject, json, "")
    QUOIN_FIELD(QList<float>, vector, "dimensions=2")
    QUOIN_FIELD(quoin::ForeignKey<Maker>, maker, "null")
};

} // namespace comparing

using namespace comparing;
using expr::NodeKind;
using Priority = Everything::Priority;

namespace {

constexpr std::array orderings { NodeKind::Equal, NodeKind::NotEqual, NodeKind::Less, NodeKind::LessOrEqual, NodeKind::Greater,
    NodeKind::GreaterOrEqual };

Decimal exact(const Decimal &value) { return value; }
template<std::integral T>
Decimal exact(T value)
{
    return std::is_signed_v<T> ? Decimal(qint64(value)) : Decimal(quint64(value));
}
QByteArray bytes(const QString &text) { return text.toUtf8(); }
QByteArray bytes(const QUrl &url) { return url.toEncoded(); }

/// What C++ says. Where one of two numbers is a double both are; all else is exact.
template<class A, class B>
std::partial_ordering compared(const A &a, const B &b)
{
    if constexpr (std::is_floating_point_v<A> || std::is_floating_point_v<B>)
        return double(a) <=> double(b);
    else if constexpr (std::is_same_v<A, bool> || std::is_enum_v<A>)
        return int(a) <=> int(b);
    else if constexpr (std::is_integral_v<A> || std::is_same_v<A, Decimal>)
        return exact(a) <=> exact(b);
    else if constexpr (std::is_same_v<A, QUrl> || std::is_same_v<A, QString>)
        return bytes(a).compare(bytes(b)) <=> 0; // UTF-8 has the order of the characters
    else if constexpr (std::is_same_v<A, QUuid>)
        return a.toRfc4122().compare(b.toRfc4122()) <=> 0;
    else if constexpr (std::is_same_v<A, QByteArray>)
        return a.compare(b) <=> 0;
    else
        return a < b ? std::partial_ordering::less : b < a ? std::partial_ordering::greater : std::partial_ordering::equivalent;
}

bool holds(NodeKind kind, std::partial_ordering order)
{
    switch (kind) {
    case NodeKind::Equal: return order == 0;
    case NodeKind::NotEqual: return order != 0;
    case NodeKind::Less: return order < 0;
    case NodeKind::LessOrEqual: return order <= 0;
    case NodeKind::Greater: return order > 0;
    default: return order >= 0;
    }
}

template<class T>
std::optional<T> optionalOf(const T &value)
{
    return value;
}
template<class T>
std::optional<T> optionalOf(const std::optional<T> &value)
{
    return value;
}
std::optional<int> optionalOf(const ForeignKey<Maker> &maker)
{
    const auto *key = maker.key().get<qint64>();
    return key ? std::optional(int(*key)) : std::nullopt;
}

template<class A, class B>
bool means(NodeKind kind, const A &a, const B &b)
{
    const auto left = optionalOf(a);
    const auto right = optionalOf(b);
    if (left && right)
        return holds(kind, compared(*left, *right));
    // NULL equals NULL alone, and is in no order.
    return kind == NodeKind::Equal ? !left && !right : kind == NodeKind::NotEqual && (left.has_value() || right.has_value());
}

/// The same small numbers for all, so that many are equal, and the ends of the type.
template<class T>
T anyNumber(QRandomGenerator &random)
{
    constexpr T low = std::numeric_limits<T>::lowest();
    constexpr T high = std::numeric_limits<T>::max();
    if constexpr (std::is_floating_point_v<T>) {
        const double numbers[] { 0, 5, 7, 10, -7, 0.5, 7.25, 9007199254740992.0, 9007199254740994.0, 18446744073709551616.0,
            9223372036854775808.0, -9223372036854775808.0, 65535 };
        return T(numbers[random.bounded(int(std::size(numbers)))]);
    } else {
        switch (random.bounded(std::is_signed_v<T> ? 11 : 8)) {
        case 0: return 0;
        case 1: return 5;
        case 2: return 7;
        case 3: return 10;
        case 4: return high;
        case 5: return T(high / 2 + 1);
        case 6: return sizeof(T) == 8 ? T(9007199254740993) : T(9); // a double has no such number
        case 7: return T(65535);
        case 8: return T(-7);
        case 9: return T(-10);
        default: return low;
        }
    }
}

template<class T>
T oneOf(QRandomGenerator &random, const QList<T> &list)
{
    return list.at(random.bounded(int(list.size())));
}

Everything anyRow(int id, QRandomGenerator &random)
{
    const QStringList texts { u""_s, u"a"_s, u"A"_s, u"b"_s, u"B"_s, u"a "_s, u"é"_s, u"z"_s, u"C"_s, u"\uFF5E"_s,
        u"\U0001F600"_s, u"http://a.b/c"_s };
    const QList<Decimal> prices { Decimal(0), Decimal(5), Decimal(7), Decimal(10), Decimal(-7),
        Decimal::fromString(u"7.25").value(), Decimal::fromString(u"65535.00").value(), Decimal::fromString(u"-0.01").value(),
        Decimal::fromString(u"0.5").value() };
    const QList<Decimal> longer = prices
            + QList<Decimal> { Decimal::fromString(u"9223372036854775807.0000000001").value(),
                  Decimal(std::numeric_limits<qint64>::max()), Decimal(std::numeric_limits<quint64>::max()),
                  Decimal(std::numeric_limits<qint64>::min()), Decimal::fromString(u"7.0000000001").value(),
                  Decimal(qint64(9007199254740993)) };
    const QList<QByteArray> binaries { ""_ba, "a"_ba, "\0"_ba, "\xff"_ba, "ab"_ba, "B"_ba };
    const QList<QDate> days { { 1, 1, 1 }, { 1969, 12, 31 }, { 2024, 2, 29 }, { 9999, 12, 31 } };
    const QList<QTime> times { { 0, 0 }, { 9, 30 }, { 23, 59, 59, 999 }, { 9, 30, 0, 1 } };
    const QList<QUuid> uuids { QUuid(), QUuid(u"{00000000-0000-0000-0000-0000000000ff}"_s),
        QUuid(u"{ff000000-0000-0000-0000-000000000000}"_s), QUuid(u"{0000a000-0000-0000-0000-000000000000}"_s) };
    const QList<Priority> priorities { Priority::Low, Priority::Medium, Priority::High, Priority::None };
    const auto moment = [&] { return QDateTime(oneOf(random, days), oneOf(random, times), Qt::UTC); };
    const auto maybe = [&](auto value) { return random.bounded(4) == 0 ? std::nullopt : std::optional(value); };

    Everything row;
    row.id = id;
    row.on = random.bounded(2) == 1;
    row.off = random.bounded(2) == 1;
    row.small = anyNumber<short>(random);
    row.smallNatural = anyNumber<ushort>(random);
    row.number = anyNumber<int>(random);
    row.maybe = maybe(anyNumber<int>(random));
    row.natural = anyNumber<uint>(random);
    row.large = anyNumber<qint64>(random);
    row.largeNatural = anyNumber<quint64>(random);
    row.maybeNatural = maybe(anyNumber<quint64>(random));
    row.single = anyNumber<float>(random);
    row.real = anyNumber<double>(random);
    row.maybeReal = maybe(anyNumber<double>(random));
    row.price = oneOf(random, prices);
    row.maybePrice = maybe(oneOf(random, prices));
    row.exact = oneOf(random, longer);
    row.name = oneOf(random, texts);
    row.text = maybe(oneOf(random, texts));
    row.url = QUrl(oneOf(random, QStringList { u"http://a.b/c"_s, u"http://a.b/C"_s, u"a"_s }));
    row.bytes = oneOf(random, binaries);
    row.fewBytes = oneOf(random, binaries);
    row.day = oneOf(random, days);
    row.otherDay = oneOf(random, days);
    row.time = oneOf(random, times);
    row.otherTime = oneOf(random, times);
    row.moment = moment();
    row.otherMoment = moment();
    row.uuid = oneOf(random, uuids);
    row.otherUuid = oneOf(random, uuids);
    row.priority = oneOf(random, priorities);
    row.otherPriority = oneOf(random, priorities);
    row.numbered = maybe(oneOf(random, priorities));
    row.vector = { 1, 2 };
    if (const int maker = random.bounded(4); maker > 0)
        row.maker.setKey(maker * 5); // 5, 10 and 15 are there
    return row;
}

// All but the list, the document and the vector, which have no order.
constexpr auto fields = std::tuple { field<&Everything::id>, field<&Everything::on>, field<&Everything::off>,
    field<&Everything::small>, field<&Everything::smallNatural>, field<&Everything::number>, field<&Everything::maybe>,
    field<&Everything::natural>, field<&Everything::large>, field<&Everything::largeNatural>, field<&Everything::maybeNatural>,
    field<&Everything::single>, field<&Everything::real>, field<&Everything::maybeReal>, field<&Everything::price>,
    field<&Everything::maybePrice>, field<&Everything::exact>, field<&Everything::name>, field<&Everything::text>,
    field<&Everything::url>, field<&Everything::bytes>, field<&Everything::fewBytes>, field<&Everything::day>,
    field<&Everything::otherDay>, field<&Everything::time>, field<&Everything::otherTime>, field<&Everything::moment>,
    field<&Everything::otherMoment>, field<&Everything::uuid>, field<&Everything::otherUuid>, field<&Everything::priority>,
    field<&Everything::otherPriority>, field<&Everything::numbered>, field<&Everything::maker> };

template<auto Member>
constexpr auto memberOf(Field<Member>)
{
    return Member;
}

/// A relation's key and a column of another kind: the types say nothing of it, the models do.
template<class A, class B>
inline constexpr bool isOdd = expr::isToOne<typename A::Type>
        && (!std::is_integral_v<expr::unwrapped<typename B::Type>> || std::is_same_v<expr::unwrapped<typename B::Type>, bool>);

/// Every two properties that can be compared; none with itself.
template<class Function>
void eachPair(const Function &function)
{
    const auto pair = [&]<class A, class B>(A a, B b) {
        if constexpr (!std::is_same_v<A, B> && expr::comparable<typename A::Type, typename B::Type>())
            function(a, b);
    };
    const auto withEach = [&](auto left) { std::apply([&](auto... right) { (..., pair(left, right)); }, fields); };
    std::apply([&](auto... left) { (..., withEach(left)); }, fields);
}

} // namespace

class tst_Comparison : public QObject
{
    Q_OBJECT

private slots:
    void columns_data() { QUOIN_TARGET_ROWS(); }
    void columns();
    void literals_data() { QUOIN_TARGET_ROWS(); }
    void literals();
    void order_data() { QUOIN_TARGET_ROWS(); }
    void order();
    void whatHasNoOrder_data() { QUOIN_TARGET_ROWS(); }
    void whatHasNoOrder();
    void aLanguagesOrder_data();
    void aLanguagesOrder();
    void withoutCase_data();
    void withoutCase();

private:
    /// The database of a target, with the same rows in each; made once.
    Database &filled(const Target &target);
    std::map<QString, Database> m_databases;
    std::map<QString, Database> m_words;
    std::vector<Everything> m_rows;
};

Database &tst_Comparison::filled(const Target &target)
{
    const auto known = m_databases.find(target.name);
    if (known != m_databases.end())
        return known->second;
    if (m_rows.empty()) {
        QRandomGenerator random(20240229);
        for (int i = 0; i < 60; ++i)
            m_rows.push_back(anyRow(i, random));
    }
    Database db = Database::open(test::freshDatabase(target)).value();
    createTables<Maker, Everything>(db).value();
    db.transaction([&](Transaction &) -> Result<void> {
          for (const int id : { 5, 10, 15 }) {
              Maker maker;
              maker.id = id;
              if (auto done = db.insert(maker); !done)
                  return done;
          }
          for (Everything row : m_rows) {
              if (auto done = db.insert(row); !done)
                  return done;
          }
          return {};
      }).value();
    return m_databases.emplace(target.name, std::move(db)).first->second;
}

void tst_Comparison::columns()
{
    Database &db = filled(QUOIN_TARGET());
    int pairs = 0;
    eachPair([&](auto a, auto b) {
        ++pairs;
        for (const NodeKind kind : orderings) {
            const auto found = db.query<Everything>().filter(Condition(expr::binary(kind, a.node(), b.node()))).all();
            const QString shown = QString::fromUtf8(a.path()) + u" %1 "_s.arg(int(kind)) + QString::fromUtf8(b.path()) + u": "_s;
            if constexpr (isOdd<decltype(a), decltype(b)>) {
                QVERIFY2(!found.has_value(), qPrintable(shown));
                QCOMPARE(found.error().kind(), ErrorKind::Unsupported);
            } else {
                QVERIFY2(found.has_value(), qPrintable(shown + (found ? QString() : found.error().toString())));
                QList<int> ids;
                for (const Everything &row : *found)
                    ids << row.id;
                std::ranges::sort(ids);
                QList<int> expected;
                for (const Everything &row : m_rows) {
                    if (means(kind, row.*memberOf(a), row.*memberOf(b)))
                        expected << row.id;
                }
                if (ids != expected)
                    QFAIL(qPrintable(shown + u"%1 rows, expected %2"_s.arg(ids.size()).arg(expected.size())));
            }
        }
    });
    QVERIFY(pairs > 150);
}

void tst_Comparison::literals()
{
    Database &db = filled(QUOIN_TARGET());
    const auto check = [&](auto column, const auto &value) {
        for (const NodeKind kind : orderings) {
            const auto literal = expr::literal(expr::toValue<typename decltype(column)::Type>(value));
            const auto found = db.query<Everything>().filter(Condition(expr::binary(kind, column.node(), literal))).count();
            const QString shown = QString::fromUtf8(column.path()) + u" %1 "_s.arg(int(kind)) + u"literal"_s;
            QVERIFY2(found.has_value(), qPrintable(shown + (found ? QString() : found.error().toString())));
            const auto expected = std::ranges::count_if(
                    m_rows, [&](const Everything &row) { return means(kind, row.*memberOf(column), value); });
            if (*found != expected)
                QFAIL(qPrintable(shown + u": %1 rows, expected %2"_s.arg(*found).arg(expected)));
        }
    };
    for (const Priority priority : { Priority::Low, Priority::Medium, Priority::High, Priority::None }) {
        check(field<&Everything::priority>, priority);
        check(field<&Everything::numbered>, priority);
    }
    for (const Everything &row : m_rows) { // values of one column against another
        check(field<&Everything::real>, row.large);
        check(field<&Everything::maybeReal>, row.largeNatural);
        check(field<&Everything::price>, row.large);
        check(field<&Everything::exact>, row.largeNatural);
        check(field<&Everything::maybeNatural>, row.large);
        check(field<&Everything::small>, row.largeNatural);
        check(field<&Everything::name>, *(row.text ? row.text : row.name));
        check(field<&Everything::price>, row.exact);
    }
}

void tst_Comparison::order()
{
    Database &db = filled(QUOIN_TARGET());
    const auto check = [&](auto column) {
        const auto before = [&](const Everything &a, const Everything &b) {
            const auto left = optionalOf(a.*memberOf(column));
            const auto right = optionalOf(b.*memberOf(column));
            if (!left || !right)
                return !left && right;
            return compared(*left, *right) < 0;
        };
        std::vector<Everything> expected = m_rows;
        std::ranges::stable_sort(expected, before); // by id where equal
        const auto found = db.query<Everything>().orderBy(column.asc()).all();
        QVERIFY_RESULT(found);
        for (size_t i = 0; i < expected.size(); ++i) {
            if (found->at(qsizetype(i)).id != expected[i].id)
                QFAIL(qPrintable(u"%1: another row at %2"_s.arg(QString::fromUtf8(column.path())).arg(i)));
        }
    };
    std::apply([&](auto... column) { (..., check(column)); }, fields);
}

void tst_Comparison::whatHasNoOrder()
{
    Database &db = filled(QUOIN_TARGET());
    const auto refused = [&](const Query<Everything> &query) {
        const auto rows = query.all();
        QVERIFY(!rows.has_value());
        QCOMPARE(rows.error().kind(), ErrorKind::Unsupported);
        QVERIFY(rows.error().statement().isEmpty()); // before any SQL
        QVERIFY(!rows.error().hint().isEmpty());
    };
    refused(db.query<Everything>().orderBy(field<&Everything::list>.asc()));
    refused(db.query<Everything>().orderBy(field<&Everything::json>.desc()));
    refused(db.query<Everything>().orderBy(field<&Everything::vector>.asc()));
    refused(db.query<Everything>().filter(field<&Everything::json> == QJsonObject()));
}

/// Databases whose own order of text is a language's: with tables that Quoin made, and with such that others made.
void tst_Comparison::aLanguagesOrder_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("ours");
    for (int target = 0; target < test::targets().size(); ++target) {
        const QByteArray name = test::targets().at(target).name.toLatin1();
        QTest::addRow("%s, our table", name.constData()) << target << true;
        if (test::targets().at(target).engine == "postgresql"_L1) // elsewhere sync() gives the columns their collation
            QTest::addRow("%s, a table of others", name.constData()) << target << false;
    }
}

void tst_Comparison::aLanguagesOrder()
{
    QFETCH(bool, ours);
    Database db = Database::open(test::freshDatabase(QUOIN_TARGET(), test::Collation::English)).value();
    if (ours)
        QVERIFY_RESULT(createTables<Word>(db));
    else
        QVERIFY_RESULT(db.execute(
                u"CREATE TABLE words (id integer PRIMARY KEY, word varchar(20) NOT NULL UNIQUE, other varchar(20) NOT NULL)"_s));
    const QStringList words { u"b"_s, u"B"_s, u"a"_s, u"C"_s, u"\u00e9"_s, u"z"_s };
    for (int i = 0; i < words.size(); ++i) {
        Word word { .id = i, .word = words.at(i), .other = u"b"_s };
        QVERIFY_RESULT(db.insert(word));
    }
    const auto wordsOf = [](const Query<Word> &query) {
        QStringList found;
        const QList<Word> rows = query.orderBy(field<&Word::word>.asc()).all().value();
        for (const Word &row : rows)
            found << row.word;
        return found;
    };
    QCOMPARE(wordsOf(db.query<Word>()), (QStringList { u"B"_s, u"C"_s, u"a"_s, u"b"_s, u"z"_s, u"\u00e9"_s }));
    QCOMPARE(wordsOf(db.query<Word>().filter(field<&Word::word> < u"b")), (QStringList { u"B"_s, u"C"_s, u"a"_s }));
    QCOMPARE(
            wordsOf(db.query<Word>().filter(field<&Word::word> < field<&Word::other>)), (QStringList { u"B"_s, u"C"_s, u"a"_s }));
    QCOMPARE(wordsOf(db.query<Word>().filter(field<&Word::word> == field<&Word::other>)), QStringList { u"b"_s });
    QCOMPARE(wordsOf(db.query<Word>().filter(field<&Word::word>.between(u"a", u"c"))), (QStringList { u"a"_s, u"b"_s }));
    // Whoever made it, the table is as the model wants it.
    const auto report = sync(db, QList<const ModelInfo *> { modelOf<Word>().value() }, { .dryRun = true });
    QVERIFY_RESULT(report);
    QVERIFY2(report->plan.changes.isEmpty(),
            qPrintable(report->plan.changes.isEmpty() ? QString() : schema::describe(report->plan.changes.first())));
}

/// What docs/guides/types.md says of icontains() and its like, letter by letter.
void tst_Comparison::withoutCase_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("needle");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const QString &text, const QString &needle, bool postgresql, bool mariadb,
                             bool sqlite) {
        for (int i = 0; i < test::targets().size(); ++i) {
            const Target &target = test::targets().at(i);
            const bool matches = target.engine == "postgresql"_L1 ? postgresql : target.engine == "mysql"_L1 ? mariadb : sqlite;
            QTest::addRow("%s: %s", qPrintable(target.name), name) << i << text << needle << matches;
        }
    };
    row("ASCII", u"Quoin"_s, u"qUOIN"_s, true, true, true);
    row("Latin", u"\u00c4\u00d1\u0141\u0174"_s, u"\u00e4\u00f1\u0142\u0175"_s, true, true, true);
    row("Greek", u"\u0391\u03a9"_s, u"\u03b1\u03c9"_s, true, true, true);
    row("Cyrillic", u"\u0416\u042f"_s, u"\u0436\u044f"_s, true, true, true);
    row("Armenian", u"\u0531"_s, u"\u0561"_s, true, true, true);
    row("another accent", u"\u00e9"_s, u"e"_s, false, false, false);
    row("sharp s and ss", u"stra\u00dfe"_s, u"STRASSE"_s, false, false, false);
    row("dotted capital i", u"\u0130stanbul"_s, u"istanbul"_s, false, true, false);
    row("sigma", u"\u039f\u0394\u039f\u03a3"_s, u"\u03bf\u03b4\u03bf\u03c3"_s, false, true, true);
    row("final sigma", u"\u039f\u0394\u039f\u03a3"_s, u"\u03bf\u03b4\u03bf\u03c2"_s, true, false, false);
    row("capital sharp s", u"\u1e9e"_s, u"\u00df"_s, true, false, true);
    row("Glagolitic", u"\u2c00"_s, u"\u2c30"_s, true, false, true);
    row("Deseret, beyond U+FFFF", u"\U00010400"_s, u"\U00010428"_s, true, false, true);
}

void tst_Comparison::withoutCase()
{
    QFETCH(QString, text);
    QFETCH(QString, needle);
    const Target target = QUOIN_TARGET();
    Database &db = m_words.try_emplace(target.name, Database::open(test::freshDatabase(target)).value()).first->second;
    QVERIFY_RESULT(sync(db, QList<const ModelInfo *> { modelOf<Word>().value() }));
    QVERIFY_RESULT(db.execute(u"DELETE FROM words"_s));
    Word word { .id = 1, .word = text };
    QVERIFY_RESULT(db.insert(word));
    QTEST(db.query<Word>().filter(field<&Word::word>.icontains(needle)).count().value() == 1, "matches");
    QTEST(db.query<Word>().filter(field<&Word::word>.istartsWith(needle)).count().value() == 1, "matches");
    QTEST(db.query<Word>().filter(field<&Word::word>.iendsWith(needle)).count().value() == 1, "matches");
}

QTEST_GUILESS_MAIN(tst_Comparison)
#include "tst_comparison.moc"
