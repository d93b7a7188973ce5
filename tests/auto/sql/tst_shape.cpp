// SPDX-License-Identifier: MIT
// Queries of one shape share a statement: it has to be the one that the compiler writes for each of them, with the same bindings.
#include <quoin/expr/aggregates.h>
#include <quoin/expr/field.h>
#include <quoin/expr/when.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/model.h>
#include <quoin/sql/shape_p.h>

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtTest/qtest.h>

#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::literals;
using expr::NodeKind;
using expr::NodePtr;

namespace shapes {

class Owner
{
    Q_GADGET
    QUOIN_MODEL("owners", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40")
    QUOIN_FIELD(std::optional<int>, age, "")
};

class Thing
{
    Q_GADGET
    QUOIN_MODEL("things", "ordering=-size")
public:
    enum class State { New, Used, Broken };
    Q_ENUM(State)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(short, size, "")
    QUOIN_FIELD(std::optional<int>, weight, "")
    QUOIN_FIELD(quint64, big, "")
    QUOIN_FIELD(double, score, "")
    QUOIN_FIELD(bool, sold, "")
    QUOIN_FIELD(QString, label, "maxLength=40")
    QUOIN_FIELD(std::optional<QString>, note, "sensitive")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2")
    QUOIN_FIELD(QDate, made, "")
    QUOIN_FIELD(QUuid, token, "")
    QUOIN_FIELD(shapes::Thing::State, state, "")
    QUOIN_FIELD(quoin::ForeignKey<Owner>, owner, "null")
};

} // namespace shapes

using namespace shapes;

namespace {

const dialect::Dialect &dialectOf(const QByteArray &engine)
{
    static const auto sqlite = dialect::sqlite::makeDialect({ .version = u"3.40.1"_s });
    static const auto postgresql = dialect::postgresql::makeDialect({ .version = u"15.6"_s });
    static const auto mysql = dialect::mysql::makeDialect({ .version = u"10.11.6-MariaDB"_s });
    return engine == "sqlite" ? *sqlite : engine == "postgresql" ? *postgresql : *mysql;
}

/// Makes queries of few forms with many values, the odd ones among them: what fits no column, NULL, wildcards.
class Generator
{
public:
    explicit Generator(unsigned seed) : m_random(seed) { }

    expr::Select select()
    {
        const ModelInfo *model = modelOf<Thing>().value();
        expr::Select query { .model = model };
        if (!oneIn(6))
            query.where = condition(3);
        if (oneIn(3)) {
            query.columns = { number(2), expr::column("label") };
            if (oneIn(2)) {
                query.columns.push_back(expr::call(expr::functionTable[expr::functionIndex("count")], {}));
                query.groups = { number(2), expr::column("label") };
                if (oneIn(2))
                    query.having = expr::binary(NodeKind::Greater, query.columns.back(), expr::literal(Value(pick(3))));
            }
        } else if (oneIn(2)) {
            query.order = { Order(oneIn(2) ? expr::column("label") : number(1), oneIn(2)) };
        }
        if (oneIn(3))
            query.limit = pick(3);
        if (oneIn(5))
            query.offset = pick(2);
        return query;
    }

private:
    bool oneIn(int many) { return pick(many) == 0; }
    int pick(int below) { return int(m_random() % unsigned(below)); }
    template<class T, size_t N>
    T from(const std::array<T, N> &all)
    {
        return all[size_t(pick(int(N)))];
    }

