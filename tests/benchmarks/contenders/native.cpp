// SPDX-License-Identifier: MIT
#include "contender.h"

namespace bench {

ContenderPtr makeNative(const quoin::ConnectionOptions &options)
{
    switch (options.engine) {
    case quoin::Engine::Sqlite: return makeNativeSqlite(options);
    case quoin::Engine::Postgresql: return makeNativePostgresql(options);
    case quoin::Engine::Mysql: return makeNativeMysql(options);
    }
    Q_UNREACHABLE();
}

} // namespace bench
