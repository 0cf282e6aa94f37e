// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peers.h"

#include "tests/support/udp_sender.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace tests::support {
namespace {

using namespace std::chrono_literals;

constexpr auto pollInterval = 5ms;

bool waitUntil(const std::function<bool()>& isTrue, std::chrono::milliseconds span)
{
    const auto deadline = std::chrono::steady_clock::now() + span;
    while (!isTrue()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(pollInterval);
    }
    return true;
}

/// The C structures of posix_spawn() with their clean-up.
class SpawnSetup {
public:
    SpawnSetup(const std::filesystem::path& workingFolder, const std::filesystem::path& outputFile)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        constexpr mode_t readWrite = 0644;
        posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&m_actions, STDOUT_FILENO, outputFile.c_str(),
                                         O_WRONLY | O_CREAT | O_TRUNC, readWrite);
        posix_spawn_file_actions_adddup2(&m_actions, STDOUT_FILENO, STDERR_FILENO);
        posix_spawn_file_actions_addchdir_np(&m_actions, workingFolder.c_str());
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setpgroup(&m_attributes, 0);
    }

    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;

    ~SpawnSetup()
    {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }

    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &m_actions; }

    [[nodiscard]] const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

} // namespace

std::optional<std::filesystem::path> findProgram(std::string_view name)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders{std::string{path == nullptr ? "" : path} + ":/usr/sbin:/usr/local/sbin:/sbin"};
    for (std::string folder; std::getline(folders, folder, ':');) {
        auto candidate = std::filesystem::path{folder} / name;
        if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return std::nullopt;
}

std::optional<ChildProcess> ChildProcess::start(const std::vector<std::string>& command,
                                                const std::filesystem::path& workingFolder,
                                                const std::filesystem::path& outputFile)
{
    // A test that crashes takes its peers along.
    std::vector<std::string> words;
    if (const auto guard = findProgram("setpriv"))
        words = {guard->string(), "--pdeathsig", "TERM"};
    words.insert(words.end(), command.begin(), command.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const SpawnSetup setup{workingFolder, outputFile};
    pid_t process = 0;
    if (::posix_spawnp(&process, arguments.front(), setup.actions(), setup.attributes(), arguments.data(),
                       environ) != 0)
        return std::nullopt;
    return ChildProcess{process, outputFile};
}

ChildProcess::~ChildProcess()
{
    if (m_process != 0)
        stop();
}

std::optional<int> ChildProcess::waitForExit(std::chrono::milliseconds span)
{
    waitUntil(
        [this] {
            int status = 0;
            if (!m_exitStatus && ::waitpid(m_process, &status, WNOHANG) == m_process)
                m_exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            return m_exitStatus.has_value();
        },
        span);
    return m_exitStatus;
}

void ChildProcess::stop()
{
    if (!m_exitStatus)
        ::kill(m_process, SIGTERM);
    const bool ended = waitForExit(2s).has_value();
    // Also what it started and left behind; usually there is nothing left.
    ::kill(-m_process, SIGKILL);
    if (!ended)
        waitForExit(2s);
}

std::string ChildProcess::output() const
{
    return readFile(m_outputFile);
}

bool ChildProcess::waitForOutput(std::string_view text, std::chrono::milliseconds span)
{
    bool isThere = false;
    waitUntil(
        [&] {
            const bool ended = waitForExit(0ms).has_value();
            isThere = output().find(text) != std::string::npos;
            return isThere || ended;
        },
        span);
    return isThere;
}

std::vector<std::uint16_t> freeUdpPorts(std::size_t count)
{
    const core::net::Endpoint nobody{core::net::IpAddress::parse("127.0.0.1").value(), 9};
    std::vector<UdpSender> held; // until all are chosen, so that they differ
    std::vector<std::uint16_t> ports;
    while (ports.size() < count) {
        held.emplace_back(nobody);
        ports.push_back(held.back().localEndpoint().port);
    }
    return ports;
}

bool waitForUdpPort(std::uint16_t port, std::chrono::milliseconds span)
{
    // /proc/net/udp: "  12: 0100007F:61B2 00000000:0000 07 ...", the port in capital hexadecimal.
    std::array<char, 8> hexadecimal{};
    std::snprintf(hexadecimal.data(), hexadecimal.size(), ":%04X ", static_cast<unsigned>(port));
    const std::string needle = hexadecimal.data();
    return waitUntil(
        [&] {
            const std::string table = readFile("/proc/net/udp") + readFile("/proc/net/udp6");
            return table.find(needle) != std::string::npos;
        },
        span);
}

std::string readFile(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace tests::support
