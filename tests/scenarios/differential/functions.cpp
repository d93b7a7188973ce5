// SPDX-License-Identifier: MIT
#include "functions.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qhash.h>
#include <QtCore/qmath.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

using Type = Value::Type;
using Cells = std::vector<Cell>;
using Function = std::function<Cell(const Cells &, Doubts &)>;
using Points = std::u32string; // a text as SQL counts it

QString text(const Cell &cell) { return cell.value.get<QString>() ? *cell.value.get<QString>() : QString(); }
Points points(const Cell &cell) { return text(cell).toStdU32String(); }
qint64 integer(const Cell &cell) { return cell.value.get<qint64>() ? *cell.value.get<qint64>() : 0; }
Value textValue(const Points &points) { return QString::fromStdU32String(points); }

Points repeated(const Points &fill, size_t length)
{
    Points all;
    while (all.size() < length)
        all += fill;
    return all.substr(0, length);
}

Points padded(const Cells &given, bool before)
{
    const Points whole = points(given[0]);
    const auto length = size_t(integer(given[1]));
    if (whole.size() >= length)
        return whole.substr(0, length);
    const Points fill = repeated(points(given[2]), length - whole.size());
    return before ? fill + whole : whole + fill;
}

QString stripped(QString text, bool before, bool behind)
{
    while (before && text.startsWith(u' '))
        text.remove(0, 1);
    while (behind && text.endsWith(u' '))
        text.chop(1);
    return text;
}

/// Like the engines: \1 to \9 are groups, two backslashes are one.
QString replaced(const QString &text, const QString &pattern, const QString &by)
{
    const QRegularExpression expression(pattern, QRegularExpression::DotMatchesEverythingOption);
    QString out;
    qsizetype from = 0;
    for (auto found = expression.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        out += text.sliced(from, match.capturedStart() - from);
        for (qsizetype i = 0; i < by.size(); ++i) {
            const bool isEscape = by[i] == u'\\' && i + 1 < by.size();
            if (isEscape)
                ++i;
            out += isEscape && by[i].isDigit() ? match.captured(by[i].digitValue()) : QString(by[i]);
        }
        from = match.capturedEnd();
    }
    return out + text.sliced(from);
}

Function onText(QString (*function)(const QString &))
{
    return [function](const Cells &given, Doubts &) -> Cell { return { .value = function(text(given[0])) }; };
}

Function digest(QCryptographicHash::Algorithm algorithm)
{
    return [algorithm](const Cells &given, Doubts &) -> Cell {
        return { .value = QString::fromLatin1(QCryptographicHash::hash(text(given[0]).toUtf8(), algorithm).toHex()) };
    };
}

template<QRegularExpression::PatternOption Option>
Cell matches(const Cells &given, Doubts &)
{
    const QRegularExpression expression(text(given[1]), QRegularExpression::DotMatchesEverythingOption | Option);
    return { .value = expression.match(text(given[0])).hasMatch() };
}

Function onReals(const Real &function, bool exact)
{
    return [function, exact](const Cells &given, Doubts &doubts) { return realCell(function, given, exact, doubts); };
}

Function onReal(double (*function)(double), bool exact, bool (*isInDomain)(double) = nullptr)
{
    return onReals(
            [=](const std::vector<double> &x) -> std::optional<double> {
                return isInDomain && !isInDomain(x[0]) ? std::nullopt : std::optional(function(x[0]));
            },
            exact);
}

Function onIntegers(qint64 (*function)(qint64, qint64))
{
    return [function](const Cells &given, Doubts &) -> Cell {
        return { .value = function(integer(given[0]), given.size() > 1 ? integer(given[1]) : 0) };
    };
}

Cell roundedCell(const Cells &given, Doubts &doubts)
{
    const double digits = given.size() > 1 ? double(integer(given[1])) : 0;
    const double factor = std::pow(10.0, digits);
    return realCell(
            [factor](const std::vector<double> &x) -> std::optional<double> {
                const double scaled = x[0] * factor;
                return (x[0] < 0 ? std::ceil(scaled - 0.5) : std::floor(scaled + 0.5)) / factor;
            },
            { given[0] }, digits >= 0, doubts);
}

Cell absolute(const Cells &given, Doubts &doubts)
{
    const Value &value = given[0].value;
    if (const auto *number = value.get<qint64>())
        return *number == std::numeric_limits<qint64>::min() ? failedCell(doubts) : Cell { .value = std::abs(*number) };
    if (value.decimal())
        return { .value = Value(value.decimal()->abs()) };
    return { .value = std::abs(toReal(value)), .noise = given[0].noise };
}

Cell sign(const Cells &given, Doubts &doubts)
{
    const Value &value = given[0].value;
    if (value.decimal())
        return { .value = value.decimal()->isZero() ? 0 : value.decimal()->isNegative() ? -1 : 1 };
    return { .value = settled([](double x) -> Value { return x > 0 ? 1 : x < 0 ? -1 : 0; }, given[0], doubts) };
}

