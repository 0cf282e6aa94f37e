// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/sections.h"
#include "core/statistics/selected_streams.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <span>
#include <utility>

namespace core::statistics {
namespace {

constexpr double thousand = 1000;
constexpr std::int64_t millisecond = 1'000'000;

// Where bins begin; the last one has no end.
/// Thousandths of a percent: none at all is a bin of its own.
constexpr std::array<std::int64_t, 9> lossEdges{0, 1, 100, 500, 1'000, 2'000, 5'000, 10'000, 20'000};
constexpr std::array<std::int64_t, 9> jitterEdges{0,
                                                  1 * millisecond,
                                                  2 * millisecond,
                                                  5 * millisecond,
                                                  10 * millisecond,
                                                  20 * millisecond,
                                                  50 * millisecond,
                                                  100 * millisecond,
                                                  200 * millisecond};
/// Thousandths: how satisfied users are by ITU-T G.107 annex B, from nearly all dissatisfied up.
constexpr std::array<std::int64_t, 6> mosEdges{1'000, 2'580, 3'100, 3'600, 4'030, 4'340};

/// A figure of streams.
struct Figure {
    const char* key;
    const char* title;
    const char* note;
    const char* field; ///< of the filter language
    Unit unit;
    std::span<const std::int64_t> edges;
    std::optional<std::int64_t> (*valueOf)(const SelectedStream& stream);
};

constexpr std::array figures{
    Figure{"media_loss", "Packet loss of RTP streams", "", "rtp.loss", Unit::Percent, lossEdges,
           [](const SelectedStream& stream) { return std::optional{stream.loss}; }},
    Figure{"media_jitter", "Jitter of RTP streams", "The mean of RFC 3550 section 6.4.1 for each stream.",
           "rtp.jitter", Unit::Seconds, jitterEdges,
           [](const SelectedStream& stream) { return stream.jitter; }},
    Figure{"media_mos", "MOS of RTP streams",
           "Estimated by G.107, assuming 150 ms of one-way delay; classes by its annex B.", "rtp.mos",
           Unit::Score, mosEdges, [](const SelectedStream& stream) { return stream.mos; }}};

/// As reports have it.
double shown(Unit unit, std::int64_t value)
{
    return unit == Unit::Seconds ? seconds(value) : static_cast<double>(value) / thousand;
}

std::string literal(Unit unit, std::int64_t value)
{
    if (unit == Unit::Seconds)
        return secondsText(value) + " s";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld.%03lld", static_cast<long long>(value / 1000),
                  static_cast<long long>(value % 1000));
    return text.data();
}

/// One comparison: two could be true of two streams.
std::string binCondition(const Figure& figure, std::size_t bin)
{
    const std::string from = literal(figure.unit, figure.edges[bin]);
    if (bin + 1 == figure.edges.size())
        return std::string{figure.field} + " >= " + from;
    return std::string{figure.field} + " in {" + from + " .. " +
           literal(figure.unit, figure.edges[bin + 1] - 1) + "}";
}

/// "0 %", "0.1 .. 0.5 %", ">= 200 ms", "3.6 .. 4.03"
std::string binName(const Figure& figure, std::size_t bin)
{
    const auto number = [&](std::size_t edge) {
        std::array<char, 32> text{};
        const double value = shown(figure.unit, figure.edges[edge]);
        std::snprintf(text.data(), text.size(), "%g",
                      figure.unit == Unit::Seconds ? value * thousand : value);
        return std::string{text.data()};
    };
    const char* unit = figure.unit == Unit::Seconds ? " ms" : figure.unit == Unit::Percent ? " %" : "";
    const bool isLast = bin + 1 == figure.edges.size();
    if (!isLast && figure.edges[bin + 1] == figure.edges[bin] + 1)
        return number(bin) + unit; // nothing lies between
    return (isLast ? ">= " + number(bin) : number(bin) + " .. " + number(bin + 1)) + unit;
}

base::Result<Section> figureSection(const Selection& selection, const std::vector<SelectedStream>& streams,
                                    const Figure& figure)
{
    Section section{figure.key,
                    figure.title,
                    figure.note,
                    {{"from", "from", figure.unit},
                     {"to", "to", figure.unit},
                     {"streams", "streams", Unit::Count},
                     {"share", "share", Unit::Percent},
                     {"cumulative_share", "up to here", Unit::Percent}},
                    {}};
    std::vector<std::uint64_t> bins(figure.edges.size());
    std::uint64_t total = 0;
    for (const SelectedStream& stream : streams) {
        const auto value = figure.valueOf(stream);
        if (!value)
            continue;
        const auto after = std::upper_bound(figure.edges.begin() + 1, figure.edges.end(), *value);
        ++bins[static_cast<std::size_t>(after - figure.edges.begin()) - 1];
        ++total;
    }
    std::uint64_t sum = 0;
    for (std::size_t bin = 0; total != 0 && bin < bins.size(); ++bin) {
        sum += bins[bin];
        auto row = selection.row(binName(figure, bin), filter::Scope::Call, binCondition(figure, bin));
        if (!row)
            return row.error();
        row->values = {shown(figure.unit, figure.edges[bin]),
                       bin + 1 < bins.size() ? std::optional{shown(figure.unit, figure.edges[bin + 1])}
                                             : std::nullopt,
                       static_cast<double>(bins[bin]), percent(bins[bin], total), percent(sum, total)};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

/// The streams of one codec together.
struct CodecSums {
    std::uint64_t streams = 0;
    std::uint64_t packets = 0;
    std::uint64_t expected = 0;
    std::uint64_t missing = 0;
    std::vector<std::int64_t> jitter;
    std::vector<std::int64_t> mos;
    std::vector<std::uint32_t> callRows;

    void add(const SelectedStream& stream)
    {
        ++streams;
        packets += stream.packets;
        expected += stream.expected;
        missing += stream.missing;
        if (stream.jitter)
            jitter.push_back(*stream.jitter);
        if (stream.mos)
            mos.push_back(*stream.mos);
        if (stream.callRow)
            callRows.push_back(*stream.callRow);
    }

    [[nodiscard]] std::vector<std::optional<double>> values()
    {
        const auto jitters = summarise(jitter);
        const auto scores = summarise(mos);
        const auto score = [](std::int64_t value) { return static_cast<double>(value) / thousand; };
        return {static_cast<double>(streams),
                static_cast<double>(packets),
                percent(missing, expected),
                jitters ? std::optional{jitters->mean / 1e9} : std::nullopt,
                jitters ? std::optional{seconds(jitters->p95)} : std::nullopt,
                scores ? std::optional{scores->mean / thousand} : std::nullopt,
                scores ? std::optional{score(scores->minimum)} : std::nullopt};
    }
};

base::Result<Section> codecSection(const Selection& selection, const std::vector<SelectedStream>& streams,
                                   const Options& options)
{
    Section section{"media_codecs",
                    "RTP streams by codec",
                    "Loss: of all packets together. Streams of no call count where no filter is set.",
                    {{"streams", "streams", Unit::Count},
                     {"packets", "packets", Unit::Count},
                     {"loss", "loss", Unit::Percent},
                     {"jitter", "jitter", Unit::Seconds},
                     {"jitter_p95", "jitter p95", Unit::Seconds},
                     {"mos", "MOS", Unit::Score},
                     {"mos_min", "MOS min", Unit::Score}},
                    {}};
    std::map<std::string, CodecSums> codecs;
    for (const SelectedStream& stream : streams)
        codecs[stream.codec].add(stream);
    for (auto& [codec, sums] : codecs) {
        auto row = codec.empty()
                       ? selection.rowOfCalls("unknown", std::move(sums.callRows), "not rtp.codec")
                       : selection.row(codec, filter::Scope::Call, "rtp.codec == " + filterText(codec));
        if (!row)
            return row.error();
        row->values = sums.values();
        section.rows.push_back(*std::move(row));
    }
    std::stable_sort(section.rows.begin(), section.rows.end(),
                     [](const Row& a, const Row& b) { return a.values[0] > b.values[0]; });
    if (section.rows.size() > options.top)
        section.rows.resize(options.top);
    return section;
}

} // namespace

base::Result<std::vector<Section>>
mediaSections(const Selection& selection, const std::vector<SelectedStream>& streams, const Options& options)
{
    std::vector<Section> sections;
    auto codecs = codecSection(selection, streams, options);
    if (!codecs)
        return codecs.error();
    sections.push_back(*std::move(codecs));
    for (const Figure& figure : figures) {
        auto section = figureSection(selection, streams, figure);
        if (!section)
            return section.error();
        sections.push_back(*std::move(section));
    }
    return sections;
}

} // namespace core::statistics
