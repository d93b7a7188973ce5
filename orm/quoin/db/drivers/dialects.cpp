// SPDX-License-Identifier: MIT
// The one file that knows every engine's dialect; the drivers ask for theirs by its name.
#include <quoin/db/drivers/driver_p.h>
#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

namespace quoin {

std::shared_ptr<const dialect::Dialect> makeDialect(Engine engine, const dialect::ServerInfo &server)
{
    switch (engine) {
    case Engine::Sqlite: return dialect::sqlite::makeDialect(server);
    case Engine::Postgresql: return dialect::postgresql::makeDialect(server);
    case Engine::Mysql: return dialect::mysql::makeDialect(server);
    }
    Q_UNREACHABLE();
}

std::unique_ptr<dialect::Explainer> makeExplainer(Engine engine, const dialect::Dialect &dialect)
{
    switch (engine) {
    case Engine::Sqlite: return dialect::sqlite::makeExplainer(dialect.capabilities());
    case Engine::Postgresql: return dialect::postgresql::makeExplainer(dialect.capabilities());
    case Engine::Mysql: return dialect::mysql::makeExplainer(dialect.capabilities());
    }
    Q_UNREACHABLE();
}

} // namespace quoin
