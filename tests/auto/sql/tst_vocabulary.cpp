// SPDX-License-Identifier: MIT
// docs/vocabulary.md says what each engine's statement for each word is, or that there is none: found by compiling an example of
// each. After a change, write it anew:
//   QUOIN_WRITE_DOCS=1 tst_vocabulary
#include <quoin/quoin.h>

#include <quoin/expr/elements.h>
#include <quoin/expr/json.h>
#include <quoin/expr/search.h>
#include <quoin/expr/window.h>
#include <quoin/sql/compiler.h>

#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using expr::Argument;
using expr::Function;
using expr::NodePtr;

class Sample
{
    Q_GADGET
    QUOIN_MODEL("samples", "")
    QUOIN_FIELD(qint64, number, "primaryKey, autoIncrement=no")
    QUOIN_FIELD(double, real, "")
    QUOIN_FIELD(quoin::Decimal, decimal, "precision=10, scale=2")
    QUOIN_FIELD(QString, text, "")
    QUOIN_FIELD(QDate, date, "")
    QUOIN_FIELD(QTime, time, "")
    QUOIN_FIELD(QDateTime, moment, "")
    QUOIN_FIELD(bool, flag, "")
    QUOIN_FIELD(QJsonObject, json, "")
    QUOIN_FIELD(QStringList, list, "")
    QUOIN_FIELD(QList<float>, vector, "")
};

/// Rows of a query of samples.
class Line
{
    Q_GADGET
    QUOIN_MODEL("lines", "rows")
    QUOIN_FIELD(QString, text, "")
    QUOIN_FIELD(qint64, number, "")
};

