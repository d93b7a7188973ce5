// SPDX-License-Identifier: MIT
#include <quoin/core/nearest.h>
#include <quoin/meta/conversion_p.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/query/dynamicrow.h>

using namespace Qt::StringLiterals;

namespace quoin {

qsizetype DynamicRow::indexOf(QStringView name) const { return m_columns ? m_columns->index.value(name.toString(), -1) : -1; }

QVariantMap DynamicRow::toMap() const
{
    QVariantMap map;
    for (qsizetype i = 0; i < m_values.size(); ++i)
        map.insert(m_columns->names.at(i), m_values.at(i).toVariant());
    if (!m_related)
        return map;
    for (auto it = m_related->relations.begin(); it != m_related->relations.end(); ++it) {
        QVariantList rows;
        for (const DynamicRow &row : it->rows)
            rows << row.toMap();
        const bool none = rows.isEmpty(); // one that points at nothing, or at what is not there: its key stays
        if (it->isToMany)
            map.insert(it.key(), rows);
        else if (!none)
            map.insert(it.key(), rows.first());
    }
    return map;
}

QList<DynamicRow> DynamicRow::related(QStringView relation) const
{
    return m_related ? m_related->relations.value(relation.toString()).rows : QList<DynamicRow>();
}

template<class T>
Result<void> DynamicRow::convert(QStringView name, T &value) const
{
    const qsizetype at = indexOf(name);
    if (at < 0)
        return Error(ErrorKind::InvalidQuery, u"The row has no value of that name."_s).setHint(didYouMean(name, names()));
    const auto converted = m_values.at(at).isNull()
            ? Result<T>(Error(ErrorKind::Conversion, u"The value is NULL: read it as a std::optional."_s))
            : Conversion<T>::fromValue(m_values.at(at));
    if (converted) {
        value = *converted;
        return {};
    }
    Error error = converted.error();
    if (const FieldInfo *field = m_columns->fields.at(at); field && field->model())
        error.setModel(field->model()->className, field->property);
    return error;
}

Result<void> DynamicRow::readAs(QStringView name, bool &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, int &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, qint64 &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, quint64 &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, double &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QString &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QByteArray &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QDate &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QTime &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QDateTime &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, QUuid &value) const { return convert(name, value); }
Result<void> DynamicRow::readAs(QStringView name, Decimal &value) const { return convert(name, value); }

} // namespace quoin
