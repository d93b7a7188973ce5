// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/sql/columnvalue.h>
#include <quoin/sql/shape_p.h>

#include <algorithm>

namespace quoin::sql {

namespace {

using dialect::Origin;
using expr::NodeKind;

/// Each length of a list is a statement of its own: long ones would push the others out.
constexpr size_t longestList = 100;
constexpr size_t mostTables = 16;
/// A text that is part of the key.
constexpr qsizetype longestText = 100;

QString pattern(const dialect::Dialect &dialect, Origin::As as, const QString &needle)
{
    using dialect::TextMatch;
    const bool ignoreCase = as >= Origin::As::IgnoreCaseContains;
    switch (as) {
    case Origin::As::StartsWith:
    case Origin::As::IgnoreCaseStartsWith: return dialect.syntax().matchPattern(TextMatch::StartsWith, ignoreCase, needle);
    case Origin::As::EndsWith:
    case Origin::As::IgnoreCaseEndsWith: return dialect.syntax().matchPattern(TextMatch::EndsWith, ignoreCase, needle);
    default: return dialect.syntax().matchPattern(TextMatch::Contains, ignoreCase, needle);
    }
}

/// Values of the same type, which the column stores as they are.
bool isStoredAsGiven(const FieldInfo &field, const Value &value)
{
    using schema::TypeKind;
    switch (field.columnType.kind) {
    case TypeKind::Int64: return field.type != FieldType::Enum && value.type() == Value::Type::Int;
    case TypeKind::Int32: {
        const auto *number = value.get<qint64>();
        return field.type != FieldType::Enum && number && *number == qint32(*number);
    }
    case TypeKind::Double: return value.type() == Value::Type::Double;
    case TypeKind::String:
    case TypeKind::Text: return field.type != FieldType::Enum && value.type() == Value::Type::Text;
    default: return false;
    }
}

} // namespace

Shape::Shape(const expr::Select &select, Projection projection) { this->select(select, projection); }

void Shape::select(const expr::Select &select, Projection projection)
{
    // What is added to Select does not compile here until it is decided what the text has of it.
    const auto &[model, columns, properties, where, groups, having, distinct, order, limit, offset, reversed, distinctOn,
            groupingSets, parts, source, tree, table, joins, lock, names, marks, error]
            = select;
    // What is put together of queries, and what is checked each time, is written each time.
    if (!properties.isEmpty() || !distinctOn.empty() || !parts.empty() || source || tree || lock || !names.empty() || error)
        m_cacheable = false;
    number(model);
    number(quint8(projection));
    const bool more = table || !joins.empty() || !groupingSets.empty();
    number(quint8(
            quint8(distinct) | quint8(reversed) << 1 | quint8(limit >= 0) << 2 | quint8(offset > 0) << 3 | quint8(more) << 4));
    if (projection == Projection::Exists)
        number(quint8(limit == 0)); // one row is enough
    else if (limit >= 0)
        rows(limit);
    if (offset > 0)
        rows(offset);
    if (more) {
        count(groupingSets.size());
        for (const quint64 set : groupingSets)
            number(set);
        this->table(table);
        this->joins(joins);
    }
    node(where);
    const bool before = m_allInKey;
    // The compiler asks which of these are the same expression, values and all.
    m_allInKey = true;
    nodes(columns);
    nodes(groups);
    nodes(marks);
    node(having);
    static_assert(sizeof(Order) == sizeof(expr::NodePtr) + alignof(expr::NodePtr), "what is new in Order is part of the shape");
    count(order.size());
    for (const Order &term : order) {
        number(quint8(quint8(term.isDescending()) | quint8(term.hasNullsFirst()) << 1));
        node(term.node());
    }
    m_allInKey = before;
}

void Shape::joins(const std::vector<expr::RowsJoin> &joins)
{
    count(joins.size());
    for (const expr::RowsJoin &join : joins) {
        bytes(join.name);
        number(quint8(join.optional));
        select(*join.rows, Projection::Rows);
        node(join.on);
    }
}

/// The first time it is met all that it is, then which one.
void Shape::table(const expr::CommonTablePtr &table)
{
    const auto known = std::ranges::find(m_tables, table.get());
    number(quint32(table ? 1 + (known - m_tables.begin()) : 0));
    if (!table || known != m_tables.end())
        return;
    // Two of one class are one table if they are the same with all their values.
    const bool again = std::ranges::any_of(m_tables, [&](const expr::CommonTable *other) { return other->rows == table->rows; });
    if ((again && table->select) || table->own)
        m_cacheable = false;
    m_tables.push_back(table.get());
    if (m_tables.size() > mostTables) {
        m_cacheable = false;
        return;
    }
    number(table->rows);
    number(quint8(quint8(table->all) | quint8(table->select != nullptr) << 1 | quint8(table->step != nullptr) << 2));
    if (table->select)
        select(*table->select, Projection::Rows);
    if (table->step)
        select(*table->step, Projection::Rows);
}

void Shape::rows(const qint64 &given)
{
    if (m_numberCount == m_numbers.size()) {
        m_cacheable = false;
        return;
    }
    Value &storage = m_numbers[m_numberCount++];
    storage = Value(given);
    m_values.append({ .value = &storage, .number = &given });
}

void Shape::nodes(const std::vector<expr::NodePtr> &nodes)
{
    count(nodes.size());
    for (const expr::NodePtr &one : nodes)
        node(one);
}

void Shape::node(const expr::NodePtr &given)
{
    if (!given) {
        number(quint8(0xFF));
        return;
    }
    // What is added to Node does not compile here until it is decided what the text has of it.
    const auto &[kind, ignoreCase, related, toMany, level, depth, size, path, value, values, references, operands, function,
            distinct, filter, query, model, link, window]
            = *given;
    Q_UNUSED(depth) // follow from the operands
    Q_UNUSED(size)
    const bool hasList = kind == NodeKind::Literal || kind == NodeKind::In;
    if (related || toMany || link || window || (!hasList && (!values.empty() || !references.empty())) || kind == NodeKind::Row
            || kind == NodeKind::TreeDepth)
        m_cacheable = false;
    number(quint8(kind));
    if (kind == NodeKind::Outer) {
        number(level);
        number(model);
    }
    number(quint8(quint8(ignoreCase) | quint8(distinct) << 1 | quint8(!path.isEmpty()) << 2 | quint8(function != nullptr) << 3
            | quint8(filter != nullptr) << 4 | quint8(query != nullptr) << 5));
    if (!path.isEmpty())
        bytes(path);
    if (function)
        number(function);
    if (hasList) {
        const size_t listed = references.empty() ? values.size() : references.size();
        count(listed);
        if (listed > longestList) {
            m_cacheable = false;
            return;
        }
        for (const ForeignKeyBase &each : references)
            reference(each);
        for (const Value &each : values)
            this->value(each);
        if (kind == NodeKind::Literal && references.empty())
            this->value(value);
    }
    count(operands.size());
    for (size_t i = 0; i < operands.size(); ++i) {
        // Lengths and positions are checked when they are written.
        const bool isChecked = function && i < function->arguments.size() && function->arguments[i] >= expr::Argument::Length;
        const bool before = std::exchange(m_allInKey, m_allInKey || isChecked);
        node(operands[i]);
        m_allInKey = before;
    }
    if (filter)
        node(filter);
    if (query)
        select(*query, kind == NodeKind::Exists ? Projection::Exists : Projection::Rows);
}

void Shape::value(const Value &given)
{
    number(quint8(given.type()));
    if (const Decimal *decimal = given.decimal())
        number(quint8(decimal->scale())); // the type that it is cast to
    if (m_allInKey || given.type() == Value::Type::Bool)
        valueInKey(given);
    else
        m_values.append({ .value = &given });
}

void Shape::reference(const ForeignKeyBase &given)
{
    number(quint8(given.key().type()));
    if (m_allInKey)
        m_cacheable = false;
    m_values.append({ .reference = &given });
}

void Shape::valueInKey(const Value &given)
{
    m_inKey.append(&given);
    if (given.isNull())
        return;
    if (const auto *boolean = given.get<bool>())
        number(quint8(*boolean));
    else if (const auto *integer = given.get<qint64>())
        number(*integer);
    else if (const auto *positive = given.get<quint64>())
        number(*positive);
    else if (const auto *real = given.get<double>())
        number(*real);
    else if (const auto *text = given.get<QString>(); text && text->size() <= longestText)
        bytes(QByteArrayView(reinterpret_cast<const char *>(text->utf16()), text->size() * qsizetype(sizeof(QChar))));
    else
        m_cacheable = false;
}

void Shape::bytes(QByteArrayView text)
{
    count(size_t(text.size()));
    append(text.data(), text.size());
}

std::optional<ShapeStatement> ShapeStatement::learn(const Shape &shape, const Compiled &compiled, const dialect::Dialect &dialect)
{
    if (!shape.isCacheable() || compiled.origins.size() != size_t(compiled.bindings.size()))
        return std::nullopt;
    ShapeStatement statement;
    statement.m_text = compiled.text;
    statement.m_columns = compiled.columns;
    std::vector<bool> used(size_t(shape.values().size()));
    for (qsizetype i = 0; i < compiled.bindings.size(); ++i) {
        const Origin &origin = compiled.origins[size_t(i)];
        const Value &bound = compiled.bindings.at(i);
        if (!origin.place)
            return std::nullopt;
        if (origin.as == Origin::As::Constant || shape.isInKey(origin.place)) {
            statement.m_sources.push_back({ .constant = bound });
            continue;
        }
        const auto &values = shape.values();
        const auto found = std::ranges::find(values, origin.place, &GivenValue::place);
        if (found == values.end())
            return std::nullopt;
        const Source source { .value = int(found - values.begin()), .as = origin.as, .field = origin.field };
        used[size_t(source.value)] = true;
        Value storage;
        const Value *const again = take(source, shape, dialect, storage);
        if (!again || again->type() != bound.type() || *again != bound)
            return std::nullopt;
        statement.m_sources.push_back(source);
    }
    // A value that is not bound has decided something.
    if (std::ranges::find(used, false) != used.end())
        return std::nullopt;
    return statement;
}

const Value *ShapeStatement::take(const Source &source, const Shape &shape, const dialect::Dialect &dialect, Value &storage)
{
    if (source.value < 0)
        return &source.constant;
    const GivenValue &given = shape.values().at(source.value);
    const Value *value = given.value;
    if (given.reference) {
        const bool related = source.field && source.field->relation;
        storage = related ? given.reference->keyFor(*source.field->relation) : given.reference->key();
        value = &storage;
    }
    if (value->isNull())
        return nullptr;
    switch (source.as) {
    case Origin::As::Itself:
    case Origin::As::Constant: return value;
    case Origin::As::Column: {
        if (isStoredAsGiven(*source.field, *value))
            return value;
        auto stored = columnValue(*source.field, *value);
        if (!stored)
            return nullptr;
        storage = *std::move(stored);
        return &storage;
    }
    default: {
        const auto *needle = value->get<QString>();
        if (!needle)
            return nullptr;
        storage = Value(pattern(dialect, source.as, *needle));
        return &storage;
    }
    }
}

std::optional<QList<Value>> ShapeStatement::bindings(const Shape &shape, const dialect::Dialect &dialect) const
{
    QList<Value> bindings;
    const bool taken = each(shape, dialect, [&](int, const Value &value) { bindings << value; });
    return taken ? std::optional(std::move(bindings)) : std::nullopt;
}

} // namespace quoin::sql
