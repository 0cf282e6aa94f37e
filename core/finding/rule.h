// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/call_story.h"
#include "core/finding/finding.h"

#include <span>

namespace core::finding {

/// One thing to look for in a call. Precision first: a rule reports only what the messages show to be so, and
/// its sentence says no more than that.
struct Rule {
    /// What it may report.
    std::span<const Kind* const> kinds;
    void (*check)(const dialog::CallStory& story, Report& report) = nullptr;
};

// Each in a file of its own.
extern const Rule audioRule;
extern const Rule authenticationRule;
extern const Rule cancelRule;
extern const Rule connectionAddressRule;
extern const Rule dialledDigitsRule;
extern const Rule dropRule;
extern const Rule extensionRule;
extern const Rule glareRule;
extern const Rule loopRule;
extern const Rule malformedRule;
extern const Rule maxForwardsRule;
extern const Rule mediaCodecRule;
extern const Rule mediaElsewhereRule;
extern const Rule mediaQualityRule;
extern const Rule messageLengthRule;
extern const Rule natRule;
extern const Rule noAnswerRule;
extern const Rule offerAnswerRule;
extern const Rule packetTimeRule;
extern const Rule provisionalRule;
extern const Rule registrationRule;
extern const Rule retransmissionRule;
extern const Rule scannerRule;
extern const Rule sequenceRule;
extern const Rule stormRule;
extern const Rule tagRule;
extern const Rule transferRule;
extern const Rule unacknowledgedRule;

} // namespace core::finding
