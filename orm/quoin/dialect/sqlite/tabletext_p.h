// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/schema.h>

#include <QtCore/qhash.h>

namespace quoin::dialect::sqlite {

/// What only the text of a CREATE TABLE tells; the pragmas know the rest.
struct TableText
{
    struct ColumnText
    {
        QString generated {}; ///< The expression.
        QString collation {};
    };
    struct KeyText
    {
        QString name {};
        QStringList columns {};
        bool deferrable = false;
    };
    QHash<QString, ColumnText> columns {}; ///< By name in lower case.
    QString primaryKeyName {};
    QList<schema::Check> checks {};
    QList<KeyText> uniques {};
    QList<KeyText> foreignKeys {};  ///< In the order of the text, the columns' own first come first.
    QStringList options {};         ///< WITHOUT ROWID, STRICT
    bool resolvesConflicts = false; ///< Is there an ON CONFLICT clause, which Quoin cannot express?
};

TableText readTableText(const QString &sql);

/// What only the text of a CREATE INDEX tells.
struct IndexText
{
    QStringList parts {}; ///< Without ASC and DESC.
    QString condition {};
};

IndexText readIndexText(const QString &sql);

/// The SELECT of a CREATE VIEW; its list of columns is turned into part of the SELECT.
QString readViewText(const QString &sql);

} // namespace quoin::dialect::sqlite
