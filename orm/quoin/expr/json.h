// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

#include <QtCore/qstringlist.h>

namespace quoin {

namespace expr {

/// Untyped: the step behind \a path, the condition on it.
QUOIN_EXPORT std::vector<Value> jsonStep(std::vector<Value> path, Value step);
QUOIN_EXPORT NodePtr jsonHasKeys(
        const NodePtr &document, const std::vector<Value> &path, const QStringList &keys, NodeKind combine);
QUOIN_EXPORT NodePtr jsonCompare(
        const Function &function, const NodePtr &document, std::vector<Value> path, const QJsonValue &json);

} // namespace expr

/// A place in a JSON document: made by json(), refined by at(). An immutable value.
/// \code
/// const auto first = json(field<&Post::meta>).at(u"authors"_s).at(0).at(u"name"_s);
/// auto posts = db.query<Post>().filter(first.asText() == u"Ann").all();
/// \endcode
/// Keys are any text, and are bound like values. Where there is no such place, or something of another type than what is asked
/// for, the value is NULL; JSON's own null is a value like others, and not SQL's NULL: see isJsonNull().
template<Level L>
class JsonPath
{
public:
    /// What asking about it gives.
    using Asked = ConditionOf<conditionLevel(L)>;

    explicit JsonPath(expr::NodePtr document, std::vector<Value> path = {})
        : m_document(std::move(document)), m_path(std::move(path))
    { }

    /// The value of this key of an object.
    [[nodiscard]] JsonPath at(const QString &key) const { return JsonPath(m_document, expr::jsonStep(m_path, Value(key))); }
    /// The element with this number, from 0, of an array; a negative one is an error when the query runs.
    [[nodiscard]] JsonPath at(qint64 index) const { return JsonPath(m_document, expr::jsonStep(m_path, Value(index))); }
    [[nodiscard]] JsonPath at(int index) const { return at(qint64(index)); }

    /// The characters of a string.
    [[nodiscard]] auto asText() const { return as<QString, expr::functionIndex("jsonText")>(); }
    /// A number without its fraction; NULL when it does not fit into 64 bits.
    [[nodiscard]] auto asInteger() const { return as<qint64, expr::functionIndex("jsonInteger")>(); }
    [[nodiscard]] auto asDouble() const { return as<double, expr::functionIndex("jsonDouble")>(); }
    [[nodiscard]] auto asBool() const { return as<bool, expr::functionIndex("jsonBool")>(); }
    /// What is there, to be read; it cannot be compared as a whole.
    [[nodiscard]] auto asJson() const { return as<QJsonValue, expr::functionIndex("jsonAt")>(); }

    /// Is there nothing? (The document may be NULL, too.)
    [[nodiscard]] Asked isNull() const { return asJson().isNull(); }
    [[nodiscard]] Asked isNotNull() const { return !isNull(); }
    /// Is there JSON's null?
    [[nodiscard]] Asked isJsonNull() const { return condition<expr::functionIndex("jsonIsNull")>(m_path); }

    /// Is there an object with this key, all of them, any of them? Its value may be JSON's null.
    [[nodiscard]] Asked hasKey(const QString &key) const { return at(key).isNotNull(); }
    [[nodiscard]] Asked hasKeys(const QStringList &keys) const
    {
        return Asked(expr::jsonHasKeys(m_document, m_path, keys, expr::NodeKind::And));
    }
    [[nodiscard]] Asked hasAnyKeys(const QStringList &keys) const
    {
        return Asked(expr::jsonHasKeys(m_document, m_path, keys, expr::NodeKind::Or));
    }
    /// Is all of \a json there? An object contains another when it has its keys, with values that contain its values; an array
    /// another when each of its elements is in one of its own; texts, booleans, null and numbers (as doubles) only what is equal.
    [[nodiscard]] Asked contains(const QJsonObject &json) const { return compared<expr::functionIndex("jsonContains")>(json); }
    [[nodiscard]] Asked contains(const QJsonArray &json) const { return compared<expr::functionIndex("jsonContains")>(json); }
    /// The other way round; Unsupported on MySQL and MariaDB.
    [[nodiscard]] Asked containedBy(const QJsonObject &json) const
    {
        return compared<expr::functionIndex("jsonContainedBy")>(json);
    }
    [[nodiscard]] Asked containedBy(const QJsonArray &json) const
    {
        return compared<expr::functionIndex("jsonContainedBy")>(json);
    }

private:
    template<class T, size_t Index>
    [[nodiscard]] Expression<std::optional<T>, L> as() const
    {
        return Expression<std::optional<T>, L>(expr::call(expr::functionTable[Index], { m_document }, m_path));
    }
    template<size_t Index>
    [[nodiscard]] Asked condition(const std::vector<Value> &values) const
    {
        return Asked(expr::call(expr::functionTable[Index], { m_document }, values));
    }
    template<size_t Index>
    [[nodiscard]] Asked compared(const QJsonValue &json) const
    {
        return Asked(expr::jsonCompare(expr::functionTable[Index], m_document, m_path, json));
    }

    expr::NodePtr m_document;
    std::vector<Value> m_path;
};

/// The whole of a JSON property, or of a computed JSON value.
template<expr::IsTerm X>
[[nodiscard]] JsonPath<X::level> json(const X &expression)
{
    static_assert(expr::accepts<expr::Argument::Json, typename X::Type>(), "json(): the expression is not JSON");
    return JsonPath<X::level>(expression.node());
}

} // namespace quoin
