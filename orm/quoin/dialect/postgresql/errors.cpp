// SPDX-License-Identifier: MIT
#include <quoin/dialect/postgresql/errors_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace quoin::dialect::postgresql {

namespace {

struct State
{
    QLatin1StringView code; ///< An SQLSTATE, or its first characters: the first that fits is taken.
    ErrorKind kind;
    QStringView message;
    bool retryable = false;
};

constexpr std::array states {
    State { "23505"_L1, ErrorKind::UniqueViolation, u"A row with the same value is already stored." },
    State { "23P01"_L1, ErrorKind::UniqueViolation, u"The row conflicts with a stored one (exclusion constraint)." },
    State { "23503"_L1, ErrorKind::ForeignKeyViolation, u"A referenced row is missing, or the row is still referenced." },
    State { "23001"_L1, ErrorKind::ForeignKeyViolation, u"The row is still referenced." },
    State { "23502"_L1, ErrorKind::NotNullViolation, u"A value is missing: the column cannot be NULL." },
    State { "23514"_L1, ErrorKind::CheckViolation, u"The row breaks a CHECK of the table." },
    State { "40P01"_L1, ErrorKind::Deadlock, u"The transaction was undone to break a deadlock.", true },
    State { "40"_L1, ErrorKind::SerializationFailure, u"The transaction cannot be ordered with another one; run it again.",
            true },
    State { "55P03"_L1, ErrorKind::Timeout, u"A lock could not be had in time.", true },
    State { "57014"_L1, ErrorKind::Cancelled, u"The statement was cancelled." },
    State { "25P02"_L1, ErrorKind::Transaction, u"An earlier statement of the transaction failed; it has to be rolled back." },
    State { "25006"_L1, ErrorKind::InvalidQuery, u"The transaction is read-only." },
    State { "25P03"_L1, ErrorKind::Timeout, u"The transaction was idle for too long, and the server closed the connection." },
    State { "42P01"_L1, ErrorKind::InvalidQuery, u"The statement names a table that the database does not have." },
    State { "42703"_L1, ErrorKind::InvalidQuery, u"The statement names a column that the table does not have." },
    State { "42501"_L1, ErrorKind::Connection, u"The database user may not do this." },
    State { "42"_L1, ErrorKind::InvalidQuery, u"PostgreSQL cannot run the statement." },
    State { "2201B"_L1, ErrorKind::InvalidQuery, u"A regular expression is not valid." },
    State { "22"_L1, ErrorKind::Conversion, u"A value does not fit the column's type." },
    State { "54000"_L1, ErrorKind::Conversion, u"A value is too long for an index of its column." },
    State { "54"_L1, ErrorKind::InvalidQuery, u"The statement goes beyond a limit of PostgreSQL." },
    State { "28"_L1, ErrorKind::Connection, u"The server refused the user name or the password." },
    State { "3D000"_L1, ErrorKind::Connection, u"The server has no database of this name." },
    State { "0A"_L1, ErrorKind::Unsupported, u"PostgreSQL does not support this." },
    State { "53100"_L1, ErrorKind::Connection, u"The server's disk is full." },
    State { "53300"_L1, ErrorKind::Connection, u"The server has no connection left.", true },
    State { "53"_L1, ErrorKind::Connection, u"The server is out of a resource." },
    State { "57P"_L1, ErrorKind::Connection, u"The server is shutting down or starting.", true },
    State { "08"_L1, ErrorKind::Connection, u"The connection to the server failed.", true },
    State { "XX001"_L1, ErrorKind::Connection, u"The server's data are damaged." },
    State { "XX002"_L1, ErrorKind::Connection, u"An index of the server is damaged." },
    State { "P0001"_L1, ErrorKind::CheckViolation, u"A trigger or function of the database refused the row." },
};

/// The first capture, from "constraint \"users_email_key\"" and its like.
QString captured(const QString &message, const QString &pattern)
{
    return QRegularExpression(pattern).match(message).captured(1);
}

/// "Key (first, last)=(…) already exists." Names with special characters come in quotes.
QStringList keyColumns(const QString &detail)
{
    QStringList columns;
    for (QString column : captured(detail, u"Key \\((.*?)\\)=\\("_s).split(u", "_s, Qt::SkipEmptyParts)) {
        if (column.size() >= 2 && column.startsWith(u'"') && column.endsWith(u'"'))
            column = column.sliced(1, column.size() - 2).replace(u"\"\""_s, u"\""_s);
        columns += column;
    }
    return columns;
}

/// Without a state it is libpq itself that speaks.
Error withoutState(const QString &message)
{
    if (message.contains("timeout expired"_L1))
        return Error(ErrorKind::Timeout, u"The server did not answer in time."_s);
    if (message.contains("password authentication failed"_L1) || message.contains("no password supplied"_L1))
        return Error(ErrorKind::Connection, u"The server refused the user name or the password."_s);
    if (message.contains("database \""_L1) && message.contains("does not exist"_L1))
        return Error(ErrorKind::Connection, u"The server has no database of this name."_s);
    if (message.contains("could not translate host name"_L1))
        return Error(ErrorKind::Connection, u"The server's name is not known."_s);
    if (message.contains("Connection refused"_L1))
        return Error(ErrorKind::Connection, u"No server answers at this host and port."_s)
                .setHint(u"Check host and port, and that the server runs."_s)
                .setRetryable(true);
    if (message.contains("certificate"_L1) || message.contains("does not support SSL"_L1)) // trying again does not help
        return Error(ErrorKind::Connection, u"The encrypted connection could not be made."_s);
    if (message.contains("server closed the connection"_L1) || message.contains("no connection to the server"_L1)
            || message.contains("connection"_L1, Qt::CaseInsensitive))
        return Error(ErrorKind::Connection, u"The connection to the server failed."_s).setRetryable(true);
    return Error(ErrorKind::Unknown, u"PostgreSQL reported an error that Quoin does not know."_s);
}

} // namespace

