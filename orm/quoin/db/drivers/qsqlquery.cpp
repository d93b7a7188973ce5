// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>
#include <quoin/core/plaintext.h>
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/localtime_p.h>
#include <quoin/db/drivers/rowsahead_p.h>
#include <quoin/db/drivers/valuetext_p.h>
#include <quoin/db/listtext_p.h>
#include <quoin/dialect/placeholders_p.h>

#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlfield.h>
#include <QtSql/qsqlquery.h>
#include <QtSql/qsqlrecord.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// Reads QVariants strictly: a value that is not what was asked for is an error, where QVariant itself would give zero.
class QSqlQueryCursor final : public Cursor, public IncomingRows
{
public:
    QSqlQueryCursor(Connection &connection, const Driver &driver, QSqlQuery &query, const QString &sql)
        : m_connection(connection), m_driver(driver), m_channel(driver.channel()), m_query(query), m_sql(sql),
          m_streams(connection.options().engine == Engine::Postgresql),
          m_readsRealAsText(connection.options().engine == Engine::Mysql)
    { }

    void start()
    {
        m_error.reset();
        m_onRow = false;
        m_localTime.reset();
        if (m_streams && m_query.isSelect())
            m_channel->setIncoming(this);
    }

    void stop()
    {
        if (m_channel->isIncoming(this))
            m_channel->setIncoming(nullptr);
        m_ahead.reset();
    }

    /// The next run's columns may be others.
    void forgetColumns() { m_typeIds.clear(); }

    /// QPSQL would lose the rows of a forward-only query as soon as another statement runs.
    void readAhead() override
    {
        m_ahead = std::make_unique<RowsAhead>(m_query, m_onRow);
        if (m_query.lastError().isValid())
            m_ahead->setError(m_connection.failed(m_driver.nativeError(m_query.lastError()), m_sql));
    }

    bool next() override
    {
        if (m_error)
            return false;
        if (m_ahead)
            return nextAhead();
        m_onRow = m_query.next();
        if (m_onRow)
            return true;
        if (m_channel->isIncoming(this))
            m_channel->setIncoming(nullptr);
        if (m_query.lastError().isValid())
            fail(m_connection.failed(m_driver.nativeError(m_query.lastError()), m_sql));
        return false;
    }

    int columnCount() const override { return record().count(); }
    QString columnName(int column) const override { return record().fieldName(column); }
    bool isNull(int column) override { return m_ahead ? m_ahead->isNull(column) : m_query.isNull(column); }

    bool boolean(int column, bool &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        if (given.metaType() == QMetaType::fromType<bool>()) {
            value = given.toBool();
            return true;
        }
        qint64 number;
        if (!toInteger(given, number))
            return failConversion(column, u"a boolean");
        value = number != 0;
        return true;
    }

    bool int64(int column, qint64 &value) override
    {
        const QVariant given = read(column);
        if (const auto *number = nonZero<qint64>(given)) {
            value = *number;
            return true;
        }
        if (const auto *number = nonZero<int>(given)) {
            value = *number;
            return true;
        }
        if (given.isNull())
            return false;
        return toInteger(given, value) || failConversion(column, u"an integer");
    }

    bool uint64(int column, quint64 &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        bool ok = false;
        if (given.typeId() == QMetaType::ULongLong) {
            value = given.toULongLong();
            ok = true;
        } else if (qint64 number; given.typeId() != QMetaType::QString && toInteger(given, number)) {
            value = quint64(number);
            ok = number >= 0;
        } else {
            value = given.toString().toULongLong(&ok);
        }
        return ok || failConversion(column, u"an unsigned integer");
    }

    bool real(int column, double &value) override
    {
        const QVariant given = readReal(column);
        if (const auto *number = nonZero<double>(given)) {
            value = *number;
            return true;
        }
        if (given.isNull())
            return false;
        bool ok = false;
        value = given.toDouble(&ok);
        return (ok && given.typeId() != QMetaType::QByteArray) || toNonFinite(given, value)
                || failConversion(column, u"a number");
    }

    bool text(int column, QString &value) override
    {
        QVariant given = read(column);
        if (nonZero<QString>(given)) {
            value = std::move(*static_cast<QString *>(given.data()));
            return true;
        }
        if (given.isNull())
            return false;
        value = given.typeId() == QMetaType::QByteArray ? textFromUtf8(given.toByteArray()) : given.toString();
        return true;
    }

    bool binary(int column, QByteArray &value) override
    {
        const QVariant given = read(column);
        if (isNull(column))
            return false;
        value = given.toByteArray();
        if (value.isNull())
            value = QByteArray("", 0);
        return true;
    }

    bool date(int column, QDate &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        if (given.typeId() == QMetaType::QDate) {
            value = given.toDate();
            return value.isValid() || failConversion(column, u"a date"); // PostgreSQL's infinity
        }
        return parse(given, value, &parseDate) || failConversion(column, u"a date");
    }

