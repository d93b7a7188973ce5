// SPDX-License-Identifier: MIT
#include "examinee.h"

#include "code.h"
#include "models.h"

#include <quoin/expr/function.h>
#include <quoin/expr/named_p.h>
#include <quoin/expr/namedselect.h>
#include <quoin/query/dynamicquery.h>

#include <tables/tables.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

Answer answerOf(const Database &database, const Case &asked)
{
    const DynamicQuery query(database, asked.query);
    QList<QList<Value>> rows;
    if (!asked.totals.isEmpty()) {
        const auto map = query.aggregate(asked.totals);
        if (!map)
            return map.error();
        rows.emplaceBack();
        for (const auto &[name, expression] : asked.totals)
            rows.last() << Value::fromVariant(map->value(name)).value();
        return rows;
    }
    const auto found = query.all();
    if (!found)
        return found.error();
    for (const DynamicRow &row : *found)
        rows << row.values();
    return rows;
}

/// As the evaluator has it: the key of an enumeration as its number.
Value plainValue(const Value &value, const FieldInfo *field)
{
    const auto *key = value.get<QString>();
    if (!field || field->type != FieldType::Enum || !key)
        return value;
    return field->enumValues.value(field->enumKeys.indexOf(*key), -1);
}

bool isSame(const Cell &expected, const Value &got, const FieldInfo *field)
{
    if (expected.isNull() || got.isNull())
        return expected.isNull() && got.isNull();
    if (const auto *real = expected.value.get<double>())
        return got.get<double>() && std::abs(*got.get<double>() - *real) <= expected.noise;
    return expected.value == plainValue(got, field);
}

bool isSameRow(const QList<Cell> &expected, const QList<Value> &got, const QList<const FieldInfo *> &fields)
{
    if (expected.size() != got.size())
        return false;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (!isSame(expected.at(i), got.at(i), fields.value(i)))
            return false;
    }
    return true;
}

/// The rows, each run in any order.
bool areSame(const Expected &expected, const QList<QList<Value>> &got, const QList<const FieldInfo *> &fields)
{
    if (expected.rows.size() != got.size())
        return false;
    qsizetype from = 0;
    for (const qsizetype run : expected.runs) {
        QList<QList<Cell>> open = expected.rows.mid(from, run);
        for (qsizetype i = from; i < from + run; ++i) {
            const auto found
                    = std::ranges::find_if(open, [&](const QList<Cell> &row) { return isSameRow(row, got.at(i), fields); });
            if (found == open.end())
                return false;
            open.erase(found);
        }
        from += run;
    }
    return true;
}

/// What docs/vocabulary.md says that the engine refuses.
bool mayRefuse(const QString &product, const expr::NodePtr &node, const ModelInfo &model)
{
    if (!node)
        return false;
    const auto inner = [&](const expr::NodePtr &one) { return mayRefuse(product, one, model); };
    if (std::ranges::any_of(node->operands, inner) || inner(node->filter))
        return true;
    if (product == "postgresql"_L1)
        return node->function && node->function->name == "sha1";
    if (product == "mysql"_L1)
        return node->distinct && (node->function->name.starts_with("stddev") || node->function->name.starts_with("var"));
    if (product != "sqlite"_L1)
        return false;
    const bool isDecimal = std::ranges::any_of(
            node->operands, [&](const expr::NodePtr &one) { return Evaluator::typeOf(one, model) == Value::Type::Decimal; });
    const bool isArithmetic = node->kind >= expr::NodeKind::Add && node->kind <= expr::NodeKind::Negate;
    const QList<std::string_view> refused { "abs", "sign", "greatest", "least" };
    return isDecimal && (isArithmetic || (node->function && refused.contains(node->function->name)));
}

bool mayRefuse(const QString &product, const expr::Select &select)
{
    const auto refuses = [&](const expr::NodePtr &node) { return mayRefuse(product, node, *select.model); };
    return std::ranges::any_of(select.columns, refuses) || std::ranges::any_of(select.groups, refuses) || refuses(select.where)
            || refuses(select.having)
            || std::ranges::any_of(select.order, [&](const Order &term) { return refuses(term.node()); });
}

bool isOfJoinedRow(const expr::NodePtr &node)
{
    return (node->kind == expr::NodeKind::Column && node->path.contains('.'))
            || std::ranges::any_of(node->operands, isOfJoinedRow);
}

