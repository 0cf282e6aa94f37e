// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/filter/filter.h"
#include "core/session/rows.h"
#include "core/sip/defect.h"

#include <QString>

#include <optional>
#include <string_view>

// What core reports by code, in the language of the user. The English sentences are those of core, so
// that a translator sees each once (translations/core_texts.cpp lists them for lupdate).
namespace ui::adapt {

/// "The file does not exist"
[[nodiscard]] QString sentenceOf(core::base::ErrorCode code);
/// "Check the path."; empty when there is nothing to advise.
[[nodiscard]] QString adviceOf(core::base::ErrorCode code);
/// Subject and detail: "/tmp/a.pcap (offset 24)".
[[nodiscard]] QString placeOf(const core::base::Error& error);
/// All in one line.
[[nodiscard]] QString describeError(const core::base::Error& error);
/// The error behind a line that core::base::describe() made, as sessions keep it of a source; nothing when it
/// is another line.
[[nodiscard]] std::optional<core::base::Error> errorOf(std::string_view described);
/// A command line within the advice that solves the problem, ready to be copied; empty when there is none.
[[nodiscard]] QString commandFor(const core::base::Error& error);

[[nodiscard]] QString sentenceOf(core::sip::Defect defect);
/// What a frame turned out to be: "other payload: RTP".
[[nodiscard]] QString meaningOf(core::session::FrameFate fate, core::net::FrameDetail detail);
/// "a number is expected after '>='"
[[nodiscard]] QString sentenceOf(const core::filter::FilterError& error);
/// What a completion stands for; what the standards name (reason phrases) stays as it is.
[[nodiscard]] QString descriptionOf(const core::filter::Completion& completion);

/// "RFC 3261 section 20.14"
[[nodiscard]] QString referenceOf(core::sip::Defect defect);

} // namespace ui::adapt
