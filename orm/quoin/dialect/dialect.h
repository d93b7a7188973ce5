// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/plan.h>
#include <quoin/dialect/syntax.h>
#include <quoin/schema/diff.h>

#include <memory>

namespace quoin::dialect {

/// Column types in the engine's words, and back.
class QUOIN_EXPORT TypeMapper
{
public:
    virtual ~TypeMapper();
    /// "varchar(80)"; Unsupported when the engine cannot keep the type's promise.
    [[nodiscard]] virtual Result<QString> sqlType(const schema::ColumnType &type) const = 0;
    /// The neutral type of what the catalogue says; Opaque when there is none. Types that are stored in another one's clothes
    /// (enum as text with a CHECK, UUID as char(36)) come back as what the catalogue alone can tell.
    [[nodiscard]] virtual schema::ColumnType fromSql(QStringView sqlType) const = 0;
};

/// Changes into statements.
class QUOIN_EXPORT DdlPlanner
{
public:
    virtual ~DdlPlanner();
    /// \a current is the schema that the database has now: a rebuild needs all of a table.
    [[nodiscard]] virtual Result<Plan> plan(const QList<schema::Change> &changes, const schema::Schema &current) const = 0;
};

/// Runs catalogue queries for an inspector, which knows no connection.
class QUOIN_EXPORT CatalogRunner
{
public:
    virtual ~CatalogRunner();
    using Row = QList<Value>;
    /// Numbers come as Int, all else as Text.
    [[nodiscard]] virtual Result<QList<Row>> rows(const QString &sql, const QList<Value> &bindings = {}) = 0;
};

struct InspectOptions
{
    QStringList nameSpaces {}; ///< Empty: the connection's default one, which "" stands for beside others.
    QStringList tables {};     ///< Empty: all.
};

/// Catalogue into schema, by a number of queries that does not depend on the number of tables.
class QUOIN_EXPORT Inspector
{
public:
    virtual ~Inspector();
    [[nodiscard]] virtual Result<schema::Schema> inspect(CatalogRunner &runner, const InspectOptions &options = {}) const = 0;
    [[nodiscard]] virtual Result<QStringList> nameSpaces(CatalogRunner &runner) const = 0;
    [[nodiscard]] virtual Result<QStringList> databases(CatalogRunner &runner) const = 0;
};

/// An engine's error as it came over the connection.
struct NativeError
{
    QString code {}; ///< SQLite's extended result code, MySQL's number; PostgreSQL: empty
    QString sqlState {};
    QString message {};
    QString detail {};
    QString table {}; ///< Where the protocol says so.
    QString column {};
    QString constraint {};
};

/// Native errors into kinds, with table, columns and constraint found.
class QUOIN_EXPORT ErrorMapper
{
public:
    virtual ~ErrorMapper();
    [[nodiscard]] virtual Error map(const NativeError &error) const = 0;
    /// True when the connection cannot be used after this error.
    [[nodiscard]] virtual bool losesConnection(const NativeError &error) const = 0;
};

/// One maintenance job of C7.
enum class Maintenance { Vacuum, Analyze, Optimize, IntegrityCheck };

/// One engine: small answers, composed. Immutable after its connection opened, shared between threads.
class QUOIN_EXPORT Dialect
{
public:
    virtual ~Dialect();
    [[nodiscard]] virtual QString name() const = 0; ///< "sqlite", "postgresql", "mysql": for URLs and files
    [[nodiscard]] virtual const Capabilities &capabilities() const = 0;
    [[nodiscard]] virtual const Syntax &syntax() const = 0;
    [[nodiscard]] virtual const TypeMapper &types() const = 0;
    [[nodiscard]] virtual const DdlPlanner &ddl() const = 0;
    [[nodiscard]] virtual const Inspector &inspector() const = 0;
    [[nodiscard]] virtual const schema::DiffRules &diffRules() const = 0;
    [[nodiscard]] virtual const ErrorMapper &errors() const = 0;
    /// The statements of a maintenance job over the given tables (empty: the whole database), which \a catalog lists where the
    /// engine wants them by name; each gives rows of text that say what was found. An integrity check is clean when every row
    /// says "ok" or is empty; a statement of it that fails because data are damaged has found something, too.
    [[nodiscard]] virtual Result<QStringList> maintenance(
            Maintenance job, const QStringList &tables, CatalogRunner &catalog) const
            = 0;
};

/// What a fresh connection tells about its server, to choose capabilities by.
struct ServerInfo
{
    QString version {};        ///< As the server says it: "3.40.1", "15.6 (Debian …)", "10.11.6-MariaDB…"
    int maxBinds = 0;          ///< SQLite's own limit; 0: use the engine's default.
    bool returning = true;     ///< Can the rows of an INSERT … RETURNING be read by the way that is talked to it?
    bool ownFunctions = true;  ///< Could the functions that an engine lacks be registered with it?
    bool vectorType = false;   ///< Has the database the extension pgvector?
    int maxStatementBytes = 0; ///< MySQL's own limit; 0: use the engine's default.
};

} // namespace quoin::dialect