namespace {

using Dialects = std::vector<std::shared_ptr<const dialect::Dialect>>;

const Dialects &dialects()
{
    static const Dialects all = [] {
        Dialects made;
        made.push_back(dialect::sqlite::makeDialect({ .version = u"3.40.1"_s }));
        made.push_back(dialect::postgresql::makeDialect({ .version = u"15.0"_s }));
        made.push_back(dialect::mysql::makeDialect({ .version = u"10.11.0-MariaDB"_s }));
        return made;
    }();
    return all;
}

NodePtr column(const char *name) { return expr::column(name); }

/// What a function takes in one place, as people read it.
QString words(Argument argument)
{
    switch (argument) {
    case Argument::None: break;
    case Argument::Any: return u"any"_s;
    case Argument::Text: return u"text"_s;
    case Argument::Integer: return u"integer"_s;
    case Argument::Double:
    case Argument::Number: return u"number"_s;
    case Argument::Moment: return u"date or moment"_s;
    case Argument::Date: return u"date"_s;
    case Argument::Instant: return u"moment"_s;
    case Argument::Clock: return u"time or moment"_s;
    case Argument::Json: return u"JSON"_s;
    case Argument::List: return u"list"_s;
    case Argument::Vector: return u"vector"_s;
    case Argument::Common: return u"any of one type"_s;
    case Argument::Orderable: return u"number, date or time"_s;
    case Argument::Length: return u"length"_s;
    case Argument::Position: return u"position"_s;
    case Argument::Digits: return u"digits"_s;
    case Argument::Bits: return u"bits"_s;
    case Argument::Words: return u"text value"_s;
    case Argument::Pattern: return u"pattern"_s;
    case Argument::Replacement: return u"replacement"_s;
    }
    return {};
}

QString words(Value::Type type)
{
    switch (type) {
    case Value::Type::Null: return u"what it takes"_s;
    case Value::Type::Bool: return u"condition"_s;
    case Value::Type::Int: return u"integer"_s;
    case Value::Type::Double: return u"number"_s;
    case Value::Type::Text: return u"text"_s;
    case Value::Type::Date: return u"date"_s;
    case Value::Type::Time: return u"time"_s;
    case Value::Type::DateTime: return u"moment"_s;
    case Value::Type::Json: return u"JSON"_s;
    default: return u"?"_s;
    }
}

/// Examples of what stands in one place: each type that the engines might treat in a way of its own.
std::vector<NodePtr> examples(Argument argument)
{
    switch (argument) {
    case Argument::Any:
    case Argument::Text: return { column("text") };
    case Argument::Integer: return { column("number") };
    case Argument::Double: return { column("real"), column("number") };
    case Argument::Number:
    case Argument::Common:
    case Argument::Orderable: return { column("number"), column("real"), column("decimal") };
    case Argument::Moment: return { column("date"), column("moment") };
    case Argument::Date: return { column("date") };
    case Argument::Instant: return { column("moment") };
    case Argument::Clock: return { column("time"), column("moment") };
    case Argument::Json: return { column("json") };
    case Argument::List: return { column("list") };
    case Argument::Vector: return { column("vector") };
    case Argument::Length:
    case Argument::Position:
    case Argument::Digits:
    case Argument::Bits: return { expr::literal(Value(2)) };
    case Argument::Words:
    case Argument::Pattern:
    case Argument::Replacement: return { expr::literal(Value(u"a"_s)) };
    case Argument::None: break;
    }
    return {};
}

/// The values that are a part of the function itself.
std::vector<Value> values(const Function &function)
{
    switch (function.form) {
    case expr::Form::JsonPath: return { Value(u"key"_s) };
    case expr::Form::JsonContains: return { Value(JsonText { "{\"a\":[1]}" }) };
    case expr::Form::ListTest: return { Value(ValueList { Value(u"a"_s) }) };
    case expr::Form::ListElement: return { Value(0) };
    case expr::Form::Collect: return { Value(u","_s), Value(false), Value(true) };
    case expr::Form::Search: return { Value(u"word"_s) };
    default: return {};
    }
}

/// One call for each example of the first argument.
std::vector<NodePtr> calls(const Function &function)
{
    std::vector<NodePtr> all;
    const size_t count = expr::argumentCount(function);
    for (const NodePtr &first : count > 0 ? examples(function.arguments[0]) : std::vector<NodePtr> { nullptr }) {
        std::vector<NodePtr> arguments;
        for (size_t i = 0; i < count; ++i) {
            const bool same
                    = i == 0 || (function.arguments[i] == function.arguments[0] && !examples(function.arguments[i]).empty());
            arguments.push_back(same ? first : examples(function.arguments[i]).front());
        }
        NodePtr call = expr::call(function, arguments, values(function));
        if (function.level == Level::Window)
            call = expr::windowCall(call, { column("number") }, { .orders = { { false, true } } });
        all.push_back(std::move(call));
    }
    return all;
}

/// "yes", "no", or for which types not; with the reason's number behind.
QString state(const std::vector<NodePtr> &nodes, bool conditions, const dialect::Dialect &dialect, QStringList &reasons)
{
    QStringList refused;
    QString why;
    for (const NodePtr &node : nodes) {
        expr::Select select { .model = modelOf<Sample>().value() };
        if (conditions)
            select.where = node;
        else
            select.columns = { node };
        if (expr::isGrouping(*node)) {
            select.groups = node->operands;
            select.groupingSets = expr::rollupSets(select.groups.size());
        }
        const auto compiled = sql::compileSelect(select, sql::Projection::Rows, dialect);
        if (compiled)
            continue;
        if (compiled.error().kind() != ErrorKind::Unsupported)
            return u"ERROR: "_s + compiled.error().toString();
        const NodePtr &first = node->operands.empty() ? node : node->operands.front();
        refused << QString::fromUtf8(first->path);
        why = compiled.error().hint();
    }
    if (refused.isEmpty())
        return u"yes"_s;
    if (!reasons.contains(why))
        reasons << why;
    const QString what = refused.size() == qsizetype(nodes.size()) ? u"no"_s : u"not for "_s + refused.join(u", "_s);
    return what + u" ("_s + QString::number(reasons.indexOf(why) + 1) + u')';
}

struct Lookup
{
    const char *name;
    Condition condition;
};

std::vector<Lookup> lookups()
{
    const auto text = field<&Sample::text>;
    const auto number = field<&Sample::number>;
    const auto meta = json(field<&Sample::json>);
    const auto list = elements(field<&Sample::list>);
    return {
        { "==, !=", text == u"a" && number != 1 },
        { "<, <=, >, >=", text < u"a" && number >= 1 },
        { "in", number.in({ 1, 2 }) },
        { "between", number.between(1, 2) },
        { "isNull, isNotNull", text.isNull() || text.isNotNull() },
        { "contains, startsWith, endsWith", text.contains(u"a"_s) || text.startsWith(u"a"_s) || text.endsWith(u"a"_s) },
        { "iexact, icontains, istartsWith, iendsWith",
                text.iexact(u"a"_s) || text.icontains(u"a"_s) || text.istartsWith(u"a"_s) || text.iendsWith(u"a"_s) },
        { "regex, iregex", text.regex(u"a"_s) || text.iregex(u"a"_s) },
        { "year() compared: a range, which an index serves", year(field<&Sample::moment>) == 2024 },
        { "json().at().asText() …", meta.at(u"a"_s).at(0).asText() == u"a" },
        { "json().hasKey(), hasKeys(), hasAnyKeys()",
                meta.hasKey(u"a"_s) || meta.hasKeys({ u"a"_s }) || meta.hasAnyKeys({ u"a"_s }) },
        { "json().contains()", meta.contains(QJsonObject { { u"a"_s, QJsonArray { 1 } } }) },
        { "json().containedBy()", meta.containedBy(QJsonObject()) },
        { "elements().contains(), containsAll(), containedBy(), overlaps()",
                list.contains(u"a"_s) || list.containsAll({ u"a"_s }) || list.containedBy({ u"a"_s })
                        || list.overlaps({ u"a"_s }) },
        { "search()", search(u"a"_s, text) },
    };
}

/// What queries are made of beside expressions, with a query for each.
std::vector<std::pair<const char *, expr::SelectPtr>> structures()
{
    const Query<Sample> all = related<Sample>();
    const auto number = field<&Sample::number>;
    const auto real = field<&Sample::real>;
    const auto own = all.filter(field<&Sample::text> == outer<&Sample::text>.up(1));
    const auto table = all.select<Line>(field<&Sample::text>, number).asTable();
    const auto counts = all.values(orNull(number), count());
    return {
        { "exists(), subquery(), in(query)",
                all.filter(exists(own) && real == subquery(own.values(max(real))) && number.in(own.values(number))).subselect() },
        { "in(query) that is cut and refers to outer<>", all.filter(number.in(own.limit(1).values(number))).subselect() },
        { "unite(), intersect(), except()", all.unite(all).intersect(all).except(all).subselect() },
        { "intersectAll(), exceptAll()", all.intersectAll(all).exceptAll(all).subselect() },
        { "distinctOn()", all.distinctOn(real).subselect() },
        { "asTable(): WITH", table.subselect() },
        { "recursive(), recursiveAll(): WITH RECURSIVE",
                table.select<Line>(field<&Line::text>, field<&Line::number>)
                        .recursive([](const Query<Line> &found) {
                            return found.select<Line>(field<&Line::text>, field<&Line::number> + 1);
                        })
                        .subselect() },
        { "join(query), leftJoin(query)", all.leftJoin(table, number == joined<&Line::number>).subselect() },
        { "the same with outer<> of any kind: LATERAL",
                all.join(table.filter(field<&Line::number> > outer<&Sample::number>).limit(2)).subselect() },
        { "the same with outer<> == property, or without limit()",
                all.join(table.filter(field<&Line::number> == outer<&Sample::number>).limit(2)).subselect() },
        { "groupByRollup(), groupByCube(), groupBySets(), grouping()", counts.groupByCube(number).subselect() },
        { "over() a window with rows() or range()",
                all.values(sum(number).over(Window().orderBy(number).range(-1, 1))).subselect() },
        { "over() a window with groups()", all.values(sum(number).over(Window().orderBy(number).groups(-1, 1))).subselect() },
        { "forUpdate(), forShare()", all.forUpdate().subselect() },
    };
}

QString document()
{
    QStringList reasons;
    QString out = u"# The vocabulary of queries\n\n"
                  "Written by `tests/auto/sql/tst_vocabulary`, which compiles an example of each word for each engine; do not "
                  "edit. What an "
                  "engine cannot do so that it means\nthe same as on the others is an `Unsupported` error before any SQL is "
                  "sent; the number "
                  "is that of the reason at the end. What the words mean is said where\nthey are declared (`orm/quoin/expr`), "
                  "and what "
                  "the engines do differently in [types](guides/types.md).\n\n"_s;
    const auto heading = [&](const QString &title, const QString &columns) {
        out += u"## "_s + title + u"\n\n| "_s + columns;
        for (const auto &dialect : dialects())
            out += u" | "_s + dialect->capabilities().product + u' ' + dialect->capabilities().version.toString();
        out += u" |\n|"_s + u"---|"_s.repeated(columns.count(u'|') + 1 + qsizetype(dialects().size())) + u'\n';
    };
    heading(u"Lookups"_s, u"Lookup"_s);
    for (const Lookup &lookup : lookups()) {
        out += u"| `"_s + QString::fromUtf8(lookup.name) + u"` |"_s;
        for (const auto &dialect : dialects())
            out += u' ' + state({ lookup.condition.node() }, true, *dialect, reasons) + u" |"_s;
        out += u'\n';
    }
    out += u'\n';
    heading(u"Structure"_s, u"Part of a query"_s);
    for (const auto &[name, query] : structures()) {
        out += u"| `"_s + QString::fromUtf8(name) + u"` |"_s;
        for (const auto &dialect : dialects()) {
            const auto compiled = sql::compileSelect(*query, sql::Projection::Rows, *dialect);
            const QString why = compiled ? QString() : compiled.error().hint();
            if (!compiled && compiled.error().kind() != ErrorKind::Unsupported) {
                out += u" ERROR: "_s + compiled.error().toString() + u" |"_s;
                continue;
            }
            if (!compiled && !reasons.contains(why))
                reasons << why;
            out += compiled ? u" yes |"_s : u" no (%1) |"_s.arg(reasons.indexOf(why) + 1);
        }
        out += u'\n';
    }
    out += u'\n';
    const std::pair<Level, QString> levels[] { { Level::Row, u"Functions"_s }, { Level::Aggregate, u"Aggregates"_s },
        { Level::Window, u"Functions over windows (and every aggregate but the last four)"_s } };
    for (const auto &[level, title] : levels) {
        heading(title, u"Function | Takes | Gives"_s);
        for (const Function &function : expr::functionTable) {
            if (function.level != level)
                continue;
            QStringList takes;
            for (size_t i = 0; i < expr::argumentCount(function); ++i)
                takes << words(function.arguments[i]) + (i >= expr::requiredArguments(function) ? u"?"_s : QString());
            out += u"| `"_s + QString::fromLatin1(function.name.data(), qsizetype(function.name.size())) + u"` | "_s
                    + takes.join(u", "_s) + (function.repeats ? u", …"_s : QString()) + u" | "_s + words(function.result)
                    + u" |"_s;
            const bool isCondition = function.result == Value::Type::Bool && function.form != expr::Form::JsonPath;
            for (const auto &dialect : dialects())
                out += u' ' + state(calls(function), isCondition, *dialect, reasons) + u" |"_s;
            out += u'\n';
        }
        out += u'\n';
    }
    out += u"## Reasons\n\n"_s;
    for (qsizetype i = 0; i < reasons.size(); ++i)
        out += QString::number(i + 1) + u". "_s + reasons.at(i) + u'\n';
    return out;
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class tst_Vocabulary : public QObject
{
    Q_OBJECT

private slots:
    void documentIsTrue();
    void nothingFails();
};

/// An example that is refused for another reason than the engine would be a wrong example, or a function nobody can call.
void tst_Vocabulary::nothingFails() { QVERIFY2(!document().contains(u"ERROR"_s), qPrintable(document())); }

void tst_Vocabulary::documentIsTrue()
{
    const QString path = QStringLiteral(QUOIN_SOURCE_FOLDER) + u"/docs/vocabulary.md"_s;
    if (qEnvironmentVariableIsSet("QUOIN_WRITE_DOCS")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(document().toUtf8()), document().toUtf8().size());
    }
    QVERIFY2(readFile(path) == document(), "docs/vocabulary.md is out of date: run QUOIN_WRITE_DOCS=1 tst_vocabulary");
}

QTEST_GUILESS_MAIN(tst_Vocabulary)
#include "tst_vocabulary.moc"
