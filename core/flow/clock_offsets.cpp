// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/clock_offsets.h"

#include "core/flow/clock_comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace core::flow {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Scope;

/// Capture points that are compared, and messages of one call that are looked at.
constexpr std::size_t mostPoints = 200;
constexpr std::size_t mostMessagesOfCall = 500;

class ClockSurvey {
public:
    ClockSurvey(session::SessionTable& table, std::stop_token stop) : m_table(table), m_stop(std::move(stop))
    {
    }

    base::Result<std::vector<CapturePoint>> make()
    {
        if (base::Status loaded = load(); !loaded)
            return loaded.error();
        nameThePoints();
        if (m_points.size() > 1) {
            compareSamePackets();
            compareExchanges();
        }
        if (m_stop.stop_requested())
            return base::Error{base::ErrorCode::Cancelled, {}, {}};
        return inOrder();
    }

private:
    using PointPair = std::pair<std::size_t, std::size_t>; ///< the lower first

    base::Status load()
    {
        const auto ids = m_table.reader().messageIds();
        if (!ids)
            return ids.error();
        m_ids = *ids;
        for (const auto& [column, id] :
             {std::pair{&m_time, FieldId::MessageTime}, std::pair{&m_sourceName, FieldId::MessageSource},
              std::pair{&m_agentId, FieldId::AgentId}, std::pair{&m_agentName, FieldId::AgentName},
              std::pair{&m_from, FieldId::SourceAddress}, std::pair{&m_to, FieldId::DestinationAddress},
              std::pair{&m_duplicate, FieldId::Duplicate},
              std::pair{&m_retransmission, FieldId::Retransmission}, std::pair{&m_cseq, FieldId::CSeqNumber},
              std::pair{&m_method, FieldId::CSeqMethod}, std::pair{&m_status, FieldId::Status}}) {
            auto loaded = m_table.column(filter::field(id));
            if (!loaded)
                return loaded.error();
            *column = *std::move(loaded);
        }
        const auto callRows = m_table.callRowOfMessage();
        if (!callRows)
            return callRows.error();
        m_callRows = *callRows;
        return {};
    }

    void nameThePoints()
    {
        std::map<std::tuple<std::uint32_t, std::int64_t, std::uint32_t>, std::size_t> known;
        m_pointOf.resize(m_callRows.size());
        for (std::size_t row = 0; row < m_callRows.size(); ++row) {
            const std::tuple place{m_sourceName.codes[row], m_agentId.integers[row], m_agentName.codes[row]};
            auto found = known.find(place);
            if (found == known.end()) {
                if (m_points.size() < mostPoints)
                    m_points.push_back(pointAt(row));
                found = known.emplace(place, m_points.size() - 1).first;
            }
            m_pointOf[row] = found->second;
            ++m_points[found->second].messages;
        }
    }

    [[nodiscard]] CapturePoint pointAt(std::size_t row) const
    {
        CapturePoint point;
        point.source = textOf(m_sourceName, row);
        point.agentName = textOf(m_agentName, row);
        if (m_agentId.integers[row] != Column::absent)
            point.agentId = static_cast<std::uint32_t>(m_agentId.integers[row]);
        return point;
    }

    static std::string textOf(const Column& column, std::size_t row)
    {
        const filter::Value value = column.valueOfCode(column.codes[row]);
        return std::string{filter::textIn(value).value_or(std::string_view{})};
    }

    static net::IpAddress addressOf(const Column& column, std::size_t row)
    {
        const filter::Value value = column.valueOfCode(column.codes[row]);
        const auto* address = std::get_if<net::IpAddress>(&value);
        return address == nullptr ? net::IpAddress{} : *address;
    }

    [[nodiscard]] std::int64_t laterBy(std::size_t row, std::size_t thanRow) const
    {
        return m_time.integers[row] - m_time.integers[thanRow];
    }

    void compareSamePackets()
    {
        for (std::size_t row = 0; row < m_pointOf.size(); ++row) {
            if (m_duplicate.integers[row] == Column::absent)
                continue;
            const auto first = m_ids.rowOf(m_duplicate.integers[row]);
            if (!first || *first >= m_pointOf.size() || m_pointOf[*first] == m_pointOf[row])
                continue;
            const bool isInOrder = m_pointOf[*first] < m_pointOf[row];
            const std::int64_t later = laterBy(row, *first);
            m_comparisons[std::minmax(m_pointOf[*first], m_pointOf[row])].addSamePacket(
                addressOf(m_from, row), addressOf(m_to, row), isInOrder ? later : -later);
        }
    }

    /// Messages by calls, of which several points saw some.
    void compareExchanges()
    {
        std::vector<std::uint32_t> rows(m_callRows.size());
        std::iota(rows.begin(), rows.end(), 0U);
        std::ranges::stable_sort(rows, {}, [this](std::uint32_t row) { return m_callRows[row]; });
        for (std::size_t first = 0; first < rows.size() && !m_stop.stop_requested();) {
            std::size_t end = first + 1;
            while (end < rows.size() && m_callRows[rows[end]] == m_callRows[rows[first]])
                ++end;
            compareExchangesOf(std::span{rows}.subspan(first, std::min(end - first, mostMessagesOfCall)));
            first = end;
        }
    }

    [[nodiscard]] bool isFirstSighting(std::size_t row) const
    {
        return m_duplicate.integers[row] == Column::absent &&
               m_retransmission.integers[row] == Column::absent;
    }

    void compareExchangesOf(std::span<const std::uint32_t> rows)
    {
        const auto isElsewhere = [&](std::uint32_t row) { return m_pointOf[row] != m_pointOf[rows.front()]; };
        if (std::ranges::none_of(rows, isElsewhere))
            return;
        for (const std::uint32_t request : rows) {
            if (m_status.integers[request] != Column::absent || !isFirstSighting(request))
                continue;
            for (const std::uint32_t forwarded : rows) {
                if (isNextHop(request, forwarded))
                    addResponses(rows, request, forwarded);
            }
        }
    }

