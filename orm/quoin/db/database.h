// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/db/statistics.h>
#include <quoin/db/transaction.h>
#include <quoin/db/url.h>

#include <memory>

namespace quoin {

class Connection;
class DynamicQuery;
class FieldRef;
enum class LazyLoading : quint8;
struct BulkInsertOptions;
struct BulkInsertResult;
struct FetchOptions;
class Registry;
template<class T>
class Query;
template<class T>
struct WriteResult;

namespace dialect {
class Dialect;
enum class Maintenance;
} // namespace dialect

/// Where: a cheap handle on one database, copied like a QString and usable from every thread. Each thread gets a connection of
/// its own when it first needs one, as QSqlDatabase demands. It is closed when the thread ends or calls close(). When the last
/// copy of the handle goes, the connection of the thread that drops it is closed at once; those of other threads can be closed
/// only by these, which happens when they end or next use any Database.
///
/// Inside a transaction of this thread every call of the thread runs in that transaction.
///
/// \code
/// auto db = quoin::Database::open(u"sqlite:shop.sqlite"_s).value();
/// Author ann { .name = u"Ann"_s };
/// if (auto stored = db.insert(ann); !stored)
///     qWarning() << stored.error();
/// auto popular = db.query<Post>().filter(quoin::field<&Post::views> >= 1000).all();
/// \endcode
class QUOIN_EXPORT Database
{
public:
    /// Invalid until assigned: every call gives a Configuration error.
    Database();

    /// Opens a connection for this thread, so that what is wrong is known here.
    static Result<Database> open(const QString &url);
    static Result<Database> open(const ConnectionOptions &options);
    /// By the URL in an environment variable.
    static Result<Database> fromEnvironment(const char *variable = "QUOIN_DATABASE_URL");

    [[nodiscard]] bool isValid() const { return d != nullptr; }
    /// True for copies of one handle. Two that were opened by the same URL are two databases, as far as a program can know.
    friend bool operator==(const Database &a, const Database &b) { return a.d == b.d; }
    [[nodiscard]] const ConnectionOptions &options() const;
    [[nodiscard]] const dialect::Dialect &dialect() const;
    /// The URL with the password masked.
    [[nodiscard]] QString toDisplay() const;

    /// This thread's connection; opened, or opened again after the server went away (never inside a transaction). Valid until the
    /// thread ends, close() is called or the next call of this.
    Result<Connection *> connection() const;
    /// Closes this thread's connection; an open transaction is rolled back.
    void close();

    /// What load() of a relation does for rows of this database that were read without saying: all copies of the handle share it.
    /// Without it, what setDefaultLazyLoading() says; at first LazyLoading::Peers.
    void setLazyLoading(LazyLoading mode);
    [[nodiscard]] LazyLoading lazyLoading() const;
    /// For all databases of the program.
    static void setDefaultLazyLoading(LazyLoading mode);

    /// What was kept of statements over all threads: for those who tune. Cheap; may be asked from any thread at any time.
    [[nodiscard]] StatementStatistics statistics() const;

    // --- SQL as it is, with bound values
    /// Runs a statement and gives the number of rows it changed.
    Result<qint64> execute(const QString &sql, const QList<Value> &bindings = {});
    /// Runs a query and gives its rows, as the engine types them.
    Result<QList<QList<Value>>> rows(const QString &sql, const QList<Value> &bindings = {});

    // --- transactions
    /// Begins a transaction of this thread, or a savepoint inside the one it is in. Rolled back unless committed.
    [[nodiscard]] Result<Transaction> begin(const TransactionOptions &options = {});
    /// Runs \a function (Transaction &) → Result<…> in a transaction: commits when it gives a value, rolls back when it gives an
    /// error or throws (the exception passes on). With options.retries the whole function runs again after a deadlock, a
    /// serialization failure or a busy database, be it the error it gives or that of a quoin::Exception; only where this is the
    /// outermost transaction. The function may end the transaction itself; what it kept is not run again.
    template<class F>
    std::invoke_result_t<F, Transaction &> transaction(F &&function, const TransactionOptions &options = {});

    // --- models: <quoin/query/query.h> and <quoin/query/write.h>
    template<class T>
    [[nodiscard]] Query<T> query() const;
    /// By the name of a class or table: <quoin/query/dynamicquery.h>.
    [[nodiscard]] DynamicQuery query(QStringView model) const;
    /// The row with this key (one value per key field); NotFound when there is none.
    template<class T, class... Key>
    [[nodiscard]] Result<T> get(const Key &...key) const;
    /// Stores a new row; keys and defaults that the database makes come back into \a object.
    template<class T>
    Result<void> insert(T &object);
    /// Writes all columns that can be written of a stored row (of a Record: those that changed); NotFound when it is not there.
    template<class T>
    Result<void> update(T &object);
    /// Writes the given columns of a stored row.
    template<class T>
    Result<void> update(T &object, const QList<FieldRef> &fields);
    /// Inserts a row that is new, updates one that is stored: a Record knows; else a row whose generated key is unset is new, and
    /// any other is updated, or inserted when it is not there.
    template<class T>
    Result<void> save(T &object);
    /// Deletes the row; NotFound when it is not there.
    template<class T>
    Result<void> remove(T &object);
    /// Reads the row again.
    template<class T>
    Result<void> refresh(T &object);
    /// The row that \a lookup matches, or a new one made from \a defaults with the looked-up values. Correct when many callers do
    /// the same at once.
    template<class T>
    Result<WriteResult<T>> getOrCreate(const QList<FieldRef> &lookup, T defaults);
    /// Like getOrCreate(), but an existing row gets the values of \a values (the given fields, or all).
    template<class T>
    Result<WriteResult<T>> updateOrCreate(const QList<FieldRef> &lookup, T values);
    template<class T>
    Result<WriteResult<T>> updateOrCreate(const QList<FieldRef> &lookup, T values, const QList<FieldRef> &fields);

