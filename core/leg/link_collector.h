// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/leg/link_hint.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::leg {

/// Two calls that belong together, and why.
struct LegLink {
    base::CallKey first;
    base::CallKey second;
    LinkKind kind = LinkKind::SessionId;
    /// Percent.
    int score = 0;
    /// English: "X-Call-ID in message 12 names the other".
    std::string evidence;
    /// The messages that say so; none for CallIdAffix.
    std::vector<base::MessageId> messages;
};

/// Turns what messages say into links between calls. A value that more than `crowd` calls share tells nobody
/// apart and links none. One thread.
class LinkCollector {
public:
    static constexpr std::size_t crowd = 20;
    /// Different hints that are kept; more are left out, see isFull().
    static constexpr std::size_t mostHints = 1'000'000;

    void addCall(base::CallKey call, std::string callId);
    /// Said by a message of the call; what was said before of it is not kept again.
    void addHint(base::CallKey call, base::MessageId message, LinkHint hint);

    [[nodiscard]] bool isFull() const { return m_hintCount >= mostHints; }

    /// All links, each pair and reason once.
    [[nodiscard]] std::vector<LegLink> links() const;

private:
    struct Said {
        base::CallKey call;
        base::MessageId message;
        std::string header;
    };

    struct Key {
        LinkKind kind = LinkKind::SessionId;
        bool namesCall = false;
        std::string value;

        auto operator<=>(const Key&) const = default;
    };

    [[nodiscard]] std::optional<base::CallKey> callOf(const std::string& callId) const;
    void addNamed(const Key& key, const std::vector<Said>& said, std::vector<LegLink>& links) const;
    void addShared(const Key& key, const std::vector<Said>& said, std::vector<LegLink>& links) const;
    void addAffixes(std::vector<LegLink>& links) const;

    std::unordered_map<std::string, base::CallKey> m_calls;
    std::map<Key, std::vector<Said>> m_hints;
    std::size_t m_hintCount = 0;
};

} // namespace core::leg
