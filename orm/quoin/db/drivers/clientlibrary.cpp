// SPDX-License-Identifier: MIT
#include <quoin/db/drivers/driver_p.h>
#include <quoin/db/drivers/sqlitedecimals_p.h>
#include <quoin/db/drivers/sqlitefunctions_p.h>

#include <QtSql/qsqldriver.h>

#ifdef Q_OS_UNIX
#  include <dlfcn.h>
#endif

namespace quoin {

bool nativeAllowed(const ConnectionOptions &options)
{
    return options.native && qEnvironmentVariable("QUOIN_NATIVE") != QLatin1StringView("0");
}

#ifdef Q_OS_UNIX

// The driver's object begins with the pointer to its virtual table, which lies in the plugin's file: so the loader can say which
// file that is, whatever the plugin is called and wherever Qt found it. dlsym() on that file then searches as the plugin's own
// calls did: the plugin, then what it was linked with. A plugin with a client library of its own (bundled, static) either finds
// that one or, when its symbols are hidden, none; both mean that our library is another one, with a heap and structs of its own.
bool sharesClientLibrary(const QSqlDatabase &database, const char *symbol, const void *address)
{
    const QSqlDriver *driver = database.driver();
    if (!driver || !address)
        return false;
    const void *virtualTable = *reinterpret_cast<const void *const *>(driver);
    Dl_info plugin {};
    if (!dladdr(virtualTable, &plugin) || !plugin.dli_fname)
        return false;
    void *file = dlopen(plugin.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (!file)
        return false;
    const void *found = dlsym(file, symbol);
    dlclose(file);
    return found == address;
}

#else

bool sharesClientLibrary(const QSqlDatabase &, const char *, const void *) { return false; }

#endif

// What a build leaves out is simply never there.
#ifdef QUOIN_NO_NATIVE_SQLITE
std::unique_ptr<NativeApi> makeSqliteNative(const QSqlDatabase &, const ConnectionOptions &) { return nullptr; }
bool registerDecimalAggregates(const QSqlDatabase &) { return false; }
bool registerSqliteFunctions(const QSqlDatabase &) { return false; }
#endif
#ifdef QUOIN_NO_NATIVE_POSTGRESQL
std::unique_ptr<NativeApi> makePostgresqlNative(const QSqlDatabase &) { return nullptr; }
#endif
#ifdef QUOIN_NO_NATIVE_MYSQL
std::unique_ptr<NativeApi> makeMysqlNative(const QSqlDatabase &) { return nullptr; }
#endif

} // namespace quoin
