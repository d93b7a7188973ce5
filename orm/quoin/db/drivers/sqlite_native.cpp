// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>

#include <QtCore/qstringconverter.h>
#include <QtSql/qsqldriver.h>

#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

dialect::NativeError errorOf(sqlite3 *handle)
{
    return { .code = QString::number(sqlite3_extended_errcode(handle)), .message = QString::fromUtf8(sqlite3_errmsg(handle)) };
}

/// Ends statements that work longer than allowed. The time that a reader takes between two rows is his own.
class Watch
{
public:
    using Clock = std::chrono::steady_clock;

    Watch(sqlite3 *handle, std::chrono::milliseconds limit) : m_limit(limit)
    {
        constexpr int instructions = 2000; // of SQLite's virtual machine: some microseconds
        if (limit.count() > 0)
            sqlite3_progress_handler(handle, instructions, &Watch::isOver, this);
    }

    /// One step of a statement that has worked for \a spent.
    int step(sqlite3_stmt *statement, Clock::duration &spent)
    {
        if (m_limit.count() == 0)
            return sqlite3_step(statement);
        const Clock::time_point start = Clock::now();
        m_end = start + m_limit - spent;
        const int code = sqlite3_step(statement);
        spent += Clock::now() - start;
        return code;
    }

    int run(sqlite3 *handle, const char *sql)
    {
        m_end = Clock::now() + m_limit;
        return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
    }

    /// What a statement failed with: an interruption can only come from here.
    Error failed(Connection &connection, sqlite3 *handle, const QString &sql) const
    {
        const dialect::NativeError native = errorOf(handle);
        if (m_limit.count() == 0 || sqlite3_errcode(handle) != SQLITE_INTERRUPT)
            return connection.failed(native, sql);
        Error error(ErrorKind::Timeout, u"The statement ran longer than allowed."_s);
        error.setEngine(native.code, native.sqlState, native.message);
        return connection.failed(error, sql);
    }

private:
    static int isOver(void *watch) { return Clock::now() > static_cast<const Watch *>(watch)->m_end; }

    std::chrono::milliseconds m_limit;
    Clock::time_point m_end = Clock::time_point::max();
};

/// Reads the row that the statement stands on.
class SqliteCursor final : public Cursor
{
public:
    SqliteCursor(Connection &connection, Watch &watch, sqlite3 *handle, sqlite3_stmt *statement, const QString &sql)
        : m_connection(connection), m_watch(watch), m_handle(handle), m_statement(statement), m_sql(sql)
    { }

    /// Takes over a statement that has made its first step.
    void start(bool hasRow, Watch::Clock::duration spent)
    {
        m_error.reset();
        m_spent = spent;
        m_state = hasRow ? State::FirstRow : State::Done;
    }
    void stop() { m_state = State::Done; }

    bool next() override
    {
        if (m_error || m_state == State::Done)
            return false;
        if (m_state == State::FirstRow) {
            m_state = State::Running;
            return true;
        }
        const int step = m_watch.step(m_statement, m_spent);
        if (step == SQLITE_ROW)
            return true;
        m_state = State::Done;
        if (step != SQLITE_DONE)
            fail(m_watch.failed(m_connection, m_handle, m_sql));
        sqlite3_reset(m_statement); // frees the read lock at once, not when the statement runs again
        return false;
    }

    int columnCount() const override { return sqlite3_column_count(m_statement); }
    QString columnName(int column) const override { return QString::fromUtf8(sqlite3_column_name(m_statement, column)); }
    bool isNull(int column) override { return isNull(cell(column)); }

    bool boolean(int column, bool &value) override
    {
        qint64 number = 0;
        if (!int64(column, number))
            return false;
        value = number != 0;
        return true;
    }

    bool int64(int column, qint64 &value) override
    {
        sqlite3_value *const given = cell(column);
        switch (sqlite3_value_type(given)) {
        case SQLITE_INTEGER: value = sqlite3_value_int64(given); return true;
        case SQLITE_NULL: return false;
        default: return failConversion(column, u"an integer");
        }
    }

    bool uint64(int column, quint64 &value) override
    {
        sqlite3_value *const given = cell(column);
        switch (sqlite3_value_type(given)) {
        case SQLITE_NULL: return false;
        case SQLITE_INTEGER: {
            const qint64 number = sqlite3_value_int64(given);
            if (number < 0)
                return failConversion(column, u"an unsigned integer");
            value = quint64(number);
            return true;
        }
        default: {
            bool ok = false;
            value = utf8(given).toByteArray().toULongLong(&ok);
            return ok || failConversion(column, u"an unsigned integer");
        }
        }
    }

