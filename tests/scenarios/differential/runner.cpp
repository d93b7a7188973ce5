// SPDX-License-Identifier: MIT
#include "runner.h"

#include "code.h"
#include "generator.h"

#include <QtCore/qset.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

/// The queries that ask for the keys of the rows of filter(), and of exclude() with the same condition.
std::pair<Case, Case> halves(const Case &asked)
{
    Case chosen { { .model = asked.query.model, .values = { u"id"_s } } };
    Case others = chosen;
    chosen.query.filters << asked.query.filters.first();
    others.query.filters << !asked.query.filters.first();
    return { chosen, others };
}

/// What is wrong with filter(p) and exclude(p) as complements; empty: nothing.
QString complementFault(const Examinee &engine, const Data &data, const Case &asked)
{
    const auto [chosen, others] = halves(asked);
    const Answer inside = engine.ask(chosen);
    const Answer outside = engine.ask(others);
    if (!inside || !outside)
        return {};
    const auto question = questionOf(chosen);
    QSet<qint64> keys;
    for (const QList<Value> &row : *inside + *outside)
        keys.insert(*row.first().get<qint64>());
    const qsizetype all = data.table(*question->select.model).rows.size();
    if (keys.size() == all && inside->size() + outside->size() == all)
        return {};
    return u"Of %1 rows filter() has %2 and exclude() %3, together %4.\n"_s.arg(all)
            .arg(inside->size())
            .arg(outside->size())
            .arg(keys.size());
}

} // namespace

void Runner::store(Examinee &engine, const Data &data)
{
    if (auto stored = engine.store(data); !stored)
        failures << engine.name + u" does not take the rows: "_s + stored.error().toString() + u'\n' + toCode(data);
}

void Runner::run(quint64 seed, int queries)
{
    Random random(seed);
    const Data data = randomData(random);
    for (Examinee &engine : m_engines)
        store(engine, data);
    for (int i = 0; i < queries && !hasEnough(); ++i) {
        const Case asked = randomCase(random);
        examine(seed, data, asked);
        if (i % 8 == 0 && !asked.query.filters.isEmpty() && asked.query.names.isEmpty())
            examineComplement(seed, data, asked);
    }
}

void Runner::examine(quint64 seed, const Data &data, const Case &asked)
{
    ++this->asked;
    const auto question = questionOf(asked);
    if (!question) {
        ++refused; // it asks for what types do not allow, before any engine is asked
        return;
    }
    const Expected expected = Evaluator(data).evaluate(question->select);
    int refusals = 0;
    bool isSkipped = false;
    std::optional<size_t> refusing;
    for (size_t i = 0; i < size_t(m_engines.size()); ++i) {
        Examinee &engine = m_engines[qsizetype(i)];
        const Difference difference = compare(engine, *question, expected, engine.ask(asked));
        isSkipped = isSkipped || difference.skipped;
        if (difference.kind == Difference::Kind::Refused) {
            ++refusals;
            refusing = i;
        } else if (difference.kind != Difference::Kind::None) {
            report(seed, engine, { data, asked }, difference.kind);
            break;
        }
    }
    skipped += isSkipped;
    if (refusals == m_engines.size())
        ++refused;
    else if (refusing)
        report(seed, m_engines[qsizetype(*refusing)], { data, asked }, Difference::Kind::Refused);
}

void Runner::report(quint64 seed, Examinee &engine, const Example &example, Difference::Kind kind)
{
    const auto difference = [&](const Example &one) {
        const auto question = questionOf(one.asked);
        if (!question)
            return Difference();
        return compare(engine, *question, Evaluator(one.data).evaluate(question->select), engine.ask(one.asked));
    };
    const auto fails = [&](const Example &one) {
        if (!engine.store(one.data))
            return false;
        return difference(one).kind == kind;
    };
    const Example smallest = shrunk(example, fails);
    store(engine, smallest.data);
    failures << u"%1 and the evaluator do not agree. The seed of these rows and queries is %2.\n%3\n%4%5"_s.arg(
            engine.name, QString::number(seed), toCode(smallest.asked), toCode(smallest.data), difference(smallest).text);
    examples << smallest;
    store(engine, example.data);
}

void Runner::examineComplement(quint64 seed, const Data &data, const Case &asked)
{
    for (Examinee &engine : m_engines) {
        if (complementFault(engine, data, asked).isEmpty())
            continue;
        const Example smallest = shrunk({ data, asked }, [&](const Example &one) {
            const bool isRight = one.asked.query.filters.isEmpty() || !questionOf(halves(one.asked).first);
            return !isRight && engine.store(one.data) && !complementFault(engine, one.data, one.asked).isEmpty();
        });
        store(engine, smallest.data);
        failures << u"%1: filter() and exclude() are no complements. The seed of these rows and queries is %2.\n%3\n%4%5"_s.arg(
                engine.name, QString::number(seed), toCode(halves(smallest.asked).first), toCode(smallest.data),
                complementFault(engine, smallest.data, smallest.asked));
        examples << smallest;
        store(engine, data);
        return;
    }
}

} // namespace differential
