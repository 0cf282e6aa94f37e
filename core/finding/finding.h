// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::finding {

enum class Severity : std::uint8_t {
    Notice,  ///< unusual, or against the RFC without harm here
    Warning, ///< likely to go wrong
    Error,   ///< something did go wrong
};

/// "notice", "warning", "error"
[[nodiscard]] std::string_view name(Severity severity);

/// What is the same for all findings of one kind. All texts are English; ui translates the sentence and the
/// advice before it fills in the arguments.
struct Kind {
    /// Stable, for scripts and filters: "no-answer".
    std::string_view name;
    Severity severity = Severity::Warning;
    /// With %1, %2, ... where arguments go.
    std::string_view sentence;
    /// "RFC 3261 section 17.1.1.2"
    std::string_view reference;
    /// What to check next.
    std::string_view advice;
};

/// One thing that is wrong with a call.
struct Finding {
    /// Never null; lives as long as the program.
    const Kind* kind = nullptr;
    std::vector<std::string> arguments;
    /// The messages that show it, ascending; the first ones when there are many.
    std::vector<base::MessageId> evidence;
    /// Of the kind, unless this one has a better one.
    std::string_view reference;
};

/// The sentence with its arguments filled in, in English.
[[nodiscard]] std::string sentence(const Finding& finding);

/// Collects findings, bounded: a stranger's call may have as many faults as messages.
class Report {
public:
    static constexpr std::size_t mostOfOneKind = 20;
    static constexpr std::size_t mostEvidence = 20;

    using Evidence = std::vector<base::MessageId>;

    /// What has the same `key` as an earlier finding of its kind is the same fault, seen again on another hop
    /// or later: its evidence is added to that one. An empty key is unlike any other.
    void add(const Kind& kind, std::vector<std::string> arguments, Evidence evidence, std::string key = {},
             std::string_view reference = {});

    /// The worst first, then in order of their first evidence.
    [[nodiscard]] std::vector<Finding> take();

private:
    std::vector<Finding> m_findings;
    std::map<std::pair<const Kind*, std::string>, std::size_t> m_known;
    std::map<const Kind*, std::size_t> m_count;
};

} // namespace core::finding