    bool time(int column, QTime &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        if (given.typeId() == QMetaType::QTime) {
            value = given.toTime();
            return value.isValid() || failConversion(column, u"a time");
        }
        return parse(given, value, &parseTime) || failConversion(column, u"a time");
    }

    bool dateTime(int column, QDateTime &value) override
    {
        const QVariant given = read(column);
        if (const auto *text = nonZero<QString>(given))
            return parseDateTime(*text, value) || failConversion(column, u"a date and time");
        if (given.isNull())
            return false;
        if (given.typeId() == QMetaType::QDateTime) {
            // The session's time zone is UTC, so the fields are UTC's though the driver calls them local; but QPSQL converts
            // what has a zone.
            const QDateTime &taken = *static_cast<const QDateTime *>(given.constData());
            if (taken.timeSpec() != Qt::LocalTime)
                value = taken.toUTC();
            else if (hasZone(column))
                value = m_localTime.toUtc(taken);
            else
                value = QDateTime(taken.date(), taken.time(), Qt::UTC);
            return value.isValid() || failConversion(column, u"a date and time");
        }
        if (given.typeId() == QMetaType::QDate) {
            value = given.toDate().startOfDay(Qt::UTC);
            return value.isValid() || failConversion(column, u"a date and time");
        }
        return parse(given, value, &parseDateTime) || failConversion(column, u"a date and time");
    }

    bool uuid(int column, QUuid &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        if (given.typeId() == QMetaType::QUuid) {
            value = given.toUuid();
            return true;
        }
        const QString text = given.toString();
        value = QUuid::fromString(text);
        return !value.isNull() || text == "00000000-0000-0000-0000-000000000000"_L1 || failConversion(column, u"a UUID");
    }

    bool decimal(int column, Decimal &value) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        auto parsed = Decimal::fromString(given.toString());
        if (!parsed)
            return failConversion(column, u"a decimal");
        value = *parsed;
        return true;
    }

    bool json(int column, QByteArray &utf8) override
    {
        const QVariant given = read(column);
        if (given.isNull())
            return false;
        utf8 = given.typeId() == QMetaType::QByteArray ? given.toByteArray() : given.toString().toUtf8();
        return true;
    }

    bool list(int column, const schema::ColumnType &element, ValueList &value) override
    {
        QByteArray utf8;
        if (!json(column, utf8))
            return false;
        return listFromText(utf8, element, value) || failConversion(column, u"a list");
    }

    bool vector(int column, Value::Vector &value) override
    {
        QByteArray utf8;
        if (!json(column, utf8))
            return false;
        return vectorFromText(utf8, value) || failConversion(column, u"a vector");
    }

    Value rawValue(int column) override
    {
        const QVariant given = read(column);
        if (isNull(column))
            return {};
        auto value = Value::fromVariant(given);
        return value ? *value : Value(given.toString());
    }

private:
    bool nextAhead()
    {
        if (m_ahead->next())
            return true;
        if (auto error = m_ahead->takeError())
            fail(*std::move(error));
        return false;
    }

    QSqlRecord record() const { return m_ahead ? m_ahead->columns() : m_query.record(); }
    QVariant read(int column) const { return m_ahead ? m_ahead->value(column) : m_query.value(column); }

    /// The policy that keeps decimals exact makes QMYSQL give each double as a text, after having parsed it.
    QVariant readReal(int column)
    {
        if (!m_readsRealAsText)
            return read(column);
        m_query.setNumericalPrecisionPolicy(QSql::LowPrecisionDouble);
        QVariant given = read(column);
        m_query.setNumericalPrecisionPolicy(QSql::HighPrecision);
        return given;
    }

    /// PostgreSQL's timestamp with time zone, by its number in the catalogue.
    bool hasZone(int column)
    {
        if (m_connection.options().engine != Engine::Postgresql)
            return false;
        if (m_typeIds.empty()) {
            const QSqlRecord columns = record();
            for (int i = 0; i < columns.count(); ++i)
                m_typeIds.push_back(columns.field(i).typeID());
        }
        return m_typeIds[size_t(column)] == 1184;
    }

    static bool toInteger(const QVariant &given, qint64 &value)
    {
        bool ok = false;
        switch (given.typeId()) {
        case QMetaType::Double:
        case QMetaType::QByteArray: return false;
        case QMetaType::ULongLong: value = qint64(given.toULongLong()); return value >= 0;
        case QMetaType::QString: value = given.toString().toLongLong(&ok); return ok;
        default: value = given.toLongLong(&ok); return ok;
        }
    }

    /// PostgreSQL's words for what no number literal says.
    static bool toNonFinite(const QVariant &given, double &value)
    {
        const QString text = given.toString();
        if (text.compare("nan"_L1, Qt::CaseInsensitive) == 0)
            value = qQNaN();
        else if (text.compare("infinity"_L1, Qt::CaseInsensitive) == 0)
            value = qInf();
        else if (text.compare("-infinity"_L1, Qt::CaseInsensitive) == 0)
            value = -qInf();
        else
            return false;
        return true;
    }

    template<class T>
    static bool parse(const QVariant &given, T &value, bool (*parser)(QStringView, T &))
    {
        return parser(given.toString(), value);
    }

    /// What is inside of a variant of just this type, without a copy or a conversion, when it is not zero (empty): a NULL would
    /// be, so that it is none. Nearly all values are seen with this one look; null says to look closer.
    template<class T>
    static const T *nonZero(const QVariant &given)
    {
        if (given.typeId() != QMetaType::fromType<T>().id())
            return nullptr;
        const T *const inside = static_cast<const T *>(given.constData());
        return *inside != T() ? inside : nullptr;
    }

    Connection &m_connection;
    const Driver &m_driver;
    std::shared_ptr<StatementChannel<Driver>> m_channel;
    QSqlQuery &m_query;
    const QString &m_sql;
    std::unique_ptr<RowsAhead> m_ahead;
    std::vector<int> m_typeIds; // of the columns, once one of them was asked for
    LocalTime m_localTime;
    bool m_streams;
    bool m_readsRealAsText;
    bool m_onRow = false;
};

