// SPDX-License-Identifier: MIT
// Databases that others made are read without an error, are equal to themselves, and can be made again from what was read.
#include "scratch.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qurl.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_RealWorldSchemas : public QObject
{
    Q_OBJECT

private slots:
    void isReadAndMadeAgain_data();
    void isReadAndMadeAgain();
};

namespace {

QString dataFolder() { return qEnvironmentVariable("QUOIN_TEST_DATA"); }

/// Runs the engine's own command line program with the script as its input.
void load(const test::Target &target, const QUrl &url, const QString &set)
{
    const QString name = url.path().mid(1);
    QStringList command;
    if (target.engine == u"postgresql"_s)
        command = { u"psql"_s, u"--quiet"_s, u"--host="_s + url.host(), u"--port="_s + QString::number(url.port()),
            u"--username="_s + url.userName(), u"--dbname="_s + name };
    else
        command = { u"mariadb"_s, u"--force"_s, u"--host="_s + url.host(), u"--port="_s + QString::number(url.port()),
            u"--user="_s + url.userName(), u"--default-character-set=utf8mb4"_s, name };
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, url.password());
    environment.insert(u"MYSQL_PWD"_s, url.password());
    program.setProcessEnvironment(environment);
    program.setStandardInputFile(dataFolder() + u'/' + set + u'/' + target.engine + u".sql");
    program.setStandardOutputFile(QProcess::nullDevice());
    program.setStandardErrorFile(
            QProcess::nullDevice()); // two statements of kratos are refused by MariaDB; see the data's README
    program.start(command.takeFirst(), command);
    if (!program.waitForFinished(120000))
        qFatal("%s", qPrintable(program.errorString()));
}

/// A file of its own with the set's SQLite database.
QString sqliteFile(const QString &url, const QString &set)
{
    const QString path = QUrl(url).path();
    const QString source = dataFolder() + u'/' + set + u"/sqlite.sqlite";
    if (QFile::exists(source)) {
        QFile::remove(path);
        if (!QFile::copy(source, path))
            qFatal("cannot copy %s", qPrintable(source));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    } else {
        QProcess program;
        program.setStandardInputFile(dataFolder() + u'/' + set + u"/sqlite.sql");
        program.start(u"sqlite3"_s, { path });
        if (!program.waitForFinished(120000))
            qFatal("%s", qPrintable(program.errorString()));
    }
    return url;
}

Schema inspected(Database &db)
{
    ConnectionCatalog catalog(*db.connection().value());
    return db.dialect().inspector().inspect(catalog).value();
}

} // namespace

void tst_RealWorldSchemas::isReadAndMadeAgain_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("set");
    QTest::addColumn<int>("tables");
    QTest::addColumn<bool>("canBeMade"); // not where it stands on types, sequences or functions of its own
    for (int target = 0; target < test::targets().size(); ++target) {
        const QString &name = test::targets().at(target).name;
        const bool isPostgresql = test::targets().at(target).engine == u"postgresql"_s;
        QTest::addRow("%s chinook", qPrintable(name)) << target << u"chinook"_s << 11 << true;
        QTest::addRow("%s sakila", qPrintable(name)) << target << u"sakila"_s << (isPostgresql ? 21 : 16) << !isPostgresql;
        QTest::addRow("%s kratos", qPrintable(name)) << target << u"kratos"_s << 26 << true;
    }
}

void tst_RealWorldSchemas::isReadAndMadeAgain()
{
    QFETCH(int, target);
    QFETCH(QString, set);
    QFETCH(int, tables);
    QFETCH(bool, canBeMade);
    const test::Target by = test::targets().at(target);
    const QString url = test::freshDatabase(by);
    if (by.engine == u"sqlite"_s)
        sqliteFile(url, set);
    else
        load(by, QUrl(url), set);

    auto db = Database::open(url);
    QVERIFY_RESULT(db);
    Schema schema = inspected(*db);
    QCOMPARE(schema.tables.size(), tables);
    const DiffRules &rules = db->dialect().diffRules();
    QCOMPARE(Scratch::described(diff(schema, schema, rules)), QString());
    if (!canBeMade)
        return;

    schema.views.clear(); // they stand on functions
    Scratch copy(by);
    QVERIFY_RESULT(copy.become(schema));
    QCOMPARE(copy.difference(schema).value(), QString());
}

QTEST_GUILESS_MAIN(tst_RealWorldSchemas)
#include "tst_realworldschemas.moc"
