// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/dialog/hop.h"
#include "core/dialog/transaction.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::dialog {

/// Where a message stands in its call.
struct Place {
    Index hop = nothing;
    Index transaction = nothing;
};

/// Puts the messages of one call, given in order of time, into transactions per hop.
class TransactionBuilder {
public:
    explicit TransactionBuilder(std::span<const StoryMessage> messages) : m_messages(messages) {}

    void build();

    // Results.
    std::vector<Hop> hops;
    std::vector<Transaction> transactions;
    /// One for each message; those of duplicates name nothing but the hop.
    std::vector<Place> places;

private:
    void add(Index index);
    void addRequest(Index index, Index hop);
    void addAck(Index index, Index hop);
    void addResponse(Index index, Index hop);
    void addSending(Transaction& transaction, Index index);
    void addRepetition(const Transaction& transaction, Response& response, Index index);
    Index create(Index index, Index hop, const std::string& key);
    void linkCancel(Index transaction, const sip::Message& message);

    [[nodiscard]] static std::string keyOf(const sip::Message& message, std::string_view method);
    [[nodiscard]] Index onHop(const std::string& key, Index hop) const;
    [[nodiscard]] Index answeredBy(const std::string& key, Index hop, const net::Path& path) const;
    [[nodiscard]] Index acknowledgedBy(const sip::Message& ack, Index hop) const;
    [[nodiscard]] bool isPrompted(const Transaction& transaction, Index index) const;

    std::span<const StoryMessage> m_messages;
    HopTable m_hops;
    /// Transactions with one key, one for each hop.
    std::unordered_map<std::string, std::vector<Index>, base::KeyedTextHash, std::equal_to<>> m_byKey;
    /// INVITE transactions by what their ACK to a 2xx shares with them.
    std::unordered_map<std::string, std::vector<Index>, base::KeyedTextHash, std::equal_to<>> m_invites;
};

} // namespace core::dialog
