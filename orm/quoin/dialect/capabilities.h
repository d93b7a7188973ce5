// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstring.h>
#include <QtCore/qversionnumber.h>

namespace quoin::dialect {

/// What one server can do: data, filled from its version and its own settings when a connection opens. Each comment is the
/// question that the member answers. docs/capabilities.md is generated from this struct.
struct Capabilities
{
    QString product;        ///< What does the server call itself? ("PostgreSQL", "MariaDB")
    QVersionNumber version; ///< Which version is it?

    bool insertReturning = false;        ///< Can INSERT give columns of the new row back?
    bool updateReturning = false;        ///< Can UPDATE and DELETE?
    bool lastInsertId = false;           ///< Does the connection tell the auto-increment key of its last INSERT?
    bool transactionalDdl = false;       ///< Can a schema change be rolled back?
    bool nullsOrdering = false;          ///< Does ORDER BY know NULLS FIRST and NULLS LAST?
    bool namespaces = false;             ///< Are there schemas inside one database?
    bool exactDecimals = false;          ///< Does the engine's decimal keep every digit? (else they are stored as text)
    bool nonFiniteDoubles = false;       ///< Can NaN and infinities be stored?
    bool comments = false;               ///< Do tables and columns keep comments?
    bool partialIndexes = false;         ///< Can an index have a condition?
    bool virtualColumns = false;         ///< Can a generated column be computed when it is read?
    bool expressionIndexes = false;      ///< Can an index be on an expression?
    bool alterColumn = false;            ///< Can a column's type or NULL-ness change without a rebuild by us?
    bool aggregateFilter = false;        ///< Does an aggregate take FILTER (WHERE …)?
    bool lateralJoins = false;           ///< Is there LATERAL?
    bool windows = false;                ///< Are there window functions?
    bool windowGroups = false;           ///< And frames of GROUPS?
    bool vectorType = false;             ///< Are there vectors with operators for their distances? (pgvector)
    bool ownFunctions = false;           ///< Does the engine run functions that Quoin registers with it?
    bool ignoreCaseMatch = false;        ///< Is a case-insensitive match Unicode-aware?
    bool rowLocks = false;               ///< Is there SELECT … FOR UPDATE?
    bool skipLocked = false;             ///< And SKIP LOCKED?
    bool lockTables = false;             ///< Can it name the tables whose rows are locked?
    bool limitInSubqueries = false;      ///< May IN (SELECT …) have a LIMIT?
    bool rowRanges = false;              ///< Does (a, b) > (x, y) look into an index as one range?
    bool setAll = false;                 ///< Are there INTERSECT ALL and EXCEPT ALL?
    bool groupingSets = false;           ///< Are there GROUPING SETS? (MySQL's WITH ROLLUP alone: no)
    bool updateFrom = false;             ///< Is there UPDATE … SET … FROM? (else UPDATE t JOIN …)
    bool failedStatementPoisons = false; ///< Does a failed statement make the engine refuse the rest of the transaction?
    bool ignoreConflicts = false;        ///< Is there ON CONFLICT DO NOTHING? (MySQL's INSERT IGNORE hides other errors: no)
    bool upsertUpdate = false;           ///< Is there an INSERT … that updates on conflict?
    bool upsertTarget = false;           ///< Does it name the unique columns that count? (MySQL's takes any)
    bool decimalAggregates = false;      ///< Can exact decimals be added up, and the least and greatest found?
    bool lastInsertIdIsFirst = false;    ///< Of several rows of one INSERT, is it the key of the first? Else of the last.

    int maxBinds = 999;                ///< How many placeholders may a statement have?
    int maxIdentifierBytes = 63;       ///< How long may a name be?
    int maxDecimalScale = 65;          ///< How many digits may a decimal column have after the point?
    int bulkInsertRows = 20;           ///< How many rows a multi-row INSERT is fastest with?
    int bulkUpdateRows = 1;            ///< And an UPDATE of rows with values of their own? 1: one statement a row.
    int maxStatementBytes = 0;         ///< How many bytes may the values of one statement have together?
    bool jsonTable = false;            ///< Is there JSON_TABLE, which turns one JSON text into rows?
    bool updateReadsNewValues = false; ///< In UPDATE … SET a = b, b = a, does the second see what the first has set?
};

} // namespace quoin::dialect
