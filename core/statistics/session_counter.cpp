// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/session_counter.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace core::statistics {
namespace {

constexpr auto absent = filter::Column::absent;
/// Longer after a challenge or a redirection a request is another attempt: 64*T1, as long as a transaction.
constexpr std::int64_t attemptGap = 32'000'000'000;

bool isRedirection(std::uint32_t status)
{
    return status >= 300 && status < 400;
}

/// What a user agent goes on from by itself: 3xx, and the challenges that sections 4.2 and 4.3.2 name.
bool isRecoverable(std::uint32_t status)
{
    return isRedirection(status) || isChallenge(status) || status == 402;
}

bool isFailure(std::uint32_t status)
{
    return status >= 400 && !isRecoverable(status);
}

bool isOneOf(std::uint32_t status, std::initializer_list<std::uint32_t> codes)
{
    return std::ranges::find(codes, status) != codes.end();
}

/// The transactions of one attempt, from the first request on.
class Attempt {
public:
    /// True: the request begins an attempt, and continues none.
    bool take(const Transaction& transaction)
    {
        const bool isNew = m_begin == absent || elapsed(m_goesOnAfter, transaction.requestTime) > attemptGap;
        if (isNew) {
            m_begin = transaction.requestTime;
            m_firstStatus = absent;
        }
        const bool goesOn = isRecoverable(transaction.finalStatus);
        // A challenge or a redirection tells the user nothing.
        const bool isStatus = !goesOn || transaction.firstStatusTime != transaction.finalTime;
        if (m_firstStatus == absent && isStatus)
            m_firstStatus = transaction.firstStatusTime;
        m_delayToStatus = elapsed(m_begin, m_firstStatus);
        m_delayToEnd = elapsed(m_begin, transaction.finalTime);
        m_goesOnAfter = transaction.finalTime;
        if (!goesOn)
            m_begin = absent;
        return isNew;
    }

    /// Of the attempt, as of the transaction taken last.
    [[nodiscard]] std::int64_t delayToStatus() const { return m_delayToStatus; }

    [[nodiscard]] std::int64_t delayToEnd() const { return m_delayToEnd; }

private:
    std::int64_t m_begin = absent;
    std::int64_t m_firstStatus = absent;
    std::int64_t m_goesOnAfter = absent;
    std::int64_t m_delayToStatus = absent;
    std::int64_t m_delayToEnd = absent;
};

/// The transactions of one call, by time.
class CallCounter {
public:
    CallCounter(const Transactions& transactions, SessionCounts& counts)
        : m_transactions(transactions), m_counts(counts)
    {
    }

    void take(const Transaction& transaction)
    {
        const std::string& method = m_transactions.methods[transaction.method];
        if (method == "BYE")
            takeBye(transaction);
        else if (transaction.isFromClient && method == "INVITE")
            takeInvite(transaction);
        else if (transaction.isFromClient && method == "REGISTER")
            takeRegister(transaction);
    }

private:
    void takeInvite(const Transaction& transaction)
    {
        if (m_answerTime != absent) // a re-INVITE asks for no new session
            return;
        const std::uint32_t status = transaction.finalStatus;
        ++m_counts.invites;
        m_counts.redirected += isRedirection(status) ? 1U : 0U;
        m_counts.answered += status == 200 ? 1U : 0U;
        m_counts.effective += isOneOf(status, {200, 480, 486, 600, 603}) ? 1U : 0U;
        m_counts.ineffective += isOneOf(status, {408, 500, 503, 504}) ? 1U : 0U;
        m_counts.sessions += m_session.take(transaction) ? 1U : 0U;
        if (isSuccess(status)) {
            m_counts.request.add(m_session.delayToStatus(), transaction.callRow);
            m_answerTime = transaction.finalTime;
        } else if (isFailure(status)) {
            m_counts.failedRequest.add(m_session.delayToStatus(), transaction.callRow);
        }
    }

