// SPDX-License-Identifier: MIT
#include <quoin/migrate/planrunner.h>

#include <quoin/db/catalog.h>
#include <quoin/db/connection.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

Result<void> checkPreconditions(Connection &connection, const dialect::Plan &plan)
{
    QStringList broken;
    for (const dialect::Precondition &condition : plan.preconditions) {
        auto rows = rawRows(connection, condition.sql);
        if (!rows)
            return rows.error();
        const Value count = rows->isEmpty() || rows->first().isEmpty() ? Value(0) : rows->first().first();
        if (count != Value(0))
            broken += condition.message.arg(count.toDisplay());
    }
    if (broken.isEmpty())
        return {};
    return Error(ErrorKind::Migration, u"The stored rows do not fit the new schema. "_s + broken.join(u' '))
            .setHint(u"Change these rows first; nothing was done."_s);
}

Result<void> runStatements(Connection &connection, const dialect::Plan &plan)
{
    for (qsizetype i = 0; i < plan.statements.size(); ++i) {
        const dialect::PlanStatement &statement = plan.statements.at(i);
        auto done = connection.run(statement.sql);
        if (done)
            continue;
        Error error(ErrorKind::Migration, u"A schema change failed (%1)."_s.arg(statement.comment));
        if (!plan.transactional && i > 0)
            error.setHint(
                    u"The %1 statements before it were done and stay: the engine commits each schema change by itself."_s.arg(i));
        return error.setStatement(statement.sql).setTable(done.error().table()).addCause(done.error());
    }
    return {};
}

Result<void> verify(Connection &connection, const dialect::Plan &plan)
{
    for (const QString &sql : plan.verify) {
        auto rows = rawRows(connection, sql);
        if (!rows)
            return rows.error();
        if (!rows->isEmpty())
            return Error(ErrorKind::Migration,
                    u"The changed schema does not hold together: %1 rows fail a check. Nothing was changed."_s.arg(rows->size()))
                    .setStatement(sql);
    }
    return {};
}

Result<void> runAll(Connection &connection, const dialect::Plan &plan)
{
    for (const QString &sql : plan.before) {
        if (auto done = connection.run(sql); !done)
            return done;
    }
    if (plan.transactional) {
        if (auto begun = connection.begin({}); !begun)
            return begun;
    }
    auto done = checkPreconditions(connection, plan).and_then([&] { return runStatements(connection, plan); }).and_then([&] {
        return verify(connection, plan);
    });
    if (!plan.transactional)
        return done;
    if (done)
        return connection.commit();
    (void)connection.rollback(); // the first error is the one that matters
    return done;
}

} // namespace

Result<void> runPlan(Connection &connection, const dialect::Plan &plan)
{
    if (connection.inTransaction())
        return Error(ErrorKind::Transaction, u"A schema change needs a connection that is in no transaction."_s)
                .setHint(u"Commit or roll back first."_s);
    auto done = runAll(connection, plan);
    for (const QString &sql : plan.after) {
        auto restored = connection.run(sql);
        if (done && !restored)
            done = restored;
    }
    return done;
}

} // namespace quoin
