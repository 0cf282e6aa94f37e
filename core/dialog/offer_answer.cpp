// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/offer_answer.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace core::dialog {
namespace {

class ExchangeFinder {
public:
    ExchangeFinder(std::span<const StoryMessage> messages, std::span<const Transaction> transactions,
                   std::span<const Place> places)
        : m_messages(messages), m_transactions(transactions), m_places(places)
    {
    }

    std::vector<Exchange> find()
    {
        for (const Transaction& transaction : m_transactions) {
            if (!transaction.hasRequest())
                continue;
            if (!has(transaction.request())) {
                if (transaction.method == call::Method::Invite)
                    findLateOffer(transaction);
            } else if (isOffer(transaction)) {
                findAnswers(transaction);
            }
        }
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const Exchange& a, const Exchange& b) { return a.offer < b.offer; });
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool has(Index message) const { return m_messages[message].message->hasSdp(); }

    /// Of a request with SDP. That of a PRACK may be an answer instead.
    [[nodiscard]] bool isOffer(const Transaction& transaction) const
    {
        using enum call::Method;
        return transaction.method == Invite || transaction.method == Update ||
               (transaction.method == Prack && !isTaken(transaction.request()));
    }

    [[nodiscard]] bool isTaken(Index message) const
    {
        return std::any_of(m_found.begin(), m_found.end(), [message](const Exchange& exchange) {
            return exchange.isOfferInResponse && exchange.answer == message;
        });
    }

    /// The first SDP from each answering side counts; a 183 that nobody acknowledges has the same as the 2xx
    /// (RFC 6337 section 3.1).
    void findAnswers(const Transaction& transaction)
    {
        std::vector<std::string_view> tags;
        for (const Response& response : transaction.responses) {
            if (response.status >= 300 || !has(response.first()) ||
                std::find(tags.begin(), tags.end(), response.toTag) != tags.end())
                continue;
            tags.push_back(response.toTag);
            m_found.push_back({transaction.hop, transaction.request(), response.first(), false});
        }
        if (tags.empty())
            m_found.push_back({transaction.hop, transaction.request(), nothing, false});
    }

    /// RFC 3261 section 13.2.1: the first reliable response then has the offer, and its PRACK or ACK the
    /// answer.
    void findLateOffer(const Transaction& invite)
    {
        std::vector<std::string_view> tags;
        for (const Response& response : invite.responses) {
            const bool canOffer = response.isSuccess() || response.isReliable;
            if (!canOffer || !has(response.first()) ||
                std::find(tags.begin(), tags.end(), response.toTag) != tags.end())
                continue;
            tags.push_back(response.toTag);
            const Index answer =
                response.isReliable ? prackOf(invite, response) : ackOf(invite, response.toTag);
            m_found.push_back({invite.hop, response.first(), answer, true});
        }
    }

    [[nodiscard]] Index ackOf(const Transaction& invite, std::string_view toTag) const
    {
        for (const Index ack : invite.acks) {
            if (m_messages[ack].message->toTag() == toTag && has(ack))
                return ack;
        }
        return nothing;
    }

    /// By RAck: "776656 1 INVITE" (RFC 3262 section 7.2).
    [[nodiscard]] Index prackOf(const Transaction& invite, const Response& response) const
    {
        const std::string_view sequence =
            base::trimmed(m_messages[response.first()].message->header(sip::HeaderName::RSeq));
        for (const Transaction& prack : m_transactions) {
            if (prack.method != call::Method::Prack || prack.hop != invite.hop || !prack.hasRequest() ||
                !has(prack.request()))
                continue;
            const sip::Message& message = *m_messages[prack.request()].message;
            const std::string_view rack = base::trimmed(message.header(sip::HeaderName::RAck));
            if (message.toTag() == response.toTag && rack.substr(0, rack.find(' ')) == sequence)
                return prack.request();
        }
        return nothing;
    }

    std::span<const StoryMessage> m_messages;
    std::span<const Transaction> m_transactions;
    std::span<const Place> m_places;
    std::vector<Exchange> m_found;
};

} // namespace

std::vector<Exchange> findExchanges(std::span<const StoryMessage> messages,
                                    std::span<const Transaction> transactions, std::span<const Place> places)
{
    return ExchangeFinder{messages, transactions, places}.find();
}

} // namespace core::dialog
