// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: lists as statements have them.

#include <quoin/dialect/writer.h>
#include <quoin/meta/modelinfo.h>

namespace quoin::sql {

/// "title", "views"
inline void writeList(dialect::SqlWriter &out, const QList<const FieldInfo *> &fields)
{
    using namespace Qt::StringLiterals;
    for (qsizetype i = 0; i < fields.size(); ++i)
        out.raw(i == 0 ? ""_L1 : ", "_L1).identifier(fields.at(i)->column);
}

/// (?, ?, ?)
inline void writePlaceholders(dialect::SqlWriter &out, int count)
{
    using namespace Qt::StringLiterals;
    for (int i = 0; i < count; ++i)
        out.raw(i == 0 ? "("_L1 : ", "_L1).placeholder();
    out.raw(")"_L1);
}

} // namespace quoin::sql
