# SPDX-License-Identifier: GPL-3.0-or-later
# How our targets are made: one static library per folder of core and ui, one executable per test.

# moc of Qt 6.4 cannot read libstdc++'s <concepts> when a file reaches it first; it needs nothing from there.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

# rhapsode_unity(target): compiles its sources eight at a time where the preset asks for it (RHAPSODE_UNITY): most
# of what a file costs is reading the same headers. Not in the presets for developers and clang-tidy, where every
# file must stand on its own and a change must compile little.
function(rhapsode_unity target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${RHAPSODE_UNITY} UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# rhapsode_library(core_sip SOURCES a.cpp... HEADERS a.h... DEPENDS core_base... [PRIVATE lib...])
function(rhapsode_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;DEPENDS;PRIVATE" ${ARGN})
    if(ARG_SOURCES)
        add_library(${name} STATIC ${ARG_SOURCES} ${ARG_HEADERS})
        target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
        target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE} project_warnings)
        rhapsode_unity(${name})
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
        target_link_libraries(${name} INTERFACE ${ARG_DEPENDS})
    endif()
endfunction()

# rhapsode_ui_library(ui_ladder SOURCES ... HEADERS ... DEPENDS ... [PRIVATE ...]): the same with Qt.
function(rhapsode_ui_library name)
    rhapsode_library(${name} ${ARGN})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
        QT_NO_URL_CAST_FROM_STRING QT_USE_QSTRINGBUILDER)
    target_link_libraries(${name} PUBLIC Qt6::Widgets)
endfunction()

# rhapsode_test_headers(): what every test includes, read once by g++ for all of them; reading it is half of what
# compiling a test costs. One set for those of core, one for those of ui.
function(rhapsode_test_headers)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        return()
    endif()
    # Paths of a folder on the command line would make the headers of every folder different ones.
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
    set(kinds Core)
    if(RHAPSODE_GUI)
        list(APPEND kinds Widgets)
    endif()
    foreach(kind IN LISTS kinds)
        add_library(test_headers_${kind} OBJECT ${PROJECT_SOURCE_DIR}/tests/support/test_headers.cpp)
        target_link_libraries(test_headers_${kind} PRIVATE Qt6::${kind} Qt6::Test project_warnings)
        target_compile_options(test_headers_${kind} PRIVATE ${rhapsode_test_options})
        target_precompile_headers(test_headers_${kind} PRIVATE <QtTest/QTest> <QByteArray> <QList> <QString>
            <algorithm> <array> <chrono> <filesystem> <functional> <map> <memory> <optional> <span> <string>
            <string_view> <variant> <vector>)
    endforeach()
endfunction()

# A test's own code is run once: compiling it well costs more than that saves.
set(rhapsode_test_options $<$<NOT:$<CONFIG:Debug>>:-O0>)

# There are many of them, and this linker takes a fifth of the time where there is no debug information.
set(rhapsode_test_linker)
find_program(LD_GOLD ld.gold)
if(LD_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(rhapsode_test_linker -fuse-ld=gold)
endif()

# rhapsode_test(tst_via.cpp LIBS core_sip [LABELS unit|system] [TIMEOUT 60]): a Qt Test executable named
# after its folder and file; it runs without a display.
function(rhapsode_test source)
    cmake_parse_arguments(ARG "" "TIMEOUT" "LIBS;LABELS;EXTRA" ${ARGN})
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" "_" prefix "${folder}")
    get_filename_component(base ${source} NAME_WE)
    set(name ${prefix}_${base})
    # Each holds one class that includes its own moc file; AUTOMOC would give each a second file to compile.
    qt_generate_moc(${source} ${CMAKE_CURRENT_BINARY_DIR}/${base}.moc)
    add_executable(${name} ${source} ${base}.moc ${ARG_EXTRA})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test project_warnings)
    target_compile_options(${name} PRIVATE ${rhapsode_test_options})
    target_link_options(${name} PRIVATE ${rhapsode_test_linker})
    # A library that adds a definition of its own makes them other headers to g++.
    if(TARGET test_headers_Core AND NOT "${ARG_LIBS}" MATCHES "Qt6::Network")
        set(kind Core)
        if("${ARG_LIBS}" MATCHES "ui_|Qt6::(Gui|Widgets)")
            set(kind Widgets)
        endif()
        target_precompile_headers(${name} REUSE_FROM test_headers_${kind})
    endif()
    add_test(NAME ${folder}/${base} COMMAND ${name})
    if(NOT ARG_LABELS)
        set(ARG_LABELS unit)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    set_tests_properties(${folder}/${base} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    if(RHAPSODE_SANITIZE MATCHES thread)
        set_property(TEST ${folder}/${base} APPEND PROPERTY ENVIRONMENT
            "TSAN_OPTIONS=die_after_fork=0:suppressions=${PROJECT_SOURCE_DIR}/installer/cmake/tsan.supp")
    endif()
endfunction()

# rhapsode_regression_test(message_parser LIBS core_sip): tst_message_parser_regressions.cpp, which gives the inputs
# that once failed to tests/fuzz/fuzz_message_parser.cpp.
function(rhapsode_regression_test name)
    rhapsode_test(tst_${name}_regressions.cpp ${ARGN} EXTRA ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_${name}.cpp)
    set_source_files_properties(tst_${name}_regressions.cpp PROPERTIES COMPILE_DEFINITIONS
        REGRESSIONS_FOLDER="${PROJECT_SOURCE_DIR}/tests/fuzz/regressions/fuzz_${name}")
endfunction()

# rhapsode_fuzzer(fuzz_message_parser.cpp LIBS core_sip): a libFuzzer executable named after its file. The
# libraries are built with -fsanitize=fuzzer-no-link when RHAPSODE_FUZZ is on (see Compiler.cmake). As a test it
# reads every input that once failed (tests/fuzz/regressions/NAME) and searches for new ones for five seconds.
function(rhapsode_fuzzer source)
    cmake_parse_arguments(ARG "" "" "LIBS" ${ARGN})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} project_warnings)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set(found ${CMAKE_CURRENT_BINARY_DIR}/corpus/${name})
    set(regressions ${CMAKE_CURRENT_SOURCE_DIR}/regressions/${name})
    file(MAKE_DIRECTORY ${found})
    if(NOT IS_DIRECTORY ${regressions})
        set(regressions)
    endif()
    add_test(NAME fuzz/${name} COMMAND ${name} -max_total_time=5 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
        -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/ ${found} ${regressions})
    set_tests_properties(fuzz/${name} PROPERTIES LABELS fuzz TIMEOUT 120)
endfunction()
