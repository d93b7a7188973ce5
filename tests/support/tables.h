// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/connection.h>
#include <quoin/db/database.h>
#include <quoin/meta/modelinfo.h>
#include <quoin/meta/registry.h>
#include <quoin/schema/diff.h>

namespace quoin::test {

/// Creates the tables of these models, which are not there yet: for tests of layers below sync().
inline Result<void> createTables(Database &database, const QList<const ModelInfo *> &models)
{
    const dialect::Dialect &dialect = database.dialect();
    const auto plan = dialect.ddl().plan(schema::diff({}, toSchema(models), dialect.diffRules()), {});
    if (!plan)
        return plan.error();
    const auto connection = database.connection();
    if (!connection)
        return connection.error();
    QStringList statements = plan->before;
    for (const dialect::PlanStatement &statement : plan->statements)
        statements.append(statement.sql);
    statements.append(plan->after);
    for (const QString &sql : std::as_const(statements)) {
        if (auto done = (*connection)->run(sql); !done)
            return done;
    }
    return {};
}

template<class... Models>
Result<void> createTables(Database &database)
{
    QList<const ModelInfo *> models;
    for (const auto &model : { modelOf<Models>()... }) {
        if (!model)
            return model.error();
        models.append(*model);
    }
    return createTables(database, models);
}

} // namespace quoin::test