    bool real(int column, double &value) override
    {
        sqlite3_value *const given = cell(column);
        switch (sqlite3_value_type(given)) {
        case SQLITE_FLOAT:
        case SQLITE_INTEGER: value = sqlite3_value_double(given); return true;
        case SQLITE_NULL: return false;
        default: return failConversion(column, u"a number");
        }
    }

    bool text(int column, QString &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        value = textFromUtf8(utf8(given));
        return true;
    }

    bool binary(int column, QByteArray &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        // The pointer first, then the size: the order SQLite asks for.
        const void *bytes = sqlite3_value_blob(given);
        value = QByteArray(static_cast<const char *>(bytes), sqlite3_value_bytes(given));
        if (value.isNull())
            value = QByteArray("", 0);
        return true;
    }

    bool date(int column, QDate &value) override { return parse(column, value, &parseDate, u"a date"); }
    bool time(int column, QTime &value) override { return parse(column, value, &parseTime, u"a time"); }
    bool dateTime(int column, QDateTime &value) override { return parse(column, value, &parseDateTime, u"a date and time"); }

    bool uuid(int column, QUuid &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        const QByteArrayView text = utf8(given);
        value = QUuid::fromString(QLatin1StringView(text.data(), text.size()));
        return !value.isNull() || text == QByteArrayView("00000000-0000-0000-0000-000000000000")
                || failConversion(column, u"a UUID");
    }

    bool decimal(int column, Decimal &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        const QByteArrayView text = utf8(given);
        auto parsed = Decimal::fromLatin1(QLatin1StringView(text.data(), text.size()));
        if (!parsed)
            return failConversion(column, u"a decimal");
        value = *parsed;
        return true;
    }

    bool json(int column, QByteArray &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        value = utf8(given).toByteArray();
        return true;
    }

    bool list(int column, const schema::ColumnType &element, ValueList &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        return listFromText(utf8(given), element, value) || failConversion(column, u"a list");
    }

    bool vector(int column, Value::Vector &value) override
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        return vectorFromText(utf8(given), value) || failConversion(column, u"a vector");
    }

    Value rawValue(int column) override
    {
        sqlite3_value *const given = cell(column);
        switch (sqlite3_value_type(given)) {
        case SQLITE_INTEGER: return qint64(sqlite3_value_int64(given));
        case SQLITE_FLOAT: return sqlite3_value_double(given);
        case SQLITE_TEXT: return textFromUtf8(utf8(given));
        case SQLITE_BLOB: {
            QByteArray bytes;
            binary(column, bytes);
            return bytes;
        }
        default: return {};
        }
    }

private:
    enum class State { FirstRow, Running, Done };

    /// A look-up and, where SQLite locks, a lock for each cell; the sqlite3_value_…() calls need neither. They ask that no other
    /// thread uses the statement meanwhile: none does.
    sqlite3_value *cell(int column) const { return sqlite3_column_value(m_statement, column); }
    static bool isNull(sqlite3_value *cell) { return sqlite3_value_type(cell) == SQLITE_NULL; }

    static QByteArrayView utf8(sqlite3_value *cell)
    {
        const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(cell));
        return QByteArrayView(text, sqlite3_value_bytes(cell));
    }

    template<class T>
    bool parse(int column, T &value, bool (*parser)(QByteArrayView, T &), QStringView wanted)
    {
        sqlite3_value *const given = cell(column);
        if (isNull(given))
            return false;
        return parser(utf8(given), value) || failConversion(column, wanted);
    }

    Connection &m_connection;
    Watch &m_watch;
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement;
    const QString &m_sql;
    Watch::Clock::duration m_spent {};
    State m_state = State::Done;
};

class SqliteStatement final : public Statement
{
public:
    SqliteStatement(Connection &connection, QString sql, Watch &watch, sqlite3 *handle, sqlite3_stmt *statement)
        : Statement(connection, std::move(sql)), m_watch(watch), m_handle(handle), m_statement(statement),
          m_cursor(connection, watch, handle, statement, this->sql()), m_buffers(size_t(sqlite3_bind_parameter_count(statement)))
    { }
    ~SqliteStatement() override { sqlite3_finalize(m_statement); }

