// SPDX-License-Identifier: GPL-3.0-or-later
// Filters over a million rows: columns in memory, and the bytes behind them.
#include "core/base/ascii.h"
#include "core/filter/filter.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace core;

namespace {

constexpr std::size_t messages = 1'000'000;
constexpr std::size_t messagesPerCall = 6;
constexpr std::size_t users = 100'000;
constexpr std::size_t distinctTexts = 1'000;

/// Synthetic columns: numbers by arithmetic, texts from dictionaries of the sizes that real captures have.
class SyntheticData : public filter::FilterData {
public:
    SyntheticData()
    {
        for (std::size_t i = 0; i < users; ++i)
            m_users.push_back("subscriber-" + std::to_string(i * 7'919 % users));
        for (std::size_t i = 0; i < messages; ++i) {
            m_status.push_back(i % 3 == 0 ? filter::Column::absent
                                          : static_cast<std::int64_t>(100 + (i * 37 % 5) * 86));
            m_userCodes.push_back(static_cast<std::uint32_t>(i * 31 % users));
            m_callRows.push_back(static_cast<std::uint32_t>(i / messagesPerCall));
        }
        for (std::size_t i = 0; i < distinctTexts; ++i)
            m_texts.push_back("INVITE sip:bob@biloxi.example SIP/2.0\r\nFrom: <sip:" + m_users[i] +
                              "@a.example>\r\n" + std::string(500, 'x') + "\r\n\r\n");
    }

    [[nodiscard]] std::size_t rows(filter::Scope scope) const override
    {
        return scope == filter::Scope::Message ? messages : messages / messagesPerCall + 1;
    }

    base::Result<filter::Column> column(const filter::Field& field) override
    {
        if (field.id == filter::FieldId::FromUser)
            return filter::Column{{}, m_userCodes, users, [this](std::uint32_t code) -> filter::Value {
                                      return std::string_view{m_users[code]};
                                  }};
        return filter::Column{m_status, {}, 0, {}};
    }

    base::Result<std::span<const std::uint32_t>> callRowOfMessage() override
    {
        return std::span<const std::uint32_t>{m_callRows};
    }

    base::Status scanMessages(const filter::Bitmap& candidates,
                              const std::function<void(std::size_t, std::span<const std::byte>)>& visit,
                              std::stop_token) override
    {
        const auto scanHalf = [&](std::size_t first, std::size_t last) {
            for (std::size_t row = first; row < last; ++row) {
                if (candidates.test(row))
                    visit(row, base::asBytes(m_texts[row % distinctTexts]));
            }
        };
        const std::jthread other{scanHalf, messages / 2, messages};
        scanHalf(0, messages / 2);
        return {};
    }

private:
    std::vector<std::string> m_users;
    std::vector<std::int64_t> m_status;
    std::vector<std::uint32_t> m_userCodes;
    std::vector<std::uint32_t> m_callRows;
    std::vector<std::string> m_texts;
};

void evaluate(benchmark::State& state, const char* text, filter::Scope scope)
{
    static SyntheticData data;
    const auto parsed = filter::Filter::parse(text, scope);
    const auto& filter = std::get<filter::Filter>(parsed);
    std::size_t found = 0;
    for (auto _ : state) {
        const auto rows = filter.evaluate(data);
        if (!rows)
            std::abort(); // the bench itself is wrong
        found = rows->count();
        benchmark::DoNotOptimize(found);
    }
    state.counters["found"] = static_cast<double>(found);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(messages));
}

void parse(benchmark::State& state)
{
    for (auto _ : state) {
        auto parsed = filter::Filter::parse(
            "method == INVITE and (from.user contains alice or src.ip == 10.0.0.0/8) and call.pdd > 3 s",
            filter::Scope::Call);
        benchmark::DoNotOptimize(parsed);
    }
    state.SetItemsProcessed(state.iterations());
}

} // namespace

BENCHMARK(parse)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate, status, "status == 4xx", filter::Scope::Message)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, userContains, "from.user contains 1738", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, userMatches, "from.user matches \"17.8$\"", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, both, "status == 4xx and from.user contains 1738", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, callsWithStatus, "status == 4xx", filter::Scope::Call)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluate, word, "subscriber-77", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(evaluate, textMatches, "text matches \"subscriber-7+@\"", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(evaluate, header, "sip.From contains 77", filter::Scope::Message)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

BENCHMARK_MAIN();