    Value integer()
    {
        return oneIn(8) ? Value() : Value(from(std::array<qint64, 8> { 0, 1, 7, -3, 32767, 32768, -40000, 5'000'000'000 }));
    }
    QString text() { return from(std::array<QString, 6> { QString(u""_s), u"a"_s, u"100%"_s, u"a_b"_s, u"[x]*"_s, u"é!"_s }); }
    Value decimal()
    {
        return from(std::array<Value, 5> {
                Value("1.5"_dec), Value("2.50"_dec), Value("0.001"_dec), Value("12345678901.5"_dec), Value(qint64(3)) });
    }

    NodePtr number(int depth)
    {
        switch (pick(depth > 0 ? 6 : 3)) {
        case 0: return expr::column("size");
        case 1: return expr::column("weight");
        case 2: return expr::literal(Value(qint64(pick(4))));
        case 3: return expr::binary(oneIn(2) ? NodeKind::Add : NodeKind::Modulo, number(depth - 1), number(depth - 1));
        case 4: return expr::choose({ condition(1), number(depth - 1), number(depth - 1) });
        default:
            return expr::call(expr::functionTable[expr::functionIndex("coalesce")], { number(depth - 1), number(depth - 1) });
        }
    }

    NodePtr comparison()
    {
        const NodeKind kind = from(std::array { NodeKind::Equal, NodeKind::NotEqual, NodeKind::Less, NodeKind::GreaterOrEqual });
        switch (pick(12)) {
        case 0: return expr::binary(kind, expr::column("size"), expr::literal(integer()));
        case 1: return expr::binary(kind, expr::column("weight"), expr::literal(integer()));
        case 2: return expr::binary(kind, expr::column("big"), expr::literal(oneIn(2) ? integer() : Value(quint64(pick(9)))));
        case 3: return expr::binary(kind, expr::column("score"), expr::literal(oneIn(2) ? integer() : Value(0.5 * pick(5))));
        case 4: return expr::binary(kind, expr::column("label"), expr::literal(Value(text())));
        case 5: return expr::binary(kind, expr::column("note"), expr::literal(oneIn(3) ? Value() : Value(text())));
        case 6: return expr::binary(kind, expr::column("price"), expr::literal(decimal()));
        case 7: return expr::binary(kind, expr::column("made"), expr::literal(Value(QDate(2024, 1, 1 + pick(20)))));
        case 8: return expr::binary(kind, expr::column("state"), expr::literal(Value(qint64(pick(4)))));
        case 9: return expr::binary(kind, expr::column("sold"), expr::literal(Value(oneIn(2))));
        case 10: return expr::binary(kind, expr::column("owner.name"), expr::literal(Value(text())));
        default: {
            ForeignKey<Owner> owner;
            if (!oneIn(5)) {
                Owner given;
                given.id = pick(5);
                owner = oneIn(2) ? ForeignKey<Owner>(given) : ForeignKey<Owner>(Value(qint64(pick(5))));
            }
            return expr::binary(
                    oneIn(2) ? NodeKind::Equal : NodeKind::NotEqual, expr::column("owner"), expr::literal(ForeignKeyBase(owner)));
        }
        }
    }

    NodePtr condition(int depth)
    {
        switch (pick(depth > 0 ? 10 : 6)) {
        case 0: {
            std::vector<Value> values;
            for (int count = pick(4); count > 0; --count)
                values.push_back(integer());
            return expr::in(oneIn(3) ? number(1) : expr::column(oneIn(2) ? "size" : "weight"), std::move(values));
        }
        case 1:
            return expr::between(
                    oneIn(3) ? number(1) : expr::column("weight"), expr::literal(integer()), expr::literal(integer()));
        case 2:
            return expr::textMatch(from(std::array { NodeKind::Contains, NodeKind::StartsWith, NodeKind::EndsWith }),
                    expr::column(oneIn(2) ? "label" : "note"), text(), oneIn(4));
        case 3: return expr::binary(oneIn(2) ? NodeKind::Equal : NodeKind::Less, number(2), number(2));
        case 4:
            return expr::binary(NodeKind::Equal,
                    expr::call(expr::functionTable[expr::functionIndex("left")],
                            { expr::column("label"), expr::literal(Value(qint64(pick(3) - 1))) }),
                    expr::literal(Value(text())));
        case 5: return comparison();
        case 6: return expr::unary(NodeKind::Not, condition(depth - 1));
        case 7: return expr::combine(NodeKind::And, condition(depth - 1), condition(depth - 1));
        case 8: return expr::combine(NodeKind::Or, condition(depth - 1), condition(depth - 1));
        default: return comparison();
        }
    }

    std::mt19937 m_random;
};

} // namespace

class tst_Shape : public QObject
{
    Q_OBJECT

private slots:
    void sameAsCompiled_data();
    void sameAsCompiled();
    void valuesAreNotInTheKey();
    void whatTheTextDependsOnIsInTheKey();
    void whatDoesNotFitIsCompiled();
    void longListsAreNotKept();
};

void tst_Shape::sameAsCompiled_data()
{
    QTest::addColumn<QByteArray>("engine");
    for (const char *engine : { "sqlite", "postgresql", "mysql" })
        QTest::newRow(engine) << QByteArray(engine);
}

void tst_Shape::sameAsCompiled()
{
    QFETCH(QByteArray, engine);
    const dialect::Dialect &dialect = dialectOf(engine);
    Generator generator(20240607);
    QHash<QByteArray, sql::ShapeStatement> cache;
    int hits = 0;
    constexpr int queries = 40'000;
    for (int i = 0; i < queries; ++i) {
        const expr::Select query = generator.select();
        const auto projection = query.columns.empty() && i % 5 == 0 ? sql::Projection::Count : sql::Projection::Rows;
        const sql::Shape shape(query, projection);
        const auto compiled = sql::compileSelect(query, projection, dialect);
        if (!shape.isCacheable())
            continue;
        const auto known = cache.constFind(shape.key().toByteArray());
        if (known != cache.cend()) {
            const auto bindings = known->bindings(shape, dialect);
            if (!bindings)
                continue; // the compiler has to look at it
            ++hits;
            QVERIFY2(compiled, qPrintable(u"query %1 is refused, but has a statement: %2"_s.arg(i).arg(known->text())));
            QCOMPARE(known->text(), compiled->text);
            QCOMPARE(*bindings, compiled->bindings);
            for (qsizetype at = 0; at < bindings->size(); ++at)
                QCOMPARE(bindings->at(at).type(), compiled->bindings.at(at).type());
            QCOMPARE(known->columns(), compiled->columns);
        } else if (compiled) {
            if (auto learned = sql::ShapeStatement::learn(shape, *compiled, dialect))
                cache.insert(shape.key().toByteArray(), *std::move(learned));
        }
    }
    // Else nothing was compared.
    QVERIFY2(hits > queries / 10, qPrintable(u"%1 hits, %2 shapes"_s.arg(hits).arg(cache.size())));
}

void tst_Shape::valuesAreNotInTheKey()
{
    const ModelInfo *model = modelOf<Thing>().value();
    const auto keyOf = [&](int size, const QString &label) {
        const Condition condition = field<&Thing::size> > size && field<&Thing::label>.contains(label)
                && field<&Thing::weight>.in({ size, 2 }) && field<&Thing::owner> == qint64(size);
        return sql::Shape({ .model = model, .where = condition.node() }, sql::Projection::Rows).key().toByteArray();
    };
    QCOMPARE(keyOf(1, u"a"_s), keyOf(200, u"another"_s));
}

void tst_Shape::whatTheTextDependsOnIsInTheKey()
{
    const ModelInfo *model = modelOf<Thing>().value();
    QSet<QByteArray> keys;
    int made = 0;
    const auto add = [&](const expr::Select &query, sql::Projection projection = sql::Projection::Rows) {
        keys.insert(sql::Shape(query, projection).key().toByteArray());
        ++made;
    };
    const auto where = [&](const Condition &condition) { add({ .model = model, .where = condition.node() }); };
    where({});
    where(field<&Thing::weight> == 1);
    where(field<&Thing::weight> == std::nullopt);
    where(field<&Thing::weight> != 1);
    where(field<&Thing::size> == 1);
    where(!(field<&Thing::size> == 1));
    where(field<&Thing::weight>.in({ 1 }));
    where(field<&Thing::weight>.in({ 1, 2 }));
    where(field<&Thing::weight>.in({}));
    where(field<&Thing::sold> == true);
    where(field<&Thing::sold> == false);
    where(field<&Thing::label>.contains(u"x"_s));
    where(field<&Thing::label>.icontains(u"x"_s));
    where(field<&Thing::label>.startsWith(u"x"_s));
    where(field<&Thing::price> > "1.5"_dec);
    where(field<&Thing::price> > "1.25"_dec); // cast to other types
    where(field<&Thing::size> + 1 == 2);
    add({ .model = model, .limit = 1 });
    add({ .model = model, .offset = 1 });
    add({ .model = model, .distinct = true });
    add({ .model = model, .order = { field<&Thing::size>.asc() } });
    add({ .model = model, .order = { field<&Thing::size>.desc() } });
    add({ .model = model, .order = { field<&Thing::size>.desc().nullsFirst() } });
    add({ .model = model }, sql::Projection::Count);
    add({ .model = model }, sql::Projection::Exists);
    add({ .model = modelOf<Owner>().value() });
    QCOMPARE(keys.size(), made);
}

void tst_Shape::whatDoesNotFitIsCompiled()
{
    const ModelInfo *model = modelOf<Thing>().value();
    const auto &dialect = dialectOf("sqlite");
    const auto query = [&](int size) { return expr::Select { .model = model, .where = (field<&Thing::size> < size).node() }; };
    const expr::Select small = query(7);
    const expr::Select large = query(40'000); // which is true for every row: the text says so
    const sql::Shape shape(small, sql::Projection::Rows);
    const auto compiled = sql::compileSelect(small, sql::Projection::Rows, dialect);
    QVERIFY(compiled);
    const auto learned = sql::ShapeStatement::learn(shape, *compiled, dialect);
    QVERIFY(learned);
    const sql::Shape other(large, sql::Projection::Rows);
    QCOMPARE(other.key().toByteArray(), shape.key().toByteArray());
    QVERIFY(!learned->bindings(other, dialect));
    // And from such a query nothing is learned.
    const auto odd = sql::compileSelect(large, sql::Projection::Rows, dialect);
    QVERIFY(odd);
    QVERIFY(!sql::ShapeStatement::learn(other, *odd, dialect));
}

void tst_Shape::longListsAreNotKept()
{
    const ModelInfo *model = modelOf<Thing>().value();
    const std::vector<int> many(500, 3);
    const auto condition = field<&Thing::size>.in(many);
    const expr::Select query { .model = model, .where = condition.node() };
    QVERIFY(!sql::Shape(query, sql::Projection::Rows).isCacheable());
}

QTEST_GUILESS_MAIN(tst_Shape)
#include "tst_shape.moc"
