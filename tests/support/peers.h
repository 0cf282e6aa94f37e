// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

// Other people's programs as peers of a test: started on loopback, watched, and gone when the test ends.
namespace tests::support {

/// The full path of an installed program, also of those that only root has in its PATH.
[[nodiscard]] std::optional<std::filesystem::path> findProgram(std::string_view name);

/// A running program and everything that it starts. The destructor ends them all.
class ChildProcess {
public:
    /// Standard output and error go to `outputFile`, input is empty. Nothing when it cannot be started.
    [[nodiscard]] static std::optional<ChildProcess> start(const std::vector<std::string>& command,
                                                           const std::filesystem::path& workingFolder,
                                                           const std::filesystem::path& outputFile);

    ChildProcess(ChildProcess&& other) noexcept
        : m_process(std::exchange(other.m_process, 0)), m_outputFile(std::move(other.m_outputFile)),
          m_exitStatus(other.m_exitStatus)
    {
    }

    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();

    [[nodiscard]] pid_t processId() const { return m_process; }

    /// The exit status, or 128 and the signal that ended it; nothing when it still runs after `span`.
    std::optional<int> waitForExit(std::chrono::milliseconds span);
    /// Asks it to end, and kills it when it does not within two seconds.
    void stop();
    /// What it wrote so far.
    [[nodiscard]] std::string output() const;
    /// Waits until it has written `text`; false when it ends before that or `span` is over.
    bool waitForOutput(std::string_view text, std::chrono::milliseconds span = std::chrono::seconds{5});

private:
    explicit ChildProcess(pid_t process, std::filesystem::path outputFile)
        : m_process(process), m_outputFile(std::move(outputFile))
    {
    }

    pid_t m_process; // leads a process group of its own; 0 after it was moved from
    std::filesystem::path m_outputFile;
    std::optional<int> m_exitStatus;
};

/// Different UDP ports of 127.0.0.1 that nobody uses now.
[[nodiscard]] std::vector<std::uint16_t> freeUdpPorts(std::size_t count);

/// Waits until some program has bound the UDP port.
bool waitForUdpPort(std::uint16_t port, std::chrono::milliseconds span = std::chrono::seconds{5});

/// The whole content; empty when there is no such file.
[[nodiscard]] std::string readFile(const std::filesystem::path& path);

} // namespace tests::support
