// SPDX-License-Identifier: MIT
#include <quoin/meta/valueorder_p.h>

namespace quoin {

namespace {

std::optional<Decimal> exact(const Value &value)
{
    if (const auto *number = value.get<qint64>())
        return Decimal(*number);
    if (const auto *number = value.get<quint64>())
        return Decimal(*number);
    if (const Decimal *decimal = value.decimal())
        return *decimal;
    return std::nullopt;
}

std::optional<double> real(const Value &value)
{
    if (const auto *number = value.get<double>())
        return *number;
    if (const auto number = exact(value))
        return number->toDouble();
    return std::nullopt;
}

template<class T>
std::partial_ordering ordered(const T &a, const T &b)
{
    return a < b ? std::partial_ordering::less : b < a ? std::partial_ordering::greater : std::partial_ordering::equivalent;
}

template<class... T>
std::partial_ordering orderedAs(const Value &a, const Value &b)
{
    auto result = std::partial_ordering::unordered;
    (void)((a.get<T>() && b.get<T>() ? (result = ordered(*a.get<T>(), *b.get<T>()), true) : false) || ...);
    return result;
}

} // namespace

std::partial_ordering compareValues(const Value &a, const Value &b)
{
    if (const auto *x = a.get<qint64>(), *y = b.get<qint64>(); x && y)
        return *x <=> *y;
    if (const auto x = exact(a), y = exact(b); x && y)
        return *x <=> *y;
    if (const auto x = real(a), y = real(b); x && y)
        return *x <=> *y;
    return orderedAs<QString, QDate, QTime, QDateTime>(a, b);
}

} // namespace quoin
