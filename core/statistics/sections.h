// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "core/statistics/call_delays.h"
#include "core/statistics/selected_streams.h"
#include "core/statistics/selection.h"
#include "core/statistics/session_counter.h"
#include "core/statistics/statistics.h"
#include "core/statistics/transactions.h"

// The sections of a report, each made from a selection.
namespace core::statistics {

base::Result<Section> methodSection(const Selection& selection, const Options& options);
/// Sorted by frequency, with the share of all responses that the first ones have together.
base::Result<Section> responseSection(const Selection& selection, const Options& options);
base::Result<Section> transactionSection(const Selection& selection, const Transactions& transactions,
                                         const Options& options);
base::Result<Section> userAgentSection(const Selection& selection, const Options& options);
/// Who sent again, and who was asked and did not answer.
base::Result<Section> peerSection(const Selection& selection, const Transactions& transactions,
                                  const Options& options);

/// Hosts, pairs of hosts, users and prefixes of numbers.
base::Result<std::vector<Section>> partySections(const Selection& selection, const Options& options);
base::Result<Section> timeSection(const Selection& selection, const Options& options);
/// Of messages.
base::Result<Section> messageTimeSection(const Selection& selection, const Options& options);
base::Result<Section> delaySection(const Selection& selection, const std::vector<CallDelay>& delays);
/// Bins of each, with the calls in them.
base::Result<Section> histogramSection(const Selection& selection, const std::vector<CallDelay>& delays);

base::Result<Section> registrationSection(const Selection& selection, const Transactions& transactions);
/// What registrations became: bindings by state, and failures by kind.
base::Result<std::vector<Section>> bindingSections(const Selection& selection,
                                                   const std::vector<call::RegistrationRecord>& records);
/// RTP streams by codec; loss, jitter and MOS in bins.
base::Result<std::vector<Section>>
mediaSections(const Selection& selection, const std::vector<SelectedStream>& streams, const Options& options);
/// RFC 6076.
base::Result<Section> sessionMeasures(const Selection& selection, const SessionCounts& counts);
/// Both, for each group of calls.
base::Result<Section> groupSection(const Selection& selection, const Transactions& transactions, GroupBy by,
                                   const Options& options);
/// ITU-T E.411 and E.425.
base::Result<Section> networkMeasures(const Selection& selection);

} // namespace core::statistics
