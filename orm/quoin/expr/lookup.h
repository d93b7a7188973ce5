// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/node.h>

#include <array>
#include <string_view>

namespace quoin::expr {

/// What a lookup by name takes as its value.
enum class LookupOperand : quint8 {
    Value, ///< a value of the type of what is looked at, an expression, or NULL
    List,  ///< a list of such values
    Pair,  ///< two such values
    Text,  ///< a text, looked up in a text
    Flag   ///< true or false
};

/// The value as a lookup builds with it, of the type that LookupOperand says.
struct LookupValue
{
    std::vector<NodePtr> nodes {}; ///< Value, Pair
    std::vector<Value> values {};  ///< List
    QString text {};               ///< Text
    bool flag = false;             ///< Flag
};

/// What the end of a path by name says: Q(u"title__startswith", …).
struct Lookup
{
    std::string_view name;
    LookupOperand operand;
    NodePtr (*build)(NodePtr left, LookupValue value); ///< The very node that the typed expression makes.
};

namespace lookups {

template<NodeKind Kind>
NodePtr compare(NodePtr left, LookupValue value)
{
    return binary(Kind, std::move(left), std::move(value.nodes[0]));
}
template<NodeKind Kind, bool IgnoreCase>
NodePtr match(NodePtr left, LookupValue value)
{
    return textMatch(Kind, std::move(left), std::move(value.text), IgnoreCase);
}
template<bool IgnoreCase>
NodePtr pattern(NodePtr left, LookupValue value)
{
    return patternMatch(std::move(left), std::move(value.text), IgnoreCase);
}
inline NodePtr oneOf(NodePtr left, LookupValue value) { return in(std::move(left), std::move(value.values)); }
inline NodePtr range(NodePtr left, LookupValue value)
{
    return between(std::move(left), std::move(value.nodes[0]), std::move(value.nodes[1]));
}
template<bool Negated>
NodePtr isNull(NodePtr left, LookupValue value)
{
    return unary(value.flag != Negated ? NodeKind::IsNull : NodeKind::IsNotNull, std::move(left));
}

} // namespace lookups

/// Every lookup, with its typed counterpart in the comment. A new one is a row here. Names are found whatever their case and with
/// or without "_" in them: "startswith" is "startsWith" is "starts_with".
inline constexpr std::array lookupTable = [] {
    using enum LookupOperand;
    using enum NodeKind;
    return std::array {
        Lookup { "exact", Value, lookups::compare<Equal> },        // ==
        Lookup { "ne", Value, lookups::compare<NotEqual> },        // !=
        Lookup { "lt", Value, lookups::compare<Less> },            // <
        Lookup { "lte", Value, lookups::compare<LessOrEqual> },    // <=
        Lookup { "gt", Value, lookups::compare<Greater> },         // >
        Lookup { "gte", Value, lookups::compare<GreaterOrEqual> }, // >=
        Lookup { "in", List, lookups::oneOf },                     // in()
        Lookup { "range", Pair, lookups::range },                  // between()
        Lookup { "isNull", Flag, lookups::isNull<false> },         // isNull(), isNotNull()
        Lookup { "isNotNull", Flag, lookups::isNull<true> },
        Lookup { "contains", Text, lookups::match<Contains, false> }, // contains() …
        Lookup { "startsWith", Text, lookups::match<StartsWith, false> },
        Lookup { "endsWith", Text, lookups::match<EndsWith, false> },
        Lookup { "iExact", Text, lookups::match<Equal, true> },
        Lookup { "iContains", Text, lookups::match<Contains, true> },
        Lookup { "iStartsWith", Text, lookups::match<StartsWith, true> },
        Lookup { "iEndsWith", Text, lookups::match<EndsWith, true> },
        Lookup { "regex", Text, lookups::pattern<false> },
        Lookup { "iRegex", Text, lookups::pattern<true> },
    };
}();

/// Null when there is none.
QUOIN_EXPORT const Lookup *findLookup(QStringView name);
/// The function of that name in functionTable, likewise whatever its case and with or without "_"; null when there is none.
QUOIN_EXPORT const Function *findFunction(QStringView name);
/// A function of one argument that can stand behind a property, as in "created__year": those of findFunction(), and "date" and
/// "time".
QUOIN_EXPORT const Function *findTransform(QStringView name);
/// As they are written, for messages.
QUOIN_EXPORT QStringList lookupNames();
QUOIN_EXPORT QStringList functionNames();
QUOIN_EXPORT QStringList transformNames();

} // namespace quoin::expr
