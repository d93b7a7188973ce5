// SPDX-License-Identifier: MIT
#include "cell.h"

#include <algorithm>
#include <cmath>

using namespace quoin;

namespace differential {

namespace {

using Type = Value::Type;

template<class T>
int order(const T &a, const T &b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

/// Every way to put the arguments at the ends of their noise.
std::vector<std::vector<double>> corners(const std::vector<Cell> &arguments)
{
    std::vector<std::vector<double>> all { {} };
    for (const Cell &argument : arguments) {
        const double value = toReal(argument.value);
        std::vector<std::vector<double>> next;
        for (const std::vector<double> &one : all) {
            for (const double noise : { 0.0, argument.noise, -argument.noise }) {
                next.push_back(one);
                next.back().push_back(value + noise);
                if (argument.noise == 0)
                    break;
            }
        }
        all = std::move(next);
    }
    return all;
}

} // namespace

Truth both(Truth a, Truth b)
{
    if (a == Truth::False || b == Truth::False)
        return Truth::False;
    if (a == Truth::Failed || b == Truth::Failed)
        return Truth::Failed;
    return std::min(a, b);
}

Truth either(Truth a, Truth b)
{
    if (a == Truth::True || b == Truth::True)
        return Truth::True;
    return std::max(a, b);
}

Cell failedCell(Doubts &doubts)
{
    doubts.mayFail = true;
    return { .failed = true };
}

Type commonType(Type a, Type b)
{
    if (a == Type::Null || b == Type::Null || a == b)
        return a == Type::Null ? b : a;
    if (a == Type::Double || b == Type::Double)
        return Type::Double;
    if (a == Type::Decimal || b == Type::Decimal)
        return Type::Decimal;
    return a;
}

double toReal(const Value &value)
{
    if (const auto *real = value.get<double>())
        return *real;
    if (const auto *number = value.get<qint64>())
        return double(*number);
    if (const auto *positive = value.get<quint64>())
        return double(*positive);
    return value.decimal() ? value.decimal()->toDouble() : 0;
}

Decimal toDecimal(const Value &value)
{
    if (const auto *number = value.get<qint64>())
        return Decimal(*number);
    if (const auto *positive = value.get<quint64>())
        return Decimal(*positive);
    return value.decimal() ? *value.decimal() : Decimal();
}

Cell converted(Cell cell, Type type)
{
    const Type is = cell.value.type();
    if (is == Type::Null || is == type)
        return cell;
    if (type == Type::Double)
        cell.value = toReal(cell.value);
    else if (type == Type::Decimal)
        cell.value = Value(toDecimal(cell.value));
    return cell;
}

int compare(const Cell &a, const Cell &b, Doubts &doubts)
{
    const Value &x = a.value;
    const Value &y = b.value;
    if (x.get<qint64>() && y.get<qint64>())
        return order(*x.get<qint64>(), *y.get<qint64>());
    const Type type = x.type() == y.type()                         ? x.type()
            : x.type() == Type::Double || y.type() == Type::Double ? Type::Double
                                                                   : Type::Decimal;
    switch (type) {
    case Type::Bool: return order(*x.get<bool>(), *y.get<bool>());
    case Type::Text: return order(x.get<QString>()->toUtf8(), y.get<QString>()->toUtf8()); // as code points are ordered
    case Type::Date: return order(*x.get<QDate>(), *y.get<QDate>());
    case Type::Time: return order(*x.get<QTime>(), *y.get<QTime>());
    case Type::DateTime: return order(*x.get<QDateTime>(), *y.get<QDateTime>());
    case Type::Uuid: return order(x.get<QUuid>()->toRfc4122(), y.get<QUuid>()->toRfc4122());
    case Type::Double: {
        const double noise = a.noise + b.noise;
        if (noise > 0 && std::abs(toReal(x) - toReal(y)) <= noise)
            doubts.unclear = true;
        return order(toReal(x), toReal(y));
    }
    default: return order(toDecimal(x), toDecimal(y));
    }
}

int compareNulls(const Cell &a, const Cell &b, Doubts &doubts)
{
    if (a.failed || b.failed)
        doubts.unclear = true;
    if (a.failed || b.failed || a.isNull() || b.isNull())
        return order(!a.isNull(), !b.isNull());
    return compare(a, b, doubts);
}

Cell realCell(const Real &function, const std::vector<Cell> &arguments, bool exact, Doubts &doubts)
{
    const auto all = corners(arguments);
    const std::optional<double> value = function(all.front());
    double noise = 0;
    for (const std::vector<double> &corner : all) {
        const std::optional<double> other = function(corner);
        if (other.has_value() != value.has_value())
            doubts.unclear = true;
        else if (value)
            noise = std::max(noise, 2 * std::abs(*other - *value));
    }
    if (!value)
        return {};
    // Some engines have an error for what is too large or too small for a double.
    const bool isSmall = *value == 0 || std::fpclassify(*value) == FP_SUBNORMAL;
    const bool hasZero = std::ranges::any_of(all.front(), [](double one) { return one == 0; });
    if (!std::isfinite(*value) || !std::isfinite(noise) || (isSmall && !hasZero && !exact))
        doubts.unclear = true;
    if (!exact)
        noise += 1e-12 * std::abs(*value) + 1e-14;
    return { .value = *value, .noise = noise };
}

Value settled(const std::function<Value(double)> &function, const Cell &argument, Doubts &doubts)
{
    const double value = toReal(argument.value);
    const Value result = function(value);
    if (argument.noise > 0 && (!(function(value - argument.noise) == result) || !(function(value + argument.noise) == result)))
        doubts.unclear = true;
    return result;
}

} // namespace differential
