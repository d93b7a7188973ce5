// SPDX-License-Identifier: MIT
#include <quoin/dialect/mysql/errors_p.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace quoin::dialect::mysql {

namespace {

struct Number
{
    int code;
    ErrorKind kind;
    QStringView message;
    bool retryable = false;
};

constexpr QStringView duplicate = u"A row with the same value is already stored.";
constexpr QStringView noParent = u"A referenced row is missing.";
constexpr QStringView hasChild = u"The row is still referenced.";
constexpr QStringView missing = u"A value is missing: the column cannot be NULL.";
constexpr QStringView check = u"The row breaks a CHECK of the table.";
constexpr QStringView misfit = u"A value does not fit the column's type.";
constexpr QStringView noTable = u"The statement names a table that the database does not have.";
constexpr QStringView noColumn = u"The statement names a column that the table does not have.";
constexpr QStringView wrong = u"The server cannot run the statement.";
constexpr QStringView denied = u"The server refused the user name or the password.";
constexpr QStringView forbidden = u"The database user may not do this.";
constexpr QStringView unreachable = u"No server answers at this host and port.";
constexpr QStringView lost = u"The connection to the server was lost.";
constexpr QStringView full = u"The server's disk is full.";

constexpr std::array numbers {
    Number { 1062, ErrorKind::UniqueViolation, duplicate },
    Number { 1022, ErrorKind::UniqueViolation, duplicate },
    Number { 1586, ErrorKind::UniqueViolation, duplicate },
    Number { 1216, ErrorKind::ForeignKeyViolation, noParent },
    Number { 1452, ErrorKind::ForeignKeyViolation, noParent },
    Number { 1217, ErrorKind::ForeignKeyViolation, hasChild },
    Number { 1451, ErrorKind::ForeignKeyViolation, hasChild },
    Number { 1048, ErrorKind::NotNullViolation, missing },
    Number { 1263, ErrorKind::NotNullViolation, missing },
    Number { 1364, ErrorKind::NotNullViolation, missing },
    Number { 4025, ErrorKind::CheckViolation, check }, // MariaDB
    Number { 3819, ErrorKind::CheckViolation, check }, // MySQL
    Number { 1644, ErrorKind::CheckViolation, u"A trigger of the database refused the row." },
    Number { 1213, ErrorKind::Deadlock, u"The transaction was undone to break a deadlock.", true },
    Number { 1205, ErrorKind::Timeout, u"A lock could not be had in time.", true },
    Number { 3572, ErrorKind::Timeout, u"A lock could not be had at once.", true },
    Number { 1020, ErrorKind::SerializationFailure, u"A row changed since it was read; run the transaction again.", true },
    Number { 1969, ErrorKind::Timeout, u"The statement ran longer than allowed." }, // MariaDB
    Number { 3024, ErrorKind::Timeout, u"The statement ran longer than allowed." }, // MySQL
    Number { 1317, ErrorKind::Cancelled, u"The statement was cancelled." },
    Number { 1264, ErrorKind::Conversion, misfit },
    Number { 1265, ErrorKind::Conversion, misfit },
    Number { 1292, ErrorKind::Conversion, misfit },
    Number { 1366, ErrorKind::Conversion, misfit },
    Number { 1367, ErrorKind::Conversion, misfit },
    Number { 1406, ErrorKind::Conversion, misfit },
    Number { 1690, ErrorKind::Conversion, u"A number is out of range." },
    Number { 1365, ErrorKind::Conversion, u"Division by zero." },
    Number { 1071, ErrorKind::Migration, u"An index is longer than the server allows." },
    Number { 1005, ErrorKind::Migration,
            u"The table cannot be made as it is: mostly a foreign key that does not match its target." },
    Number { 1215, ErrorKind::Migration, u"The foreign key does not match its target." }, // MySQL
    Number { 3780, ErrorKind::Migration, u"The foreign key does not match its target." }, // MySQL
    Number { 1146, ErrorKind::InvalidQuery, noTable },
    Number { 1051, ErrorKind::InvalidQuery, noTable },
    Number { 1054, ErrorKind::InvalidQuery, noColumn },
    Number { 1064, ErrorKind::InvalidQuery, wrong },
    Number { 1139, ErrorKind::InvalidQuery, u"A regular expression is not valid." },
    Number { 1052, ErrorKind::InvalidQuery, u"A column's name is ambiguous." },
    Number { 1050, ErrorKind::InvalidQuery, u"There already is a table of this name." },
    Number { 1060, ErrorKind::InvalidQuery, u"There already is a column of this name." },
    Number { 1061, ErrorKind::InvalidQuery, u"There already is an index of this name." },
    Number { 1091, ErrorKind::InvalidQuery, u"There is no such column, index or constraint." },
    Number { 1065, ErrorKind::InvalidQuery, u"The statement is empty." },
    Number { 1390, ErrorKind::InvalidQuery, u"The statement has more placeholders than the server allows." },
    Number { 1792, ErrorKind::InvalidQuery, u"The transaction is read-only." },
    Number { 1290, ErrorKind::InvalidQuery, u"The server is read-only." },
    Number { 1235, ErrorKind::Unsupported, u"The server does not support this." },
    Number { 1045, ErrorKind::Connection, denied },
    Number { 1698, ErrorKind::Connection, denied },
    Number { 1044, ErrorKind::Connection, u"The user may not use this database." },
    Number { 1142, ErrorKind::Connection, forbidden },
    Number { 1143, ErrorKind::Connection, forbidden },
    Number { 1227, ErrorKind::Connection, forbidden },
    Number { 1049, ErrorKind::Connection, u"The server has no database of this name." },
    Number { 1040, ErrorKind::Connection, u"The server has no connection left.", true },
    Number { 1203, ErrorKind::Connection, u"The user has no connection left.", true },
    Number { 1053, ErrorKind::Connection, u"The server is shutting down.", true },
    Number { 1927, ErrorKind::Connection, lost, true },
    Number { 1021, ErrorKind::Connection, full },
    Number { 1114, ErrorKind::Connection, u"The table or the server's disk is full." },
    Number { 1153, ErrorKind::Conversion, u"A value is larger than the server takes (max_allowed_packet)." },
    Number { 2002, ErrorKind::Connection, unreachable, true },
    Number { 2003, ErrorKind::Connection, unreachable, true },
    Number { 2005, ErrorKind::Connection, u"The server's name is not known." },
    Number { 2006, ErrorKind::Connection, lost, true },
    Number { 2013, ErrorKind::Connection, lost, true },
    Number { 2031, ErrorKind::InvalidQuery, u"The statement has placeholders without a value." },
    Number { 2026, ErrorKind::Connection, u"The encrypted connection could not be made." },
    Number { 2055, ErrorKind::Connection, lost, true },
};

QString captured(const QString &message, const QString &pattern)
{
    return QRegularExpression(pattern).match(message).captured(1);
}

/// "`a`, `b`" as names.
QStringList names(const QString &list)
{
    static const QRegularExpression name(u"`((?:[^`]|``)*)`"_s);
    QStringList out;
    for (auto it = name.globalMatch(list); it.hasNext();)
        out += it.next().captured(1).replace(u"``"_s, u"`"_s);
    return out;
}

void setPlace(Error &error, int code, const QString &message)
{
    switch (code) {
    case 1062:
    case 1586: { // Duplicate entry '…' for key 'users.email' (MariaDB: 'email'): the last quotes, as the value may have any
        QString key = captured(message, u".*for key '(.*?)'"_s);
        if (const qsizetype dot = key.indexOf(u'.'); dot > 0) {
            error.setTable(key.left(dot));
            key = key.sliced(dot + 1);
        }
        error.setConstraint(key);
        break;
    }
    case 1451:
    case 1452: // … a foreign key constraint fails (`db`.`table`, CONSTRAINT `name` FOREIGN KEY (`a`) REFERENCES …
        error.setTable(captured(message, u"fails \\(`(?:[^`]|``)*`\\.`((?:[^`]|``)*)`"_s));
        error.setConstraint(
                captured(message, u"CONSTRAINT `((?:[^`]|``)*)`"_s), names(captured(message, u"FOREIGN KEY \\((.*?)\\)"_s)));
        break;
    case 1048:
    case 1364:
    case 1264:
    case 1265:
    case 1406:
    case 1366: error.setConstraint({}, { captured(message, u"(?:[Cc]olumn|Field) (?:`.*`\\.)?['`](.*?)['`](?: |$)"_s) }); break;
    case 4025: // CONSTRAINT `name` failed for `db`.`table`; for a column's own CHECK the name is `table.column`
        error.setConstraint(captured(message, u"CONSTRAINT `((?:[^`]|``)*)`"_s));
        error.setTable(captured(message, u"failed for `(?:[^`]|``)*`\\.`((?:[^`]|``)*)`"_s));
        break;
    case 3819: error.setConstraint(captured(message, u"constraint '(.*?)'"_s)); break;
    case 1146: error.setTable(captured(message, u"Table '(?:[^.]*\\.)?(.*?)' doesn't exist"_s)); break;
    case 1054: error.setConstraint({}, { captured(message, u"column '(.*?)'"_s) }); break;
    default: break;
    }
}

} // namespace

