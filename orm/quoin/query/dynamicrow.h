// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/core/value.h>

#include <QtCore/qhash.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <memory>
#include <optional>

namespace quoin {

class FieldInfo;

/// One row of a DynamicQuery. A cheap value: the names are shared by all rows of a result.
/// \code
/// for (const DynamicRow &row : rows)
///     qInfo() << row[u"title"].toString() << row.get<int>(u"views").value_or(0);
/// \endcode
class QUOIN_EXPORT DynamicRow
{
public:
    struct Columns
    {
        QStringList names;
        QList<const FieldInfo *> fields; ///< Null: computed.
        QHash<QString, qsizetype> index;
    };

    /// By the relation's name, what with() loaded.
    struct Related;

    DynamicRow() = default; ///< A row of nothing.
    DynamicRow(std::shared_ptr<const Columns> columns, QList<Value> values, std::shared_ptr<const Related> related = nullptr)
        : m_columns(std::move(columns)), m_values(std::move(values)), m_related(std::move(related))
    { }

    [[nodiscard]] QStringList names() const { return m_columns ? m_columns->names : QStringList(); }
    [[nodiscard]] const QList<Value> &values() const { return m_values; }
    [[nodiscard]] bool contains(QStringView name) const { return indexOf(name) >= 0; }
    /// Null where there is no such name, and for NULL.
    [[nodiscard]] Value value(QStringView name) const { return m_values.value(indexOf(name)); }
    [[nodiscard]] QVariant operator[](QStringView name) const { return value(name).toVariant(); }
    /// As a T: bool, a number, QString, QByteArray, QDate, QTime, QDateTime, QUuid or Decimal, or a std::optional of these.
    /// InvalidQuery where there is no such name; Conversion where the value is none of that type, or NULL without a
    /// std::optional.
    template<class T>
    [[nodiscard]] Result<T> get(QStringView name) const
    {
        T value {};
        auto read = readAs(name, value);
        return read ? Result<T>(std::move(value)) : Result<T>(read.error());
    }
    /// The rows that with() loaded of a relation: of one to one row at most that. None where it was not loaded.
    [[nodiscard]] QList<DynamicRow> related(QStringView relation) const;
    /// By name, as the Qt values a program expects; the same that toVariantMap() gives of a model: what with() loaded is a map
    /// instead of the key, or a list of maps.
    [[nodiscard]] QVariantMap toMap() const;

private:
    [[nodiscard]] qsizetype indexOf(QStringView name) const;
    template<class T>
    Result<void> readAs(QStringView name, std::optional<T> &value) const
    {
        if (contains(name) && this->value(name).isNull())
            return {};
        return readAs(name, value.emplace());
    }
    Result<void> readAs(QStringView name, bool &value) const;
    Result<void> readAs(QStringView name, int &value) const;
    Result<void> readAs(QStringView name, qint64 &value) const;
    Result<void> readAs(QStringView name, quint64 &value) const;
    Result<void> readAs(QStringView name, double &value) const;
    Result<void> readAs(QStringView name, QString &value) const;
    Result<void> readAs(QStringView name, QByteArray &value) const;
    Result<void> readAs(QStringView name, QDate &value) const;
    Result<void> readAs(QStringView name, QTime &value) const;
    Result<void> readAs(QStringView name, QDateTime &value) const;
    Result<void> readAs(QStringView name, QUuid &value) const;
    Result<void> readAs(QStringView name, Decimal &value) const;
    template<class T>
    Result<void> convert(QStringView name, T &value) const;

    std::shared_ptr<const Columns> m_columns;
    QList<Value> m_values;
    std::shared_ptr<const Related> m_related;
};

struct DynamicRow::Related
{
    struct Relation
    {
        bool isToMany = false;
        QList<DynamicRow> rows;
    };
    QHash<QString, Relation> relations;
};

} // namespace quoin
