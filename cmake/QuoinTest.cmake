# quoin_add_test(tst_name [SOURCES file…] [LIBRARIES target…] [LABELS label…] [TIMEOUT seconds])
# One Qt Test program: tst_name.cpp and what else is named. Without a label it needs no database.
# The label "database" says that it runs against the servers that scripts/test starts.
# Where a source declares models, tst_name.metatypes compares each with what moc writes of it at build time.
function(quoin_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS")
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE Quoin::Orm quoin-test-support quoin-warnings Qt6::Test ${arg_LIBRARIES})
    if(QUOIN_PRECOMPILED_HEADERS)
        target_precompile_headers(${name} REUSE_FROM quoin-test-headers)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set(support ${PROJECT_SOURCE_DIR}/tests/support)
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT}
        LABELS "${arg_LABELS}"
        ENVIRONMENT "TSAN_OPTIONS=suppressions=${support}/tsan.supp;LSAN_OPTIONS=suppressions=${support}/lsan.supp")
    foreach(file IN LISTS arg_SOURCES ITEMS ${name}.cpp)
        cmake_path(ABSOLUTE_PATH file)
        file(STRINGS ${file} models REGEX "QUOIN_MODEL\\(" LIMIT_COUNT 1)
        if(models)
            _quoin_compare_models(${name} "${arg_LIBRARIES}")
            break()
        endif()
    endforeach()
endfunction()

function(_quoin_compare_models name libraries)
    qt_extract_metatypes(${name} OUTPUT_FILES metatypes)
    foreach(library IN LISTS libraries) # those that hold models, too
        if(TARGET ${library})
            get_target_property(shared ${library} INTERFACE_QT_META_TYPES_BUILD_FILE)
            if(shared)
                string(APPEND metatypes ":${shared}")
            endif()
        endif()
    endforeach()
    target_link_libraries(${name} PRIVATE quoin-test-modelcheck)
    add_test(NAME ${name}.metatypes COMMAND ${name})
    set_tests_properties(${name}.metatypes PROPERTIES
        ENVIRONMENT "QUOIN_CHECK_METATYPES=${metatypes}"
        PASS_REGULAR_EXPRESSION "[1-9][0-9]* models compared: they agree")
endfunction()