/// Cut towards zero; what does not fit is an error.
Cell toInteger(const Cells &given, Doubts &doubts)
{
    const Value &value = given[0].value;
    if (value.get<qint64>())
        return given[0];
    if (const auto *boolean = value.get<bool>())
        return { .value = *boolean ? 1 : 0 };
    if (value.decimal()) {
        const auto whole = value.decimal()->rounded(0, Decimal::Rounding::Down).toInt64();
        return whole ? Cell { .value = *whole } : failedCell(doubts);
    }
    const auto whole = [](double x) -> Value { return x >= -0x1p63 && x < 0x1p63 ? Value(qint64(std::trunc(x))) : Value(); };
    const Value cut = settled(whole, given[0], doubts);
    return cut.isNull() ? failedCell(doubts) : Cell { .value = cut };
}

Cell extreme(const Cells &given, int wanted, Doubts &doubts)
{
    Cell found = given[0];
    for (const Cell &one : given) {
        if (compare(one, found, doubts) == wanted)
            found = one;
    }
    return found;
}

std::optional<double> powerOf(const std::vector<double> &x)
{
    if ((x[0] == 0 && x[1] < 0) || (x[0] < 0 && x[1] != std::floor(x[1])))
        return std::nullopt;
    return std::pow(x[0], x[1]);
}

std::optional<double> logarithm(const std::vector<double> &x)
{
    if (x[0] <= 0 || x[0] == 1 || x[1] <= 0)
        return std::nullopt;
    return std::log(x[1]) / std::log(x[0]);
}

std::optional<double> cotangent(const std::vector<double> &x)
{
    return std::sin(x[0]) == 0 ? std::nullopt : std::optional(std::cos(x[0]) / std::sin(x[0]));
}

QHash<QByteArray, Function> textFunctions()
{
    using F = const Cells &;
    return {
        { "lower", onText([](const QString &t) { return t.toLower(); }) },
        { "upper", onText([](const QString &t) { return t.toUpper(); }) },
        { "trim", onText([](const QString &t) { return stripped(t, true, true); }) },
        { "ltrim", onText([](const QString &t) { return stripped(t, true, false); }) },
        { "rtrim", onText([](const QString &t) { return stripped(t, false, true); }) },
        { "length", [](F given, Doubts &) -> Cell { return { .value = qint64(points(given[0]).size()) }; } },
        { "substr",
                [](F given, Doubts &) -> Cell {
                    const Points whole = points(given[0]);
                    const auto from = std::min(size_t(integer(given[1])) - 1, whole.size());
                    const size_t length = given.size() > 2 ? size_t(integer(given[2])) : Points::npos;
                    return { .value = textValue(whole.substr(from, length)) };
                } },
        { "left",
                [](F given, Doubts &) -> Cell {
                    return { .value = textValue(points(given[0]).substr(0, size_t(integer(given[1])))) };
                } },
        { "right",
                [](F given, Doubts &) -> Cell {
                    const Points whole = points(given[0]);
                    const auto length = std::min(size_t(integer(given[1])), whole.size());
                    return { .value = textValue(whole.substr(whole.size() - length)) };
                } },
        { "replace",
                [](F given, Doubts &) -> Cell {
                    const QString what = text(given[1]);
                    return { .value = what.isEmpty() ? text(given[0]) : text(given[0]).replace(what, text(given[2])) };
                } },
        { "lpad", [](F given, Doubts &) -> Cell { return { .value = textValue(padded(given, true)) }; } },
        { "rpad", [](F given, Doubts &) -> Cell { return { .value = textValue(padded(given, false)) }; } },
        { "reverse",
                [](F given, Doubts &) -> Cell {
                    Points whole = points(given[0]);
                    std::ranges::reverse(whole);
                    return { .value = textValue(whole) };
                } },
        { "repeat", [](F given, Doubts &) -> Cell { return { .value = text(given[0]).repeated(integer(given[1])) }; } },
        { "strIndex",
                [](F given, Doubts &) -> Cell {
                    const size_t at = points(given[0]).find(points(given[1]));
                    return { .value = at == Points::npos ? qint64(0) : qint64(at) + 1 };
                } },
        { "ascii",
                [](F given, Doubts &) -> Cell {
                    const Points whole = points(given[0]);
                    return { .value = whole.empty() ? qint64(0) : qint64(whole.front()) };
                } },
        { "splitPart",
                [](F given, Doubts &) -> Cell {
                    return { .value = text(given[0]).split(text(given[1])).value(integer(given[2]) - 1, u""_s) };
                } },
        { "regex", &matches<QRegularExpression::NoPatternOption> },
        { "iregex", &matches<QRegularExpression::CaseInsensitiveOption> },
        { "regexpReplace",
                [](F given, Doubts &) -> Cell { return { .value = replaced(text(given[0]), text(given[1]), text(given[2])) }; } },
        { "md5", digest(QCryptographicHash::Md5) },
        { "sha1", digest(QCryptographicHash::Sha1) },
        { "sha224", digest(QCryptographicHash::Sha224) },
        { "sha256", digest(QCryptographicHash::Sha256) },
        { "sha384", digest(QCryptographicHash::Sha384) },
        { "sha512", digest(QCryptographicHash::Sha512) },
        { "toText", [](F given, Doubts &) -> Cell { return { .value = QString::number(integer(given[0])) }; } },
    };
}

