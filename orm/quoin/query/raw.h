// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/sqlliteral.h>
#include <quoin/query/selection.h>

#include <QtCore/qvariant.h>

#include <tuple>

namespace quoin {

namespace query {

/// How many members a struct without constructors has: so many initialisers it takes.
template<class T>
consteval size_t memberCount()
{
    // clang-format off
    if constexpr (!std::is_aggregate_v<T>) { return 0; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 13; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 12; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 11; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 10; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 9; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {}, {} }; }) { return 8; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {}, {} }; }) { return 7; }
    else if constexpr (requires { T { {}, {}, {}, {}, {}, {} }; }) { return 6; }
    else if constexpr (requires { T { {}, {}, {}, {}, {} }; }) { return 5; }
    else if constexpr (requires { T { {}, {}, {}, {} }; }) { return 4; }
    else if constexpr (requires { T { {}, {}, {} }; }) { return 3; }
    else if constexpr (requires { T { {}, {} }; }) { return 2; }
    else if constexpr (requires { T { {} }; }) { return 1; }
    else { return 0; }
    // clang-format on
}

/// The members' types, as a tuple: there is no reflection, but structured bindings name them.
template<class T>
auto membersOf(T &row)
{
    constexpr size_t count = memberCount<T>();
    static_assert(count >= 1 && count <= 12, "raw<Row>(): Row is a struct of 1 to 12 members; use a std::tuple for more");
    // clang-format off
    if constexpr (count == 1) { auto &[a] = row; return std::make_tuple(a); }
    else if constexpr (count == 2) { auto &[a, b] = row; return std::make_tuple(a, b); }
    else if constexpr (count == 3) { auto &[a, b, c] = row; return std::make_tuple(a, b, c); }
    else if constexpr (count == 4) { auto &[a, b, c, d] = row; return std::make_tuple(a, b, c, d); }
    else if constexpr (count == 5) { auto &[a, b, c, d, e] = row; return std::make_tuple(a, b, c, d, e); }
    else if constexpr (count == 6) { auto &[a, b, c, d, e, f] = row; return std::make_tuple(a, b, c, d, e, f); }
    else if constexpr (count == 7) { auto &[a, b, c, d, e, f, g] = row; return std::make_tuple(a, b, c, d, e, f, g); }
    else if constexpr (count == 8) { auto &[a, b, c, d, e, f, g, h] = row; return std::make_tuple(a, b, c, d, e, f, g, h); }
    else if constexpr (count == 9) { auto &[a, b, c, d, e, f, g, h, i] = row; return std::make_tuple(a, b, c, d, e, f, g, h, i); }
    else if constexpr (count == 10) { auto &[a, b, c, d, e, f, g, h, i, j] = row; return std::make_tuple(a, b, c, d, e, f, g, h, i, j); }
    else if constexpr (count == 11) { auto &[a, b, c, d, e, f, g, h, i, j, k] = row; return std::make_tuple(a, b, c, d, e, f, g, h, i, j, k); }
    else { auto &[a, b, c, d, e, f, g, h, i, j, k, l] = row; return std::make_tuple(a, b, c, d, e, f, g, h, i, j, k, l); }
    // clang-format on
}

template<class Row, class Members>
struct RawColumns;
template<class Row, class... M>
struct RawColumns<Row, std::tuple<M...>>
{
    using type = ColumnList<Row, M...>;
    static constexpr int count = int(sizeof...(M));
};

template<class T>
concept RawModel = requires { T::staticMetaObject; };

/// How the columns of a row become a \a Row.
template<class Row>
auto rawColumns()
{
    if constexpr (isReadable<expr::unwrapped<Row>>)
        return RawColumns<Row, std::tuple<Row>>();
    else if constexpr (requires { std::tuple_size<Row>::value; })
        return RawColumns<Row, Row>();
    else
        return RawColumns<Row, decltype(membersOf(std::declval<Row &>()))>();
}

} // namespace query