/// Is something calculated of joined rows? An engine may look at such rows first, also at those that then belong to none.
bool calculatesWithJoinedRows(const expr::NodePtr &node)
{
    if (!node)
        return false;
    const bool calculates = node->function || (node->kind >= expr::NodeKind::Add && node->kind <= expr::NodeKind::Negate);
    return (calculates && isOfJoinedRow(node)) || std::ranges::any_of(node->operands, calculatesWithJoinedRows)
            || calculatesWithJoinedRows(node->filter);
}

/// An engine may calculate for rows that a filter then leaves out.
bool mayLookAtOthers(const expr::Select &select)
{
    const auto calculates = [](const expr::NodePtr &node) { return node->kind != expr::NodeKind::Column; };
    return calculatesWithJoinedRows(select.where)
            || (select.where
                    && (std::ranges::any_of(select.columns, calculates)
                            || std::ranges::any_of(select.order, [&](const Order &term) { return calculates(term.node()); })));
}

QString rowText(const QStringList &cells) { return u"    "_s + cells.join(u" | "_s) + u'\n'; }

QString expectedText(const Expected &expected)
{
    if (expected.mustFail)
        return u"    an error\n"_s;
    QString text;
    for (const QList<Cell> &row : expected.rows.first(std::min<qsizetype>(20, expected.rows.size()))) {
        QStringList cells;
        for (const Cell &cell : row)
            cells << (cell.isNull() ? u"NULL"_s : toCode(cell.value));
        text += rowText(cells);
    }
    return text.isEmpty() ? u"    no row\n"_s : text;
}

QString answerText(const Answer &answer)
{
    if (!answer)
        return u"    "_s + answer.error().toString() + u'\n';
    QString text;
    for (const QList<Value> &row : answer->first(std::min<qsizetype>(20, answer->size()))) {
        QStringList cells;
        for (const Value &value : row)
            cells << (value.isNull() ? u"NULL"_s : toCode(value));
        text += rowText(cells);
    }
    return text.isEmpty() ? u"    no row\n"_s : text;
}

} // namespace

Result<Examinee> databaseExaminee(const QString &name, const QString &product, const QString &url)
{
    auto opened = Database::open(url);
    if (!opened)
        return opened.error();
    auto database = std::make_shared<Database>(*opened);
    if (auto made = quoin::test::createTables(*database, models()); !made)
        return made.error();
    auto stored = std::make_shared<std::optional<Data>>();
    const auto store = [database, stored](const Data &data) -> Result<void> {
        if (*stored == data)
            return {};
        stored->reset();
        auto done = differential::store(*database, data);
        if (done)
            *stored = data;
        return done;
    };
    return Examinee { name, product, store, [database](const Case &asked) { return answerOf(*database, asked); } };
}

Result<Question> questionOf(const Case &asked)
{
    auto resolved = expr::resolve(asked.query);
    if (!resolved)
        return resolved.error();
    Question question { resolved->select };
    if (asked.totals.isEmpty()) {
        for (const expr::NamedColumn &column : resolved->columns)
            question.fields << column.field;
        return question;
    }
    question.select.columns.clear();
    question.select.order.clear();
    for (const auto &[name, expression] : asked.totals) {
        auto named = resolved->scope.expression(expression);
        if (!named)
            return named.error();
        question.select.columns.push_back(named->node);
        question.fields << nullptr;
    }
    return question;
}

Difference compare(const Examinee &engine, const Question &question, const Expected &expected, const Answer &answer)
{
    const auto different = [&](Difference::Kind kind) {
        return Difference { kind, false,
            u"Expected:\n"_s + expectedText(expected) + engine.name + u":\n"_s + answerText(answer) };
    };
    const bool isOpen = expected.doubts.unclear || expected.unknown;
    if (!answer) {
        if (answer.error().kind() == ErrorKind::Unsupported)
            return mayRefuse(engine.product, question.select) ? Difference() : different(Difference::Kind::Failed);
        if (expected.mustFail || expected.doubts.mayFail || isOpen)
            return { .skipped = isOpen };
        if (answer.error().kind() == ErrorKind::Conversion && mayLookAtOthers(question.select))
            return { .skipped = true };
        const bool isRefused = answer.error().kind() == ErrorKind::InvalidQuery || answer.error().kind() == ErrorKind::Conversion;
        return different(isRefused ? Difference::Kind::Refused : Difference::Kind::Failed);
    }
    if (isOpen)
        return { .skipped = true };
    if (expected.mustFail)
        return different(Difference::Kind::Answered);
    return areSame(expected, *answer, question.fields) ? Difference() : different(Difference::Kind::Rows);
}

} // namespace differential
