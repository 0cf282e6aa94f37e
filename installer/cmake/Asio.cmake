# SPDX-License-Identifier: GPL-3.0-or-later
# Standalone Asio with its TLS streams, compiled once. Asio comes as headers only; rhapsode_asio holds the code
# behind them, and whoever links it sees declarations. Only .cpp files of core/capture and core/forward include it.
find_path(ASIO_INCLUDE_DIR asio/ssl.hpp REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)

# Asio asks the standard library's macros whether it has aligned_alloc. Whoever includes Asio first gets another
# answer than everybody else, and frees with the wrong function: a standard header goes first here, too.
set(asio_code ${CMAKE_BINARY_DIR}/asio/asio.cpp)
file(CONFIGURE OUTPUT ${asio_code} CONTENT "#include <cstddef>\n#include <asio/impl/src.hpp>\n#include <asio/ssl/impl/src.hpp>\n")
add_library(rhapsode_asio STATIC ${asio_code})
target_include_directories(rhapsode_asio SYSTEM PUBLIC ${ASIO_INCLUDE_DIR})
target_compile_definitions(rhapsode_asio PUBLIC ASIO_STANDALONE ASIO_SEPARATE_COMPILATION ASIO_NO_DEPRECATED)
target_link_libraries(rhapsode_asio PUBLIC OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
set_target_properties(rhapsode_asio PROPERTIES CXX_CLANG_TIDY "")
