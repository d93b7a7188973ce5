// SPDX-License-Identifier: MIT
// Row locks: which rows a SELECT holds until its transaction ends.
#include <quoin/sql/selection_p.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using expr::RowLock;

Error refused(const expr::Select &select, const QString &why, const QString &hint)
{
    return Error(ErrorKind::InvalidQuery, why).setModel(select.model->className).setHint(hint);
}

/// What the engine, or none of them, can lock.
Result<void> checkLock(const expr::Select &select, const dialect::Capabilities &can)
{
    const RowLock &lock = *select.lock;
    const auto unsupported = [&](const QString &what, const QString &hint) {
        return Error(ErrorKind::Unsupported, u"%1 cannot %2."_s.arg(can.product, what))
                .setModel(select.model->className)
                .setHint(hint);
    };
    if (!can.rowLocks)
        return unsupported(u"lock single rows"_s,
                u"A transaction that begins with LockMode::Immediate, the default there, is the only one that writes until it ends."_s);
    if (lock.wait == RowLock::Wait::SkipLocked && !can.skipLocked)
        return unsupported(u"skip rows that are locked"_s, u"It takes a newer version of the server."_s);
    if (!lock.of.empty() && !can.lockTables)
        return unsupported(u"lock rows of some of a query's tables"_s,
                u"Without naming tables it locks the rows of all that the query reads."_s);
    const bool grouped = !select.groups.empty() || select.having || std::ranges::any_of(select.columns, expr::hasAggregate);
    const bool windows = std::ranges::any_of(select.columns, expr::hasWindow);
    if (grouped || select.distinct || windows)
        return refused(select, u"A row that stands for several cannot be locked."_s,
                u"Lock the rows by a query without distinct(), groupBy(), aggregates and windows."_s);
    return {};
}

} // namespace

Result<QStringList> lockedTables(const expr::Select &select, Joins &joins, const dialect::Dialect &dialect)
{
    if (auto sound = checkLock(select, dialect.capabilities()); !sound)
        return sound.error();
    QStringList tables;
    for (const QByteArray &path : select.lock->of) {
        if (path.isEmpty()) {
            tables << QString();
            continue;
        }
        auto table = joins.toOne(path);
        if (!table)
            return table.error();
        if (table->optional)
            return refused(select, u"Rows across \"%1\" cannot be locked: there may be none."_s.arg(QString::fromUtf8(path)),
                    u"Lock across relations that are never NULL, or lock the other row by a query of its own."_s);
        tables << table->alias;
    }
    if (tables.isEmpty())
        tables << QString();
    return tables;
}

Error lockedInside(const ModelInfo &model)
{
    return Error(ErrorKind::InvalidQuery,
            u"Rows are locked by the query that reads them from their tables, not by one inside another or put together with one."_s)
            .setModel(model.className)
            .setHint(u"Lock them by a query of their own in the same transaction."_s);
}

void writeLock(dialect::SqlWriter &out, const expr::Select &select, QStringList tables, const Joins &joins,
        const dialect::Dialect &dialect)
{
    for (QString &table : tables) {
        if (table.isEmpty())
            table = joins.alias();
    }
    // Of a table that is alone there is nothing to say.
    if (!dialect.capabilities().lockTables || joins.alias().isEmpty())
        tables.clear();
    const RowLock &lock = *select.lock;
    const auto wait = lock.wait == RowLock::Wait::NoWait ? dialect::LockWait::NoWait
            : lock.wait == RowLock::Wait::SkipLocked     ? dialect::LockWait::SkipLocked
                                                         : dialect::LockWait::Wait;
    dialect.syntax().lockRows(out, lock.strength == RowLock::Strength::Update, wait, tables);
}

} // namespace quoin::sql
