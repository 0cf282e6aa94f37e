// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/call_groups.h"
#include "core/statistics/sections.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace core::statistics {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Scope;

/// Longer texts make filters that nobody can use.
constexpr std::size_t longestText = 1024;

/// Messages per code of a column, among the rows.
std::vector<std::uint64_t> countCodes(const Column& column, const filter::Bitmap& rows)
{
    std::vector<std::uint64_t> counts(column.codeCount);
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
        if (rows.test(row))
            ++counts[column.codes[row]];
    }
    return counts;
}

/// The same per text that is one; several codes may stand for one text.
std::map<std::string, std::uint64_t> countTexts(const Column& column, const filter::Bitmap& rows)
{
    std::map<std::string, std::uint64_t> counts;
    const std::vector<std::uint64_t> byCode = countCodes(column, rows);
    for (std::uint32_t code = 0; code < byCode.size(); ++code) {
        if (byCode[code] == 0)
            continue;
        const filter::Value value = column.valueOfCode(code);
        const auto text = filter::textIn(value);
        if (text && !text->empty() && text->size() <= longestText)
            counts[std::string{*text}] += byCode[code];
    }
    return counts;
}

template <typename Key>
std::vector<std::pair<Key, std::uint64_t>> mostFrequent(const std::map<Key, std::uint64_t>& counts,
                                                        std::size_t most)
{
    std::vector<std::pair<Key, std::uint64_t>> sorted{counts.begin(), counts.end()};
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (sorted.size() > most)
        sorted.resize(most);
    return sorted;
}

std::string addressText(const Column& column, std::uint32_t code)
{
    const filter::Value value = column.valueOfCode(code);
    const auto* address = std::get_if<net::IpAddress>(&value);
    return address != nullptr ? address->toString() : std::string{};
}

struct Peer {
    std::uint64_t sent = 0;
    std::uint64_t again = 0;
    std::uint64_t asked = 0;
    std::uint64_t timeouts = 0;
};

/// By code of the path: what each sent.
std::vector<Peer> countSenders(const Column& source, const Column& retransmission, const filter::Bitmap& rows)
{
    std::vector<Peer> senders(source.codeCount);
    for (std::size_t row = 0; row < source.codes.size(); ++row) {
        if (!rows.test(row))
            continue;
        Peer& peer = senders[source.codes[row]];
        ++peer.sent;
        if (retransmission.integers[row] != Column::absent)
            ++peer.again;
    }
    return senders;
}

std::map<std::string, Peer> peersOf(const Column& source, const Column& destination,
                                    const Column& retransmission, const Selection& selection,
                                    const Transactions& transactions)
{
    std::map<std::string, Peer> peers;
    const std::vector<Peer> senders = countSenders(source, retransmission, selection.rows(Scope::Message));
    for (std::uint32_t code = 0; code < senders.size(); ++code) {
        if (senders[code].sent == 0)
            continue;
        Peer& peer = peers[addressText(source, code)];
        peer.sent += senders[code].sent;
        peer.again += senders[code].again;
    }
    std::vector<Peer> asked(destination.codeCount);
    for (const Transaction& transaction : transactions.all) {
        Peer& peer = asked[destination.codes[transaction.requestRow]];
        ++peer.asked;
        peer.timeouts += transactions.hasTimedOut(transaction) ? 1U : 0U;
    }
    for (std::uint32_t code = 0; code < asked.size(); ++code) {
        if (asked[code].asked == 0)
            continue;
        Peer& peer = peers[addressText(destination, code)];
        peer.asked += asked[code].asked;
        peer.timeouts += asked[code].timeouts;
    }
    return peers;
}

/// Delays of the transactions of one method with one outcome.
using Outcomes = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::int64_t>>;

std::string conditionOf(const std::string& method, std::uint32_t status)
{
    const std::string name = filterText(method);
    return status == 0 ? "method == " + name
                       : "cseq.method == " + name + " and status == " + std::to_string(status);
}

} // namespace

base::Result<Section> methodSection(const Selection& selection, const Options& options)
{
    const auto column = selection.column(FieldId::Method);
    if (!column)
        return column.error();
    const filter::Bitmap& rows = selection.rows(Scope::Message);
    Section section{"methods",
                    "Requests by method",
                    {},
                    {{"requests", "requests", Unit::Count}, {"share", "share", Unit::Percent}},
                    {}};
    const auto counts = countTexts(*column, rows);
    std::uint64_t total = 0;
    for (const auto& [method, count] : counts)
        total += count;
    for (const auto& [method, count] : mostFrequent(counts, options.top))
        section.rows.push_back({method,
                                {static_cast<double>(count), percent(count, total)},
                                Scope::Message,
                                count,
                                selection.filterWith("method == " + filterText(method))});
    return section;
}