/// The untyped core of RawQuery.
class QUOIN_EXPORT RawCore
{
public:
    /// A value, and which placeholder :name it is for; without a name the next ?.
    struct Binding
    {
        const char *name;
        Value value;
    };
    RawCore(Database database, QString sql, const QList<Binding> &bindings);

    Result<void> readModels(RowSink &sink, const ModelInfo &model) const;
    /// \a columns: how many there have to be.
    Result<void> readColumns(ColumnSink &sink, int columns) const;
    Result<QList<QVariantMap>> readMaps() const;
    [[nodiscard]] static Error notOne(bool none);

private:
    void putNamed(const QList<Binding> &bindings);

    Database m_database;
    QString m_sql;
    QList<Value> m_values;
    std::optional<Error> m_error;
};

/// SQL of the program's own, to be read into \a Row: a model (its columns by name, all of them and no others), a struct without
/// constructors or a std::tuple (columns by position), a single value, or a QVariantMap. Nothing runs until all(), first() or
/// get(). Made by rawQuery().
///
/// In a QVariantMap a value is as the engine types it: MySQL by QSqlQuery gives texts as QByteArray, SQLite decimals as text.
template<class Row>
class RawQuery
{
public:
    explicit RawQuery(RawCore core) : m_core(std::move(core)) { }

    [[nodiscard]] Result<QList<Row>> all() const
    {
        if constexpr (query::RawModel<Row>) {
            const auto &model = modelOf<Row>();
            if (!model)
                return model.error();
            Models rows;
            auto read = m_core.readModels(rows, **model);
            return read ? Result<QList<Row>>(std::move(rows.list)) : Result<QList<Row>>(read.error());
        } else if constexpr (std::is_same_v<Row, QVariantMap>) {
            return m_core.readMaps();
        } else {
            using Columns = decltype(query::rawColumns<Row>());
            typename Columns::type rows;
            auto read = m_core.readColumns(rows, Columns::count);
            return read ? Result<QList<Row>>(std::move(rows.rows)) : Result<QList<Row>>(read.error());
        }
    }
    /// The first of the rows; NotFound when there is none. All are read: say LIMIT in the text.
    [[nodiscard]] Result<Row> first() const
    {
        auto rows = all();
        if (!rows)
            return rows.error();
        return rows->isEmpty() ? Result<Row>(RawCore::notOne(true)) : Result<Row>(std::move(rows->first()));
    }
    /// The only row; NotFound or MultipleFound when there is not exactly one.
    [[nodiscard]] Result<Row> get() const
    {
        auto rows = all();
        if (!rows)
            return rows.error();
        return rows->size() == 1 ? Result<Row>(std::move(rows->first())) : Result<Row>(RawCore::notOne(rows->isEmpty()));
    }

private:
    class Models final : public RowSink
    {
    public:
        void expect(qsizetype) override { }
        Slot next() override
        {
            Row &row = list.emplaceBack();
            return { &row, recordStateOf(row) };
        }
        std::vector<void *> rows() override { return {}; }
        QList<Row> list;
    };

    RawCore m_core;
};

namespace query {

template<class T>
RawCore::Binding rawBinding(const T &value)
{
    if constexpr (isNamedBinding<T>)
        return { value.name, expr::toValue<std::remove_cvref_t<decltype(value.value)>>(value.value) };
    else
        return { nullptr, expr::toValue<T>(value) };
}

} // namespace query

/// A query in SQL that is a literal in the program, with a bound value for each ? (or :name and bind("name", value)).
/// \code
/// auto posts = rawQuery<Post>(db, "SELECT p.* FROM posts p WHERE p.views > ?", 1000).all();
/// auto longest = rawQuery<std::optional<qint64>>(db, "SELECT max(length(title)) FROM posts").get();
/// \endcode
template<class Row, class... V>
[[nodiscard]] RawQuery<Row> rawQuery(const Database &database, SqlLiteral<std::type_identity_t<V>...> sql, const V &...values)
{
    return RawQuery<Row>(RawCore(database, sql.toString(), { query::rawBinding(values)... }));
}

} // namespace quoin
