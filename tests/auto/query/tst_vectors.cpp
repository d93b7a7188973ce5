// SPDX-License-Identifier: MIT
// Distances of vectors: each target gives the numbers that were computed by hand, and the nearest rows in the same order.
#include <quoin/quoin.h>

#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/expr/vectors.h>
#include <quoin/sql/compiler.h>
#include <quoin/telemetry/statementevent.h>

#include <tables/tables.h>
#include <testsupport.h>

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace quoin;
using quoin::test::createTables;
using quoin::test::Target;

class Point
{
    Q_GADGET
    QUOIN_MODEL("points", "")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(QList<float>, place, "dimensions=3")
    QUOIN_FIELD(std::optional<QList<float>>, any, "")
};

namespace {

const auto id = field<&Point::id>;
const auto place = field<&Point::place>;
const auto any = field<&Point::any>;

} // namespace

class tst_Vectors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void distances_data() { QUOIN_TARGET_ROWS(); }
    void distances();
    void otherDimensions_data() { QUOIN_TARGET_ROWS(); }
    void otherDimensions();
    void nearest_data() { QUOIN_TARGET_ROWS(); }
    void nearest();
    void byPgvector();

private:
    std::vector<Database> m_databases;
};

void tst_Vectors::initTestCase()
{
    for (const Target &target : quoin::test::targets()) {
        Database database = Database::open(quoin::test::freshDatabase(target)).value();
        QVERIFY_RESULT((createTables<Point>(database)));
        for (Point point : { Point { 1, { 1, 0, 0 }, QList<float> { 1, 2 } }, Point { 2, { 0, 3, 4 }, std::nullopt },
                     Point { 3, { -2, 0, 0 }, QList<float> {} }, Point { 4, { 0.1F, 0.2F, 0.3F }, QList<float> { 1, 2, 3 } } })
            QVERIFY_RESULT(database.insert(point));
        m_databases.push_back(database);
    }
}

void tst_Vectors::distances()
{
    QFETCH(int, target);
    const auto points = m_databases[size_t(target)].query<Point>();
    const auto close = [&](const auto &distance, const std::vector<double> &expected) {
        const auto found = points.orderBy(id).values(id, distance).all();
        if (!found) {
            qWarning() << found.error().toString();
            return false;
        }
        for (size_t i = 0; i < expected.size(); ++i) {
            const std::optional<double> value = std::get<1>(found->at(qsizetype(i)));
            if (value.has_value() == std::isnan(expected[i]) || (value && std::abs(*value - expected[i]) > 1e-12)) {
                qWarning() << i << value.value_or(-99) << expected[i];
                return false;
            }
        }
        return true;
    };
    constexpr double null = NAN;
    QVERIFY(close(l2Distance(place, { 1, 0, 0 }), { 0, std::sqrt(26.0), 3 }));
    QVERIFY(close(cosineDistance(place, { 2, 0, 0 }), { 0, 1, 2 }));
    QVERIFY(close(innerProductDistance(place, { 1, 2, 0.5F }), { -1, -8, 2 }));
    QVERIFY(close(cosineDistance(place, { 0, 0, 0 }), { null, null, null, null }));
    QVERIFY(close(l2Distance(any, { 1, 0 }), { 2, null, null, null }));
    // the floats that were stored, not the shortest decimals that mean them
    const double tenth = 0.1F;
    const double fifth = 0.2F;
    const double threeTenths = 0.3F;
    QVERIFY(close(innerProductDistance(place, { 1, 1, 1 }), { -1, -7, 2, -(tenth + fifth + threeTenths) }));
    QCOMPARE(points.filter(l2Distance(place, { 1, 0, 0 }) < 3.5).orderBy(id).values(id).all().value(),
            (QList<qint64> { 1, 3, 4 }));
}

void tst_Vectors::otherDimensions()
{
    QFETCH(int, target);
    int sent = 0;
    const StatementObserver observer([&](const StatementEvent &) { ++sent; });
    const auto refused = m_databases[size_t(target)].query<Point>().orderBy(l2Distance(place, { 1, 2 })).all();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind(), ErrorKind::InvalidQuery);
    QVERIFY(refused.error().message().contains(u"has 3 dimensions, the vector 2"_s));
    QCOMPARE(sent, 0);
}

/// Against a search by hand.
void tst_Vectors::nearest()
{
    Database database = Database::open(quoin::test::freshDatabase(QUOIN_TARGET())).value();
    QVERIFY_RESULT((createTables<Point>(database)));
    QRandomGenerator random(42);
    const auto coordinate = [&] { return float(random.bounded(2.0) - 1.0); };
    QList<Point> points;
    for (int i = 0; i < 200; ++i)
        points << Point { .id = i, .place = { coordinate(), coordinate(), coordinate() } };
    QVERIFY_RESULT(database.bulkInsert(points));
    const QList<float> wanted { 0.25F, -0.5F, 0.75F };
    const auto byHand = [&](const auto &distance) {
        QList<Point> sorted = points;
        std::ranges::sort(sorted, {}, [&](const Point &point) { return distance(point.place); });
        QList<qint64> ids;
        for (const Point &point : sorted.first(10))
            ids << point.id;
        return ids;
    };
    const auto dot = [](const QList<float> &a, const QList<float> &b) {
        return double(a[0]) * b[0] + double(a[1]) * b[1] + double(a[2]) * b[2];
    };
    const auto found
            = [&](const auto &distance) { return database.query<Point>().orderBy(distance).limit(10).values(id).all().value(); };
    QCOMPARE(found(l2Distance(place, wanted)), byHand([&](const QList<float> &p) {
        const QList<float> d { p[0] - wanted[0], p[1] - wanted[1], p[2] - wanted[2] };
        return dot(d, d);
    }));
    QCOMPARE(found(cosineDistance(place, wanted)),
            byHand([&](const QList<float> &p) { return 1 - dot(p, wanted) / std::sqrt(dot(p, p) * dot(wanted, wanted)); }));
    QCOMPARE(found(innerProductDistance(place, wanted)), byHand([&](const QList<float> &p) { return -dot(p, wanted); }));
}

/// Where the extension exists, its own operators, as its documentation has them; an index on the same cast serves.
void tst_Vectors::byPgvector()
{
    const auto dialect = dialect::postgresql::makeDialect({ .version = u"15.0"_s, .vectorType = true });
    const auto text = [&](const auto &distance) {
        expr::Select select { .model = modelOf<Point>().value() };
        select.columns = { distance.node() };
        const auto compiled = sql::compileSelect(select, sql::Projection::Rows, *dialect);
        return compiled ? compiled->text.section(u" FROM "_s, 0, 0) : compiled.error().toString();
    };
    const QString form = u"SELECT (CAST(\"place\" AS vector(3)) %1 CAST(CAST(? AS real[]) AS vector(3))) AS \"_1\""_s;
    QCOMPARE(text(l2Distance(place, { 1, 2, 3 })), form.arg(u"<->"_s));
    QCOMPARE(text(cosineDistance(place, { 1, 2, 3 })), form.arg(u"<=>"_s));
    QCOMPARE(text(innerProductDistance(place, { 1, 2, 3 })), form.arg(u"<#>"_s));
    QVERIFY(text(l2Distance(any, { 1, 2, 3 })).contains(u"cardinality"_s)); // rows may have other dimensions, which it refuses
}

QTEST_GUILESS_MAIN(tst_Vectors)
#include "tst_vectors.moc"
