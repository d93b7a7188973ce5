// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: lists as statements have them.

#include <quoin/dialect/syntax.h>
#include <quoin/dialect/writer.h>
#include <quoin/expr/select.h>
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

/// LIMIT and OFFSET of the query, or \a limit in the place of its own.
inline void writeLimit(dialect::SqlWriter &out, const expr::Select &select, std::optional<qint64> limit = {})
{
    using dialect::Origin;
    const auto before = size_t(out.bindings().size());
    out.syntax().limitOffset(out, limit.value_or(select.limit), select.offset);
    for (auto i = before; i < size_t(out.bindings().size()); ++i) {
        const bool isOffset = select.offset > 0 && i + 1 == size_t(out.bindings().size());
        const bool isOwn = isOffset || (!limit && select.limit >= 0);
        const void *const place = isOffset ? &select.offset : &select.limit;
        out.setOriginOf(i, { place, isOwn ? Origin::As::Itself : Origin::As::Constant });
    }
}

} // namespace quoin::sql
