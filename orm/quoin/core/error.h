// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <stdexcept>

class QDebug;

namespace quoin {

/// What a caller can recover from. The name says it; the sentence says when it comes.
enum class ErrorKind {
    Unknown,              ///< The engine reported something Quoin does not know; engineCode() has its code.
    NotFound,             ///< One row was asked for and there is none.
    MultipleFound,        ///< One row was asked for and there are several.
    Validation,           ///< Values break the model's own rules; fieldErrors() lists every one.
    UniqueViolation,      ///< A row with the same key or unique value is already stored.
    ForeignKeyViolation,  ///< A referenced row is missing, or a row is still referenced.
    NotNullViolation,     ///< A column that cannot be NULL was given NULL.
    CheckViolation,       ///< A CHECK constraint of the table refused the row.
    Stale,                ///< The row changed or went since it was read.
    Deadlock,             ///< The engine broke a deadlock by undoing this transaction.
    SerializationFailure, ///< The transaction cannot be ordered with another; run it again.
    Timeout,              ///< A lock, statement or connection took longer than allowed.
    Connection,           ///< No connection to the database, or it was lost.
    Cancelled,            ///< The caller asked to stop.
    Unsupported,          ///< The engine cannot do this; nothing was sent to it.
    InvalidQuery,         ///< The query or statement is wrong (unknown table, column, syntax).
    Migration,            ///< A schema change cannot be made or continued.
    Relation,             ///< A relation is not loaded or cannot be resolved.
    Configuration,        ///< A URL, option, model declaration or setting is wrong.
    Conversion,           ///< A value cannot be stored as, or read from, the column's type without loss.
    Transaction           ///< The transaction cannot take this call: it is poisoned, ended, or of another thread.
};

/// The kind's name as in the enumeration, for logs: "UniqueViolation".
QUOIN_EXPORT QString errorKindName(ErrorKind kind);

/// One broken rule of one field (or of the whole model, when field is empty).
struct FieldError
{
    QString field;   ///< Property name; empty when the rule is about several fields.
    QString code;    ///< Stable word for programs: "maxLength", "required", …
    QString message; ///< For people.

    friend bool operator==(const FieldError &, const FieldError &) = default;
};

/// What went wrong, where, and what to do about it. A small, implicitly shared value; thread-safe to copy.
///
/// toString() never contains a bound value or a password: statements are kept with placeholders, and the
/// engine's own text is stored with literals masked.
///
/// \code
/// if (auto stored = db.insert(user); !stored) {
///     if (stored.error().kind() == quoin::ErrorKind::UniqueViolation)
///         form.markTaken(stored.error().columns());
///     else
///         qWarning() << stored.error();
/// }
/// \endcode
class QUOIN_EXPORT Error
{
public:
    Error();
    Error(ErrorKind kind, QString message);
    Error(const Error &);
    Error(Error &&) noexcept;
    Error &operator=(const Error &);
    Error &operator=(Error &&) noexcept;
    ~Error();

    [[nodiscard]] ErrorKind kind() const;
    [[nodiscard]] QString message() const;       ///< What happened, one or two sentences.
    [[nodiscard]] QString hint() const;          ///< What to do; may be empty.
    [[nodiscard]] QString engineCode() const;    ///< The engine's own code ("2067", "1062"); empty if none.
    [[nodiscard]] QString sqlState() const;      ///< Five-character SQLSTATE; empty where the engine has none.
    [[nodiscard]] QString engineMessage() const; ///< The engine's words, literals masked.
    [[nodiscard]] QString model() const;
    [[nodiscard]] QString field() const;
    [[nodiscard]] QString table() const;
    [[nodiscard]] QString constraint() const;
    [[nodiscard]] QStringList columns() const;
    [[nodiscard]] qsizetype row() const;     ///< Which one of a list was refused, counted from 0; -1 when it is about no list.
    [[nodiscard]] QString statement() const; ///< With placeholders, never with values.
    [[nodiscard]] QList<FieldError> fieldErrors() const;
    [[nodiscard]] QList<Error> causes() const;

    /// True when running the whole transaction again can succeed: deadlock, serialization failure, a busy database.
    [[nodiscard]] bool isRetryable() const;

    Error &setHint(QString hint);
    Error &setEngine(QString code, QString sqlState, QString message);
    Error &setModel(QString model, QString field = {});
    Error &setTable(QString table);
    Error &setConstraint(QString constraint, QStringList columns = {});
    Error &setRow(qsizetype row);
    Error &setStatement(QString statement);
    Error &setFieldErrors(QList<FieldError> errors);
    Error &setRetryable(bool retryable);
    Error &addCause(Error cause);

    /// Everything above as text for people, over several lines.
    [[nodiscard]] QString toString() const;

private:
    struct Data;
    QSharedDataPointer<Data> d;
};

QUOIN_EXPORT QDebug operator<<(QDebug debug, const Error &error);

/// What Result::value() throws when there is no value. Nothing else in Quoin throws.
class QUOIN_EXPORT Exception : public std::runtime_error
{
public:
    explicit Exception(Error error);
    ~Exception() override;
    [[nodiscard]] const Error &error() const noexcept { return m_error; }

private:
    Error m_error;
};

} // namespace quoin

Q_DECLARE_METATYPE(quoin::Error)