Error PostgresqlErrors::map(const NativeError &native) const
{
    // A statement that ran too long has the state of a cancelled one; only the server's words tell.
    if (native.sqlState == u"57014"_s && native.message.contains("statement timeout"_L1)) {
        Error error(ErrorKind::Timeout, u"The statement ran longer than allowed."_s);
        return error.setEngine({}, native.sqlState, native.message);
    }
    // Of a connection that could not be made the state says nothing, and libpq's words say all.
    const auto state = native.sqlState == u"08001"_s
            ? states.end()
            : std::ranges::find_if(states, [&](const State &s) { return native.sqlState.startsWith(s.code); });
    Error error = state == states.end() ? withoutState(native.message) : Error(state->kind, state->message.toString());
    if (state != states.end())
        error.setRetryable(state->retryable);
    if (native.sqlState == u"42P01"_s || native.sqlState == u"42703"_s)
        error.setHint(u"Compare the models with the database: run the migrations, or sync()."_s);

    // The protocol's fields where the driver gives them, else what the message says.
    const QString text = native.message + u'\n' + native.detail;
    const bool isIntegrity = native.sqlState.startsWith("23"_L1);
    QString table = native.table;
    QString constraint = native.constraint;
    QStringList columns = native.column.isEmpty() ? QStringList() : QStringList { native.column };
    if (isIntegrity) {
        if (constraint.isEmpty())
            constraint = captured(text, u"constraint \"(.*?)\"(?:\\s|$)"_s);
        if (table.isEmpty())
            table = captured(text, u"(?:relation|table) \"(.*?)\"(?:\\s|$)"_s);
        if (columns.isEmpty())
            columns = native.sqlState == u"23502"_s ? QStringList { captured(text, u"column \"(.*?)\" of"_s) } : keyColumns(text);
    } else if (native.sqlState == u"42P01"_s) {
        table = captured(text, u"relation \"(.*?)\" does not exist"_s);
    } else if (native.sqlState == u"42703"_s) {
        columns = { captured(text, u"column \"?(.*?)\"? (?:of relation|does not exist)"_s) };
    }
    columns.removeAll(QString());
    error.setTable(table).setConstraint(constraint, columns);
    error.setEngine({}, native.sqlState, native.message);
    return error;
}

bool PostgresqlErrors::losesConnection(const NativeError &native) const
{
    return native.sqlState.startsWith("08"_L1) || native.sqlState.startsWith("57P"_L1) || native.sqlState == u"25P03"_s
            || native.message.contains("server closed the connection"_L1)
            || native.message.contains("no connection to the server"_L1);
}

} // namespace quoin::dialect::postgresql
