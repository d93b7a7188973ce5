// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/aggregates.h>

#include <QtCore/qjsonvalue.h>

namespace quoin {

namespace expr {

/// Untyped: the aggregate \a function of \a operands in \a order.
QUOIN_EXPORT NodePtr collect(
        const Function &function, std::vector<NodePtr> operands, const Order &order, std::vector<Value> values);
/// The value as JSON.
QUOIN_EXPORT NodePtr toJson(NodePtr value);

template<class T>
consteval bool fitsJson()
{
    using V = unwrapped<T>;
    return std::is_same_v<V, QString> || std::is_same_v<V, bool>
            || (isInteger<V> && !std::is_same_v<V, quint64>) || std::is_floating_point_v<V> || accepts<Argument::Json, V>();
}
template<class T>
NodePtr jsonNode(const T &value)
{
    static_assert(fitsJson<operandType<T>>(),
            "JSON is made of texts, integers, floating-point numbers, booleans and JSON: cast<>() makes a number of a Decimal or "
            "a text "
            "of an integer");
    return toJson(nodeOf(value));
}

} // namespace expr

/// The texts of a group in one, with \a separator between two, in \a order; without it in the order of the texts themselves, by
/// characters. NULLs are left out; of nothing it is NULL. distinct() needs the texts' own order. The result is never cut.
template<expr::IsTerm X>
[[nodiscard]] auto stringAgg(const X &text, const QString &separator, const Order &order)
{
    static_assert(
            std::is_same_v<expr::unwrapped<typename X::Type>, QString>, "stringAgg() joins texts: cast<QString>() makes some");
    static_assert(X::level == Level::Row, "an aggregate of an aggregate: aggregate the values of the rows");
    return Aggregate<std::optional<QString>>(
            expr::collect(expr::functionTable[expr::functionIndex("stringAgg")], { text.node() }, order, { Value(separator) }));
}
template<expr::IsTerm X>
[[nodiscard]] auto stringAgg(const X &text, const QString &separator)
{
    return stringAgg(text, separator, text.asc());
}

/// The values of a group as a JSON array, NULLs as null, in \a order; without it in the order of the values. Of no rows it is
/// NULL.
template<expr::IsTerm X>
[[nodiscard]] auto jsonArrayAgg(const X &value, const Order &order)
{
    static_assert(X::level == Level::Row, "an aggregate of an aggregate: aggregate the values of the rows");
    return Aggregate<std::optional<QJsonArray>>(
            expr::collect(expr::functionTable[expr::functionIndex("jsonArrayAgg")], { expr::jsonNode(value) }, order, {}));
}
template<expr::IsTerm X>
[[nodiscard]] auto jsonArrayAgg(const X &value)
{
    static_assert(
            !expr::accepts<expr::Argument::Json, typename X::Type>(), "jsonArrayAgg() of JSON, which has no order, needs one");
    return jsonArrayAgg(value, value.asc());
}

/// The rows of a group as a JSON object: \a key is a text; rows where it is NULL are left out, and of equal keys one row counts.
/// Of no rows it is NULL.
template<expr::IsTerm K, expr::IsTerm X>
[[nodiscard]] auto jsonObjectAgg(const K &key, const X &value)
{
    static_assert(std::is_same_v<expr::unwrapped<typename K::Type>, QString>, "jsonObjectAgg(): a key is a text");
    static_assert(
            K::level == Level::Row && X::level == Level::Row, "an aggregate of an aggregate: aggregate the values of the rows");
    return Aggregate<std::optional<QJsonObject>>(expr::collect(
            expr::functionTable[expr::functionIndex("jsonObjectAgg")], { expr::jsonNode(value), key.node() }, key.asc(), {}));
}

namespace expr {

inline void appendMembers(std::vector<NodePtr> &) { }
template<class X, class... More>
void appendMembers(std::vector<NodePtr> &members, const QString &key, const X &value, const More &...more)
{
    members.push_back(literal(Value(key)));
    members.push_back(jsonNode(value));
    appendMembers(members, more...);
}

} // namespace expr

/// A JSON object of keys, each with its value behind it: jsonObject(u"name"_s, field<&Author::name>, u"kind"_s, 1).
template<class... A>
    requires(sizeof...(A) % 2 == 0 && expr::anyTerm<A...>)
[[nodiscard]] auto jsonObject(const A &...members)
{
    std::vector<expr::NodePtr> nodes;
    expr::appendMembers(nodes, members...);
    return Expression<QJsonObject, expr::highestLevel<A...>()>(
            expr::call(expr::functionTable[expr::functionIndex("jsonObject")], std::move(nodes)));
}

} // namespace quoin
