// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/child_process.h"
#include "core/capture/stream_delivery.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::capture {

/// What came of a program whose standard output is a capture.
struct ProgramOutcome {
    /// NotACapture, Cancelled, and why the program could not be started.
    base::Status reading;
    ProcessEnd end;
    /// The last lines that it wrote to its standard error, printable, newest last; bounded.
    std::vector<std::string> lastWords;
    /// We ended it.
    bool wasStopped = false;

    /// "exit status 1; tcpdump: eth7: No such device exists".
    [[nodiscard]] std::string toString() const;
};

using OnReady = std::function<void(const std::vector<std::string>& lines)>;

/// Runs a program and delivers what it captures until it ends, `stop` is requested (then it gets SIGTERM and
/// a second for its last words), or the sink wants no more. `name` stands in errors, `onReady` is called when
/// the output has begun as a capture does, with the lines that the program had written to its standard error
/// by then.
[[nodiscard]] ProgramOutcome readProgram(const std::vector<std::string>& arguments, const std::string& name,
                                         StreamDelivery& delivery, const OnReady& onReady,
                                         std::stop_token stop);

} // namespace core::capture
