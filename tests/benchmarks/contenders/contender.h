// SPDX-License-Identifier: MIT
#pragma once

#include "../blog.h"

#include <quoin/db/url.h>

#include <memory>
#include <stdexcept>

namespace bench {

/// One way to do the workloads, on a connection of its own. What fails throws: a benchmark has nothing to recover.
class Contender
{
public:
    virtual ~Contender() = default;
    Q_DISABLE_COPY_MOVE(Contender)

    // --- not measured
    /// Takes over the rows that insert() stores, in the form in which its users hold rows.
    virtual void give(const QList<PlainPost> &posts) = 0;
    /// The rows of the last insert(), select() or lookup(); forgets them.
    virtual QList<PlainPost> take() = 0;

    // --- measured
    /// Stores the rows one by one in one transaction; each gets its key.
    virtual void insert() = 0;
    /// Stores them as an import would, each gets its key: who has nothing made for it does it one by one.
    virtual void bulkInsert() { insert(); }
    /// Reads all rows into a list of objects.
    virtual void select() = 0;
    /// Reads one row after the other by its key, each on its own as a request of a server does, outside of a transaction.
    virtual void lookup(const QList<qint64> &keys) = 0;
    /// Writes two columns of one row after the other by its key, in one transaction.
    virtual void update(const QList<Edit> &edits) = 0;

protected:
    Contender() = default;
};

using ContenderPtr = std::unique_ptr<Contender>;

/// Quoin as its users have it, and by QSqlQuery (native=off).
ContenderPtr makeQuoin(quoin::ConnectionOptions options, bool native);
/// QSqlQuery as a careful Qt programmer uses it.
ContenderPtr makeHandwritten(const quoin::ConnectionOptions &options);
/// The engine's C API without Qt Sql.
ContenderPtr makeNative(const quoin::ConnectionOptions &options);
ContenderPtr makeNativeSqlite(const quoin::ConnectionOptions &options);
ContenderPtr makeNativePostgresql(const quoin::ConnectionOptions &options);
ContenderPtr makeNativeMysql(const quoin::ConnectionOptions &options);

[[noreturn]] inline void fail(const QString &what) { throw std::runtime_error(what.toStdString()); }

} // namespace bench
