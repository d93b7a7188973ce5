// SPDX-License-Identifier: MIT
#include "diskfull.h"

#include <quoin/dialect/dialect.h>

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using quoin::Database;
using quoin::Engine;
using quoin::Result;

FullDisk::FullDisk(const quoin::test::Target &target)
{
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755)); // a server of another user goes through it
    const QString disk = m_folder.filePath(u"disk"_s);
    QDir().mkdir(disk);
    if (geteuid() == 0 && mount("none", disk.toLocal8Bit().constData(), "tmpfs", 0, "size=2m") == 0)
        m_disk = disk;
    else
        qWarning("Not allowed to mount a small disk (that takes root): the engine's own limits stand for a full one.");
    if (target.engine != "sqlite"_L1 || m_disk.isEmpty())
        m_url = quoin::test::freshDatabase(target);
    else
        m_url = u"sqlite://"_s + m_disk + u"/full.sqlite"_s + (target.native ? QString() : u"?native=off"_s);
}

FullDisk::~FullDisk()
{
    if (m_disk.isEmpty())
        return;
    // A server has its files there until it drops them.
    if (auto database = Database::open(m_url); database && database->options().engine != Engine::Sqlite) {
        std::ignore = database->execute(u"DROP TABLE full_disk"_s);
        if (database->options().engine == Engine::Postgresql)
            std::ignore = database->execute(u"DROP TABLESPACE full_disk"_s);
    }
    if (umount2(m_disk.toLocal8Bit().constData(), MNT_DETACH) != 0)
        qWarning("%s is still mounted", qPrintable(m_disk));
}

Result<QStringList> FullDisk::createStatements(Database &database) const
{
    const QString table = u"CREATE TABLE full_disk (id INTEGER PRIMARY KEY, text VARCHAR(1000))"_s;
    const Engine engine = database.options().engine;
    if (m_disk.isEmpty()) {
        switch (engine) {
        case Engine::Sqlite: return QStringList { u"PRAGMA max_page_count = 100"_s, table };
        case Engine::Mysql: return QStringList { u"SET SESSION max_heap_table_size = 262144"_s, table + u" ENGINE=MEMORY"_s };
        case Engine::Postgresql:
            return QStringList { table,
                u"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id > 200 THEN "
                "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; "
                "END IF; RETURN NEW; END $$"_s,
                u"CREATE TRIGGER no_room BEFORE INSERT ON full_disk FOR EACH ROW EXECUTE FUNCTION no_room()"_s };
        }
    }
    if (engine == Engine::Sqlite)
        return QStringList { table };
    // The disk has to belong to the user that the server runs as, which is the owner of its data.
    const auto data = database.rows(engine == Engine::Mysql ? u"SELECT @@datadir"_s : u"SHOW data_directory"_s);
    if (!data)
        return data.error();
    const QFileInfo folder(*data->at(0).at(0).get<QString>());
    if (!folder.exists() || chown(m_disk.toLocal8Bit().constData(), folder.ownerId(), folder.groupId()) != 0)
        return quoin::Error(
                quoin::ErrorKind::Unknown, u"The server's folder %1 is not on this machine."_s.arg(folder.filePath()));
    if (engine == Engine::Mysql)
        return QStringList { table + u" DATA DIRECTORY='"_s + m_disk + u'\'' };
    return QStringList { u"CREATE TABLESPACE full_disk LOCATION '"_s + m_disk + u'\'', table + u" TABLESPACE full_disk"_s };
}

Result<void> FullDisk::createTable(Database &database) const
{
    const auto statements = createStatements(database);
    if (!statements)
        return statements.error();
    for (const QString &sql : *statements) {
        if (const auto done = database.execute(sql); !done)
            return done.error();
    }
    return {};
}

QString FullDisk::insertSql(const Database &database)
{
    const auto &syntax = database.dialect().syntax();
    return u"INSERT INTO full_disk (id, text) VALUES ("_s + syntax.placeholder(1) + u", "_s + syntax.placeholder(2) + u')';
}
