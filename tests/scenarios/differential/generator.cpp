// SPDX-License-Identifier: MIT
#include "generator.h"

#include "data.h"
#include "expressions.h"

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

class Generator
{
public:
    explicit Generator(Random &random)
        : m_random(random), m_model(*random.of(QList<const ModelInfo *>(models()) << models().at(2) << models().at(2))),
          m_make(random, m_model)
    {
        m_case.query.model = m_model.className;
    }

    Case make()
    {
        for (int i = m_random.below(3); i > 0; --i) {
            const Q condition = m_make.condition(m_random.between(0, 3));
            m_case.query.filters << (m_random.oneIn(4) ? !condition : condition);
        }
        switch (m_random.below(6)) {
        case 0: makeTotals(); break;
        case 1:
        case 2: makeGroups(); break;
        case 3: makeRows(); break;
        default: makeSelection(); break;
        }
        return m_case;
    }

private:
    /// A name for an expression; \a selected: the rows have it.
    QString name(const NamedExpression &expression, bool selected)
    {
        const QString name = u"x%1"_s.arg(m_case.query.names.size() + 1);
        m_case.query.names << NamedQuery::Name { name, expression, selected };
        return name;
    }
    NamedOrder ordered(const NamedExpression &expression)
    {
        const NamedOrder order(expression, m_random.oneIn(2));
        return m_random.oneIn(4) ? order.nullsFirst() : m_random.oneIn(3) ? order.nullsLast() : order;
    }
    void orderBy(const QStringList &names)
    {
        for (int i = m_random.below(3); i > 0 && !names.isEmpty(); --i)
            m_case.query.order << ordered(F(m_random.of(names)));
    }
    void cut()
    {
        if (m_random.oneIn(3))
            m_case.query.limit = m_random.below(9);
        if (m_random.oneIn(5))
            m_case.query.offset = m_random.below(5);
    }
    /// Whole rows of the model.
    void makeRows()
    {
        for (int i = m_random.below(3); i > 0; --i) {
            m_case.query.order << ordered(
                    m_random.oneIn(2) ? m_make.value(m_make.type(), 1) : NamedExpression(F(m_make.property().text)));
        }
        cut();
    }
    /// Some columns, which may be calculated.
    void makeSelection()
    {
        QStringList &values = m_case.query.values;
        for (int i = m_random.between(1, 3); i > 0; --i) {
            const QString chosen = m_random.oneIn(2) ? m_make.property().text : name(m_make.value(m_make.type(), 3), true);
            if (!values.contains(chosen))
                values << chosen;
        }
        m_case.query.distinct = m_random.oneIn(3);
        if (m_case.query.distinct || m_random.oneIn(2))
            orderBy(values);
        else if (m_random.oneIn(2))
            m_case.query.order << ordered(m_make.value(m_make.type(), 1));
        cut();
    }
    void makeGroups()
    {
        QStringList &values = m_case.query.values;
        for (int i = m_random.between(1, 2); i > 0; --i) {
            const QString chosen = m_random.oneIn(2) ? m_make.property().text : name(m_make.value(m_make.type(), 1), false);
            if (!values.contains(chosen))
                values << chosen;
        }
        QStringList all = values;
        for (int i = m_random.between(1, 2); i > 0; --i)
            all << name(m_make.aggregate(), true);
        if (m_random.oneIn(3))
            m_case.query.having = Q(fn(u"count"), m_random.oneIn(2) ? u"gt" : u"lte", m_random.between(1, 3));
        orderBy(all);
        cut();
    }
    void makeTotals()
    {
        for (int i = m_random.between(1, 3); i > 0; --i)
            m_case.totals.emplace_back(u"total%1"_s.arg(i), m_make.aggregate());
    }

    Random &m_random;
    const ModelInfo &m_model;
    Expressions m_make;
    Case m_case;
};

} // namespace

Case randomCase(Random &random) { return Generator(random).make(); }

} // namespace differential
