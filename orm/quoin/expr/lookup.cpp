// SPDX-License-Identifier: MIT
#include <quoin/expr/json.h>
#include <quoin/expr/lookup.h>
#include <quoin/expr/search.h>

#include <QtCore/qhash.h>
#include <QtCore/qstringlist.h>

#include <array>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

template<NodeKind Kind>
NodePtr compare(NodePtr left, LookupValue value)
{
    return binary(Kind, std::move(left), std::move(value.nodes[0]));
}
template<NodeKind Kind, bool IgnoreCase>
NodePtr match(NodePtr left, LookupValue value)
{
    return textMatch(Kind, std::move(left), std::move(value.texts[0]), IgnoreCase);
}
template<bool IgnoreCase>
NodePtr pattern(NodePtr left, LookupValue value)
{
    return patternMatch(std::move(left), std::move(value.texts[0]), IgnoreCase);
}
NodePtr oneOf(NodePtr left, LookupValue value) { return in(std::move(left), std::move(value.values)); }
NodePtr range(NodePtr left, LookupValue value)
{
    return between(std::move(left), std::move(value.nodes[0]), std::move(value.nodes[1]));
}
template<bool Negated>
NodePtr isNull(NodePtr left, LookupValue value)
{
    return unary(value.flag != Negated ? NodeKind::IsNull : NodeKind::IsNotNull, std::move(left));
}
NodePtr words(NodePtr left, LookupValue value) { return searchWords({ std::move(left) }, value.texts[0]); }

/// A place in a JSON document: what jsonAt() gives is looked at in the document itself.
struct Place
{
    explicit Place(NodePtr left) : document(std::move(left))
    {
        if (document->kind == NodeKind::Call && document->function->name == "jsonAt") {
            path = document->values;
            document = NodePtr(document->operands[0]); // a copy: it goes with its node
        }
    }
    NodePtr document;
    std::vector<Value> path;
};

NodePtr isJsonNull(NodePtr left, LookupValue value)
{
    const Place place(std::move(left));
    NodePtr asked = call(functionTable[functionIndex("jsonIsNull")], { place.document }, place.path);
    return value.flag ? asked : unary(NodeKind::Not, std::move(asked));
}
template<NodeKind Kind>
NodePtr hasKeys(NodePtr left, LookupValue value)
{
    const Place place(std::move(left));
    return jsonHasKeys(place.document, place.path, value.texts, Kind);
}
template<size_t Index>
NodePtr json(NodePtr left, LookupValue value)
{
    const Place place(std::move(left));
    return jsonCompare(functionTable[Index], place.document, place.path, value.json);
}
template<size_t Index>
NodePtr elements(NodePtr left, LookupValue value)
{
    return call(functionTable[Index], { std::move(left) }, { Value(ValueList(value.values.begin(), value.values.end())) });
}

/// Every lookup, with its typed counterpart in the comment. A new one is a row here. Names are found whatever their case and with
/// or without "_" in them: "startswith" is "startsWith" is "starts_with".
constexpr std::array lookupTable = [] {
    using enum LookupOperand;
    using enum NodeKind;
    using T = quoin::Value::Type;
    return std::array {
        Lookup { "exact", Value, compare<Equal> },        // ==
        Lookup { "ne", Value, compare<NotEqual> },        // !=
        Lookup { "lt", Value, compare<Less> },            // <
        Lookup { "lte", Value, compare<LessOrEqual> },    // <=
        Lookup { "gt", Value, compare<Greater> },         // >
        Lookup { "gte", Value, compare<GreaterOrEqual> }, // >=
        Lookup { "in", List, oneOf },                     // in()
        Lookup { "range", Pair, range },                  // between()
        Lookup { "isNull", Flag, isNull<false> },         // isNull(), isNotNull()
        Lookup { "isNotNull", Flag, isNull<true> },
        Lookup { "contains", Text, match<Contains, false> }, // contains() …
        Lookup { "startsWith", Text, match<StartsWith, false> },
        Lookup { "endsWith", Text, match<EndsWith, false> },
        Lookup { "iExact", Text, match<Equal, true> },
        Lookup { "iContains", Text, match<Contains, true> },
        Lookup { "iStartsWith", Text, match<StartsWith, true> },
        Lookup { "iEndsWith", Text, match<EndsWith, true> },
        Lookup { "regex", Text, pattern<false> },
        Lookup { "iRegex", Text, pattern<true> },
        Lookup { "search", Text, words }, // search()
        // json(): hasKey() …
        Lookup { "hasKey", Key, hasKeys<And>, T::Json },
        Lookup { "hasKeys", Keys, hasKeys<And>, T::Json },
        Lookup { "hasAnyKeys", Keys, hasKeys<Or>, T::Json },
        Lookup { "isJsonNull", Flag, isJsonNull, T::Json },
        Lookup { "contains", Json, json<functionIndex("jsonContains")>, T::Json },
        Lookup { "containedBy", Json, json<functionIndex("jsonContainedBy")>, T::Json },
        // elements(): contains() …
        Lookup { "contains", Element, elements<functionIndex("listContains")>, T::List },
        Lookup { "containsAll", Elements, elements<functionIndex("listContainsAll")>, T::List },
        Lookup { "containedBy", Elements, elements<functionIndex("listContainedBy")>, T::List },
        Lookup { "overlaps", Elements, elements<functionIndex("listOverlaps")>, T::List },
    };
}();

