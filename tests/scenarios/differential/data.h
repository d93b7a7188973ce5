// SPDX-License-Identifier: MIT
#pragma once

#include "random.h"

#include <quoin/db/database.h>
#include <quoin/meta/modelinfo.h>

namespace differential {

/// The rows of a model: values in the order of its fields, as properties hold them (an enumeration's are its numbers).
struct Table
{
    const quoin::ModelInfo *model = nullptr;
    QList<QList<quoin::Value>> rows {};
    friend bool operator==(const Table &, const Table &) = default;
};

/// All rows of the models, which is what the engines and the evaluator look at.
struct Data
{
    /// In the order in which they can be stored.
    QList<Table> tables {};
    /// The keys of the items and of the tags that belong together.
    QList<std::pair<qint64, qint64>> tagging {};

    [[nodiscard]] const Table &table(const quoin::ModelInfo &model) const;
    /// Without that row, and with nothing that pointed at it.
    [[nodiscard]] Data without(qsizetype table, qsizetype row) const;
    friend bool operator==(const Data &, const Data &) = default;
};

/// The models, in the order of Data::tables.
QList<const quoin::ModelInfo *> models();

/// A value of the type as columns and literals have it: often one that others have, too, now and then an extreme one.
quoin::Value randomValue(Random &random, quoin::Value::Type type);
quoin::Value randomValue(Random &random, const quoin::FieldInfo &field);
Data randomData(Random &random);

/// The tables' rows instead of those that are stored.
quoin::Result<void> store(quoin::Database &database, const Data &data);

/// C++ that makes the rows: "Item { .id = 1, .size = 3 }".
QString toCode(const Data &data);

} // namespace differential