class QSqlQueryStatement final : public Statement
{
public:
    QSqlQueryStatement(Connection &connection, const Driver &driver, QString sql, QSqlQuery query, bool direct)
        : Statement(connection, std::move(sql)), m_driver(driver), m_channel(driver.channel()), m_query(std::move(query)),
          m_cursor(connection, driver, m_query, this->sql()), m_direct(direct),
          m_selectsAll(QString(this->sql()).remove(u"(*)"_s).contains(u'*')),
          m_placeholderCount(dialect::placeholderCount(this->sql(), connection.dialect().syntax().tokenRules()))
    { }

    ~QSqlQueryStatement() override
    {
        if (!m_channel->connection())
            return;
        m_cursor.stop();
        m_channel->acquire(); // freeing a prepared statement is a statement, too
    }
    Q_DISABLE_COPY_MOVE(QSqlQueryStatement)

    void bindNull(int index) override { set(index, {}); }
    void bindBool(int index, bool value) override { set(index, value); }
    void bindInt64(int index, qint64 value) override { m_query.bindValue(index, value); }
    void bindUInt64(int index, quint64 value) override { set(index, value); }
    void bindDouble(int index, double value) override
    {
        if (!std::isfinite(value) && !(std::isinf(value) && m_connection.options().engine == Engine::Sqlite)
                && !m_connection.dialect().capabilities().nonFiniteDoubles)
            return failBinding(index, u"the engine cannot store NaN or infinity");
        set(index, value);
    }
    void bindText(int index, QStringView value) override
    {
        if (!fits(index, bytesOf(value)))
            return;
        if (!isPlainText(value)) {
            if (value.contains(QChar(u'\0')))
                return failBinding(index, u"the text contains the character NUL");
            if (value.startsWith(QChar(QChar::ByteOrderMark)))
                return failBinding(index, u"the text begins with a byte order mark, which Qt's drivers drop");
            if (m_connection.options().engine == Engine::Sqlite && (value.contains(u'\uFFFE') || value.contains(u'\uFFFF')))
                return failBinding(index, u"the text contains U+FFFE or U+FFFF, which SQLite cannot give to Qt's driver");
            if (!value.isValidUtf16())
                return failBinding(index, u"the text has half of a surrogate pair");
        }
        m_query.bindValue(index, value.isNull() ? QString(u""_s) : value.toString()); // a null QString would be SQL NULL
    }
    void bindBinary(int index, QByteArrayView value) override
    {
        // QPSQL writes each byte as two digits.
        if (fits(index, m_connection.options().engine == Engine::Postgresql ? 2 * value.size() : value.size()))
            set(index, value.toByteArray());
    }
    void bindDate(int index, QDate value) override { setDated(index, value, value.year()); }
    void bindTime(int index, QTime value) override { value.isValid() ? set(index, value) : bindNull(index); }
    void bindDateTime(int index, const QDateTime &value) override { setDated(index, value, value.toUTC().date().year()); }
    void bindUuid(int index, const QUuid &value) override { set(index, value); }
    void bindDecimal(int index, const Decimal &value) override { set(index, value); }
    void bindJson(int index, QByteArrayView utf8) override
    {
        if (fits(index, utf8.size()))
            set(index, JsonText { utf8.toByteArray() });
    }
    void bindList(int index, const ValueList &value) override
    {
        if (const QString fault = listFault(value, m_connection.dialect().capabilities().nonFiniteDoubles); !fault.isEmpty())
            return failBinding(index, fault);
        set(index, value);
    }
    void bindVector(int index, const Value::Vector &value) override { set(index, value); }

