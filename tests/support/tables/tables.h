// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/database.h>
#include <quoin/meta/registry.h>

namespace quoin::test {

/// Creates the tables of these models, in this order, by DDL that is as plain as can be: not by Quoin's own planner, since what
/// is tested shall not be what makes the test's ground.
Result<void> createTables(Database &database, const QList<const ModelInfo *> &models);

/// The tables of these model classes.
template<class... Models>
Result<void> createTables(Database &database)
{
    QList<const ModelInfo *> models;
    std::optional<Error> error;
    const auto append = [&](const Result<const ModelInfo *> &model) {
        if (model)
            models << *model;
        else
            error = model.error();
    };
    (append(modelOf<Models>()), ...);
    return error ? Result<void>(*error) : createTables(database, models);
}

} // namespace quoin::test
