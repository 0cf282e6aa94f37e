// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_series.h"

#include "core/base/ascii.h"
#include "core/session/primary.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace core::engine {
namespace {

namespace fs = std::filesystem;

/// How long a roll waits for a moment in which no frame waits for another one.
constexpr std::chrono::seconds longestWait{1};
constexpr std::size_t leastDigits = 4;
constexpr std::size_t mostDigits = 18;

/// The number of a rolled session's name; 0 when it is not one of `session`.
std::uint64_t numberIn(const fs::path& name, const fs::path& session)
{
    const std::string stem = name.stem().string();
    const std::string prefix = session.stem().string() + "-";
    if (name.extension() != session.extension() || stem.compare(0, prefix.size(), prefix) != 0)
        return 0;
    const std::string_view digits = std::string_view{stem}.substr(prefix.size());
    if (digits.size() < leastDigits || digits.size() > mostDigits ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return base::isDigit(c); }))
        return 0;
    std::uint64_t number = 0;
    for (const char c : digits)
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return number;
}

/// What sums counted beyond `earlier`.
void subtract(capture::SenderRefusals& sums, const capture::SenderRefusals& earlier)
{
    for (std::size_t i = 0; i < sums.packets.size(); ++i)
        sums.packets.at(i) -= std::min(sums.packets.at(i), earlier.packets.at(i));
}

void add(capture::SenderRefusals& sums, const capture::SenderRefusals& more)
{
    for (std::size_t i = 0; i < sums.packets.size(); ++i)
        sums.packets.at(i) += more.packets.at(i);
}

std::uint64_t callsIn(const session::SessionWriter& writer)
{
    return static_cast<std::uint64_t>(writer.progress().lastCall.value - writer.lastCallAtStart().value);
}

/// Committed, from `first` on.
std::uint64_t messagesIn(const session::SessionWriter& writer, base::MessageId first)
{
    return static_cast<std::uint64_t>(writer.progress().lastMessage.value + 1 - first.value);
}

std::uint64_t bytesOf(const session::SessionWriter& writer)
{
    const session::SessionProgress progress = writer.progress();
    return progress.fileBytes + progress.walBytes;
}

std::string keyOf(const capture::SenderRefusals& row)
{
    return row.sender ? row.sender->toString() : std::string{};
}

} // namespace

fs::path rolledPath(const fs::path& session, std::uint64_t number)
{
    std::string digits = std::to_string(number);
    digits.insert(0, leastDigits - std::min(leastDigits, digits.size()), '0');
    fs::path path = session.parent_path() / session.stem();
    path += "-" + digits;
    path += session.extension();
    return path;
}

std::map<std::uint64_t, fs::path> rolledSessions(const fs::path& session)
{
    std::map<std::uint64_t, fs::path> found;
    std::error_code failure;
    const fs::path folder = session.has_parent_path() ? session.parent_path() : fs::path{"."};
    for (fs::directory_iterator entry{folder, failure}; !failure && entry != fs::directory_iterator{};
         entry.increment(failure)) {
        const fs::path name = entry->path().filename();
        if (const std::uint64_t number = numberIn(name, session); number != 0)
            found[number] = session.parent_path() / name;
    }
    return found;
}

base::Result<std::unique_ptr<SessionSeries>> SessionSeries::create(const fs::path& session,
                                                                   session::WriterOptions writer,
                                                                   RecorderOptions recorder, RollOptions roll)
{
    std::unique_ptr<SessionSeries> series{
        new SessionSeries{session, std::move(writer), recorder, std::move(roll)}};
    if (const base::Status begun = series->begin(recorder); !begun)
        return begun.error();
    series->m_firstFrame = series->nextFrame();
    return series;
}

SessionSeries::SessionSeries(fs::path session, session::WriterOptions writer, RecorderOptions recorder,
                             RollOptions roll)
    : m_session(std::move(session)), m_writerOptions(std::move(writer)), m_recorderOptions(recorder),
      m_roll(std::move(roll)), m_number(m_roll.first)
{
}

SessionSeries::~SessionSeries()
{
    static_cast<void>(close().has_value());
}

fs::path SessionSeries::path() const
{
    return m_roll.limits.isSet() ? rolledPath(m_session, m_number) : m_session;
}

base::Status SessionSeries::begin(RecorderOptions options)
{
    auto writer = session::SessionWriter::create(path(), m_writerOptions);
    if (!writer)
        return writer.error();
    m_recorder = std::make_unique<SessionRecorder>(**writer, options);
    {
        const std::lock_guard lock{m_mutex};
        m_writer = std::move(*writer);
    }
    m_firstMessage = m_writer->nextMessage();
    m_begun = Clock::now();
    m_isDue = false;
    if (m_roll.limits.isSet() && m_roll.begun)
        m_roll.begun(path());
    return {};
}

void SessionSeries::setObserver(std::function<void(const FoundMessage&)> observer,
                                std::function<void(const FoundPayload&)> payloadObserver)
{
    m_observer = std::move(observer);
    m_payloadObserver = std::move(payloadObserver);
    m_recorder->setObserver(m_observer);
    m_recorder->setPayloadObserver(m_payloadObserver);
}

base::SourceId SessionSeries::addSource(const capture::SourceDescription& description)
{
    m_sources.push_back(description);
    return m_recorder->addSource(description);
}

void SessionSeries::setCounters(base::SourceId source, capture::SourceCounters counters)
{
    m_counters[source] = counters;
    const capture::SourceCounters& earlier = m_earlierCounters[source];
    counters.droppedByKernel -= std::min(counters.droppedByKernel, earlier.droppedByKernel);
    counters.refused -= std::min(counters.refused, earlier.refused);
    m_recorder->setCounters(source, counters);
}

