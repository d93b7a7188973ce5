// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/result.h>
#include <quoin/dialect/plan.h>

namespace quoin {

class Database;
class ModelInfo;
namespace schema {
struct Schema;
}

struct SyncOptions
{
    bool allowDestructive = false;  ///< May stored data be lost: columns dropped, types narrowed?
    bool dropUnknownTables = false; ///< Are tables that are not wanted dropped? Needs allowDestructive, too.
    bool dryRun = false;            ///< Only say what would be done.
    schema::DiffHints hints {};     ///< What was renamed: without them, the old goes and the new comes.
};

struct SyncReport
{
    dialect::Plan plan;   ///< What was done, or would be: plan.changes lists it; empty when nothing had to be.
    bool applied = false; ///< False in a dry run, and when there was nothing to do.
};

/// Makes the database match \a wanted in one call: for prototypes and tests, where migrations would be in the way. Creates and
/// alters tables; never touches tables, views and types that \a wanted does not name (but see dropUnknownTables). A second call
/// finds nothing to do.
///
/// Without allowDestructive, anything that could lose stored data is refused with a Migration error that lists it, and nothing
/// is done at all. The same goes for stored rows that do not fit what is wanted (a NULL in a column that is to be NOT NULL).
/// Cannot be called inside a transaction.
///
/// \code
/// auto report = quoin::sync(db, wanted);
/// if (!report)
///     qCritical() << report.error();
/// \endcode
QUOIN_EXPORT Result<SyncReport> sync(Database &db, const schema::Schema &wanted, const SyncOptions &options = {});
/// The same for the tables of these models (and of their many-to-many relations); unmanaged and read-only ones are left alone.
QUOIN_EXPORT Result<SyncReport> sync(Database &db, const QList<const ModelInfo *> &models, const SyncOptions &options = {});
/// The same for every model of the program.
QUOIN_EXPORT Result<SyncReport> sync(Database &db, const SyncOptions &options = {});

/// Drops the tables of these models (and of their many-to-many relations) with all their rows, whatever the foreign keys among
/// them; those that are not there are passed over. For tests and prototypes. Cannot be called inside a transaction. An engine
/// refuses it when another table refers to one of them (SQLite does not, and leaves the reference dangling).
QUOIN_EXPORT Result<SyncReport> dropTables(Database &db, const QList<const ModelInfo *> &models);
/// The same for every model of the program.
QUOIN_EXPORT Result<SyncReport> dropTables(Database &db);

} // namespace quoin
