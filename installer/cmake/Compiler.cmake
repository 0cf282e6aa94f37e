# SPDX-License-Identifier: GPL-3.0-or-later
# Language level and warnings for everything we compile. Presets add -Werror and sanitizers;
# a packager who uses no preset gets neither.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release)
endif()

option(RHAPSODE_WERROR "Treat warnings as errors" OFF)
set(RHAPSODE_SANITIZE "" CACHE STRING "Sanitizers, for instance address,undefined or thread")
option(RHAPSODE_UNITY "Compile several files of a library at once" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # ccache must be told that precompiled headers may be trusted.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        ${CCACHE_PROGRAM})
endif()

add_library(project_warnings INTERFACE)
target_compile_options(project_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wduplicated-branches -Wlogical-op>
    $<$<BOOL:${RHAPSODE_WERROR}>:-Werror>)
# g++ 12 reports -Wrestrict inside its own std::string for `"text" + std::to_string(n)` (GCC bug 105329), and at
# -O3 -Wmaybe-uninitialized in the std::variant of a Result and in braced temporaries; clang and the sanitizers
# see what is really uninitialised.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(project_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
# A private class of one file is no class of an included header, though it looks like one to g++.
if(RHAPSODE_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(project_warnings INTERFACE -Wno-subobject-linkage)
endif()

if(RHAPSODE_SANITIZE)
    add_compile_options(-fsanitize=${RHAPSODE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    add_link_options(-fsanitize=${RHAPSODE_SANITIZE})
    # The instrumented code makes g++ see overflows that are not there; without sanitizers these warnings are on.
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
        $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(RHAPSODE_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(CMAKE_CXX_CLANG_TIDY)
    # The rules are part of the command line, so that ninja checks everything anew when they change.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS .clang-tidy tests/.clang-tidy)
    file(SHA256 ${PROJECT_SOURCE_DIR}/.clang-tidy rules)
    file(SHA256 ${PROJECT_SOURCE_DIR}/tests/.clang-tidy test_rules)
    string(SHA256 rules "${rules}${test_rules}")
    string(SUBSTRING ${rules} 0 16 rules)
    list(APPEND CMAKE_CXX_CLANG_TIDY --extra-arg=-DRHAPSODE_TIDY_RULES=${rules})
    # What AUTOMOC and the translations generate is not ours to improve: this file is nearer to it than the one at
    # the top. One check must stay on, or clang-tidy complains.
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/.clang-tidy CONTENT "Checks: '-*,misc-misplaced-const'\n")
endif()