    /// The other point saw it leave the host that it went to here.
    [[nodiscard]] bool isNextHop(std::size_t row, std::size_t next) const
    {
        return m_pointOf[row] != m_pointOf[next] && isFirstSighting(next) && isSameKind(row, next) &&
               addressOf(m_to, row) == addressOf(m_from, next);
    }

    /// The same CSeq. Codes of methods are those of whole start lines, so the texts are compared.
    [[nodiscard]] bool isSameTransaction(std::size_t a, std::size_t b) const
    {
        return m_cseq.integers[a] == m_cseq.integers[b] &&
               m_method.valueOfCode(m_method.codes[a]) == m_method.valueOfCode(m_method.codes[b]);
    }

    [[nodiscard]] bool isSameKind(std::size_t a, std::size_t b) const
    {
        return m_status.integers[a] == m_status.integers[b] && isSameTransaction(a, b);
    }

    /// A response that took the same two hops back.
    void addResponses(std::span<const std::uint32_t> rows, std::size_t request, std::size_t forwarded)
    {
        const auto answers = [this](std::size_t row, std::size_t to) {
            return m_status.integers[row] != Column::absent && m_status.integers[row] > 100 &&
                   isSameTransaction(row, to) && m_pointOf[row] == m_pointOf[to] && isFirstSighting(row) &&
                   addressOf(m_from, row) == addressOf(m_to, to) &&
                   addressOf(m_to, row) == addressOf(m_from, to);
        };
        for (const std::uint32_t far : rows) {
            if (!answers(far, forwarded))
                continue;
            for (const std::uint32_t near : rows) {
                if (!answers(near, request) || !isSameKind(near, far))
                    continue;
                addExchange(request, laterBy(forwarded, request), forwarded, laterBy(near, far));
                break;
            }
        }
    }

    void addExchange(std::size_t request, std::int64_t requestLater, std::size_t forwarded,
                     std::int64_t responseLater)
    {
        ClockComparison& comparison = m_comparisons[std::minmax(m_pointOf[request], m_pointOf[forwarded])];
        // The second point's clock ahead makes the request late and the response early.
        if (m_pointOf[request] < m_pointOf[forwarded])
            comparison.addExchange(requestLater, responseLater);
        else
            comparison.addExchange(responseLater, requestLater);
    }

    std::vector<CapturePoint> inOrder()
    {
        std::vector<std::size_t> order(m_points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, std::greater<>{},
                                 [this](std::size_t point) { return m_points[point].messages; });
        if (!order.empty())
            compareAllWith(order.front());
        for (const auto& [pair, comparison] : m_comparisons) {
            m_points[pair.first].shared += comparison.samePackets();
            m_points[pair.second].shared += comparison.samePackets();
        }
        std::vector<CapturePoint> sorted;
        sorted.reserve(order.size());
        for (const std::size_t point : order)
            sorted.push_back(std::move(m_points[point]));
        return sorted;
    }

    void compareAllWith(std::size_t reference)
    {
        m_points[reference].offset = base::Duration::zero();
        m_points[reference].uncertainty = base::Duration::zero();
        std::vector<std::size_t> reached{reference};
        for (std::size_t at = 0; at < reached.size(); ++at) {
            for (const auto& [pair, comparison] : m_comparisons) {
                const std::size_t from = reached[at];
                if (pair.first != from && pair.second != from)
                    continue;
                const std::size_t to = pair.first == from ? pair.second : pair.first;
                if (m_points[to].offset)
                    continue;
                if (compare(from, to, comparison, pair.first == from))
                    reached.push_back(to);
            }
        }
    }

    bool compare(std::size_t from, std::size_t to, const ClockComparison& comparison, bool isForward)
    {
        const auto difference = comparison.difference();
        if (!difference)
            return false;
        CapturePoint& point = m_points[to];
        const std::int64_t sign = isForward ? 1 : -1;
        point.offset = *m_points[from].offset + base::Duration{sign * difference->offset};
        if (difference->uncertainty && m_points[from].uncertainty)
            point.uncertainty = *m_points[from].uncertainty + base::Duration{*difference->uncertainty};
        point.basis = difference->isFromExchanges ? ClockBasis::Exchanges
                      : difference->isTwoWay      ? ClockBasis::SamePackets
                                                  : ClockBasis::OneDirection;
        if (const auto delay = comparison.delay())
            point.delay = base::Duration{sign * *delay};
        return true;
    }

    session::SessionTable& m_table;
    std::stop_token m_stop;
    session::IdRuns m_ids;
    Column m_time;
    Column m_sourceName;
    Column m_agentId;
    Column m_agentName;
    Column m_from;
    Column m_to;
    Column m_duplicate;
    Column m_retransmission;
    Column m_cseq;
    Column m_method;
    Column m_status;
    std::span<const std::uint32_t> m_callRows;
    std::vector<CapturePoint> m_points;
    std::vector<std::size_t> m_pointOf; ///< by row of the message
    std::map<PointPair, ClockComparison> m_comparisons;
};

} // namespace

std::string_view name(ClockBasis basis)
{
    static constexpr std::array<std::string_view, 4> names{"", "same-packets", "one-direction", "exchanges"};
    return names.at(static_cast<std::size_t>(basis));
}

base::Result<std::vector<CapturePoint>> estimateClocks(session::SessionTable& table, std::stop_token stop)
{
    return ClockSurvey{table, std::move(stop)}.make();
}

} // namespace core::flow
