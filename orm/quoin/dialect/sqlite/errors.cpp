// SPDX-License-Identifier: MIT
#include <quoin/dialect/sqlite/errors_p.h>

using namespace Qt::StringLiterals;

namespace quoin::dialect::sqlite {

namespace {

// Primary result codes, the low byte of the extended ones (sqlite.org/rescode.html).
enum Code {
    Generic = 1,
    Perm = 3,
    Abort = 4,
    Busy = 5,
    Locked = 6,
    NoMemory = 7,
    ReadOnly = 8,
    Interrupt = 9,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    TooBig = 18,
    Constraint = 19,
    Mismatch = 20,
    Auth = 23,
    Range = 25,
    NotADatabase = 26,
    ConstraintCheck = 275,
    ConstraintForeignKey = 787,
    ConstraintNotNull = 1299,
    ConstraintPrimaryKey = 1555,
    ConstraintTrigger = 1811,
    ConstraintUnique = 2067,
    ConstraintRowId = 2579,
    BusySnapshot = 517
};

/// What follows the constraint's kind: "UNIQUE constraint failed: users.email, users.site". QtSql puts words of its own behind.
QString subject(const QString &message)
{
    const qsizetype at = message.indexOf("failed: "_L1);
    if (at < 0)
        return {};
    QString rest = message.sliced(at + 8);
    rest.truncate(rest.indexOf(u" Unable to"_s) < 0 ? rest.size() : rest.indexOf(u" Unable to"_s));
    return rest.trimmed();
}

/// table and columns out of "users.email, users.site"
void setColumns(Error &error, const QString &subject)
{
    QStringList columns;
    for (const QString &one : subject.split(u", "_s, Qt::SkipEmptyParts)) {
        const qsizetype dot = one.indexOf(u'.');
        if (dot < 0)
            return; // "index 'name'": a unique index on expressions
        error.setTable(one.left(dot));
        columns += one.sliced(dot + 1);
    }
    error.setConstraint({}, columns);
}

QString dotted(const QString &subject) { return subject.isEmpty() ? QString() : QString(u" ("_s + subject + u')'); }

Error constraint(int code, const QString &message)
{
    const QString what = subject(message);
    // ON DELETE RESTRICT is a trigger inside SQLite; a trigger of the user's comes with the user's own words.
    if (code == ConstraintTrigger && message.startsWith("FOREIGN KEY constraint failed"_L1))
        code = ConstraintForeignKey;
    switch (code) {
    case ConstraintUnique:
    case ConstraintPrimaryKey:
    case ConstraintRowId: {
        Error error(ErrorKind::UniqueViolation, u"A row with the same value is already stored%1."_s.arg(dotted(what)));
        setColumns(error, what);
        if (what.startsWith("index '"_L1))
            error.setConstraint(what.sliced(7, what.size() - 8));
        return error;
    }
    case ConstraintNotNull: {
        Error error(ErrorKind::NotNullViolation, u"A value is missing: the column cannot be NULL%1."_s.arg(dotted(what)));
        setColumns(error, what);
        return error;
    }
    case ConstraintCheck: {
        Error error(ErrorKind::CheckViolation, u"The row breaks a CHECK of the table%1."_s.arg(dotted(what)));
        error.setConstraint(what);
        return error;
    }
    case ConstraintForeignKey:
        return Error(ErrorKind::ForeignKeyViolation, u"A referenced row is missing, or the row is still referenced."_s)
                .setHint(
                        u"SQLite does not say which foreign key it was: \"PRAGMA foreign_key_list(table)\" lists those of the table."_s);
    default: return Error(ErrorKind::CheckViolation, u"A constraint of the table refused the row."_s);
    }
}

Error generic(const QString &message)
{
    if (message.contains("no such table"_L1) || message.contains("no such column"_L1)
            || message.contains("has no column named"_L1)) {
        Error error(ErrorKind::InvalidQuery, u"The statement names a table or column that the database does not have."_s);
        error.setHint(u"Compare the models with the database: run the migrations, or sync()."_s);
        if (const qsizetype at = message.indexOf("no such table: "_L1); at >= 0)
            error.setTable(message.sliced(at + 15).section(u' ', 0, 0));
        return error;
    }
    if (message.contains("integer overflow"_L1))
        return Error(ErrorKind::Conversion, u"A number does not fit 64 bits."_s);
    // Those of our functions (db/drivers/sqlitefunctions.cpp).
    if (message.contains("too large for floating point"_L1))
        return Error(ErrorKind::Conversion, u"A number is too large for floating point."_s);
    if (message.contains("takes too many steps"_L1))
        return Error(ErrorKind::InvalidQuery, u"The regular expression takes too many steps on a text."_s)
                .setHint(u"Write it so that it can match a text in one way only: (a+)+ tries the same characters in many ways, "
                         u"a+ does "
                         u"not."_s);
    return Error(ErrorKind::InvalidQuery, u"SQLite cannot run the statement."_s);
}

} // namespace

Error SqliteErrors::map(const NativeError &native) const
{
    const int code = native.code.toInt();
    const auto make = [&]() -> Error {
        switch (code & 0xff) {
        case Generic: return generic(native.message);
        case Constraint: return constraint(code, native.message);
        case Busy:
            if (code == BusySnapshot)
                return Error(ErrorKind::SerializationFailure, u"Another connection wrote since this transaction began to read."_s)
                        .setRetryable(true);
            [[fallthrough]];
        case Locked:
            return Error(ErrorKind::Timeout, u"The database is locked by another connection."_s)
                    .setHint(u"Keep writing transactions short, or raise the busy timeout (URL option busyTimeout)."_s)
                    .setRetryable(true);
        case ReadOnly:
            return Error(ErrorKind::Connection,
                    u"The database cannot be written: the file, its folder or the transaction is read-only."_s);
        case Interrupt: return Error(ErrorKind::Cancelled, u"The statement was cancelled."_s);
        case Corrupt:
            return Error(ErrorKind::Connection, u"The database file is damaged."_s)
                    .setHint(u"Restore a backup, or try \".recover\" of the sqlite3 program."_s);
        case NotADatabase: return Error(ErrorKind::Connection, u"The file is not an SQLite database (or it is encrypted)."_s);
        case Full: return Error(ErrorKind::Connection, u"The disk is full."_s);
        case CantOpen:
            return Error(ErrorKind::Connection, u"The database file cannot be opened."_s)
                    .setHint(u"Check that its folder exists and that this user may read and write both."_s);
        case Perm:
        case Auth: return Error(ErrorKind::Connection, u"Access to the database was refused."_s);
        case InputOutput: return Error(ErrorKind::Connection, u"Reading or writing the database file failed."_s);
        case Mismatch: return Error(ErrorKind::Conversion, u"A value is not of the column's type."_s);
        case TooBig: return Error(ErrorKind::Conversion, u"A text or binary is larger than SQLite allows."_s);
        case Range: return Error(ErrorKind::InvalidQuery, u"The statement has fewer placeholders than values were bound."_s);
        default: return Error(ErrorKind::Unknown, u"SQLite reported an error that Quoin does not know."_s);
        }
    };
    Error error = make();
    error.setEngine(native.code, native.sqlState, native.message);
    return error;
}

bool SqliteErrors::losesConnection(const NativeError &native) const
{
    const int code = native.code.toInt() & 0xff;
    return code == Corrupt || code == NotADatabase;
}

} // namespace quoin::dialect::sqlite
