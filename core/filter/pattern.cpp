// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/filter/pattern.h"

#include <array>
#include <cstdint>
#include <pcre2.h>

namespace core::filter {
namespace {

constexpr std::size_t longestExpression = 16'384;
constexpr std::uint32_t mostSteps = 200'000;
constexpr std::uint32_t mostKibibytes = 4'096;

struct Deleter {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }

    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }

    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }

    void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};

template <typename T>
using Owned = std::unique_ptr<T, Deleter>;

PCRE2_SPTR asUnits(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::string messageOf(int error)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

Owned<pcre2_match_context> boundedContext()
{
    Owned<pcre2_match_context> context{pcre2_match_context_create(nullptr)};
    pcre2_set_match_limit(context.get(), mostSteps);
    pcre2_set_heap_limit(context.get(), mostKibibytes);
    return context;
}

} // namespace

struct Pattern::Code {
    Owned<pcre2_code> code;
    std::string expression;
};

std::variant<Pattern, Pattern::Failure> Pattern::compile(std::string_view expression)
{
    const Owned<pcre2_compile_context> context{pcre2_compile_context_create(nullptr)};
    pcre2_set_max_pattern_length(context.get(), longestExpression);
    int error = 0;
    PCRE2_SIZE offset = 0;
    // Bytes, not UTF-8: messages may hold anything.
    Owned<pcre2_code> code{pcre2_compile(asUnits(expression), expression.size(),
                                         PCRE2_CASELESS | PCRE2_NEVER_UTF, &error, &offset, context.get())};
    if (!code)
        return Failure{std::min(offset, expression.size()), messageOf(error)};
    // Without JIT (where the system forbids it) matching works too, only slower.
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
    return Pattern{std::make_shared<const Code>(Code{std::move(code), std::string{expression}})};
}

const std::string& Pattern::expression() const
{
    return m_code->expression;
}

Pattern::Outcome Pattern::find(std::string_view text) const
{
    thread_local const Owned<pcre2_match_context> context = boundedContext();
    thread_local const Owned<pcre2_match_data> data{pcre2_match_data_create(1, nullptr)};
    const int result =
        pcre2_match(m_code->code.get(), asUnits(text), text.size(), 0, 0, data.get(), context.get());
    if (result >= 0)
        return Outcome::Yes;
    return result == PCRE2_ERROR_NOMATCH ? Outcome::No : Outcome::TooManySteps;
}

} // namespace core::filter
