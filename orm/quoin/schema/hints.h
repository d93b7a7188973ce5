// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace quoin::schema {

/// Which table a change is about.
struct TableName
{
    QString name;
    QString nameSpace;
    friend bool operator==(const TableName &, const TableName &) = default;
};

/// What cannot be seen by comparing: what was renamed.
struct DiffHints
{
    struct TableRename
    {
        TableName from;
        TableName to;
    };
    struct ColumnRename
    {
        TableName table;
        QString from;
        QString to;
    }; ///< table: its name in the new schema.
    QList<TableRename> tables;
    QList<ColumnRename> columns;
};

} // namespace quoin::schema