    // --- relations of objects that are there: <quoin/query/fetch.h>, <quoin/query/relatedset.h>
    /// The rows that a HasMany or ManyToMany of \a object leads to: to read, to add to and to remove from.
    /// \code
    /// db.related<&Post::tags>(post).add(tag);
    /// \endcode
    template<auto Member, class T>
    [[nodiscard]] auto related(T &object) const;
    /// Loads a relation of an object or of all objects of a list, as with() does for a query; what was loaded before is replaced.
    template<auto... Path, class T>
    Result<void> fetchRelated(T &objects) const;
    /// Loads every relation of an object or of all objects of a list, by one statement each, at the same time when asked.
    template<class T>
    Result<void> fetchAllRelated(T &objects) const;
    template<class T>
    Result<void> fetchAllRelated(T &objects, const FetchOptions &options) const;

    // --- many rows at once: <quoin/query/bulk.h>
    /// Stores new rows by few statements, all in one transaction: many times faster than one by one. Keys and defaults that the
    /// database makes come back into \a objects. When a row is refused nothing is stored, and Error::row() says which.
    /// \code
    /// QList<Post> posts = read(file);
    /// auto stored = db.bulkInsert(posts);
    /// auto merged = db.bulkInsert(posts, { .onConflict = Conflict::Update, .conflictFields = { field<&Post::slug> } });
    /// \endcode
    template<class T>
    Result<BulkInsertResult> bulkInsert(QList<T> &objects);
    template<class T>
    Result<BulkInsertResult> bulkInsert(QList<T> &objects, const BulkInsertOptions &options);
    /// Writes all columns that can be written, or the given ones, of stored rows, in one transaction; gives how many of the rows
    /// were found. On an error nothing is written, and Error::row() says which row it was where that can be told.
    template<class T>
    Result<qint64> bulkUpdate(QList<T> &objects);
    template<class T>
    Result<qint64> bulkUpdate(QList<T> &objects, const QList<FieldRef> &fields);
    /// Deletes stored rows in one transaction; gives how many were found.
    template<class T>
    Result<qint64> bulkRemove(QList<T> &objects);

    // --- maintenance
    Result<void> vacuum(const QStringList &tables = {});
    Result<void> analyze(const QStringList &tables = {});
    Result<void> optimize(const QStringList &tables = {});
    /// What is wrong with the stored data, one line each; empty when all is well.
    Result<QStringList> integrityCheck(const QStringList &tables = {});
    Result<QStringList> databases();
    Result<QStringList> schemas();
    Result<QStringList> tables(const QString &nameSpace = {});

private:
    struct Data;
    friend class ThreadConnections;
    /// Whether transaction() may try again after begin() failed (a busy or lost database); waits the pause.
    [[nodiscard]] bool mayBeginAgain(int attempt, int retries, const Error &error) const;
    Result<QStringList> maintain(dialect::Maintenance job, const QStringList &tables);

    std::shared_ptr<Data> d;
};

template<class F>
std::invoke_result_t<F, Transaction &> Database::transaction(F &&function, const TransactionOptions &options)
{
    using R = std::invoke_result_t<F, Transaction &>;
    static_assert(isResult<R>, "a transaction function gives a quoin::Result: an error rolls back");
    for (int attempt = 0;; ++attempt) {
        auto begun = begin(options);
        if (!begun) {
            if (!mayBeginAgain(attempt, options.retries, begun.error()))
                return begun.error();
            continue;
        }
        Transaction &transaction = *begun;
        try { // other exceptions than Quoin's roll back in ~Transaction and pass on
            R result = function(transaction);
            Result<void> ended;
            if (!result.has_value()) {
                ended = result.error();
                if (transaction.isActive())
                    (void)transaction.rollback();
            } else if (transaction.isActive()) {
                ended = transaction.commit();
            }
            if (ended)
                return result;
            if (!transaction.mayRetry(attempt, ended.error()))
                return ended.error();
        } catch (const Exception &exception) {
            if (transaction.isActive())
                (void)transaction.rollback();
            if (!transaction.mayRetry(attempt, exception.error()))
                throw;
        }
    }
}

} // namespace quoin
