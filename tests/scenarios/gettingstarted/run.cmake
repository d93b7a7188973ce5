# Builds the guide's program against an installed Quoin, runs it twice and looks at what it prints.
# Run by ctest: cmake -DQUOIN_BUILD=… -DSOURCE=… -DWORK=… -DCXX=… -P run.cmake
function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK}/prefix)
file(REMOVE_RECURSE ${prefix} ${WORK}/first/books.sqlite)
run(${CMAKE_COMMAND} --install ${QUOIN_BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/first -G Ninja -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${WORK}/first)

foreach(key IN ITEMS 1 2)
    execute_process(COMMAND ${WORK}/first/first WORKING_DIRECTORY ${WORK}/first
        OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "the program failed (${result}):\n${output}")
    endif()
    foreach(expected IN ITEMS "stored with the key ${key}" "The Dispossessed" "1974" "At most 200 characters" "At least 0")
        string(FIND "${output}" "${expected}" at)
        if(at EQUAL -1)
            message(FATAL_ERROR "\"${expected}\" is not in the output of run ${key}:\n${output}")
        endif()
    endforeach()
endforeach()
