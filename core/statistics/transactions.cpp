// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/transactions.h"

#include "core/net/address.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace core::statistics {
namespace {

using filter::Column;
using filter::FieldId;

/// The columns that transactions are made of.
struct Input {
    Column time, status, cseq, cseqMethod, method, source, destination, sourcePort, destinationPort,
        retransmission, duplicate, callSource, callDestination;
    std::span<const std::uint32_t> call;
    std::size_t calls = 0;

    static base::Result<Input> load(const Selection& selection)
    {
        Input input;
        const std::initializer_list<std::pair<Column Input::*, FieldId>> wanted{
            {&Input::time, FieldId::MessageTime},
            {&Input::status, FieldId::Status},
            {&Input::cseq, FieldId::CSeqNumber},
            {&Input::cseqMethod, FieldId::CSeqMethod},
            {&Input::method, FieldId::Method},
            {&Input::source, FieldId::SourceAddress},
            {&Input::destination, FieldId::DestinationAddress},
            {&Input::sourcePort, FieldId::SourcePort},
            {&Input::destinationPort, FieldId::DestinationPort},
            {&Input::retransmission, FieldId::Retransmission},
            {&Input::duplicate, FieldId::Duplicate},
            {&Input::callSource, FieldId::CallSource},
            {&Input::callDestination, FieldId::CallDestination}};
        for (const auto& [member, id] : wanted) {
            auto column = selection.column(id);
            if (!column)
                return column.error();
            input.*member = *std::move(column);
        }
        const auto call = selection.data().callRowOfMessage();
        if (!call)
            return call.error();
        input.call = *call;
        input.calls = selection.data().rows(filter::Scope::Call);
        return input;
    }
};

/// The two ends of a path as small numbers.
struct Ends {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// Hosts by number. A port counts only where both ends share an address: else it may change.
class Hosts {
public:
    Ends endsOf(net::Endpoint from, net::Endpoint to)
    {
        if (from.address != to.address) {
            from.port = 0;
            to.port = 0;
        }
        return {numberOf(from), numberOf(to)};
    }

private:
    std::uint32_t numberOf(const net::Endpoint& endpoint)
    {
        return m_numbers.try_emplace(endpoint, static_cast<std::uint32_t>(m_numbers.size() + 1))
            .first->second;
    }

    std::map<net::Endpoint, std::uint32_t> m_numbers;
};

net::IpAddress addressOf(const filter::Value& value)
{
    const auto* address = std::get_if<net::IpAddress>(&value);
    return address != nullptr ? *address : net::IpAddress{};
}

net::Endpoint endpointOf(const filter::Value& value)
{
    const auto* endpoint = std::get_if<net::Endpoint>(&value);
    return endpoint != nullptr ? *endpoint : net::Endpoint{};
}

std::uint16_t portOf(std::int64_t value)
{
    return value == Column::absent ? std::uint16_t{0} : static_cast<std::uint16_t>(value);
}

/// A message on its way into a transaction.
struct Step {
    std::int64_t cseq = 0;
    std::uint32_t method = 0;
    std::uint32_t client = 0;
    std::uint32_t server = 0;
    std::uint32_t row = 0;

    [[nodiscard]] auto key() const { return std::tie(cseq, method, client, server); }

    [[nodiscard]] bool operator<(const Step& other) const
    {
        return std::tie(cseq, method, client, server, row) <
               std::tie(other.cseq, other.method, other.client, other.server, other.row);
    }
};

class Finder {
public:
    Finder(const Selection& selection, const Input& input) : m_selection(selection), m_input(input)
    {
        numberMethods();
    }

    base::Result<Transactions> find()
    {
        sortByCall();
        for (std::size_t call = 0; call < m_input.calls; ++call) {
            constexpr std::size_t callsBetweenChecks = 4096;
            if (call % callsBetweenChecks == 0) {
                if (auto state = m_selection.check(); !state)
                    return state.error();
            }
            findInCall(static_cast<std::uint32_t>(call));
        }
        return std::move(m_found);
    }

private:
    /// Requests of no method of their own name are left out: ACK belongs to its INVITE.
    static constexpr std::uint32_t none = 0;

    void numberMethods()
    {
        m_found.methods.emplace_back();
        m_methodOfCode.resize(m_input.cseqMethod.codeCount);
        m_isRequest.resize(m_input.method.codeCount);
        std::map<std::string, std::uint32_t, std::less<>> numbers;
        for (std::uint32_t code = 0; code < m_methodOfCode.size(); ++code) {
            const filter::Value value = m_input.cseqMethod.valueOfCode(code);
            const std::string_view name = filter::textIn(value).value_or(std::string_view{});
            m_isRequest[code] = !filter::textIn(m_input.method.valueOfCode(code)).value_or("").empty();
            if (name.empty() || name == "ACK")
                continue;
            const auto [place, isNew] =
                numbers.try_emplace(std::string{name}, static_cast<std::uint32_t>(m_found.methods.size()));
            if (isNew)
                m_found.methods.emplace_back(name);
            m_methodOfCode[code] = place->second;
        }
        m_ends.resize(m_input.source.codeCount);
    }