    void takeBye(const Transaction& transaction)
    {
        if (m_answerTime == absent || m_isDisconnected)
            return;
        if (m_byeTime == absent) {
            m_byeTime = transaction.requestTime;
            m_byeClient = transaction.client;
            const std::int64_t talk = elapsed(m_answerTime, m_byeTime);
            if (!m_transactions.hasTimedOut(transaction))
                m_counts.duration.add(talk, transaction.callRow);
            else if (talk != absent && talk <= INT64_MAX - Transactions::timerF)
                m_counts.failedDuration.add(talk + Transactions::timerF, transaction.callRow);
        } else if (transaction.client != m_byeClient) {
            return; // the same BYE, one hop on
        }
        // 408 is a proxy's word for no response.
        if (!m_isCompleted && transaction.finalStatus != 0 && transaction.finalStatus != 408) {
            ++m_counts.completed;
            m_isCompleted = true;
        }
        if (isSuccess(transaction.finalStatus)) {
            m_counts.disconnect.add(elapsed(m_byeTime, transaction.finalTime), transaction.callRow);
            m_isDisconnected = true;
        }
    }

    void takeRegister(const Transaction& transaction)
    {
        ++m_counts.registers;
        if (isFailure(transaction.finalStatus) || m_transactions.hasTimedOut(transaction))
            ++m_counts.failedRegisters;
        m_registration.take(transaction);
        if (transaction.finalStatus == 200)
            m_counts.registration.add(m_registration.delayToEnd(), transaction.callRow);
    }

    const Transactions& m_transactions;
    SessionCounts& m_counts;
    Attempt m_session;
    Attempt m_registration;
    std::int64_t m_answerTime = absent;
    std::int64_t m_byeTime = absent;
    std::uint32_t m_byeClient = 0;
    bool m_isCompleted = false;
    bool m_isDisconnected = false;
};

/// The transactions of the first call.
std::span<const Transaction> firstCall(std::span<const Transaction> transactions)
{
    std::size_t end = 1;
    while (end < transactions.size() && transactions[end].callRow == transactions.front().callRow)
        ++end;
    return transactions.first(end);
}

void countCall(const Transactions& transactions, std::span<const Transaction> call, SessionCounts& counts)
{
    CallCounter counter{transactions, counts};
    for (const Transaction& transaction : call)
        counter.take(transaction);
}

} // namespace

void Delays::add(std::int64_t nanoseconds, std::uint32_t callRow)
{
    if (nanoseconds < 0)
        return;
    m_sum += seconds(nanoseconds);
    m_all.push_back({nanoseconds, callRow});
}

std::optional<double> Delays::mean() const
{
    return m_all.empty() ? std::nullopt : std::optional{m_sum / static_cast<double>(m_all.size())};
}

SessionCounts countSessions(const Transactions& transactions)
{
    SessionCounts counts;
    for (std::span<const Transaction> left{transactions.all}; !left.empty();) {
        const auto call = firstCall(left);
        countCall(transactions, call, counts);
        left = left.subspan(call.size());
    }
    return counts;
}

std::vector<SessionCounts> countSessions(const Transactions& transactions, const CallGroups& groups)
{
    std::vector<SessionCounts> counts(groups.groups.size());
    auto member = groups.members.begin();
    for (std::span<const Transaction> left{transactions.all}; !left.empty();) {
        const auto call = firstCall(left);
        const std::uint32_t row = call.front().callRow;
        while (member != groups.members.end() && member->callRow < row)
            ++member;
        for (; member != groups.members.end() && member->callRow == row; ++member)
            countCall(transactions, call, counts[member->group]);
        left = left.subspan(call.size());
    }
    return counts;
}

bool isSuccess(std::uint32_t status)
{
    return status >= 200 && status < 300;
}

bool isChallenge(std::uint32_t status)
{
    return status == 401 || status == 407;
}

} // namespace core::statistics
