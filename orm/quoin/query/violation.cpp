// SPDX-License-Identifier: MIT
#include <quoin/query/violation_p.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A constraint of the table by what is known of it.
struct Known
{
    QString name;
    QStringList columns;
};

QList<Known> uniquesOf(const schema::Table &table)
{
    QList<Known> known { { table.primaryKey.name.isEmpty() ? u"PRIMARY"_s : table.primaryKey.name, table.primaryKey.columns } };
    for (const schema::Unique &unique : table.uniques)
        known << Known { unique.name, unique.columns };
    for (const schema::Index &index : table.indexes) {
        QStringList columns;
        for (const schema::IndexPart &part : index.parts)
            columns << part.column;
        if (index.unique && !columns.contains(QString()))
            known << Known { index.name, columns };
    }
    return known;
}

} // namespace

void nameViolation(Error &error, const ModelInfo &model)
{
    const bool unique = error.kind() == ErrorKind::UniqueViolation;
    if (!unique && error.kind() != ErrorKind::NotNullViolation && error.kind() != ErrorKind::ForeignKeyViolation)
        return;
    if (!error.table().isEmpty() && error.table() != model.table)
        return; // the constraint of another table, which still points here
    if (unique) {
        for (const Known &known : uniquesOf(model.toTable())) {
            const bool byName = error.columns().isEmpty() && known.name.compare(error.constraint(), Qt::CaseInsensitive) == 0;
            const bool byColumns = error.constraint().isEmpty() && known.columns == error.columns();
            if (!byName && !byColumns)
                continue;
            error.setConstraint(known.name, known.columns);
            break;
        }
    }
    if (error.columns().size() != 1)
        return;
    if (const FieldInfo *field = model.fieldByColumn(error.columns().first()))
        error.setModel(model.className, field->property);
}

Error withModel(Error error, const ModelInfo &model)
{
    if (error.model().isEmpty())
        error.setModel(model.className);
    nameViolation(error, model);
    if (error.table().isEmpty())
        error.setTable(model.table);
    return error;
}

} // namespace quoin
