# quoin_add_models(<target>
#                  [RELATED_TARGETS <target>…]         targets whose models these point at; they were given to quoin_add_models() too
#                  [MANUAL_MOC_JSON_FILES <file>…]     for headers that AUTOMOC does not see (as in qt_extract_metatypes)
#                  [OUTPUT_FILES <variable>])          the metatypes JSON, for quoin and quoin-designer
#
# Has moc describe the target's models as JSON and checks them in the build: a misspelt option or a relation to a class that is no model fails the build of the target, with
# class and property named. QUOIN_EXECUTABLE names the quoin to run where the package's own cannot (cross-compiling).
function(quoin_add_models target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_FILES" "RELATED_TARGETS;MANUAL_MOC_JSON_FILES")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "quoin_add_models(${target}) does not know: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_MANUAL_MOC_JSON_FILES)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
    set(manual)
    if(arg_MANUAL_MOC_JSON_FILES)
        set(manual MANUAL_MOC_JSON_FILES ${arg_MANUAL_MOC_JSON_FILES})
    endif()
    qt_extract_metatypes(${target} OUTPUT_FILES metatypes ${manual})
    if(NOT metatypes) # extracted before, for QML or by hand
        get_target_property(metatypes ${target} INTERFACE_QT_META_TYPES_BUILD_FILE)
    endif()
    if(arg_OUTPUT_FILES)
        set(${arg_OUTPUT_FILES} ${metatypes} PARENT_SCOPE)
    endif()

    if(QUOIN_EXECUTABLE)
        set(quoin ${QUOIN_EXECUTABLE})
    elseif(TARGET Quoin::quoin)
        set(quoin Quoin::quoin)
    else()
        message(WARNING "The models of ${target} are not checked: Quoin was built without its command line (QUOIN_BUILD_TOOLS). "
            "Set QUOIN_EXECUTABLE to a quoin that can run here.")
        return()
    endif()
    set(related)
    foreach(other IN LISTS arg_RELATED_TARGETS)
        get_target_property(file ${other} INTERFACE_QT_META_TYPES_BUILD_FILE)
        if(NOT file)
            message(FATAL_ERROR "quoin_add_models(${target} RELATED_TARGETS ${other}): call quoin_add_models(${other}) before.")
        endif()
        list(APPEND related ${file})
    endforeach()
    set(checked ${CMAKE_CURRENT_BINARY_DIR}/meta_types/${target}_models.checked)
    add_custom_command(OUTPUT ${checked}
        COMMAND ${quoin} check --quiet ${metatypes} ${related}
        COMMAND ${CMAKE_COMMAND} -E touch ${checked}
        DEPENDS ${metatypes} ${related} ${quoin} # an executable target rebuilds the check when it changes
        COMMENT "Checking the models of ${target}"
        VERBATIM)
    set_source_files_properties(${checked} PROPERTIES GENERATED TRUE SKIP_AUTOGEN ON)
    target_sources(${target} PRIVATE ${checked})
    foreach(other IN LISTS arg_RELATED_TARGETS)
        add_dependencies(${target} ${other}) # whose JSON is written with it
    endforeach()
endfunction()
