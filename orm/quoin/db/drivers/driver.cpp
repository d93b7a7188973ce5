// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/driver_p.h>
#include <quoin/dialect/placeholders_p.h>
#include <quoin/dialect/tokens_p.h>
#include <quoin/telemetry/statementevent.h>

#include <QtCore/quuid.h>
#include <QtSql/qsqldriver.h>
#include <QtSql/qsqlerror.h>
#include <QtSql/qsqlfield.h>
#include <QtSql/qsqlquery.h>

using namespace Qt::StringLiterals;

namespace quoin {

NativeApi::~NativeApi() = default;

Result<std::unique_ptr<BulkLoad>> NativeApi::bulkLoad(Connection &, const QString &, const QString &)
{
    return std::unique_ptr<BulkLoad>();
}

BulkLoad::~BulkLoad() = default;

Driver::Driver() : m_channel(std::make_shared<StatementChannel<Driver>>(this)) { }

Driver::~Driver() { removeDatabase(); }

/// Qt looks for placeholders in comments, too.
QString Driver::toDriverSql(const QString &sql) const
{
    return dialect::withoutPlaceholdersInComments(sql, m_dialect->syntax().tokenRules());
}

QString Driver::withValues(const QString &sql, const QVariantList &values) const
{
    if (values.isEmpty())
        return sql;
    QString text;
    qsizetype from = 0;
    qsizetype at = 0;
    for (const dialect::Token &token : dialect::tokenize(sql, m_dialect->syntax().tokenRules())) {
        if (!token.isSymbol(u"?"))
            continue;
        text += QStringView(sql).sliced(from, token.from - from) % literal(values.value(at++));
        from = token.to;
    }
    return QString(text + QStringView(sql).sliced(from));
}

QString Driver::literal(const QVariant &value) const
{
    QSqlField field(QString(), value.metaType());
    field.setValue(value);
    return m_database.driver()->formatValue(field);
}

bool Driver::canPrepare(const QString &sql) const
{
    Q_UNUSED(sql)
    return true;
}

Result<void> Driver::addDatabase(const QString &qtDriver, const QString &package)
{
    if (!QSqlDatabase::isDriverAvailable(qtDriver)) {
        return Error(ErrorKind::Configuration, u"Qt's SQL driver plugin %1 cannot be loaded."_s.arg(qtDriver))
                .setHint(
                        u"Install it (on Debian: the package %1), or ship the plugin folder sqldrivers with the program. Available: %2."_s
                                .arg(package, QSqlDatabase::drivers().join(u", "_s)));
    }
    // A name of its own: QSqlDatabase's names are global to the process.
    m_database = QSqlDatabase::addDatabase(qtDriver, u"quoin-"_s + QUuid::createUuid().toString(QUuid::Id128));
    return {};
}

void Driver::removeDatabase()
{
    m_native.reset();
    m_channel->close();
    if (!m_database.isValid())
        return;
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<void> Driver::checkOptionPath(QLatin1StringView option, const QString &path)
{
    if (!path.contains(u';'))
        return {};
    return Error(ErrorKind::Configuration,
            u"The path \"%1\" contains a semicolon, which Qt's driver takes for the end of an option."_s.arg(path))
            .setHint(u"Rename or link the file for %1."_s.arg(option));
}

std::unique_ptr<Driver> makeDriver(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite: return makeSqliteDriver();
    case Engine::Postgresql: return makePostgresqlDriver();
    case Engine::Mysql: return makeMysqlDriver();
    }
    Q_UNREACHABLE();
}

Result<void> runDirectly(Connection &connection, const Driver &driver, const QString &sql)
{
    StatementTimer timer(sql);
    Result<void> done;
    if (driver.native()) {
        done = driver.native()->run(connection, sql);
    } else {
        driver.channel()->acquire();
        QSqlQuery query(driver.database());
        query.setForwardOnly(true);
        if (!query.exec(sql))
            done = connection.failed(driver.nativeError(query.lastError()), sql);
    }
    timer.finish(-1, done.has_value());
    return done;
}

} // namespace quoin