QString latin(std::string_view text) { return QString::fromLatin1(text.data(), qsizetype(text.size())); }

/// One spelling for "isoYear", "iso_year" and "ISOYEAR".
QString folded(QStringView name)
{
    QString text = name.toString();
    text.remove(u'_');
    return text.toLower();
}

template<class Row>
using ByName = QHash<QString, const Row *>;

template<class Table>
auto byName(const Table &table)
{
    ByName<typename Table::value_type> rows;
    for (const auto &row : table)
        rows.insert(folded(latin(row.name)), &row);
    return rows;
}

/// Those that are called with arguments alone: others are lookups, or parts of expressions of their own kinds.
bool isCallable(const Function &function)
{
    const bool called = function.form == Form::Spelled || function.form == Form::Grouping || function.form == Form::Distance
            || takesSteps(function);
    return called && function.name != "jsonObject";
}

bool isTransform(const Function &function)
{
    return isCallable(function) && function.form != Form::ListElement && function.level == Level::Row
            && argumentCount(function) > 0 && requiredArguments(function) == 1 && !function.repeats
            && function.arguments[0] < Argument::Length && function.arguments[0] != Argument::Common
            && function.arguments[0] != Argument::Orderable;
}

const ByName<Function> &functions()
{
    static const ByName<Function> rows = [] {
        ByName<Function> all = byName(functionTable);
        all.removeIf([](const ByName<Function>::iterator &row) { return !isCallable(*row.value()); });
        return all;
    }();
    return rows;
}

template<class Table>
QStringList names(const Table &table)
{
    QStringList all;
    for (const auto &row : table)
        all << latin(row.name);
    return all;
}

} // namespace

const Lookup *findLookup(QStringView name, Value::Type type)
{
    static const auto rows = [] {
        QMultiHash<QString, const Lookup *> all;
        for (const Lookup &lookup : lookupTable)
            all.insert(folded(latin(lookup.name)), &lookup);
        return all;
    }();
    const auto fit = [type](const Lookup *lookup) { return lookup->of == type ? 2 : lookup->of == Value::Type::Null ? 1 : 0; };
    const Lookup *best = nullptr;
    const auto [first, last] = rows.equal_range(folded(name));
    for (auto it = first; it != last; ++it) {
        if (!best || fit(*it) > fit(best))
            best = *it;
    }
    return best;
}

const Function *findFunction(QStringView name) { return functions().value(folded(name)); }

const Function *findTransform(QStringView name)
{
    QString key = folded(name);
    if (key == "date"_L1 || key == "time"_L1)
        key = u"to"_s + key;
    const Function *function = functions().value(key);
    return function && isTransform(*function) ? function : nullptr;
}

QStringList lookupNames()
{
    QStringList all = names(lookupTable);
    all.removeDuplicates();
    return all;
}

QStringList functionNames()
{
    QStringList all;
    for (const Function &function : functionTable) {
        if (isCallable(function))
            all << latin(function.name);
    }
    return all;
}

QStringList transformNames()
{
    QStringList all { u"date"_s, u"time"_s };
    for (const Function &function : functionTable) {
        if (isTransform(function))
            all << latin(function.name);
    }
    return all;
}

} // namespace quoin::expr
