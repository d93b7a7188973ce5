// SPDX-License-Identifier: MIT
// DynamicQuery::with(): relations that are loaded with the rows.
#include <quoin/expr/namedselect.h>
#include <quoin/meta/relationaccess_p.h>
#include <quoin/query/dynamicquery.h>
#include <quoin/query/query.h>
#include <quoin/query/relationloader_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Rows as objects, which can hold what is loaded with them.
class Objects final : public RowSink
{
public:
    explicit Objects(const ModelInfo &model) : m_model(model), m_type(rowTypeOf(model)) { }

    void expect(qsizetype rows) override { m_objects.reserve(size_t(rows)); }
    Slot next() override
    {
        RecordState *state = nullptr;
        m_objects.push_back(m_type.make(m_model, &state));
        return { m_objects.back().get(), state };
    }
    std::vector<void *> rows() override
    {
        std::vector<void *> pointers;
        pointers.reserve(m_objects.size());
        for (const std::shared_ptr<void> &object : m_objects)
            pointers.push_back(object.get());
        return pointers;
    }
    [[nodiscard]] const std::vector<std::shared_ptr<void>> &all() const { return m_objects; }

private:
    const ModelInfo &m_model;
    const RowType &m_type;
    std::vector<std::shared_ptr<void>> m_objects;
};

/// Objects, and what was loaded with them, as rows.
class ObjectRows
{
public:
    DynamicRow row(const ModelInfo &model, const void *object, const Loads &loads)
    {
        const std::shared_ptr<const DynamicRow::Columns> &columns = columnsOf(model);
        QList<Value> values;
        values.reserve(columns->fields.size());
        for (const FieldInfo *field : columns->fields)
            values << keyValue(*field, object);
        std::shared_ptr<DynamicRow::Related> related;
        for (const Load &load : loads) {
            const auto name = QString::fromUtf8(load.step.property.data(), qsizetype(load.step.property.size()));
            if (!related)
                related = std::make_shared<DynamicRow::Related>();
            related->relations.insert(name, relation(model, *model.relation(name), object, load.loads));
        }
        return { columns, std::move(values), std::move(related) };
    }

private:
    DynamicRow::Related::Relation relation(
            const ModelInfo &model, const RelationInfo &relation, const void *object, const Loads &loads)
    {
        DynamicRow::Related::Relation rows;
        rows.isToMany = relation.isToMany();
        const auto add = [&](const std::shared_ptr<const void> &other) {
            if (other)
                rows.rows << row(*relation.target, other.get(), loads);
        };
        if (!rows.isToMany) {
            ForeignKeyBase reference;
            model.field(relation.property)->read(object, reference);
            add(RelationAccess::object(reference));
            return rows;
        }
        ToManyBase list;
        relation.read(object, list);
        if (const auto &others = RelationAccess::rows(list))
            std::ranges::for_each(*others, add);
        return rows;
    }
    const std::shared_ptr<const DynamicRow::Columns> &columnsOf(const ModelInfo &model)
    {
        std::shared_ptr<const DynamicRow::Columns> &known = m_columns[&model];
        if (known)
            return known;
        auto columns = std::make_shared<DynamicRow::Columns>();
        for (const FieldInfo &field : model.fields) {
            if (field.sensitive)
                continue;
            columns->index.insert(field.property, columns->names.size());
            columns->names << field.property;
            columns->fields << &field;
        }
        return known = std::move(columns);
    }

    QHash<const ModelInfo *, std::shared_ptr<const DynamicRow::Columns>> m_columns;
};

} // namespace

Result<QList<DynamicRow>> DynamicQuery::withRelated(const expr::NamedSelect &select) const
{
    const ModelInfo &model = *select.select.model;
    if (!model.metaObject)
        return Error(ErrorKind::Configuration,
                u"with() needs the class %1, and the program has only its description."_s.arg(model.className))
                .setModel(model.className);
    QueryCore core = this->core(select);
    std::vector<std::vector<QByteArray>> names; // what the steps refer to
    for (const auto &path : select.with) {
        std::vector<QByteArray> &properties = names.emplace_back();
        for (const RelationInfo *relation : path)
            properties.push_back(relation->property.toUtf8());
        std::vector<RelationStep> steps;
        steps.reserve(path.size());
        for (size_t i = 0; i < path.size(); ++i)
            steps.push_back(
                    { { properties[i].constData(), size_t(properties[i].size()) }, nullptr, &rowTypeOf(*path[i]->target) });
        core.load(steps, nullptr, false);
    }
    Objects objects(model);
    if (auto read = core.read(objects); !read)
        return read.error();
    ObjectRows rows;
    QList<DynamicRow> all;
    all.reserve(qsizetype(objects.all().size()));
    for (const std::shared_ptr<void> &object : objects.all())
        all << rows.row(model, object.get(), *core.loads());
    return all;
}

} // namespace quoin
