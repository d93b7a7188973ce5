// SPDX-License-Identifier: MIT
#pragma once

#include "testsupport.h"

#include <quoin/db/database.h>

#include <QTemporaryDir>

/// A database whose table full_disk (id, text) has room for a few hundred rows.
///
/// As root it lies on a small tmpfs. Anybody else, who may not mount one, gets what the engine says when there is no room: SQLite
/// by a limit of pages, PostgreSQL by a trigger that reports the state of a full disk, MariaDB by a table in memory with a limit.
class FullDisk
{
public:
    explicit FullDisk(const quoin::test::Target &target);
    ~FullDisk();
    Q_DISABLE_COPY_MOVE(FullDisk)

    [[nodiscard]] QString url() const { return m_url; }
    quoin::Result<void> createTable(quoin::Database &database) const;
    [[nodiscard]] static QString insertSql(const quoin::Database &database);

private:
    quoin::Result<QStringList> createStatements(quoin::Database &database) const;

    QTemporaryDir m_folder;
    QString m_url;
    QString m_disk; // where the tmpfs is; empty when there is none
};
