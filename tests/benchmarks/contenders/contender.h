// SPDX-License-Identifier: MIT
#pragma once

#include "../blog.h"

#include <quoin/db/url.h>

#include <memory>
#include <optional>
#include <stdexcept>

namespace bench {

/// One way to do the workloads, on a connection of its own. What fails throws: a benchmark has nothing to recover.
class Contender
{
public:
    virtual ~Contender() = default;
    Q_DISABLE_COPY_MOVE(Contender)

    // --- not measured
    /// False for a workload that this contender leaves to the others.
    [[nodiscard]] virtual bool takesPart(const QString &workload) const
    {
        Q_UNUSED(workload)
        return true;
    }
    /// Takes over the rows that insert() stores, in the form in which its users hold rows.
    virtual void give(const QList<PlainPost> &posts) = 0;
    /// The rows of the last insert(), select() or lookup(); forgets them.
    virtual QList<PlainPost> take() = 0;
    /// The names of the authors of the last eager(), one a post in the order of the keys, or of the tags of the last
    /// manyToMany(), joined by commas for each article; forgets them.
    virtual QStringList takeNames() { return {}; }
    /// The numbers of the last count() or group(); forgets them.
    virtual QList<qint64> takeNumbers() { return std::exchange(m_numbers, {}); }
    /// How long the last workload took, for those who know better than a look at the clock before and after.
    [[nodiscard]] virtual std::optional<qint64> ownTime() const { return std::nullopt; }

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
    /// Reads what one search after the other finds.
    virtual void search(const QList<Search> &searches);
    /// Counts the posts with so many views, once for each number.
    virtual void count(const QList<int> &views);
    /// Author, number of posts, sum of views, for each author in their order.
    virtual void group();
    /// Reads all posts, each with its author as an object that those of one author share.
    virtual void eager();
    /// Reads all articles, each with the list of its tags, as objects that the articles share.
    virtual void manyToMany();
    /// Reads all posts in the order of their keys, a page at a time; each page begins behind the last row of the one before.
    virtual void pages();
    /// Goes through all posts without keeping them: their number, and the sum of their views.
    virtual void stream();
    /// Stores rows with given keys: those whose key is stored already get the new values.
    virtual void upsert();

protected:
    Contender() = default;
    QList<qint64> m_numbers;
};

using ContenderPtr = std::unique_ptr<Contender>;

/// Quoin as its users have it, and by QSqlQuery (native=off).
ContenderPtr makeQuoin(quoin::ConnectionOptions options, bool native);
/// QSqlQuery as a careful Qt programmer uses it.
ContenderPtr makeHandwritten(const quoin::ConnectionOptions &options);
/// The engine's C API without Qt Sql.
ContenderPtr makeNative(const quoin::ConnectionOptions &options);
/// "sqlalchemy" or "django".
ContenderPtr makePeer(const QString &name, const quoin::ConnectionOptions &options);
/// SOCI, where it was there when this was built.
ContenderPtr makeSoci(const quoin::ConnectionOptions &options);
ContenderPtr makeNativeSqlite(const quoin::ConnectionOptions &options);
ContenderPtr makeNativePostgresql(const quoin::ConnectionOptions &options);
ContenderPtr makeNativeMysql(const quoin::ConnectionOptions &options);

[[noreturn]] inline void fail(const QString &what) { throw std::runtime_error(what.toStdString()); }

inline void Contender::search(const QList<Search> &) { fail(QStringLiteral("it does not search")); }
inline void Contender::count(const QList<int> &) { fail(QStringLiteral("it does not count")); }
inline void Contender::group() { fail(QStringLiteral("it does not group")); }
inline void Contender::eager() { fail(QStringLiteral("it does not load authors")); }
inline void Contender::manyToMany() { fail(QStringLiteral("it does not load tags")); }
inline void Contender::pages() { fail(QStringLiteral("it has no pages")); }
inline void Contender::stream() { fail(QStringLiteral("it does not stream")); }
inline void Contender::upsert() { fail(QStringLiteral("it does not upsert")); }

/// What the C APIs are measured with: single statements, to which an ORM adds what it costs.
inline bool isSingleStatements(const QString &workload)
{
    static const QStringList names { QStringLiteral("insert"), QStringLiteral("bulk_insert"), QStringLiteral("select"),
        QStringLiteral("lookup"), QStringLiteral("update") };
    return names.contains(workload);
}

} // namespace bench