QHash<QByteArray, Function> numberFunctions()
{
    using Reals = const std::vector<double> &;
    return {
        { "abs", &absolute },
        { "sign", &sign },
        { "ceil", onReal([](double x) { return std::ceil(x); }, true) },
        { "floor", onReal([](double x) { return std::floor(x); }, true) },
        { "truncate", onReal([](double x) { return std::trunc(x); }, true) },
        { "round", &roundedCell },
        { "sqrt", onReal([](double x) { return std::sqrt(x); }, true, [](double x) { return x >= 0; }) },
        { "power", onReals(&powerOf, false) },
        { "exp", onReal([](double x) { return std::exp(x); }, false) },
        { "ln", onReal([](double x) { return std::log(x); }, false, [](double x) { return x > 0; }) },
        { "log", onReals(&logarithm, false) },
        { "degrees", onReal([](double x) { return x * 180 / M_PI; }, false) },
        { "radians", onReal([](double x) { return x * M_PI / 180; }, false) },
        { "sin", onReal([](double x) { return std::sin(x); }, false) },
        { "cos", onReal([](double x) { return std::cos(x); }, false) },
        { "tan", onReal([](double x) { return std::tan(x); }, false) },
        { "cot", onReals(&cotangent, false) },
        { "asin", onReal([](double x) { return std::asin(x); }, false, [](double x) { return std::abs(x) <= 1; }) },
        { "acos", onReal([](double x) { return std::acos(x); }, false, [](double x) { return std::abs(x) <= 1; }) },
        { "atan", onReal([](double x) { return std::atan(x); }, false) },
        { "atan2", onReals([](Reals x) -> std::optional<double> { return std::atan2(x[0], x[1]); }, false) },
        { "pi", onReals([](Reals) -> std::optional<double> { return M_PI; }, false) },
        { "bitAnd", onIntegers([](qint64 a, qint64 b) { return a & b; }) },
        { "bitOr", onIntegers([](qint64 a, qint64 b) { return a | b; }) },
        { "bitXor", onIntegers([](qint64 a, qint64 b) { return a ^ b; }) },
        { "bitNot", onIntegers([](qint64 a, qint64) { return ~a; }) },
        { "shiftLeft", onIntegers([](qint64 a, qint64 b) { return qint64(quint64(a) << b); }) },
        { "shiftRight", onIntegers([](qint64 a, qint64 b) { return a >> b; }) },
        { "toInteger", &toInteger },
        { "toDouble", [](const Cells &given, Doubts &) { return converted(given[0], Type::Double); } },
        { "greatest", [](const Cells &given, Doubts &doubts) { return extreme(given, 1, doubts); } },
        { "least", [](const Cells &given, Doubts &doubts) { return extreme(given, -1, doubts); } },
    };
}

/// Those that see NULLs.
std::optional<Cell> callWithNulls(std::string_view name, const Cells &given, Doubts &doubts)
{
    if (name == "coalesce") {
        const auto first = std::ranges::find_if(given, [](const Cell &one) { return !one.isNull(); });
        return first == given.end() ? Cell() : *first;
    }
    const auto failed = std::ranges::find(given, true, &Cell::failed);
    if (name == "nullIf") {
        if (failed != given.end())
            return *failed;
        const bool isEqual = !given[0].isNull() && !given[1].isNull() && compare(given[0], given[1], doubts) == 0;
        return isEqual ? Cell() : given[0];
    }
    if (name == "concat") {
        if (failed != given.end())
            return *failed;
        QString all = u""_s;
        for (const Cell &one : given)
            all += text(one);
        return Cell { .value = all };
    }
    return std::nullopt;
}

/// Of these the sum is the same in each order, as no digit is lost.
bool addsUpExactly(const Cells &values)
{
    double sum = 0;
    for (const Cell &one : values) {
        const double scaled = toReal(one.value) * 1024;
        if (one.noise > 0 || std::trunc(scaled) != scaled)
            return false;
        sum += std::abs(scaled);
    }
    return sum < 0x1p53;
}

