// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/command.h"
#include "tests/support/peers.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace tests::support {

/// A session that 'rhapsode-cli capture' fills from the network while a test makes traffic. The destructor
/// ends the capture.
class LiveSession {
public:
    /// `sources` are arguments of 'capture', such as --interface lo; writes `name`.rhapsode in `folder`.
    /// Nothing when a source is not ready within ten seconds.
    [[nodiscard]] static std::unique_ptr<LiveSession> start(const std::string& program,
                                                            const std::vector<std::string>& sources,
                                                            const std::filesystem::path& folder,
                                                            const std::string& name = "flow")
    {
        const std::filesystem::path file = folder / (name + ".rhapsode");
        std::vector<std::string> command{program, "capture", "-o", file.string()};
        command.insert(command.end(), sources.begin(), sources.end());
        auto process = ChildProcess::start(command, folder, folder / (name + ".capture"));
        if (!process)
            return nullptr;
        for (const std::string& source : sources) {
            const bool isReady = source == "--interface" ? process->waitForOutput("capturing ", patience)
                                 : source == "--hep"     ? process->waitForOutput("listening ", patience)
                                                         : true;
            if (!isReady)
                return nullptr;
        }
        return std::unique_ptr<LiveSession>{new LiveSession{program, file, std::move(*process)}};
    }

    [[nodiscard]] QString file() const { return QString::fromStdString(m_file.string()); }

    /// What 'rhapsode-cli' says; the session comes after the first word.
    [[nodiscard]] QByteArray ask(const QString& what, const QStringList& options = {}) const
    {
        return runProgram(m_program, QStringList{what, file()} + options).output;
    }

    /// The rows of a list, without its header.
    [[nodiscard]] QByteArray rows(const QString& what, const QString& fields) const
    {
        const QByteArray all = ask(what, {QStringLiteral("--fields"), fields});
        return all.mid(all.indexOf('\n') + 1).trimmed();
    }

    /// Waits until it holds so many messages; false when it does not within five seconds.
    [[nodiscard]] bool waitForMessages(qsizetype count) const
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{5};
        while (rows(QStringLiteral("messages"), QStringLiteral("id")).count('\n') + 1 < count) {
            if (std::chrono::steady_clock::now() >= deadline)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        return true;
    }

    /// Ends the capture as Ctrl+C does; false when it did not end well.
    bool stop()
    {
        ::kill(m_process.processId(), SIGINT);
        return m_process.waitForExit(patience) == std::optional{0};
    }

private:
    static constexpr std::chrono::seconds patience{10};

    LiveSession(const std::string& program, std::filesystem::path file, ChildProcess&& process)
        : m_program(QString::fromStdString(program)), m_file(std::move(file)), m_process(std::move(process))
    {
    }

    QString m_program;
    std::filesystem::path m_file;
    ChildProcess m_process;
};

} // namespace tests::support
