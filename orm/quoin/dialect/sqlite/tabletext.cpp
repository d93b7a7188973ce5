// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/tabletext_p.h>

#include <quoin/dialect/sqlite/tablesql_p.h>

using namespace Qt::StringLiterals;
using namespace quoin::schema;

namespace quoin::dialect::sqlite {

namespace {

using Kind = Token::Kind;

class Reader
{
public:
    explicit Reader(const QString &sql) : m_sql(sql), m_tokens(tokenize(sql, expressionRules().tokens)) { }

    TableText table()
    {
        skipTo(u"(");
        do {
            definition();
        } while (takeSymbol(u","));
        takeSymbol(u")");
        while (peek().kind != Kind::End) {
            if (takeWord(u"strict"))
                m_table.options += u"STRICT"_s;
            else if (takeWord(u"without"))
                m_table.options += u"WITHOUT ROWID"_s;
            ++m_at;
        }
        return m_table;
    }

    IndexText index()
    {
        IndexText out;
        skipTo(u"(");
        do {
            const qsizetype from = peek().from;
            qsizetype to = from;
            while (!atListEnd()) {
                if (peek().isWord(u"asc") || peek().isWord(u"desc"))
                    ++m_at;
                else
                    to = skipOne();
            }
            out.parts += text(from, to);
        } while (takeSymbol(u","));
        takeSymbol(u")");
        if (takeWord(u"where"))
            out.condition = text(peek().from, m_sql.size());
        return out;
    }

    QString view()
    {
        QString columns;
        while (peek().kind != Kind::End && !peek().isWord(u"as")) {
            if (peek().isSymbol(u"(")) {
                const qsizetype from = peek().from;
                columns = text(from, skipOne());
            } else {
                ++m_at;
            }
        }
        ++m_at;
        const QString select = text(peek().from, m_sql.size());
        return columns.isEmpty() ? select : QString(u"WITH renamed"_s + columns + u" AS (" + select + u") SELECT * FROM renamed");
    }

private:
    [[nodiscard]] const Token &peek(qsizetype offset = 0) const
    {
        return m_tokens.at(std::min(m_at + offset, m_tokens.size() - 1));
    }
    bool takeWord(QStringView word)
    {
        const bool is = peek().isWord(word);
        m_at += is ? 1 : 0;
        return is;
    }
    bool takeSymbol(QStringView symbol)
    {
        const bool is = peek().isSymbol(symbol);
        m_at += is ? 1 : 0;
        return is;
    }
    [[nodiscard]] QString text(qsizetype from, qsizetype to) const
    {
        QString out = m_sql.sliced(from, std::max(from, to) - from).trimmed();
        while (out.endsWith(u';'))
            out.chop(1);
        return out.trimmed();
    }

    void skipTo(QStringView symbol)
    {
        while (peek().kind != Kind::End && !takeSymbol(symbol))
            ++m_at;
    }
    [[nodiscard]] bool atListEnd() const { return peek().kind == Kind::End || peek().isSymbol(u",") || peek().isSymbol(u")"); }

    /// One token, or all from an opening parenthesis to its closing one; where it ends.
    qsizetype skipOne()
    {
        int depth = 0;
        qsizetype end = 0;
        do {
            if (peek().isSymbol(u"("))
                ++depth;
            else if (peek().isSymbol(u")"))
                --depth;
            end = peek().to;
            ++m_at;
        } while (depth > 0 && peek().kind != Kind::End);
        return end;
    }

    /// What stands inside the parentheses that begin here.
    QString inParentheses()
    {
        const qsizetype from = peek().to;
        return text(from, skipOne() - 1);
    }

    QStringList names()
    {
        QStringList out;
        if (!takeSymbol(u"("))
            return out;
        do {
            out += peek().text;
            while (!atListEnd())
                skipOne();
        } while (takeSymbol(u","));
        takeSymbol(u")");
        return out;
    }

    /// A column or a constraint of the table, up to the comma behind it.
    void definition()
    {
        static const QStringList constraints { u"constraint"_s, u"primary"_s, u"unique"_s, u"check"_s, u"foreign"_s };
        const bool isConstraint = peek().kind == Kind::Word && constraints.contains(peek().text.toLower());
        const QString column = isConstraint ? QString() : peek().text;
        if (!isConstraint)
            ++m_at;
        QString name;
        while (!atListEnd()) {
            if (takeWord(u"constraint")) {
                name = peek().text;
                ++m_at;
            } else {
                clause(column, name);
            }
        }
    }

    void clause(const QString &column, QString &name)
    {
        TableText::ColumnText *const text = column.isNull() ? nullptr : &m_table.columns[column.toLower()];
        if (takeWord(u"check")) {
            if (peek().isSymbol(u"("))
                m_table.checks += Check { name, inParentheses() };
            name.clear();
        } else if (takeWord(u"primary")) {
            takeWord(u"key");
            m_table.primaryKeyName = name;
            name.clear();
        } else if (takeWord(u"unique")) {
            m_table.uniques += TableText::KeyText { name, column.isNull() ? names() : QStringList { column } };
            name.clear();
        } else if (takeWord(u"foreign")) {
            takeWord(u"key");
            reference(name, names());
        } else if (peek().isWord(u"references") && !column.isNull()) {
            reference(name, { column });
        } else if (takeWord(u"collate")) {
            if (text)
                text->collation = peek().text;
            ++m_at;
        } else if (peek().isWord(u"as") && peek(1).isSymbol(u"(")) {
            ++m_at;
            const QString expression = inParentheses();
            if (text)
                text->generated = expression;
        } else if (peek().isWord(u"on") && peek(1).isWord(u"conflict")) {
            m_table.resolvesConflicts = true;
            m_at += 3;
        } else {
            skipOne(); // the type, NOT NULL, the default: the pragmas have them
        }
    }

    /// After the columns: REFERENCES and all that belongs to it.
    void reference(QString &name, const QStringList &columns)
    {
        TableText::KeyText key { name, columns };
        name.clear();
        if (takeWord(u"references")) {
            ++m_at;
            if (peek().isSymbol(u"("))
                skipOne();
        }
        while (!atListEnd()) {
            if (takeWord(u"on")) {
                ++m_at; // DELETE or UPDATE
                if (takeWord(u"set") || takeWord(u"no"))
                    ++m_at;
                else
                    ++m_at;
            } else if (takeWord(u"match")) {
                ++m_at;
            } else if (peek().isWord(u"not") && peek(1).isWord(u"deferrable")) {
                m_at += 2;
                takeInitially(nullptr);
            } else if (takeWord(u"deferrable")) {
                takeInitially(&key.deferrable);
            } else {
                break; // the column's next clause
            }
        }
        m_table.foreignKeys += key;
    }

    void takeInitially(bool *deferred)
    {
        if (!takeWord(u"initially"))
            return;
        if (deferred)
            *deferred = peek().isWord(u"deferred");
        ++m_at;
    }

    const QString &m_sql;
    QList<Token> m_tokens;
    qsizetype m_at = 0;
    TableText m_table;
};

} // namespace

TableText readTableText(const QString &sql) { return Reader(sql).table(); }

IndexText readIndexText(const QString &sql) { return Reader(sql).index(); }

QString readViewText(const QString &sql) { return Reader(sql).view(); }

} // namespace quoin::dialect::sqlite