base::Result<Section> responseSection(const Selection& selection, const Options& options)
{
    const auto column = selection.column(FieldId::Status);
    if (!column)
        return column.error();
    const filter::Bitmap& rows = selection.rows(Scope::Message);
    std::map<std::int64_t, std::uint64_t> counts;
    std::uint64_t total = 0;
    for (std::size_t row = 0; row < column->integers.size(); ++row) {
        if (column->integers[row] == Column::absent || !rows.test(row))
            continue;
        ++counts[column->integers[row]];
        ++total;
    }
    Section section{"responses",
                    "Responses by status code",
                    {},
                    {{"responses", "responses", Unit::Count},
                     {"share", "share", Unit::Percent},
                     {"cumulative_share", "up to here", Unit::Percent}},
                    {}};
    std::uint64_t sum = 0;
    for (const auto& [status, count] : mostFrequent(counts, options.top)) {
        sum += count;
        section.rows.push_back({std::to_string(status),
                                {static_cast<double>(count), percent(count, total), percent(sum, total)},
                                Scope::Message,
                                count,
                                selection.filterWith("status == " + std::to_string(status))});
    }
    return section;
}

base::Result<Section> transactionSection(const Selection& selection, const Transactions& transactions,
                                         const Options& options)
{
    Outcomes outcomes;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> counts;
    for (const Transaction& transaction : transactions.all) {
        const std::pair key{transaction.method, transaction.finalStatus};
        ++counts[key];
        if (transaction.responseTime() != Column::absent)
            outcomes[key].push_back(transaction.responseTime());
    }
    Section section{"transactions",
                    "Transactions by method and final response",
                    "A transaction is Call-ID, CSeq and two hosts: what a proxy forks to one host is one.",
                    {{"transactions", "transactions", Unit::Count},
                     {"p50", "median", Unit::Seconds},
                     {"p95", "p95", Unit::Seconds}},
                    {}};
    for (const auto& [key, count] : mostFrequent(counts, options.top * 2)) {
        const auto& [method, status] = key;
        const std::string& name = transactions.methods[method];
        auto row = selection.row(name + (status == 0 ? " unanswered" : " " + std::to_string(status)),
                                 Scope::Message, conditionOf(name, status));
        if (!row)
            return row.error();
        const auto summary = summarise(outcomes[key]);
        row->values = {static_cast<double>(count),
                       summary ? std::optional{seconds(summary->p50)} : std::nullopt,
                       summary ? std::optional{seconds(summary->p95)} : std::nullopt};
        section.rows.push_back(*std::move(row));
    }
    return section;
}

base::Result<Section> userAgentSection(const Selection& selection, const Options& options)
{
    const auto groups = groupCalls(selection, GroupBy::UserAgent, options);
    if (!groups)
        return groups.error();
    const auto failed = selection.matching(Scope::Call, "state in {rejected, failed}");
    if (!failed)
        return failed.error();
    std::vector<std::uint64_t> bad(groups->groups.size());
    for (const CallGroups::Member& member : groups->members)
        bad[member.group] += failed->test(member.callRow) ? 1U : 0U;
    Section section{"user_agents",
                    "User agents",
                    "Calls of any type with a message from it; failed are those rejected or failed.",
                    {{"calls", "calls", Unit::Count},
                     {"failed", "failed", Unit::Count},
                     {"failure_rate", "failed", Unit::Percent}},
                    {}};
    for (std::size_t i = 0; i < bad.size(); ++i) {
        const CallGroups::Group& group = groups->groups[i];
        section.rows.push_back(
            {group.name,
             {static_cast<double>(group.calls), static_cast<double>(bad[i]), percent(bad[i], group.calls)},
             Scope::Call,
             group.calls,
             selection.filterWith(group.condition)});
    }
    return section;
}

base::Result<Section> peerSection(const Selection& selection, const Transactions& transactions,
                                  const Options& options)
{
    const auto source = selection.column(FieldId::SourceAddress);
    if (!source)
        return source.error();
    const auto destination = selection.column(FieldId::DestinationAddress);
    if (!destination)
        return destination.error();
    const auto retransmission = selection.column(FieldId::Retransmission);
    if (!retransmission)
        return retransmission.error();
    auto peers = peersOf(*source, *destination, *retransmission, selection, transactions);
    std::map<std::string, std::uint64_t> weights;
    for (const auto& [address, peer] : peers) {
        if (!address.empty())
            weights[address] = peer.sent + peer.asked;
    }
    Section section{"peers",
                    "Peers",
                    "Timeouts: asked, and no final response within 32 s.",
                    {{"messages", "messages", Unit::Count},
                     {"retransmissions", "sent again", Unit::Count},
                     {"retransmission_rate", "sent again", Unit::Percent},
                     {"transactions", "asked", Unit::Count},
                     {"timeouts", "timeouts", Unit::Count},
                     {"timeout_rate", "timeouts", Unit::Percent}},
                    {}};
    for (const auto& [address, weight] : mostFrequent(weights, options.top)) {
        const Peer& peer = peers[address];
        section.rows.push_back({address,
                                {static_cast<double>(peer.sent), static_cast<double>(peer.again),
                                 percent(peer.again, peer.sent), static_cast<double>(peer.asked),
                                 static_cast<double>(peer.timeouts), percent(peer.timeouts, peer.asked)},
                                Scope::Message,
                                peer.sent,
                                selection.filterWith("src.ip == " + address)});
    }
    return section;
}

} // namespace core::statistics
