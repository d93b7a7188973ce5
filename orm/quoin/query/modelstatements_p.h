// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/db/connection.h>
#include <quoin/expr/field.h>
#include <quoin/query/peers_p.h>
#include <quoin/query/rowcodec_p.h>

#include <array>
#include <map>
#include <memory>

namespace quoin {

/// The statement texts of one model on one connection's engine, and how its rows are read. Made once and kept with the
/// connection.
class ModelStatements
{
public:
    /// The connection's own; made at first use.
    static ModelStatements &of(Connection &connection, const ModelInfo &model);
    ModelStatements(const ModelInfo &model, const dialect::Dialect &dialect);

    struct Insert
    {
        QString sql;
        QList<const FieldInfo *> bound;
        RowBinder binder;
        QList<const FieldInfo *> readBack; ///< What the database made: comes back as a row of RETURNING, …
        bool lastInsertId = false;         ///< … or is the one key that the connection tells.
        bool returning = false;
        RowReader reader;
    };
    /// The INSERT that leaves out what \a object has not set and the database makes.
    const Insert &insert(const void *object);

    struct Update
    {
        QString sql;
        RowBinder binder; ///< The fields, then the key.
    };
    const Update &update(const QList<const FieldInfo *> &fields);

    /// The columns that a program named with these very words before, as fields; null the first time.
    const QList<const FieldInfo *> *named(const QList<FieldRef> &names) const;
    void remember(const QList<FieldRef> &names, const QList<const FieldInfo *> &fields);

    const QString &remove() const { return m_remove; }
    const QString &select() const { return m_select; }
    const RowReader &reader() const { return m_reader; }
    /// For a row that comes alone.
    ResultPeers *single(LazyLoading mode);
    /// Columns that the database computes, which are read again after each write.
    const QList<const FieldInfo *> &generated() const { return m_generated; }
    /// The key of an object, for a statement whose first placeholders are it.
    const RowBinder &keyBinder() const { return m_keyBinder; }
    const QString &selectGenerated() const { return m_selectGenerated; }
    const RowReader &generatedReader() const { return m_generatedReader; }
    /// What update() without a list writes.
    const QList<const FieldInfo *> &updatable() const { return m_updatable; }

private:
    const ModelInfo &m_model;
    const dialect::Dialect &m_dialect;
    QList<const FieldInfo *> m_omittable; ///< Left out of an INSERT while unset: the key that counts up, columns with a default.
    std::map<quint64, Insert> m_inserts;  ///< By which of these are left out.
    std::map<QList<const FieldInfo *>, Update> m_updates;
    QList<const FieldInfo *> m_updatable;
    QList<const FieldInfo *> m_generated;
    struct Named
    {
        QList<FieldRef> names;
        QList<const FieldInfo *> fields;
    };
    std::vector<Named> m_named;
    RowBinder m_keyBinder;
    QString m_remove;
    QString m_select;
    QString m_selectGenerated;
    RowReader m_reader;
    RowReader m_generatedReader;
    std::array<std::unique_ptr<ResultPeers>, 3> m_single; // by mode
};

/// True for a property that says nothing: an empty optional, an invalid date, a null UUID; for an auto-increment key also 0.
bool isUnset(const FieldInfo &field, const void *object);

} // namespace quoin
