// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/sqlitedecimals_p.h>

#include <quoin/core/decimal.h>
#include <quoin/db/drivers/driver_p.h>

#include <QtSql/qsqldriver.h>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace quoin {

namespace {

/// One group's result so far, in memory that SQLite gives zeroed and frees without a destructor.
class Accumulator
{
public:
    using Combine = Result<Decimal> (*)(const Decimal &, const Decimal &);

    void add(Combine combine, const Decimal &value)
    {
        take(m_count == 0 ? Result<Decimal>(value) : combine(m_value, value));
        ++m_count;
    }
    /// The row at the beginning of a window's frame leaves it.
    void subtract(const Decimal &value)
    {
        take(m_value - value);
        --m_count;
    }
    void refuse() { m_failed = true; }

    /// No value at all is NULL, as in every aggregate but count().
    void give(sqlite3_context *context) const
    {
        if (m_failed)
            return sqlite3_result_error(context, "a decimal cannot be read, or a result has more than 65 digits", -1);
        if (m_count == 0)
            return sqlite3_result_null(context);
        const QByteArray text = m_value.toLatin1();
        sqlite3_result_text(context, text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }

private:
    void take(const Result<Decimal> &value)
    {
        if (value)
            m_value = *value;
        else
            m_failed = true;
    }

    Decimal m_value;
    qint64 m_count = 0;
    bool m_failed = false;
};
static_assert(std::is_trivially_destructible_v<Accumulator>);

Result<Decimal> add(const Decimal &a, const Decimal &b) { return a + b; }
Result<Decimal> least(const Decimal &a, const Decimal &b) { return std::min(a, b); }
Result<Decimal> greatest(const Decimal &a, const Decimal &b) { return std::max(a, b); }

/// SQLite's memory for the group, as an Accumulator from the first row on.
Accumulator *accumulatorOf(sqlite3_context *context)
{
    struct Place
    {
        alignas(Accumulator) std::array<std::byte, sizeof(Accumulator)> bytes;
        bool used;
    };
    auto *place = static_cast<Place *>(sqlite3_aggregate_context(context, int(sizeof(Place))));
    if (!place)
        return nullptr;
    if (!std::exchange(place->used, true))
        return new (place->bytes.data()) Accumulator;
    return std::launder(reinterpret_cast<Accumulator *>(place->bytes.data()));
}

/// Calls \a change with the group and the row's value, if it is not NULL.
template<class Change>
void forValue(sqlite3_context *context, sqlite3_value *argument, Change change)
{
    if (sqlite3_value_type(argument) == SQLITE_NULL)
        return;
    Accumulator *const accumulator = accumulatorOf(context);
    if (!accumulator)
        return sqlite3_result_error_nomem(context);
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(argument));
    const auto value = Decimal::fromLatin1(QLatin1StringView(text, sqlite3_value_bytes(argument)));
    if (value)
        change(*accumulator, *value);
    else
        accumulator->refuse();
}

template<Accumulator::Combine combine>
void step(sqlite3_context *context, int, sqlite3_value **arguments)
{
    forValue(context, arguments[0], [](Accumulator &group, const Decimal &value) { group.add(combine, value); });
}

void leave(sqlite3_context *context, int, sqlite3_value **arguments)
{
    forValue(context, arguments[0], [](Accumulator &group, const Decimal &value) { group.subtract(value); });
}

void give(sqlite3_context *context)
{
    if (const Accumulator *accumulator = accumulatorOf(context))
        accumulator->give(context);
    else
        sqlite3_result_error_nomem(context);
}

/// A decimal as a text whose order is that of the numbers: as dialect/sqlite/syntax.cpp writes it in SQL.
QByteArray orderKey(QByteArrayView decimal)
{
    const bool negative = decimal.startsWith('-');
    if (negative)
        decimal = decimal.sliced(1);
    const qsizetype point = decimal.indexOf('.');
    const QByteArrayView integer = point < 0 ? decimal : decimal.first(point);
    QByteArrayView fraction = point < 0 ? QByteArrayView() : decimal.sliced(point + 1);
    while (fraction.endsWith('0'))
        fraction.chop(1);
    QByteArray key(1, negative ? '0' : '1');
    key.append(std::max<qsizetype>(0, Decimal::maxDigits - integer.size()), '0').append(integer).append(fraction);
    if (!negative)
        return key;
    std::for_each(key.begin() + 1, key.end(), [](char &digit) { digit = char('j' - (digit - '0')); });
    return key + '~';
}

void key(sqlite3_context *context, int, sqlite3_value **arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        return sqlite3_result_null(context);
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(arguments[0]));
    const QByteArray made = orderKey(QByteArrayView(text, sqlite3_value_bytes(arguments[0])));
    sqlite3_result_text(context, made.constData(), int(made.size()), SQLITE_TRANSIENT);
}

bool registerAll(sqlite3 *handle)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    const auto aggregate = [&](const char *name, void (*step)(sqlite3_context *, int, sqlite3_value **)) {
        return sqlite3_create_function_v2(handle, name, 1, flags, nullptr, nullptr, step, &give, nullptr) == SQLITE_OK;
    };
    return sqlite3_create_function_v2(handle, "quoin_decimal_key", 1, flags, nullptr, &key, nullptr, nullptr, nullptr)
            == SQLITE_OK
            && sqlite3_create_window_function(
                       handle, "quoin_decimal_sum", 1, flags, nullptr, &step<&add>, &give, &give, &leave, nullptr)
            == SQLITE_OK
            && aggregate("quoin_decimal_min", &step<&least>) && aggregate("quoin_decimal_max", &step<&greatest>);
}

} // namespace

bool registerDecimalAggregates(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0
            || !sharesClientLibrary(database, "sqlite3_open_v2", reinterpret_cast<const void *>(&sqlite3_open_v2)))
        return false;
    auto *sqlite = *static_cast<sqlite3 *const *>(handle.constData());
    return sqlite && registerAll(sqlite);
}

} // namespace quoin
