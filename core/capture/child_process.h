// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace core::capture {

/// How a program ended.
struct ProcessEnd {
    int exitStatus = 0;
    /// Not 0: a signal ended it.
    int signal = 0;

    [[nodiscard]] bool isSuccess() const { return exitStatus == 0 && signal == 0; }

    /// "exit status 255", "signal 9".
    [[nodiscard]] std::string toString() const;
};

/// A program that writes to us, in a session of its own: it gets no Ctrl+C meant for us, cannot stop at a
/// question on our terminal, and what it starts can be ended with it. Never outlives its owner, and never
/// stays a zombie. One thread, except signal().
class ChildProcess {
public:
    /// Runs `arguments[0]`, looked for in PATH, with the others. ProgramNotFound, IoFailed.
    [[nodiscard]] static base::Result<ChildProcess> start(const std::vector<std::string>& arguments);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    /// Ends it with SIGKILL when it still runs.
    ~ChildProcess();

    /// Our ends of its output; to be taken once.
    base::FileDescriptor takeOutput() { return std::move(m_output); }

    base::FileDescriptor takeErrors() { return std::move(m_errors); }

    /// Signals the program and everything it started. Any thread while wait() has not returned true.
    void signal(int number) const;
    /// Waits until the program has ended; its number stays taken until reap().
    [[nodiscard]] bool wait(std::chrono::milliseconds span) const;
    /// Ends it with SIGTERM, after `patience` with SIGKILL, together with what it left behind.
    ProcessEnd end(std::chrono::milliseconds patience);

private:
    ChildProcess() = default;

    pid_t m_process = -1;
    base::FileDescriptor m_output;
    base::FileDescriptor m_errors;
};

} // namespace core::capture
