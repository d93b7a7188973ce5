# Builds a program against an installed Quoin, runs it twice and looks at what it prints.
# Run by ctest: cmake -DQUOIN_BUILD=… -DNAME=… -DSOURCE=… -DWORK=… -DCXX=… -DEXPECTED=… -P run.cmake
function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK}/prefix)
set(home ${WORK}/home) # where the program makes its database
file(REMOVE_RECURSE ${prefix} ${home})
file(MAKE_DIRECTORY ${home})
run(${CMAKE_COMMAND} --install ${QUOIN_BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${WORK}/build)

foreach(round IN ITEMS first second)
    execute_process(COMMAND ${WORK}/build/${NAME} WORKING_DIRECTORY ${home}
        OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "the ${round} run failed (${result}):\n${output}")
    endif()
    foreach(expected IN LISTS EXPECTED)
        string(FIND "${output}" "${expected}" at)
        if(at EQUAL -1)
            message(FATAL_ERROR "\"${expected}\" is not in the output of the ${round} run:\n${output}")
        endif()
    endforeach()
endforeach()
