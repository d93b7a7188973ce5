// SPDX-License-Identifier: MIT
#include "testsupport.h"

#include <quoin/db/connection.h>

#include <QScopeGuard>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace quoin;

/// The native way is taken when it is safe and allowed, and only then.
class tst_ClientLibrary : public QObject
{
    Q_OBJECT

private slots:
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
