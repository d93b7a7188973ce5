// SPDX-License-Identifier: MIT
#include <quoin/meta/modelinfo.h>
#include <quoin/query/record.h>

using namespace Qt::StringLiterals;

namespace quoin {

const Database &RecordState::database() const
{
    static const Database none;
    return m_stored ? m_stored->database : none;
}

const QList<Value> &RecordState::loaded() const
{
    static const QList<Value> none;
    return m_stored ? m_stored->values : none;
}

void RecordState::markStored(const Database &database, QList<Value> values)
{
    m_stored = std::make_shared<const Stored>(Stored { database, std::move(values) });
}

QStringList RecordBase::changedFields(const ModelInfo &model, const void *object, const RecordState &state)
{
    QStringList changed;
    for (const FieldInfo &field : model.fields) {
        if (!state.isStored() || !(field.value(object) == state.loaded().value(field.index)))
            changed << field.property;
    }
    return changed;
}

Error RecordBase::notStored()
{
    return Error(ErrorKind::NotFound, u"This record is new: no database has a row of it."_s)
            .setHint(u"Give it one: save(database)."_s);
}

} // namespace quoin