Error MysqlErrors::map(const NativeError &native) const
{
    const int code = native.code.toInt();
    const auto known = std::ranges::find(numbers, code, &Number::code);
    Error error = known == numbers.end() ? Error(ErrorKind::Unknown, u"The server reported an error that Quoin does not know."_s)
                                         : Error(known->kind, known->message.toString());
    if (known != numbers.end())
        error.setRetryable(known->retryable);
    // The client library names a limit of time only by the system's number.
    if ((code == 2002 || code == 2003 || code == 2013) && native.message.contains(QRegularExpression(u"\\b110\\)?$"_s)))
        error = Error(ErrorKind::Timeout, u"The server did not answer in time."_s).setRetryable(true);
    setPlace(error, code, native.message);
    if (code == 1146 || code == 1054)
        error.setHint(u"Compare the models with the database: run the migrations, or sync()."_s);
    else if (code == 2002 || code == 2003)
        error.setHint(u"Check host and port, and that the server runs."_s);
    error.setEngine(native.code, native.sqlState, native.message);
    return error;
}

bool MysqlErrors::losesConnection(const NativeError &native) const
{
    const int code = native.code.toInt();
    return code == 2006 || code == 2013 || code == 2055 || code == 1927 || code == 1053
            || code == 1153; // the server hangs up on who sends too much
}

} // namespace quoin::dialect::mysql
