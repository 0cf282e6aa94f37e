// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/media_arrow.h"
#include "ui/adapt/format.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace ui::ladder {

/// What a stream was: "RTP PCMA".
[[nodiscard]] QString mediaTitle(const core::flow::MediaArrow& arrow);

/// How it was, as much as `fits` says of the joined text, without: duration, packets, jitter, loss, MOS, in
/// the order in which they are given up.
[[nodiscard]] QString mediaFigures(const core::flow::MediaArrow& arrow,
                                   const std::function<bool(const QString&)>& fits);

/// Everything, for a tool tip and a screen reader.
[[nodiscard]] QString describeMedia(const core::flow::MediaArrow& arrow, adapt::Zone zone);

} // namespace ui::ladder
