// SPDX-License-Identifier: MIT
#include <quoin/expr/function.h>
#include <quoin/expr/lookup.h>

#include <QtCore/qhash.h>
#include <QtCore/qstringlist.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

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

/// Those that are called with arguments alone: others are parts of expressions of their own kinds.
bool isCallable(const Function &function)
{
    return (function.form == Form::Spelled || function.form == Form::Grouping) && function.name != "jsonObject";
}

bool isTransform(const Function &function)
{
    return isCallable(function) && function.level == Level::Row && argumentCount(function) > 0 && requiredArguments(function) == 1
            && !function.repeats && function.arguments[0] < Argument::Length && function.arguments[0] != Argument::Common
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

const Lookup *findLookup(QStringView name)
{
    static const ByName<Lookup> rows = byName(lookupTable);
    return rows.value(folded(name));
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

QStringList lookupNames() { return names(lookupTable); }

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
