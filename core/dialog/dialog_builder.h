// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/dialog/dialog.h"
#include "core/dialog/transaction_builder.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::dialog {

/// Puts the messages of one call, given in order of time and already in transactions, into dialogs.
class DialogBuilder {
public:
    DialogBuilder(std::span<const StoryMessage> messages, std::span<const Transaction> transactions,
                  std::span<const Place> places)
        : m_messages(messages), m_transactions(transactions), m_places(places)
    {
    }

    void build();

    // Results.
    std::vector<Dialog> dialogs;
    /// The dialog of each message; `nothing` for those outside of any.
    std::vector<Index> dialogOf;
    std::vector<Referral> referrals;

private:
    void add(Index index);
    [[nodiscard]] Index find(const sip::Message& message) const;
    [[nodiscard]] bool begins(Index index, std::string_view method) const;
    Index create(Index index, std::string_view method);
    void follow(Dialog& dialog, Index index, std::string_view method);
    void followInvite(Dialog& dialog, Index index);
    void followRequest(Dialog& dialog, Index index, std::string_view method);
    void noteRefresh(Dialog& dialog, Index index);
    void refuseEarly(Index index);
    void noteReferral(Index index);
    void noteReport(Index index);
    [[nodiscard]] const sip::Message* requestOf(Index index) const;

    std::span<const StoryMessage> m_messages;
    std::span<const Transaction> m_transactions;
    std::span<const Place> m_places;
    std::unordered_map<std::string, Index, base::KeyedTextHash, std::equal_to<>> m_byTags;
};

} // namespace core::dialog