    /// Rows of each call, next to each other, in the order of arrival.
    void sortByCall()
    {
        m_first.assign(m_input.calls + 1, 0);
        for (const std::uint32_t call : m_input.call)
            ++m_first[std::min<std::size_t>(call, m_input.calls - 1) + 1];
        for (std::size_t call = 0; call < m_input.calls; ++call)
            m_first[call + 1] += m_first[call];
        std::vector<std::size_t> next{m_first};
        m_rows.resize(m_input.call.size());
        for (std::uint32_t row = 0; row < m_input.call.size(); ++row) {
            m_rows[next[std::min<std::size_t>(m_input.call[row], m_input.calls - 1)]++] = row;
            if (m_input.time.integers[row] != Column::absent)
                m_found.lastTime = std::max(m_found.lastTime, m_input.time.integers[row]);
        }
    }

    Ends endsOf(std::uint32_t row)
    {
        const std::uint32_t code = m_input.source.codes[row];
        Ends& ends = m_ends[code];
        if (ends.from == 0)
            ends = m_hosts.endsOf(
                {addressOf(m_input.source.valueOfCode(code)), portOf(m_input.sourcePort.integers[row])},
                {addressOf(m_input.destination.valueOfCode(code)),
                 portOf(m_input.destinationPort.integers[row])});
        return ends;
    }

    void findInCall(std::uint32_t call)
    {
        m_steps.clear();
        m_firstHop = m_hosts.endsOf(
            endpointOf(m_input.callSource.valueOfCode(m_input.callSource.codes[call])),
            endpointOf(m_input.callDestination.valueOfCode(m_input.callDestination.codes[call])));
        for (std::size_t place = m_first[call]; place < m_first[call + 1]; ++place)
            addStep(m_rows[place]);
        std::sort(m_steps.begin(), m_steps.end());
        const std::size_t before = m_found.all.size();
        for (std::size_t first = 0; first < m_steps.size();) {
            std::size_t end = first + 1;
            while (end < m_steps.size() && m_steps[end].key() == m_steps[first].key())
                ++end;
            addTransaction(call, std::span{m_steps}.subspan(first, end - first));
            first = end;
        }
        std::stable_sort(m_found.all.begin() + static_cast<std::ptrdiff_t>(before), m_found.all.end(),
                         [](const auto& a, const auto& b) { return a.requestTime < b.requestTime; });
    }

    void addStep(std::uint32_t row)
    {
        const std::uint32_t method = m_methodOfCode[m_input.cseqMethod.codes[row]];
        if (method == none || m_input.retransmission.integers[row] != Column::absent ||
            m_input.duplicate.integers[row] != Column::absent || m_input.time.integers[row] == Column::absent)
            return;
        const Ends ends = endsOf(row);
        const bool isRequest = m_isRequest[m_input.method.codes[row]];
        m_steps.push_back({m_input.cseq.integers[row], method, isRequest ? ends.from : ends.to,
                           isRequest ? ends.to : ends.from, row});
    }

    void addTransaction(std::uint32_t call, std::span<const Step> steps)
    {
        const auto request = std::find_if(steps.begin(), steps.end(), [this](const Step& step) {
            return m_isRequest[m_input.method.codes[step.row]];
        });
        if (request == steps.end() || !m_selection.rows(filter::Scope::Message).test(request->row))
            return;
        Transaction made;
        made.callRow = call;
        made.requestRow = request->row;
        made.method = request->method;
        made.requestTime = m_input.time.integers[request->row];
        made.client = request->client;
        made.isFromClient = m_firstHop.from == request->client;
        for (const Step& step : steps)
            takeResponse(made, step.row);
        m_found.all.push_back(made);
    }

    void takeResponse(Transaction& transaction, std::uint32_t row) const
    {
        const std::int64_t status = m_input.status.integers[row];
        const std::int64_t time = m_input.time.integers[row];
        if (status <= 100 || transaction.finalStatus != 0)
            return;
        if (transaction.firstStatusTime == Column::absent)
            transaction.firstStatusTime = time;
        if (status >= 200) {
            transaction.finalStatus = static_cast<std::uint32_t>(status);
            transaction.finalTime = time;
        }
    }

    const Selection& m_selection;
    const Input& m_input;
    Hosts m_hosts;
    Ends m_firstHop;                           ///< of the call that is looked at
    std::vector<Ends> m_ends;                  ///< by code of the path
    std::vector<std::uint32_t> m_methodOfCode; ///< by code of the start line
    std::vector<bool> m_isRequest;             ///< by code of the start line
    std::vector<std::size_t> m_first;          ///< of each call in m_rows
    std::vector<std::uint32_t> m_rows;
    std::vector<Step> m_steps;
    Transactions m_found;
};

} // namespace

base::Result<Transactions> findTransactions(const Selection& selection)
{
    const auto input = Input::load(selection);
    if (!input)
        return input.error();
    if (input->calls == 0)
        return Transactions{};
    return Finder{selection, *input}.find();
}

} // namespace core::statistics