void SessionSeries::addRefusals(base::SourceId source, std::vector<capture::SenderRefusals> changed)
{
    // The numbers of a forgotten sender go on within those of all such senders.
    for (const capture::SenderRefusals& row : changed) {
        if (!row.isForgotten)
            continue;
        if (auto earlier = m_earlierRefusals.extract({source, keyOf(row)}))
            add(m_earlierRefusals[{source, {}}], earlier.mapped());
        m_refusals.erase({source, keyOf(row)});
    }
    for (capture::SenderRefusals& row : changed) {
        if (row.isForgotten)
            continue;
        const SenderKey key{source, keyOf(row)};
        if (m_roll.limits.isSet())
            m_refusals[key] = row;
        if (const auto earlier = m_earlierRefusals.find(key); earlier != m_earlierRefusals.end())
            subtract(row, earlier->second);
    }
    m_recorder->addRefusals(source, changed);
}

/// Whether a limit is reached. A session without a frame waits for its first one.
bool SessionSeries::isDue()
{
    if (m_recorder->totals().frames == 0) {
        m_begun = Clock::now();
        return false;
    }
    return m_roll.limits.areReachedBy({.span = Clock::now() - m_begun,
                                       .bytes = bytesOf(*m_writer),
                                       .messages = m_recorder->totals().messages,
                                       .calls = callsIn(*m_writer)});
}

base::Status SessionSeries::rollWhenDue()
{
    if (!m_roll.limits.isSet() || m_recorder->isFull())
        return {};
    if (!m_isDue && isDue()) {
        m_isDue = true;
        m_dueSince = Clock::now();
    }
    if (!m_isDue || (m_recorder->isWaiting() && Clock::now() - m_dueSince < longestWait))
        return {};
    return roll();
}

base::Status SessionSeries::roll()
{
    m_recorder->finishMedia();
    if (auto committed = m_recorder->commit(); !committed)
        return committed;
    // What a disk still does for the session before is waited for here, if it takes longer than a session.
    if (auto closed = finishClosing(); !closed)
        return closed;
    const auto finished = m_writer;
    const base::MessageId first = m_firstMessage;
    const RecorderTotals sums = totals();
    RecorderOptions options = m_recorderOptions;
    if (options.maximumMessages != 0)
        options.maximumMessages -= sums.messages;
    ++m_number;
    if (auto begun = begin(options); !begun) {
        --m_number; // goes on with the session that it has, until it is stopped
        return begun;
    }
    m_earlier = sums;
    m_finished = finished;
    m_firstFinished = first;
    m_closing = std::async(std::launch::async, [finished] { return finished->close(); });
    m_recorder->skipTo(finished->nextFrame());
    m_recorder->setObserver(m_observer);
    m_recorder->setPayloadObserver(m_payloadObserver);
    for (const capture::SourceDescription& source : m_sources)
        m_recorder->addSource(source);
    m_earlierCounters = m_counters;
    m_earlierRefusals = m_refusals;
    return {};
}

base::Status SessionSeries::finishClosing()
{
    if (!m_closing.valid())
        return {};
    const base::Status closed = m_closing.get();
    m_earlierCalls += callsIn(*m_finished);
    m_earlierBytes += bytesOf(*m_finished);
    // Rolled sessions are new ones: their messages count from 1, but those of the first that is appended to.
    m_earlierMessages += messagesIn(*m_finished, m_firstFinished);
    m_committedEarlier = std::max(m_committedEarlier, m_finished->progress().lastFrame);
    m_finished.reset();
    if (!closed && m_failure)
        m_failure = closed;
    return closed;
}

base::Status SessionSeries::close()
{
    static_cast<void>(finishClosing().has_value());
    if (m_writer) {
        if (const base::Status closed = m_writer->close(); !closed && m_failure)
            m_failure = closed;
    }
    if (m_failure && !m_hostNames.empty())
        m_failure = session::addHostNames(path(), std::exchange(m_hostNames, {}));
    return m_failure;
}

RecorderTotals SessionSeries::totals() const
{
    RecorderTotals sum = m_earlier;
    const RecorderTotals& now = m_recorder->totals();
    sum.frames += now.frames;
    sum.stored += now.stored;
    sum.messages += now.messages;
    sum.notUnderstood += now.notUnderstood;
    return sum;
}

std::uint64_t SessionSeries::calls() const
{
    return m_earlierCalls + (m_finished ? callsIn(*m_finished) : 0) + callsIn(*m_writer);
}

std::uint64_t SessionSeries::messages() const
{
    return m_earlierMessages + (m_finished ? messagesIn(*m_finished, m_firstFinished) : 0) +
           messagesIn(*m_writer, m_firstMessage);
}

base::FrameNumber SessionSeries::committedFrame() const
{
    // A new session says 0 until its first commit.
    base::FrameNumber last = std::max(
        {m_committedEarlier, m_writer->progress().lastFrame, base::FrameNumber{m_firstFrame.value - 1}});
    return m_finished ? std::max(last, m_finished->progress().lastFrame) : last;
}

std::uint64_t SessionSeries::bytes() const
{
    return m_earlierBytes + (m_finished ? bytesOf(*m_finished) : 0) + bytesOf(*m_writer);
}

session::SessionProgress SessionSeries::progress() const
{
    std::shared_ptr<session::SessionWriter> writer;
    {
        const std::lock_guard lock{m_mutex};
        writer = m_writer;
    }
    return writer->progress();
}

} // namespace core::engine