Cell sumOf(const Cells &values, Type type, Doubts &doubts)
{
    if (type == Type::Double) {
        double sum = 0, size = 0, noise = 0;
        for (const Cell &one : values) {
            sum += toReal(one.value);
            size += std::abs(toReal(one.value));
            noise += one.noise;
        }
        if (!std::isfinite(size))
            doubts.unclear = true;
        return { .value = sum, .noise = addsUpExactly(values) ? 0 : noise + 1e-12 * size };
    }
    Decimal sum, positive, negative;
    for (const Cell &one : values) {
        const Decimal number = toDecimal(one.value);
        sum = (sum + number).value();
        Decimal &side = number.isNegative() ? negative : positive;
        side = (side + number).value();
    }
    if (type == Type::Decimal)
        return { .value = Value(sum) };
    // A part of it may be too much for an engine that adds one by one.
    if (!positive.toInt64() || !negative.toInt64())
        doubts.mayFail = true;
    return sum.toInt64() ? Cell { .value = *sum.toInt64() } : failedCell(doubts);
}

Cell average(const Cells &values, Doubts &doubts)
{
    const Cell sum = sumOf(values, Type::Double, doubts);
    const auto count = double(values.size());
    const bool isDecimal = std::ranges::any_of(values, [](const Cell &one) { return one.value.decimal() != nullptr; });
    const double mean = toReal(sum.value) / count;
    return { .value = mean, .noise = sum.noise / count + (isDecimal ? 1e-12 * std::abs(mean) + 1e-14 : 0) };
}

Cell deviation(std::string_view name, const Cells &values, Doubts &doubts)
{
    const bool ofSample = name.ends_with("Samp");
    const double divisor = double(values.size()) - (ofSample ? 1 : 0);
    if (divisor <= 0)
        return {};
    const double mean = toReal(average(values, doubts).value);
    double squares = 0, largest = 0, noise = 0;
    for (const Cell &one : values) {
        const double x = toReal(one.value);
        squares += (x - mean) * (x - mean);
        largest = std::max(largest, std::abs(x));
        noise = std::max(noise, one.noise);
    }
    const double variance = squares / divisor;
    const double doubt = 1e-9 * largest * largest + 4 * noise * largest + 1e-14;
    if (!std::isfinite(variance) || !std::isfinite(doubt))
        doubts.unclear = true;
    if (name.starts_with("var"))
        return { .value = variance, .noise = doubt };
    return { .value = std::sqrt(variance), .noise = std::sqrt(doubt) };
}

/// A shrunk query may have a length below zero, which is refused before it is sent.
bool isRefused(const expr::Function &function, const Cells &arguments)
{
    for (size_t i = 0; i < std::min(arguments.size(), function.arguments.size()); ++i) {
        const expr::Argument argument = function.arguments[i];
        const qint64 number = integer(arguments[i]);
        const bool isNumber = argument >= expr::Argument::Length && argument <= expr::Argument::Bits;
        if (isNumber && (!arguments[i].value.get<qint64>() || number > 1000 || number < -15))
            return true;
        if ((argument == expr::Argument::Length && number < 0) || (argument == expr::Argument::Position && number < 1))
            return true;
        if (argument == expr::Argument::Words && text(arguments[i]).isEmpty())
            return true;
    }
    return false;
}

} // namespace

std::optional<Cell> callFunction(const expr::Function &function, const Cells &arguments, Doubts &doubts)
{
    if (auto called = callWithNulls(function.name, arguments, doubts))
        return called;
    if (const auto failed = std::ranges::find(arguments, true, &Cell::failed); failed != arguments.end())
        return *failed;
    if (std::ranges::any_of(arguments, &Cell::isNull))
        return Cell();
    if (isRefused(function, arguments))
        return std::nullopt;
    static const QHash<QByteArray, Function> ofTexts = textFunctions();
    static const QHash<QByteArray, Function> ofNumbers = numberFunctions();
    const QByteArray name(function.name.data(), qsizetype(function.name.size()));
    if (const auto found = ofTexts.constFind(name); found != ofTexts.cend())
        return (*found)(arguments, doubts);
    if (const auto found = ofNumbers.constFind(name); found != ofNumbers.cend())
        return (*found)(arguments, doubts);
    return callDateFunction(function.name, arguments, doubts);
}

Cell callAggregate(std::string_view name, const Cells &values, Type type, Doubts &doubts)
{
    if (name == "count")
        return { .value = qint64(values.size()) };
    if (const auto failed = std::ranges::find(values, true, &Cell::failed); failed != values.end())
        return *failed;
    if (values.empty())
        return {};
    if (name == "sum")
        return sumOf(values, type, doubts);
    if (name == "avg")
        return average(values, doubts);
    if (name == "min" || name == "max")
        return extreme(values, name == "min" ? -1 : 1, doubts);
    return deviation(name, values, doubts);
}

} // namespace differential
