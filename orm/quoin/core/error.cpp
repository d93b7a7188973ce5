// SPDX-License-Identifier: MIT
#include <quoin/core/error.h>

#include <quoin/core/mask.h>

#include <QtCore/qdebug.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace quoin {

// A switch without default: a new kind does not compile without warning until it is named here.
QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unknown: return u"Unknown"_s;
    case ErrorKind::NotFound: return u"NotFound"_s;
    case ErrorKind::MultipleFound: return u"MultipleFound"_s;
    case ErrorKind::Validation: return u"Validation"_s;
    case ErrorKind::UniqueViolation: return u"UniqueViolation"_s;
    case ErrorKind::ForeignKeyViolation: return u"ForeignKeyViolation"_s;
    case ErrorKind::NotNullViolation: return u"NotNullViolation"_s;
    case ErrorKind::CheckViolation: return u"CheckViolation"_s;
    case ErrorKind::Stale: return u"Stale"_s;
    case ErrorKind::Deadlock: return u"Deadlock"_s;
    case ErrorKind::SerializationFailure: return u"SerializationFailure"_s;
    case ErrorKind::Timeout: return u"Timeout"_s;
    case ErrorKind::Connection: return u"Connection"_s;
    case ErrorKind::Cancelled: return u"Cancelled"_s;
    case ErrorKind::Unsupported: return u"Unsupported"_s;
    case ErrorKind::InvalidQuery: return u"InvalidQuery"_s;
    case ErrorKind::Migration: return u"Migration"_s;
    case ErrorKind::Relation: return u"Relation"_s;
    case ErrorKind::Configuration: return u"Configuration"_s;
    case ErrorKind::Conversion: return u"Conversion"_s;
    case ErrorKind::Transaction: return u"Transaction"_s;
    }
    return u"Unknown"_s;
}

struct Error::Data : QSharedData
{
    ErrorKind kind = ErrorKind::Unknown;
    std::optional<bool> retryable; // set by the engine's layer where the kind alone does not tell
    qsizetype row = -1;
    QString message;
    QString hint;
    QString engineCode;
    QString sqlState;
    QString engineMessage;
    QString model;
    QString field;
    QString table;
    QString constraint;
    QStringList columns;
    QString statement;
    QList<FieldError> fieldErrors;
    QList<Error> causes;
};

Error::Error() : d(new Data) { }

Error::Error(ErrorKind kind, QString message) : d(new Data)
{
    d->kind = kind;
    d->message = std::move(message);
}

// Here and not in the header, where Data is incomplete.
Error::Error(const Error &) = default;
Error::Error(Error &&) noexcept = default;
Error &Error::operator=(const Error &) = default;
Error &Error::operator=(Error &&) noexcept = default;
Error::~Error() = default;

ErrorKind Error::kind() const { return d->kind; }

QString Error::message() const { return d->message; }

QString Error::hint() const { return d->hint; }

QString Error::engineCode() const { return d->engineCode; }

QString Error::sqlState() const { return d->sqlState; }

QString Error::engineMessage() const { return d->engineMessage; }

QString Error::model() const { return d->model; }

QString Error::field() const { return d->field; }

QString Error::table() const { return d->table; }

QString Error::constraint() const { return d->constraint; }

QStringList Error::columns() const { return d->columns; }

qsizetype Error::row() const { return d->row; }

QString Error::statement() const { return d->statement; }

QList<FieldError> Error::fieldErrors() const { return d->fieldErrors; }

QList<Error> Error::causes() const { return d->causes; }

bool Error::isRetryable() const
{
    return d->retryable.value_or(d->kind == ErrorKind::Deadlock || d->kind == ErrorKind::SerializationFailure);
}

Error &Error::setHint(QString hint)
{
    d->hint = std::move(hint);
    return *this;
}

Error &Error::setEngine(QString code, QString sqlState, QString message)
{
    d->engineCode = std::move(code);
    d->sqlState = std::move(sqlState);
    d->engineMessage = maskLiterals(message);
    return *this;
}

Error &Error::setModel(QString model, QString field)
{
    d->model = std::move(model);
    d->field = std::move(field);
    return *this;
}

Error &Error::setTable(QString table)
{
    d->table = std::move(table);
    return *this;
}

Error &Error::setConstraint(QString constraint, QStringList columns)
{
    d->constraint = std::move(constraint);
    d->columns = std::move(columns);
    return *this;
}

Error &Error::setRow(qsizetype row)
{
    d->row = row;
    return *this;
}

Error &Error::setStatement(QString statement)
{
    d->statement = std::move(statement);
    return *this;
}

Error &Error::setFieldErrors(QList<FieldError> errors)
{
    d->fieldErrors = std::move(errors);
    return *this;
}

Error &Error::setRetryable(bool retryable)
{
    d->retryable = retryable;
    return *this;
}

Error &Error::addCause(Error cause)
{
    d->causes.append(std::move(cause));
    return *this;
}

namespace {

/// Collects "label: text" lines; further lines of a text and causes stand deeper than their first line.
class Lines
{
public:
    explicit Lines(QString first) : m_text(std::move(first)) { }

    void add(QStringView label, const QString &text)
    {
        if (text.isEmpty())
            return;
        QString indented = text;
        indented.replace(u'\n', u"\n    "_s);
        m_text += u"\n  " % label % u": " % indented;
    }

    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

QString joined(const QString &a, QStringView separator, const QString &b)
{
    return a.isEmpty() || b.isEmpty() ? QString(a % b) : QString(a % separator % b);
}

} // namespace

QString Error::toString() const
{
    Lines lines(joined(errorKindName(d->kind), u": ", d->message));
    for (const FieldError &error : d->fieldErrors) {
        const QString code = error.code.isEmpty() ? QString() : QString(u" [" % error.code % u']');
        lines.add(error.field.isEmpty() ? QStringView(u"all fields") : QStringView(error.field), error.message % code);
    }
    if (d->row >= 0)
        lines.add(u"row", QString::number(d->row) % u" of the list, counted from 0");
    lines.add(u"hint", d->hint);
    lines.add(u"model", joined(d->model, u".", d->field));
    lines.add(u"table", d->table);
    const QString columns = d->columns.isEmpty() ? QString() : QString(u'(' % d->columns.join(u", ") % u')');
    lines.add(u"constraint", joined(d->constraint, u" ", columns));
    const QString sqlState = d->sqlState.isEmpty() ? QString() : QString(u"SQLSTATE " % d->sqlState);
    lines.add(u"engine", joined(joined(d->engineCode, u", ", sqlState), u": ", d->engineMessage));
    lines.add(u"statement", d->statement);
    for (const Error &cause : d->causes)
        lines.add(u"cause", cause.toString());
    return lines.text();
}

QDebug operator<<(QDebug debug, const Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.noquote().nospace() << "quoin::Error(" << error.toString() << ')';
    return debug;
}

Exception::Exception(Error error) : std::runtime_error(error.toString().toStdString()), m_error(std::move(error)) { }

Exception::~Exception() = default;

} // namespace quoin
