// SPDX-License-Identifier: MIT
#include <quoin/query/modelstatements_p.h>
#include <quoin/sql/compiler.h>

#include <algorithm>

namespace quoin {

namespace {

/// True when the database makes a value for a property that says nothing: the next key, or the column's default.
bool isOmittable(const FieldInfo &field)
{
    if (field.generation == KeyGeneration::AutoIncrement)
        return true;
    if (!field.defaultValue)
        return false;
    const bool datedOrUuid = field.type == FieldType::Date || field.type == FieldType::Time || field.type == FieldType::DateTime
            || field.type == FieldType::Uuid;
    return field.nullable || datedOrUuid; // others always say something: 0 and "" are values
}

bool neverWritten(const FieldInfo &field) { return field.generated.has_value() || field.readOnly; }

QList<const FieldInfo *> allFields(const ModelInfo &model)
{
    QList<const FieldInfo *> fields;
    for (const FieldInfo &field : model.fields)
        fields << &field;
    return fields;
}

} // namespace

bool isUnset(const FieldInfo &field, const void *object)
{
    if (field.type == FieldType::LongLong && !field.optional) { // the usual key, on the path of every insert
        qint64 number;
        field.read(object, number);
        return number == 0 && field.generation == KeyGeneration::AutoIncrement;
    }
    const Value value = field.value(object);
    if (const auto *number = value.get<qint64>())
        return *number == 0 && field.generation == KeyGeneration::AutoIncrement;
    if (const auto *uuid = value.get<QUuid>())
        return uuid->isNull();
    if (const auto *dateTime = value.get<QDateTime>())
        return !dateTime->isValid();
    if (const auto *date = value.get<QDate>())
        return !date->isValid();
    if (const auto *time = value.get<QTime>())
        return !time->isValid();
    return value.isNull();
}

ModelStatements &ModelStatements::of(Connection &connection, const ModelInfo &model)
{
    std::shared_ptr<void> &kept = connection.attachment(&model);
    if (!kept)
        kept = std::make_shared<ModelStatements>(model, connection.dialect());
    return *static_cast<ModelStatements *>(kept.get());
}

ModelStatements::ModelStatements(const ModelInfo &model, const dialect::Dialect &dialect)
    : m_model(model), m_dialect(dialect), m_reader(allFields(model))
{
    for (const FieldInfo &field : model.fields) {
        if (field.generated)
            m_generated << &field;
        if (neverWritten(field))
            continue;
        if (!field.primaryKey)
            m_updatable << &field;
        if (isOmittable(field) && m_omittable.size() < 64)
            m_omittable << &field;
    }
    if (!model.primaryKey.isEmpty()) {
        m_keyBinder = RowBinder(model.primaryKey);
        m_remove = sql::compileDelete(model, dialect);
        m_select = sql::compileSelectByKey(model, allFields(model), dialect);
        if (!m_generated.isEmpty()) {
            m_selectGenerated = sql::compileSelectByKey(model, m_generated, dialect);
            m_generatedReader = RowReader(m_generated);
        }
    }
}

ResultPeers *ModelStatements::single(LazyLoading mode)
{
    std::unique_ptr<ResultPeers> &peers = m_single[size_t(mode)];
    if (!peers)
        peers = std::make_unique<ResultPeers>(m_model, mode, Loads(), ResultPeers::Rows::One);
    else
        peers->renew();
    return peers.get();
}

const ModelStatements::Insert &ModelStatements::insert(const void *object)
{
    quint64 omitted = 0;
    for (qsizetype i = 0; i < m_omittable.size(); ++i) {
        if (isUnset(*m_omittable.at(i), object))
            omitted |= quint64(1) << i;
    }
    if (const auto known = m_inserts.find(omitted); known != m_inserts.end())
        return known->second;

    Insert insert;
    for (const FieldInfo &field : m_model.fields) {
        const qsizetype at = m_omittable.indexOf(&field);
        const bool leftOut = at >= 0 && (omitted >> at & 1);
        (neverWritten(field) || leftOut ? insert.readBack : insert.bound) << &field;
    }
    const auto &capabilities = m_dialect.capabilities();
    insert.lastInsertId = capabilities.lastInsertId && insert.readBack.size() == 1
            && insert.readBack.first()->generation == KeyGeneration::AutoIncrement;
    insert.returning = !insert.readBack.isEmpty() && !insert.lastInsertId && capabilities.insertReturning;
    insert.sql = sql::compileInsert(
            m_model, insert.bound, insert.returning ? insert.readBack : QList<const FieldInfo *>(), m_dialect);
    insert.binder = RowBinder(insert.bound);
    insert.reader = RowReader(insert.readBack);
    return m_inserts.emplace(omitted, std::move(insert)).first->second;
}

const ModelStatements::Update &ModelStatements::update(const QList<const FieldInfo *> &fields)
{
    auto known = m_updates.find(fields);
    if (known == m_updates.end())
        known = m_updates
                        .emplace(fields,
                                Update { sql::compileUpdate(m_model, fields, m_dialect), RowBinder(fields + m_model.primaryKey) })
                        .first;
    return known->second;
}

const QList<const FieldInfo *> *ModelStatements::named(const QList<FieldRef> &names) const
{
    // The names are texts of the program itself: the same place is the same name.
    const auto same = [](const FieldRef &a, const FieldRef &b) {
        return a.property().constData() == b.property().constData() && a.model() == b.model();
    };
    const auto known
            = std::ranges::find_if(m_named, [&](const Named &each) { return std::ranges::equal(each.names, names, same); });
    return known == m_named.end() ? nullptr : &known->fields;
}

void ModelStatements::remember(const QList<FieldRef> &names, const QList<const FieldInfo *> &fields)
{
    constexpr size_t most = 64; // a program has few such lists; one that makes them up at run time shall not fill the memory
    if (m_named.size() < most)
        m_named.push_back({ names, fields });
}

} // namespace quoin
