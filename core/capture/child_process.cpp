// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace core::capture {
namespace {

using base::FileDescriptor;

constexpr std::chrono::milliseconds endInterval{5};
constexpr std::chrono::milliseconds killPatience{500};
/// The system's usual 64 KiB are a few milliseconds of a busy network.
constexpr int pipeBytes = 1 << 20;

struct Pipe {
    FileDescriptor ours;
    FileDescriptor theirs;
};

base::Result<Pipe> makePipe(const std::string& subject)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::errnoError(errno, subject);
    ::fcntl(ends[0], F_SETPIPE_SZ, pipeBytes);
    return Pipe{FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

/// What the child begins with: our pipes and none of our signal handling.
class SpawnPlan {
public:
    SpawnPlan(const Pipe& output, const Pipe& errors)
    {
        posix_spawn_file_actions_init(&m_files);
        posix_spawn_file_actions_addopen(&m_files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&m_files, output.theirs.get(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&m_files, errors.theirs.get(), STDERR_FILENO);
        posix_spawnattr_init(&m_attributes);
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        sigset_t all{};
        sigfillset(&all);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
        sigset_t none{};
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
    }

    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&m_files);
        posix_spawnattr_destroy(&m_attributes);
    }

    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    int spawn(pid_t& process, std::vector<std::string> arguments) const
    {
        std::vector<char*> pointers;
        pointers.reserve(arguments.size() + 1);
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        return posix_spawnp(&process, pointers.front(), &m_files, &m_attributes, pointers.data(), environ);
    }

private:
    posix_spawn_file_actions_t m_files{};
    posix_spawnattr_t m_attributes{};
};

/// Programs that did not let themselves be killed (another user's, through sudo): taken off the table of
/// processes when they have ended and a further program starts or ends.
class Survivors {
public:
    void add(pid_t process)
    {
        const std::lock_guard lock{m_mutex};
        m_processes.push_back(process);
    }

    void reap()
    {
        const std::lock_guard lock{m_mutex};
        std::erase_if(m_processes, [](pid_t process) { return ::waitpid(process, nullptr, WNOHANG) != 0; });
    }

private:
    std::mutex m_mutex; // protects m_processes
    std::vector<pid_t> m_processes;
};

Survivors& survivors()
{
    static Survivors all;
    return all;
}

} // namespace

std::string ProcessEnd::toString() const
{
    return signal != 0 ? "signal " + std::to_string(signal) : "exit status " + std::to_string(exitStatus);
}

base::Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& arguments)
{
    survivors().reap();
    const std::string& program = arguments.front();
    auto output = makePipe(program);
    if (!output)
        return output.error();
    auto errors = makePipe(program);
    if (!errors)
        return errors.error();
    ChildProcess child;
    const int problem = SpawnPlan{*output, *errors}.spawn(child.m_process, arguments);
    if (problem != 0) {
        child.m_process = -1;
        base::Error error = base::errnoError(problem, program);
        if (problem == ENOENT)
            error.code = base::ErrorCode::ProgramNotFound;
        return error;
    }
    child.m_output = std::move(output->ours);
    child.m_errors = std::move(errors->ours);
    return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, -1)), m_output(std::move(other.m_output)),
      m_errors(std::move(other.m_errors))
{
}

ChildProcess::~ChildProcess()
{
    if (m_process > 0)
        end(std::chrono::milliseconds{0});
}

void ChildProcess::signal(int number) const
{
    if (m_process > 0)
        ::kill(-m_process, number);
}

bool ChildProcess::wait(std::chrono::milliseconds span) const
{
    const auto deadline = std::chrono::steady_clock::now() + span;
    for (;;) {
        siginfo_t what{};
        const int result = ::waitid(P_PID, static_cast<id_t>(m_process), &what, WEXITED | WNOHANG | WNOWAIT);
        if (result != 0 && errno != EINTR)
            return true; // somebody else's SIGCHLD handling took it
        if (result == 0 && what.si_pid == m_process)
            return true;
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(endInterval);
    }
}

ProcessEnd ChildProcess::end(std::chrono::milliseconds patience)
{
    if (m_process <= 0)
        return {};
    if (!wait(std::chrono::milliseconds{0})) {
        signal(SIGTERM);
        static_cast<void>(wait(patience));
    }
    // Its number is taken until it is reaped, so this cannot meet a stranger.
    signal(SIGKILL);
    const bool hasEnded = wait(killPatience);
    const pid_t process = std::exchange(m_process, -1);
    survivors().reap();
    int status = 0;
    if (::waitpid(process, &status, hasEnded ? 0 : WNOHANG) == 0) {
        survivors().add(process);
        return {0, SIGKILL};
    }
    if (WIFSIGNALED(status))
        return {0, WTERMSIG(status)};
    return {WEXITSTATUS(status), 0};
}

} // namespace core::capture
