// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/preconditions_p.h>
#include <quoin/schema/schema.h>

namespace quoin::dialect::sqlite {

/// A table before and after the changes that its rebuild makes.
struct Rebuild
{
    schema::Table from {};
    schema::Table to {};
};

/// The statements of a rebuild, in order. They need foreign keys to be off before the transaction begins: inside one the pragma
/// is ignored, and dropping the old table would delete the rows of its children.
Result<QStringList> rebuildStatements(const Syntax &syntax, const Rebuild &rebuild, const schema::Schema &schema);

/// What must hold for the rows to be copied without loss.
void addPreconditions(Preconditions &preconditions, const Syntax &syntax, const Rebuild &rebuild);

} // namespace quoin::dialect::sqlite
