// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>
#include <quoin/schema/change_fwd.h>
#include <quoin/schema/hints.h>

#include <QtCore/qstringlist.h>

namespace quoin::dialect {

/// How to see in the catalogue that a statement has already run.
struct PostCondition
{
    enum class Kind {
        None,
        TableExists,
        TableAbsent,
        ColumnExists,
        ColumnAbsent,
        IndexExists,
        IndexAbsent,
        ConstraintExists,
        ConstraintAbsent
    };
    Kind kind = Kind::None;
    schema::TableName table {};
    QString name {}; ///< Column, index or constraint.
};

/// A question that must have no rows before the plan may run: its rows are what would be lost or refused.
struct Precondition
{
    QString sql {};     ///< SELECT that gives one number: how many rows are in the way.
    QString message {}; ///< For people, with %1 for the number.
};

struct PlanStatement
{
    QString sql {};
    QString reverse {}; ///< Empty: cannot be taken back by a statement.
    QString comment {}; ///< One line for people.
    int change = -1;    ///< Index into the list of changes it comes from.
    PostCondition done {};
};

/// What will be run for a list of changes, in order; lint, dry run, designer and runner all read it. Who looks at its changes
/// includes quoin/schema/change.h.
struct QUOIN_EXPORT Plan
{
    Plan();
    Plan(const Plan &);
    Plan(Plan &&) noexcept;
    Plan &operator=(const Plan &);
    Plan &operator=(Plan &&) noexcept;
    ~Plan();

    QList<schema::Change> changes;
    QList<Precondition> preconditions;
    QStringList before; ///< Outside and before the transaction (SQLite's pragmas).
    QList<PlanStatement> statements;
    QStringList after;          ///< Outside and after it, also when it failed.
    QStringList verify;         ///< SELECTs that must give no row before the commit (foreign_key_check).
    bool transactional = false; ///< All statements in one transaction.
};

} // namespace quoin::dialect