    void bindNull(int index) override { checked(index, sqlite3_bind_null(m_statement, index + 1)); }
    void bindBool(int index, bool value) override { checked(index, sqlite3_bind_int(m_statement, index + 1, value)); }
    void bindInt64(int index, qint64 value) override { checked(index, sqlite3_bind_int64(m_statement, index + 1, value)); }
    void bindUInt64(int index, quint64 value) override { bindLatin1(index, QByteArray::number(value)); }
    void bindDouble(int index, double value) override
    {
        if (std::isnan(value)) // SQLite would store NULL without a word
            return failBinding(index, u"SQLite cannot store NaN");
        checked(index, sqlite3_bind_double(m_statement, index + 1, value));
    }
    void bindText(int index, QStringView value) override
    {
        if (!fits(index, value.size()))
            return;
        QByteArray &buffer = bufferFor(index);
        QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
        buffer.resize(encoder.requiredSpace(value.size()));
        const qsizetype size = encoder.appendToBuffer(buffer.data(), value) - buffer.constData();
        if (encoder.hasError())
            return failBinding(index, u"the text has half of a surrogate pair");
        if (memchr(buffer.constData(), 0, size_t(size)))
            return failBinding(index, u"the text contains the character NUL");
        checked(index,
                sqlite3_bind_text64(
                        m_statement, index + 1, buffer.constData(), sqlite3_uint64(size), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bindBinary(int index, QByteArrayView value) override
    {
        if (!fits(index, value.size()))
            return;
        QByteArray &buffer = bufferFor(index);
        assign(buffer, value);
        checked(index,
                sqlite3_bind_blob64(m_statement, index + 1, buffer.constData(), sqlite3_uint64(buffer.size()), SQLITE_STATIC));
    }
    void bindDate(int index, QDate value) override
    {
        if (!value.isValid())
            return bindNull(index);
        DateText text;
        bindFormatted(index, formatDate(value, text), text, u"the year is not in 1 to 9999");
    }
    void bindTime(int index, QTime value) override
    {
        if (!value.isValid())
            return bindNull(index);
        TimeText text;
        bindFormatted(index, formatTime(value, text), text, u"the time is not valid");
    }
    void bindDateTime(int index, const QDateTime &value) override
    {
        if (!value.isValid())
            return bindNull(index);
        DateTimeText text;
        bindFormatted(index, formatDateTime(value, text), text, u"the year is not in 1 to 9999");
    }
    void bindUuid(int index, const QUuid &value) override { bindLatin1(index, value.toByteArray(QUuid::WithoutBraces)); }
    void bindDecimal(int index, const Decimal &value) override { bindLatin1(index, value.toLatin1()); }
    void bindJson(int index, QByteArrayView utf8) override { bindLatin1(index, utf8.toByteArray()); }
    void bindList(int index, const ValueList &value) override
    {
        if (const QString fault = listFault(value, false); !fault.isEmpty())
            return failBinding(index, fault);
        bindLatin1(index, listToText(value));
    }
    void bindVector(int index, const Value::Vector &value) override { bindLatin1(index, vectorToText(value)); }

    qint64 lastInsertId() const override { return sqlite3_last_insert_rowid(m_handle); }

protected:
    int placeholderCount() const override { return sqlite3_bind_parameter_count(m_statement); }
    Result<qint64> doExecute() override
    {
        Watch::Clock::duration spent {};
        int step = SQLITE_ROW;
        while (step == SQLITE_ROW) // rows of a RETURNING that nobody reads
            step = m_watch.step(m_statement, spent);
        if (step != SQLITE_DONE)
            return stepFailed();
        const qint64 rows = sqlite3_changes(m_handle);
        sqlite3_reset(m_statement);
        return rows;
    }

    Result<Cursor *> doQuery() override
    {
        sqlite3_reset(m_statement);
        Watch::Clock::duration spent {};
        const int step = m_watch.step(m_statement, spent);
        if (step != SQLITE_ROW && step != SQLITE_DONE)
            return stepFailed();
        if (step == SQLITE_DONE)
            sqlite3_reset(m_statement);
        m_cursor.start(step == SQLITE_ROW, spent);
        return &m_cursor;
    }

    void doClose() override
    {
        m_cursor.stop();
        sqlite3_reset(m_statement);
    }

private:
    static void assign(QByteArray &buffer, QByteArrayView value)
    {
        buffer.resize(value.size());
        std::copy(value.begin(), value.end(), buffer.data());
    }

    /// The memory that a bound text lives in until the statement ran; kept, so that a warm statement allocates nothing.
    QByteArray &bufferFor(int index)
    {
        if (index >= 0 && size_t(index) < m_buffers.size())
            return m_buffers[size_t(index)];
        checked(index, SQLITE_RANGE);
        return m_nowhere;
    }

    void checked(int index, int code)
    {
        switch (code) {
        case SQLITE_OK: return;
        case SQLITE_RANGE:
            return failBinding(index, u"the statement has %1 placeholders"_s.arg(sqlite3_bind_parameter_count(m_statement)));
        case SQLITE_TOOBIG:
            return failBinding(index,
                    u"it is larger than the %1 bytes that SQLite takes"_s.arg(sqlite3_limit(m_handle, SQLITE_LIMIT_LENGTH, -1)));
        default: // else the placeholder would be NULL
            return failBinding(index, u"SQLite says: %1"_s.arg(QString::fromUtf8(sqlite3_errstr(code))));
        }
    }

    void bindLatin1(int index, QByteArray text)
    {
        QByteArray &buffer = bufferFor(index);
        buffer = std::move(text);
        checked(index,
                sqlite3_bind_text64(
                        m_statement, index + 1, buffer.constData(), sqlite3_uint64(buffer.size()), SQLITE_STATIC, SQLITE_UTF8));
    }
    template<size_t N>
    void bindFormatted(int index, bool formatted, const std::array<char, N> &text, QStringView why)
    {
        if (!formatted)
            return failBinding(index, why);
        QByteArray &buffer = bufferFor(index);
        assign(buffer, QByteArrayView(text.data(), N - 1));
        checked(index, sqlite3_bind_text(m_statement, index + 1, buffer.constData(), int(buffer.size()), SQLITE_STATIC));
    }

    Error stepFailed()
    {
        Error error = m_watch.failed(m_connection, m_handle, sql());
        sqlite3_reset(m_statement);
        return error;
    }

    Watch &m_watch;
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement;
    SqliteCursor m_cursor;
    std::vector<QByteArray> m_buffers;
    QByteArray m_nowhere;
};

class SqliteNative final : public NativeApi
{
public:
    SqliteNative(sqlite3 *handle, std::chrono::milliseconds statementTimeout)
        : m_handle(handle), m_watch(handle, statementTimeout)
    {
        // A misspelt column in double quotes is an error, not a text.
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_extended_result_codes(m_handle, 1);
    }

    Result<std::unique_ptr<Statement>> prepare(Connection &connection, const QString &sql) override
    {
        const QByteArray utf8 = sql.toUtf8();
        sqlite3_stmt *prepared = nullptr;
        const char *rest = nullptr;
        if (sqlite3_prepare_v3(m_handle, utf8.constData(), int(utf8.size()) + 1, SQLITE_PREPARE_PERSISTENT, &prepared, &rest)
                != SQLITE_OK)
            return connection.failed(errorOf(m_handle), sql);
        if (!prepared)
            return Error(ErrorKind::InvalidQuery, u"The statement is empty."_s).setStatement(sql);
        std::unique_ptr<Statement> statement = std::make_unique<SqliteStatement>(connection, sql, m_watch, m_handle, prepared);
        if (holdsStatement(rest))
            return Error(ErrorKind::InvalidQuery, u"The text holds more than one statement."_s).setStatement(sql);
        return statement;
    }

    Result<void> run(Connection &connection, const QString &sql) override
    {
        if (m_watch.run(m_handle, sql.toUtf8().constData()) != SQLITE_OK)
            return m_watch.failed(connection, m_handle, sql);
        return {};
    }

    [[nodiscard]] bool inTransaction() const override { return !sqlite3_get_autocommit(m_handle); }

private:
    /// SQLite itself says what is blank or a comment.
    bool holdsStatement(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        const int code = *sql ? sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr) : SQLITE_OK;
        const bool found = code != SQLITE_OK || statement;
        sqlite3_finalize(statement);
        return found;
    }

    sqlite3 *m_handle;
    Watch m_watch;
};

} // namespace

std::unique_ptr<NativeApi> makeSqliteNative(const QSqlDatabase &database, const ConnectionOptions &options)
{
    const QVariant handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0
            || !sharesClientLibrary(database, "sqlite3_open_v2", reinterpret_cast<const void *>(&sqlite3_open_v2)))
        return nullptr;
    auto *sqlite = *static_cast<sqlite3 *const *>(handle.constData());
    return sqlite ? std::make_unique<SqliteNative>(sqlite, options.statementTimeout) : nullptr;
}

} // namespace quoin
