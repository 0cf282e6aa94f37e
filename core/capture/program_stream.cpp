// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/program_stream.h"

#include "core/capture/capture_file_reader.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <poll.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace core::capture {
namespace {

using base::ErrorCode;
using base::Status;
using Clock = std::chrono::steady_clock;

/// From SIGTERM to SIGKILL, and from the end of the output to SIGTERM.
constexpr std::chrono::milliseconds endPatience{1000};
constexpr std::chrono::milliseconds watchInterval{50};
constexpr std::size_t maximumLines = 8;
constexpr std::size_t maximumLine = 200;

bool isControl(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7f;
}

/// The newest lines of what a program complains about.
class LastWords {
public:
    void add(std::string_view bytes)
    {
        for (const char character : bytes) {
            if (character == '\n' || character == '\r')
                endLine();
            else if (m_line.size() < maximumLine)
                m_line += isControl(static_cast<unsigned char>(character)) ? '?' : character;
        }
    }

    [[nodiscard]] std::vector<std::string> lines() const { return {m_lines.begin(), m_lines.end()}; }

    std::vector<std::string> take()
    {
        endLine();
        return {m_lines.begin(), m_lines.end()};
    }

private:
    void endLine()
    {
        if (m_line.find_first_not_of(' ') != std::string::npos)
            m_lines.push_back(m_line);
        m_line.clear();
        if (m_lines.size() > maximumLines)
            m_lines.pop_front();
    }

    std::string m_line;
    std::deque<std::string> m_lines;
};

/// Listens to what the program complains about, and ends it when we are to stop; a thread of its own while
/// another reads the program's output.
class Attendant {
public:
    Attendant(ChildProcess& child, std::stop_token stop)
        : m_child(child), m_errors(child.takeErrors()), m_stop(std::move(stop))
    {
        ::fcntl(m_errors.get(), F_SETFL, O_NONBLOCK);
        m_thread = std::jthread{[this](const std::stop_token& finished) { attend(finished); }};
    }

    /// Ends reading when the program does not end by itself.
    [[nodiscard]] std::stop_token readingStop() const { return m_readingStop.get_token(); }

    /// The whole lines that the program has written by now, at least those before what was read of it.
    std::vector<std::string> linesSoFar()
    {
        listen();
        const std::lock_guard lock{m_mutex};
        return m_words.lines();
    }

    /// The program has ended.
    std::vector<std::string> finish()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_words.take();
    }

private:
    void attend(const std::stop_token& finished)
    {
        std::optional<Clock::time_point> deadline;
        while (!finished.stop_requested()) {
            pollfd descriptor{errors(), POLLIN, 0};
            ::poll(&descriptor, 1, static_cast<int>(watchInterval.count()));
            listen();
            if (m_stop.stop_requested() && !deadline) {
                m_child.signal(SIGTERM);
                deadline = Clock::now() + endPatience;
            }
            if (deadline && Clock::now() >= *deadline) {
                m_child.signal(SIGKILL);
                m_readingStop.request_stop();
            }
        }
        listen();
    }

    int errors()
    {
        const std::lock_guard lock{m_mutex};
        return m_errors.get();
    }

    void listen()
    {
        const std::lock_guard lock{m_mutex};
        std::array<char, 4096> room{};
        // A flood of complaints must not keep us from ending it.
        for (int i = 0; i < 16 && m_errors; ++i) {
            const ssize_t got = ::read(m_errors.get(), room.data(), room.size());
            if (got < 0)
                return;
            if (got == 0)
                m_errors.reset();
            m_words.add({room.data(), static_cast<std::size_t>(got)});
        }
    }

    ChildProcess& m_child;
    base::FileDescriptor m_errors;
    std::stop_token m_stop;
    std::stop_source m_readingStop;
    std::mutex m_mutex; // of m_words, and of m_errors since the thread runs
    LastWords m_words;
    std::jthread m_thread; // last: uses everything above
};

/// Delivers the whole output of the program.
Status deliver(base::FileDescriptor output, const std::string& name, StreamDelivery& delivery,
               const OnReady& onReady, std::stop_source& sinkClosed, Attendant& attendant)
{
    const std::stop_token readingStop = attendant.readingStop();
    const auto tick = [&] {
        if (!delivery.tick())
            sinkClosed.request_stop();
    };
    auto input = InputStream::adopt(std::move(output), name, readingStop, {tick, {}});
    if (!input)
        return input.error();
    const auto reader = CaptureFileReader::open(
        name, std::move(*input),
        [&](const std::string& interface, net::LinkType link) { return delivery.announce(interface, link); },
        readingStop);
    if (!reader)
        return reader.error();
    onReady(attendant.linesSoFar());
    for (;;) {
        auto batch = (*reader)->next(readingStop);
        if (!batch)
            return batch.error();
        if (batch->frames.empty())
            break;
        delivery.take(std::move(*batch));
        delivery.setDropped((*reader)->droppedBefore());
        tick();
    }
    if (!delivery.hasSource())
        delivery.announce({}, (*reader)->firstLinkType());
    delivery.setDropped((*reader)->droppedBefore());
    return (*reader)->damage() ? Status{*(*reader)->damage()} : Status{};
}

} // namespace

std::string ProgramOutcome::toString() const
{
    std::string text = end.toString();
    for (const std::string& line : lastWords)
        text += "; " + line;
    return text;
}

ProgramOutcome readProgram(const std::vector<std::string>& arguments, const std::string& name,
                           StreamDelivery& delivery, const OnReady& onReady, std::stop_token stop)
{
    ProgramOutcome outcome;
    auto child = ChildProcess::start(arguments);
    if (!child) {
        outcome.reading = child.error();
        return outcome;
    }
    std::stop_source ending;
    const std::stop_callback passOn{stop, [&ending] { ending.request_stop(); }};
    base::FileDescriptor output = child->takeOutput();
    Attendant attendant{*child, ending.get_token()};
    outcome.reading = deliver(std::move(output), name, delivery, onReady, ending, attendant);
    outcome.wasStopped = ending.stop_requested();
    static_cast<void>(child->wait(endPatience));
    outcome.lastWords = attendant.finish();
    outcome.end = child->end(endPatience);
    return outcome;
}

} // namespace core::capture
