// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

#include <QtCore/qlist.h>

namespace quoin {

namespace expr {

template<size_t Index, class X>
auto distance(const X &expression, const QList<float> &vector)
{
    static_assert(std::is_same_v<unwrapped<typename X::Type>, QList<float>>,
            "distances are for vectors: the property is not a QList<float>");
    NodePtr other = literal(Value(Value::Vector(vector.begin(), vector.end())));
    return Expression<std::optional<double>, X::level>(expr::call(functionTable[Index], { expression.node(), std::move(other) }));
}

} // namespace expr

// Distances of a vector column to a vector, computed in floating point: the nearest comes first in their ascending order. NULL
// where the column is NULL or has another number of dimensions; a vector that does not fit a column of fixed dimensions is an
// InvalidQuery error before any SQL.
/// \code
/// auto nearest = db.query<Item>().orderBy(l2Distance(field<&Item::embedding>, wanted), field<&Item::id>).limit(10).all();
/// \endcode

/// The length of the difference.
template<expr::IsTerm X>
auto l2Distance(const X &expression, const QList<float> &vector)
{
    return expr::distance<expr::functionIndex("l2Distance")>(expression, vector);
}
/// 1 minus the cosine of the angle between them: 0 for the same direction, 2 for the opposite one; NULL for a vector of zeros.
template<expr::IsTerm X>
auto cosineDistance(const X &expression, const QList<float> &vector)
{
    return expr::distance<expr::functionIndex("cosineDistance")>(expression, vector);
}
/// The inner product, negative: so that here, too, the smallest is the nearest.
template<expr::IsTerm X>
auto innerProductDistance(const X &expression, const QList<float> &vector)
{
    return expr::distance<expr::functionIndex("innerProductDistance")>(expression, vector);
}

} // namespace quoin
