// SPDX-License-Identifier: MIT
#include <quoin/query/runningquery_p.h>

#include <QtCore/qdebug.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Where the text, name or comment that begins at \a at ends; \a at itself when none does.
qsizetype skipQuoted(QStringView sql, qsizetype at)
{
    const QChar quote = sql.at(at);
    if (quote != u'\'' && quote != u'"' && quote != u'`')
        return at;
    const qsizetype end = sql.indexOf(quote, at + 1);
    return end < 0 ? sql.size() : end + 1; // a doubled quote begins another one, which is as good
}

/// The clause that begins at \a at, of those that have a line of their own; empty for none.
QStringView clauseAt(QStringView sql, qsizetype at)
{
    static constexpr std::array clauses { u"SELECT", u"FROM", u"LEFT JOIN", u"JOIN", u"WHERE", u"GROUP BY", u"HAVING",
        u"ORDER BY", u"LIMIT", u"OFFSET", u"UNION ALL", u"UNION", u"INTERSECT", u"EXCEPT", u"SET", u"VALUES", u"RETURNING",
        u"FOR UPDATE", u"FOR SHARE", u"ON CONFLICT", u"ON DUPLICATE", u"DELETE FROM", u"UPDATE", u"INSERT INTO", u"WITH" };
    if (at > 0 && (sql.at(at - 1).isLetterOrNumber() || sql.at(at - 1) == u'_'))
        return {};
    const QStringView rest = sql.sliced(at);
    for (const QStringView clause : clauses) {
        const bool ends
                = rest.size() == clause.size() || (rest.size() > clause.size() && !rest.at(clause.size()).isLetterOrNumber());
        if (ends && rest.startsWith(clause))
            return rest.first(clause.size());
    }
    return {};
}

} // namespace

/// A clause a line; queries inside and the conditions of WHERE further in.
QString SqlText::formatted() const
{
    QString out;
    QList<bool> isQuery { true }; // of each open parenthesis: whether a query stands in it
    const QStringView sql = text;
    const auto line = [&](qsizetype more) {
        while (out.endsWith(u' '))
            out.chop(1);
        if (!out.isEmpty())
            out += u'\n' + QString(4 * (isQuery.count(true) - 1) + more, u' ');
    };
    const auto isCondition = [&](qsizetype at) {
        return isQuery.last() && (sql.sliced(at).startsWith("AND "_L1) || sql.sliced(at).startsWith("OR "_L1)) && at > 0
                && sql.at(at - 1) == u' ';
    };
    for (qsizetype at = 0; at < sql.size();) {
        if (const qsizetype end = skipQuoted(sql, at); end > at) {
            out += sql.sliced(at, end - at);
            at = end;
        } else if (sql.at(at) == u'(') {
            out += u'(';
            isQuery << !clauseAt(sql, std::min(at + 1, sql.size() - 1)).isEmpty();
            ++at;
        } else if (sql.at(at) == u')') {
            const bool wasQuery = isQuery.size() > 1 && isQuery.takeLast();
            if (wasQuery)
                line(0);
            out += u')';
            ++at;
        } else if (const QStringView clause = clauseAt(sql, at); !clause.isEmpty() && isQuery.last()) {
            line(0);
            out += clause;
            at += clause.size();
        } else {
            if (isCondition(at))
                line(2);
            out += sql.at(at++);
        }
    }
    if (!bindings.isEmpty())
        out += u"\n-- "_s + bindings.join(u", "_s);
    return out;
}

QDebug operator<<(QDebug debug, const SqlText &sql)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << sql.text;
    if (!sql.bindings.isEmpty())
        debug << "·" << sql.bindings.join(u", "_s);
    return debug;
}

SqlText shown(const sql::Compiled &compiled)
{
    SqlText shown { compiled.text, {} };
    for (qsizetype i = 0; i < compiled.bindings.size(); ++i)
        shown.bindings << (compiled.sensitive.value(i) ? maskText() : compiled.bindings.at(i).toDisplay());
    return shown;
}

} // namespace quoin
