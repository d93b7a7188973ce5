# What find_package(Quoin) finds: the library, its public headers and the package's description.
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Quoin)

install(TARGETS quoin-orm EXPORT QuoinTargets FILE_SET HEADERS)
install(EXPORT QuoinTargets NAMESPACE Quoin:: DESTINATION ${package_folder})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/QuoinConfig.cmake.in QuoinConfig.cmake
    INSTALL_DESTINATION ${package_folder})
# Before 1.0 a minor version may break its users.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/QuoinConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/QuoinConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/QuoinConfigVersion.cmake
    ${CMAKE_CURRENT_LIST_DIR}/QuoinDependencies.cmake ${CMAKE_CURRENT_LIST_DIR}/QuoinModels.cmake
    DESTINATION ${package_folder})
