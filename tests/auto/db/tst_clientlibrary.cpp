// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <quoin/db/connection.h>
#include <quoin/db/drivers/driver_p.h>

#include <QScopeGuard>
#include <QSqlDatabase>
#include <QTest>

#include <dlfcn.h>

using namespace Qt::StringLiterals;
using namespace quoin;

/// The native way is taken when it is safe and allowed, and only then.
class tst_ClientLibrary : public QObject
{
    Q_OBJECT

private slots:
    void sharesClientLibrary_data();
    void sharesClientLibrary();
    void nativeByDefault_data() { QUOIN_TARGET_ROWS(); }
    void nativeByDefault();
    void offByEnvironment_data() { QUOIN_TARGET_ROWS(); }
    void offByEnvironment();
    void otherValuesOfTheEnvironment();

private:
    static Result<bool> isNative(const QString &url)
    {
        const auto options = ConnectionOptions::fromUrl(url);
        if (!options)
            return options.error();
        auto connection = Connection::open(*options);
        if (!connection)
            return connection.error();
        return (*connection)->isNative();
    }
};

void tst_ClientLibrary::sharesClientLibrary_data()
{
    QTest::addColumn<QString>("driver");
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("other");
    QTest::newRow("sqlite") << u"QSQLITE"_s << QByteArray("sqlite3_open_v2") << QByteArray("sqlite3_close_v2");
    QTest::newRow("postgresql") << u"QPSQL"_s << QByteArray("PQconnectdb") << QByteArray("PQfinish");
    QTest::newRow("mysql") << u"QMYSQL"_s << QByteArray("mysql_real_connect") << QByteArray("mysql_close");
}

/// The check itself, on drivers that need not be open.
void tst_ClientLibrary::sharesClientLibrary()
{
    QFETCH(QString, driver);
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, other);
    const auto remove = qScopeGuard([] { QSqlDatabase::removeDatabase(u"check"_s); });
    const QSqlDatabase database = QSqlDatabase::addDatabase(driver, u"check"_s);
    QVERIFY(database.isValid());
    const void *address = dlsym(RTLD_DEFAULT, function.constData());
    const void *otherAddress = dlsym(RTLD_DEFAULT, other.constData());
    QVERIFY(address && otherAddress);
    QVERIFY(quoin::sharesClientLibrary(database, function.constData(), address));
    QVERIFY(!quoin::sharesClientLibrary(
            database, function.constData(), otherAddress)); // what another copy of the library would be
    QVERIFY(!quoin::sharesClientLibrary(database, other.constData(), address));
    QVERIFY(!quoin::sharesClientLibrary(database, "no_such_function", address));
    QVERIFY(!quoin::sharesClientLibrary(database, "no_such_function", nullptr));
    QVERIFY(!quoin::sharesClientLibrary(database, function.constData(), nullptr));
    QVERIFY(!quoin::sharesClientLibrary(QSqlDatabase(), function.constData(), address));
}

/// The distribution's plugins link the libraries that this build links; native=off is heeded.
void tst_ClientLibrary::nativeByDefault()
{
    const test::Target target = QUOIN_TARGET();
    const auto native = isNative(test::freshDatabase(target));
    QVERIFY_RESULT(native);
    QCOMPARE(*native, target.native);
}

void tst_ClientLibrary::offByEnvironment()
{
    const QString url = test::freshDatabase(QUOIN_TARGET());
    qputenv("QUOIN_NATIVE", "0");
    const auto restore = qScopeGuard([] { qunsetenv("QUOIN_NATIVE"); });
    const auto native = isNative(url);
    QVERIFY_RESULT(native);
    QVERIFY(!*native);
}

void tst_ClientLibrary::otherValuesOfTheEnvironment()
{
    const auto restore = qScopeGuard([] { qunsetenv("QUOIN_NATIVE"); });
    for (const char *value : { "", "1", "yes" }) {
        qputenv("QUOIN_NATIVE", value);
        const auto native = isNative(u"sqlite::memory:"_s);
        QVERIFY_RESULT(native);
        QVERIFY(*native);
    }
}

QTEST_GUILESS_MAIN(tst_ClientLibrary)
#include "tst_clientlibrary.moc"
