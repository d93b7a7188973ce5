// SPDX-License-Identifier: MIT
#pragma once

#include "contenders/contender.h"

#include <quoin/db/database.h>

#include <QtCore/qtemporarydir.h>

namespace bench {

/// The database of one engine in which the contenders compete: a temporary SQLite file, or tables in the database that a URL
/// names. Removed at the end.
class Arena
{
public:
    explicit Arena(const quoin::ConnectionOptions &options);
    ~Arena();
    Q_DISABLE_COPY_MOVE(Arena)

    /// No posts, and keys that count from 1.
    void clear();
    /// These posts, with the keys 1 to their number.
    void fill(const QList<PlainPost> &posts);
    /// So many times the posts that there are, with other keys.
    void repeat(int times);
    /// Does what the engine would else do at some time of its own choice: checkpoint, vacuum.
    void settle();

    [[nodiscard]] const quoin::ConnectionOptions &options() const { return m_options; }
    /// "PostgreSQL 15.20, TCP on 127.0.0.1": what was measured.
    [[nodiscard]] QString description();

    /// A SQLite database in a temporary file.
    static std::unique_ptr<Arena> sqlite();

private:
    void run(const QString &sql) { m_db.execute(sql).value(); }
    void dropTables();

    std::unique_ptr<QTemporaryDir> m_folder;
    quoin::ConnectionOptions m_options;
    quoin::Database m_db;
};

} // namespace bench
