// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests::ui {

/// Whoever opens the file waits for as long as this lives, at most the 45 seconds of
/// /proc/sys/fs/lease-break-time: another process holds a lease on it and does not let go.
class SlowFile {
public:
    explicit SlowFile(const QString& path)
    {
        const QByteArray name = QFile::encodeName(path);
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0)
            return;
        m_process = ::fork();
        if (m_process == 0)
            hold(name.constData(), pipe[1]); // nothing but system calls there: other threads may have locks
        ::close(pipe[1]);
        char answer = 0;
        m_isSlow = ::read(pipe[0], &answer, 1) == 1 && answer == 'y';
        ::close(pipe[0]);
    }

    ~SlowFile()
    {
        if (m_process <= 0)
            return;
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }

    SlowFile(const SlowFile&) = delete;
    SlowFile& operator=(const SlowFile&) = delete;

    /// False where the file system knows no leases.
    [[nodiscard]] bool isSlow() const { return m_isSlow; }

private:
    [[noreturn]] static void hold(const char* name, int answer)
    {
        ::signal(SIGIO, SIG_IGN); // the wish of those that wait
        const int file = ::open(name, O_RDWR | O_CLOEXEC);
        const bool isHeld = file >= 0 && ::fcntl(file, F_SETLEASE, F_WRLCK) == 0;
        if (::write(answer, isHeld ? "y" : "n", 1) != 1 || !isHeld)
            ::_exit(1);
        while (true)
            ::pause();
    }

    pid_t m_process = -1;
    bool m_isSlow = false;
};

} // namespace tests::ui
