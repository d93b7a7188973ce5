// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace quoin::dialect {

class Syntax;

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
    /// A placeholder whose value is bound later, by position.
    SqlWriter &placeholder();

    [[nodiscard]] const Syntax &syntax() const { return m_syntax; }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QList<Value> &bindings() const { return m_bindings; }
    [[nodiscard]] const QList<bool> &sensitive() const { return m_sensitive; }
    [[nodiscard]] int placeholders() const { return m_placeholders; }
    QString takeText() { return std::move(m_text); }
    QList<Value> takeBindings() { return std::move(m_bindings); }

private:
    const Syntax &m_syntax;
    QString m_text;
    QList<Value> m_bindings;
    QList<bool> m_sensitive;
    int m_placeholders = 0;
};

} // namespace quoin::dialect
