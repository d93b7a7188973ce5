# Builds the consumer in one way (WAY: shared, static, subdirectory) and runs it.
# Run by ctest: cmake -DWAY=… -DQUOIN_SOURCE=… -DQUOIN_BUILD=… -DFLAGS=… -DCXX=… -DCCACHE=… -P consume.cmake

# The flags and the depth of the folders are those of the build under test, whose objects ccache then has.
set(settings -G Ninja -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=${FLAGS}" -DCMAKE_CXX_COMPILER=${CXX})
set(work ${QUOIN_BUILD}-package-${WAY})
set(library_only -DQUOIN_BUILD_TESTS=OFF -DQUOIN_BUILD_EXAMPLES=OFF -DQUOIN_PRECOMPILED_HEADERS=ON)
if(CCACHE)
    list(APPEND settings -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE})
    set(ENV{CCACHE_SLOPPINESS} pch_defines,time_macros,include_file_mtime,include_file_ctime)
    set(ENV{CCACHE_BASEDIR} ${QUOIN_SOURCE})
    set(ENV{CCACHE_NOHASHDIR} 1)
endif()

function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(build_consumer)
    set(consumer ${work}-consumer)
    run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${consumer} ${settings} ${ARGV})
    run(${CMAKE_COMMAND} --build ${consumer} --parallel 2)
    run(${consumer}/consumer)
endfunction()

function(install_and_build_consumer library)
    set(prefix ${work}-prefix)
    file(REMOVE_RECURSE ${prefix}) # no header of an earlier run shall help
    run(${CMAKE_COMMAND} --install ${library} --prefix ${prefix})
    build_consumer(-DCMAKE_PREFIX_PATH=${prefix})
endfunction()

if(WAY STREQUAL "shared")
    install_and_build_consumer(${QUOIN_BUILD})
elseif(WAY STREQUAL "static")
    set(library ${work})
    run(${CMAKE_COMMAND} -S ${QUOIN_SOURCE} -B ${library} ${settings} ${library_only} -DBUILD_SHARED_LIBS=OFF)
    run(${CMAKE_COMMAND} --build ${library} --parallel 2)
    install_and_build_consumer(${library})
elseif(WAY STREQUAL "subdirectory")
    build_consumer(-DQUOIN_SOURCE=${QUOIN_SOURCE} ${library_only})
else()
    message(FATAL_ERROR "unknown way: '${WAY}'")
endif()
