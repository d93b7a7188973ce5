// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

namespace quoin {

namespace expr {

/// The call of the database's own function of this name, which gives values of this type.
QUOIN_EXPORT NodePtr userCall(const QString &name, Value::Type type, std::vector<NodePtr> arguments);

/// The type that values of C++ type \a T have in the database; Null for one that functions cannot give.
template<class T>
consteval Value::Type databaseType()
{
    using V = unwrapped<T>;
    if constexpr (std::is_same_v<V, bool>)
        return Value::Type::Bool;
    else if constexpr (std::is_same_v<V, qint64>)
        return Value::Type::Int;
    else if constexpr (std::is_same_v<V, double>)
        return Value::Type::Double;
    else if constexpr (std::is_same_v<V, Decimal>)
        return Value::Type::Decimal;
    else if constexpr (std::is_same_v<V, QString>)
        return Value::Type::Text;
    else if constexpr (std::is_same_v<V, QByteArray>)
        return Value::Type::Binary;
    else if constexpr (std::is_same_v<V, QDate>)
        return Value::Type::Date;
    else if constexpr (std::is_same_v<V, QTime>)
        return Value::Type::Time;
    else if constexpr (std::is_same_v<V, QDateTime>)
        return Value::Type::DateTime;
    else if constexpr (std::is_same_v<V, QUuid>)
        return Value::Type::Uuid;
    else
        return Value::Type::Null;
}

} // namespace expr

/// A function of the database that Quoin does not know: one of your own, or of an extension. Its name is letters, digits and _,
/// with a schema before a point if needed; anything else is an InvalidQuery error before any SQL. Arguments are expressions or
/// values, and values are bound. What it does is the same on every engine only if you see to that.
/// \code
/// const auto similarity = sqlFunction<double>(u"similarity", field<&Post::title>, u"hello"_s);    // pg_trgm
/// auto posts = db.query<Post>().filter(similarity > 0.3).orderBy(similarity.desc()).all();
/// \endcode
template<class T, class... A>
[[nodiscard]] auto sqlFunction(QStringView name, const A &...arguments)
{
    constexpr Value::Type type = expr::databaseType<T>();
    static_assert(type != Value::Type::Null,
            "sqlFunction<T>() gives bool, qint64, double, Decimal, QString, QByteArray, QDate, QTime, QDateTime or QUuid");
    using Result = std::optional<expr::unwrapped<T>>;
    return Expression<Result, expr::highestLevel<A...>()>(expr::userCall(name.toString(), type, { expr::nodeOf(arguments)... }));
}

} // namespace quoin
