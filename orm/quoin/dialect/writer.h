// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <vector>

namespace quoin {
class FieldInfo;
}

namespace quoin::dialect {

class Syntax;

/// Where a bound value comes from: what lets the text serve for other values.
struct Origin
{
    enum class As : quint8 {
        Itself,
        Constant, ///< Part of the text, as it were.
        Column,   ///< As the field's column stores it: sql::columnValue().
        Contains,
        StartsWith,
        EndsWith, ///< Syntax::matchPattern()
        IgnoreCaseContains,
        IgnoreCaseStartsWith,
        IgnoreCaseEndsWith
    };
    const void *place = nullptr; ///< The value in the query's tree; null: it is not known that no part of the text depends on it.
    As as = As::Itself;
    const FieldInfo *field = nullptr;
};

/// Where a statement is written: text and bindings by the same hand, so that they cannot drift.
class QUOIN_EXPORT SqlWriter
{
public:
    explicit SqlWriter(const Syntax &syntax) : m_syntax(syntax) { }

    SqlWriter &raw(QStringView sql)
    {
        m_text += sql;
        return *this;
    }
    SqlWriter &raw(QLatin1StringView sql)
    {
        m_text += sql;
        return *this;
    }
    /// A name, quoted by the engine's rules; any text the engine can store is safe.
    SqlWriter &identifier(QStringView name);
    /// The table as the engine names it: Syntax::tableName().
    SqlWriter &table(QStringView nameSpace, QStringView name);
    /// A placeholder for \a value. Sensitive ones are masked where bindings are shown.
    SqlWriter &bind(Value value, bool sensitive = false);
    /// What is bound from here on comes from there. Only where the text is the same for each value of this type that has a place
    /// in the column.
    void setOrigin(const Origin &origin) { m_origin = origin; }
    [[nodiscard]] const Origin &origin() const { return m_origin; }
    /// The same for what was bound already.
    void setOriginOf(size_t binding, const Origin &origin) { m_origins[binding] = origin; }
    /// A placeholder whose value is bound later, by position.
    SqlWriter &placeholder();

    /// What is written in the place of \a what, whose name has to be one of its own in the statement.
    void setName(const void *what, const QString &name) { m_names.push_back({ what, name }); }
    /// Empty where it has none.
    [[nodiscard]] QString nameOf(const void *what) const;

    [[nodiscard]] const Syntax &syntax() const { return m_syntax; }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QList<Value> &bindings() const { return m_bindings; }
    [[nodiscard]] const QList<bool> &sensitive() const { return m_sensitive; }
    [[nodiscard]] int placeholders() const { return m_placeholders; }
    QString takeText() { return std::move(m_text); }
    QList<Value> takeBindings() { return std::move(m_bindings); }
    std::vector<Origin> takeOrigins() { return std::move(m_origins); }

private:
    const Syntax &m_syntax;
    QString m_text;
    QList<Value> m_bindings;
    QList<bool> m_sensitive;
    std::vector<Origin> m_origins; ///< Of each binding.
    Origin m_origin;
    std::vector<std::pair<const void *, QString>> m_names;
    int m_placeholders = 0;
};

/// Says where bindings come from until it goes.
class OriginScope
{
public:
    OriginScope(SqlWriter &out, const Origin &origin) : m_out(out), m_before(out.origin()) { m_out.setOrigin(origin); }
    ~OriginScope() { m_out.setOrigin(m_before); }
    Q_DISABLE_COPY_MOVE(OriginScope)

private:
    SqlWriter &m_out;
    Origin m_before;
};

} // namespace quoin::dialect
