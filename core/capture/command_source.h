// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <string>

namespace core::capture {

/// Whatever a command of the shell captures: its standard output is pcap or pcapng, for instance
/// "ssh probe tcpdump -U -w - port 5060". It runs while we capture and is ended with us; what it started is
/// ended too. It cannot ask questions: it has neither our standard input nor our terminal.
class CommandSource final : public CaptureSource {
public:
    explicit CommandSource(std::string command) : m_command(std::move(command)) {}

    [[nodiscard]] bool isLive() const override { return true; }

    /// A pipe keeps what we have not taken, and its program counts what it had to drop.
    [[nodiscard]] bool canWait() const override { return true; }

    /// Errors, with the command as subject: IoFailed (how it ended and what it complained about),
    /// NotACapture.
    base::Status run(std::stop_token stop, FrameSink& sink) override;

private:
    std::string m_command;
};

} // namespace core::capture
