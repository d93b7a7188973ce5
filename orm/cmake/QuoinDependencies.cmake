# What the library links besides Qt. Read by Quoin's own build, and by QuoinConfig.cmake for a static library, whose users
# have to link the same. Global, since the targets that link these are in other folders.
if(QUOIN_NATIVE_SQLITE)
    find_package(SQLite3 REQUIRED GLOBAL)
endif()
if(QUOIN_NATIVE_POSTGRESQL)
    find_package(PostgreSQL REQUIRED GLOBAL)
endif()
if(QUOIN_NATIVE_MYSQL)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(LIBMARIADB REQUIRED IMPORTED_TARGET GLOBAL libmariadb)
endif()
