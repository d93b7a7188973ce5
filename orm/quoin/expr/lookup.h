// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/function.h>
#include <quoin/expr/node.h>

#include <QtCore/qjsonvalue.h>
#include <QtCore/qstringlist.h>

#include <string_view>

namespace quoin::expr {

/// What a lookup by name takes as its value.
enum class LookupOperand : quint8 {
    Value,   ///< a value of the type of what is looked at, an expression, or NULL
    List,    ///< a list of such values, or a sub-query
    Pair,    ///< two such values
    Text,    ///< a text, looked up in a text
    Flag,    ///< true or false
    Key,     ///< a key of a JSON object
    Keys,    ///< a list of them
    Json,    ///< an object or array of JSON
    Element, ///< a value of the type of a list's elements
    Elements ///< a list of these
};

/// The value as a lookup builds with it, of the type that LookupOperand says.
struct LookupValue
{
    std::vector<NodePtr> nodes {}; ///< Value, Pair
    std::vector<Value> values {};  ///< List, Element, Elements
    QStringList texts {};          ///< Text, Key, Keys
    bool flag = false;             ///< Flag
    QJsonValue json {};            ///< Json
};

/// What the end of a path by name says: Q(u"title__startswith", …).
struct Lookup
{
    std::string_view name;
    LookupOperand operand;
    NodePtr (*build)(NodePtr left, LookupValue value); ///< The very node that the typed expression makes.
    Value::Type of = Value::Type::Null;                ///< It looks at this type only; Null: at any.
};

/// The lookup of that name for values of \a type; of another type where there is none for this. Null when there is none.
QUOIN_EXPORT const Lookup *findLookup(QStringView name, Value::Type type = Value::Type::Null);
/// The function of that name in functionTable, likewise whatever its case and with or without "_"; null when there is none.
QUOIN_EXPORT const Function *findFunction(QStringView name);
/// A function of one argument that can stand behind a property, as in "created__year": those of findFunction(), and "date" and
/// "time".
QUOIN_EXPORT const Function *findTransform(QStringView name);
/// As they are written, for messages.
QUOIN_EXPORT QStringList lookupNames();
QUOIN_EXPORT QStringList functionNames();
QUOIN_EXPORT QStringList transformNames();
/// Are the arguments behind the first one steps of a path, as plain values: fn(u"jsonText", F(u"meta"), u"authors", 0)?
inline bool takesSteps(const Function &function) { return function.form == Form::JsonPath || function.form == Form::ListElement; }

} // namespace quoin::expr