    qint64 lastInsertId() const override { return m_query.lastInsertId().toLongLong(); }

protected:
    int placeholderCount() const override { return m_placeholderCount; }

    Result<qint64> doExecute() override
    {
        m_cursor.stop();
        m_channel->acquire();
        if (!runOrPrepareAgain())
            return failed();
        if (!m_query.isSelect()) // and the query stays active, or it forgets lastInsertId()
            return qint64(m_query.numRowsAffected());
        qint64 rows = 0; // of a RETURNING, which nobody reads
        while (m_query.next())
            ++rows;
        if (m_query.lastError().isValid())
            return failed();
        m_query.finish();
        return rows;
    }

    Result<Cursor *> doQuery() override
    {
        doClose();
        m_channel->acquire();
        if ((m_selectsAll && !prepareAgain()) || !runOrPrepareAgain())
            return failed();
        m_cursor.start();
        return &m_cursor;
    }

    void doClose() override
    {
        m_cursor.stop();
        m_query.finish();
    }

private:
    /// In UTF-8. Of short texts the least that it can be: where many of them are too much the server says so.
    static qsizetype bytesOf(QStringView text)
    {
        constexpr qsizetype shortText = 1000;
        if (text.size() <= shortText || text.size() > std::numeric_limits<int>::max())
            return text.size();
        qsizetype bytes = text.size();
        for (const QChar c : text) // a pair of surrogates has four bytes: two for each
            bytes += (c.unicode() >= 0x80) + (c.unicode() >= 0x800 && !c.isSurrogate());
        return bytes;
    }
    bool run()
    {
        if (!m_direct)
            return m_query.exec();
        m_cursor.forgetColumns();
        return m_query.exec(m_driver.withValues(m_driver.toDriverSql(sql()), m_query.boundValues()));
    }
    /// PostgreSQL refuses a plan whose columns are no longer the table's; inside a transaction that is too late to mend.
    bool runOrPrepareAgain()
    {
        if (std::exchange(m_dropped, false) ? prepareAgain() && run() : run())
            return true;
        const bool outdated = !m_direct && m_connection.options().engine == Engine::Postgresql && !m_connection.inTransaction()
                && m_driver.nativeError(m_query.lastError()).sqlState == u"0A000"_s;
        return outdated && prepareAgain() && run();
    }
    void set(int index, const Value &value) { m_query.bindValue(index, m_driver.toDriver(value)); }
    /// What * means changes with the table. QSQLITE crashes when it is another number of columns than when it was prepared, the
    /// servers refuse to run it, so such a statement is prepared for each run.
    bool prepareAgain()
    {
        m_cursor.forgetColumns();
        if (m_direct)
            return true;
        const QVariantList values = m_query.boundValues();
        if (!m_query.prepare(m_driver.toDriverSql(sql())))
            return false;
        for (const QVariant &value : values)
            m_query.addBindValue(value);
        return true;
    }
    template<class T>
    void setDated(int index, const T &value, int year)
    {
        if (!value.isValid())
            return bindNull(index);
        if (year < 1 || year > 9999)
            return failBinding(index, u"the year is not in 1 to 9999");
        set(index, value);
    }
    Error failed()
    {
        const Error error = m_connection.failed(m_driver.nativeError(m_query.lastError()), sql());
        m_query.finish();
        m_dropped = m_connection.options().engine == Engine::Sqlite;
        return error;
    }

    const Driver &m_driver;
    std::shared_ptr<StatementChannel<Driver>> m_channel;
    QSqlQuery m_query;
    QSqlQueryCursor m_cursor;
    bool m_direct; ///< Not prepared: run as text.
    bool m_selectsAll;
    bool m_dropped = false; ///< QSQLITE forgets a statement when a value cannot be bound.
    int m_placeholderCount;
};

} // namespace

Result<std::unique_ptr<Statement>> prepareQSqlQuery(Connection &connection, const Driver &driver, const QString &sql)
{
    driver.channel()->acquire();
    QSqlQuery query(driver.database());
    query.setForwardOnly(true);
    // Else drivers turn exact decimals into doubles.
    query.setNumericalPrecisionPolicy(QSql::HighPrecision);
    const bool direct = !driver.canPrepare(sql);
    if (!direct && !query.prepare(driver.toDriverSql(sql)))
        return connection.failed(driver.nativeError(query.lastError()), sql);
    return std::unique_ptr<Statement>(std::make_unique<QSqlQueryStatement>(connection, driver, sql, std::move(query), direct));
}

} // namespace quoin
