// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/strong_id.h"
#include "core/leg/leg_link.h"
#include "core/leg/link_hint.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::leg {

/// When a call goes on, in nanoseconds since 1970.
struct CallSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Turns what messages say into links between calls that go on near to each other in time. A value that more
/// than `crowd` calls share at one time tells nobody apart and links none. One thread.
class LinkCollector {
public:
    static constexpr std::size_t crowd = 20;
    /// A value that so many calls share at different times links none either.
    static constexpr std::size_t mostSharers = 4'096;
    /// Different hints that are kept; more are left out, see isFull().
    static constexpr std::size_t mostHints = 1'000'000;

    /// Calls are near when no more than this lies between the end of one and the start of the other.
    explicit LinkCollector(std::chrono::nanoseconds around) : m_around(around) {}

    void addCall(base::CallKey call, std::string callId, CallSpan span);
    /// Said by a message of the call, which was added; the first message that says so is kept.
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
    [[nodiscard]] CallSpan spanOf(base::CallKey call) const;
    [[nodiscard]] bool areNear(base::CallKey first, base::CallKey second) const;
    void addNamed(const Key& key, const std::vector<Said>& said, std::vector<LegLink>& links) const;
    void addShared(const Key& key, std::vector<Said> said, std::vector<LegLink>& links) const;
    static void addCluster(const Key& key, std::span<Said> said, std::vector<LegLink>& links);
    void addAffixes(std::vector<LegLink>& links) const;

    std::chrono::nanoseconds m_around;
    std::unordered_map<std::string, base::CallKey, base::KeyedTextHash> m_calls;
    std::unordered_map<base::CallKey, CallSpan> m_spans;
    /// What was said is ordered by call.
    std::map<Key, std::vector<Said>> m_hints;
    std::size_t m_hintCount = 0;
};

} // namespace core::leg
