// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/file_source.h"

#include "core/capture/capture_file_reader.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <utility>

namespace core::capture {
namespace {

using base::ErrorCode;
using base::Status;
using Clock = std::chrono::steady_clock;

/// With more files than this, those whose time has not come are closed again: a rotated ring has thousands.
constexpr std::size_t filesKeptOpen = 16;
constexpr std::chrono::milliseconds reportInterval{250};

/// One file of the merge, and the batch of it whose frames are next.
struct Input {
    std::string path;
    std::unique_ptr<CaptureFileReader> reader;
    net::FrameBatch batch;
    std::size_t nextFrame = 0;
    /// The first source that was announced for the file; damage is reported there.
    base::SourceId source;
    /// False while the file is only looked at, to be opened again when its time comes.
    bool isAnnounced = true;

    [[nodiscard]] bool hasFrame() const { return nextFrame < batch.frames.size(); }
};

/// One run of a FileSource.
class FileMerge {
public:
    FileMerge(const std::vector<std::string>& paths, std::stop_token stop, FrameSink& sink)
        : m_stop(std::move(stop)), m_sink(sink), m_inputs(paths.size())
    {
        for (std::size_t i = 0; i < paths.size(); ++i)
            m_inputs[i].path = paths[i];
    }

    Status lookAtFiles();
    Status deliver();

private:
    /// When the next frame of a file is due; equal times go in the order of the files.
    using Due = std::pair<base::Timestamp, std::size_t>;

    Status open(Input& input);
    Status mergeByTime();
    Status load(Input& input);
    Status finish(Input& input);
    Status advance(std::size_t index);
    [[nodiscard]] bool isDueWhole(std::size_t index) const;
    bool push(net::FrameBatch&& batch);
    base::SourceId announce(Input& input, const std::string& interfaceName, net::LinkType link);
    void count(const net::FrameBatch& batch);
    void reportCounters();
    void reportProgress();

    std::stop_token m_stop;
    FrameSink& m_sink;
    std::vector<Input> m_inputs;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    /// Frames of several files; copied here only where the files overlap in time.
    net::FrameBatch m_merged;
    /// Memory that came back from the sink.
    net::FrameBatch m_spare;
    std::map<base::SourceId, SourceCounters> m_counters;
    Clock::time_point m_lastReport = Clock::now();
    std::uint64_t m_bytesTotal = 0;
    std::uint64_t m_bytesOfFinished = 0;
    bool m_isSizeKnown = true;
    bool m_isRefused = false;
};

Status FileMerge::open(Input& input)
{
    auto reader = CaptureFileReader::open(
        input.path,
        [this, &input](const std::string& name, net::LinkType link) {
            return input.isAnnounced ? announce(input, name, link) : base::SourceId{};
        },
        m_stop);
    if (!reader)
        return reader.error();
    input.reader = std::move(*reader);
    input.reader->setSecretsListener([this](std::string&& keyLog) { m_sink.secrets(std::move(keyLog)); });
    input.reader->setNameListener([this](const net::IpAddress& address, std::string&& name) {
        m_sink.hostName(address, std::move(name));
    });
    return {};
}

/// Opens every file and finds out when it begins.
Status FileMerge::lookAtFiles()
{
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        Input& input = m_inputs[i];
        if (const Status opened = open(input); !opened)
            return opened;
        const InputStream& stream = input.reader->input();
        m_isSizeKnown = m_isSizeKnown && stream.isRegularFile();
        m_bytesTotal += stream.bytesTotal();
        input.isAnnounced = m_inputs.size() <= filesKeptOpen || !stream.isRegularFile();
        if (const Status loaded = load(input); !loaded)
            return loaded;
        if (!input.hasFrame())
            continue;
        m_due.emplace(input.batch.frames.front().captured, i);
        if (!input.isAnnounced) {
            input.reader.reset();
            input.batch = {};
            input.isAnnounced = true;
        }
    }
    return {};
}

/// Gets the next batch of a file, or finishes the file.
Status FileMerge::load(Input& input)
{
    auto batch = input.reader->next(m_stop, std::exchange(m_spare, {}));
    if (!batch)
        return batch.error();
    input.batch = std::move(*batch);
    input.nextFrame = 0;
    reportProgress();
    return input.batch.frames.empty() ? finish(input) : Status{};
}

Status FileMerge::finish(Input& input)
{
    const auto damage = input.reader->damage();
    const net::LinkType link = input.reader->firstLinkType();
    m_bytesOfFinished += input.reader->input().bytesRead();
    input.reader.reset();
    if (!input.source)
        announce(input, {}, link);
    if (damage && damage->code == ErrorCode::IoFailed)
        return *damage;
    if (damage)
        m_sink.warn(input.source, *damage);
    return {};
}

Status FileMerge::deliver()
{
    const Status merged = mergeByTime();
    if (!m_merged.frames.empty() && !m_isRefused)
        push(std::exchange(m_merged, {}));
    reportCounters();
    return merged;
}

Status FileMerge::mergeByTime()
{
    while (!m_due.empty() && !m_isRefused && !m_stop.stop_requested()) {
        const std::size_t index = m_due.top().second;
        m_due.pop();
        if (const Status advanced = advance(index); !advanced)
            return advanced;
        const Input& input = m_inputs[index];
        if (input.hasFrame())
            m_due.emplace(input.batch.frames[input.nextFrame].captured, index);
    }
    return {};
}

/// Hands on the frames of one file until another file is due.
Status FileMerge::advance(std::size_t index)
{
    Input& input = m_inputs[index];
    if (!input.reader) {
        if (const Status opened = open(input); !opened)
            return opened;
        if (const Status loaded = load(input); !loaded || !input.hasFrame())
            return loaded;
    }
    if (isDueWhole(index)) {
        if (!m_merged.frames.empty() && !push(std::exchange(m_merged, {})))
            return {};
        if (!push(std::exchange(input.batch, {})))
            return {};
        return load(input);
    }
    do {
        const net::FrameHeader& frame = input.batch.frames[input.nextFrame++];
        m_merged.append(frame, input.batch.bytesOf(frame), input.batch.commentOf(frame));
        const bool isFull = m_merged.frames.size() >= CaptureFileReader::batchFrames ||
                            m_merged.bytes.size() >= CaptureFileReader::batchBytes;
        if (isFull && !push(std::exchange(m_merged, {})))
            return {};
    } while (input.hasFrame() &&
             (m_due.empty() || Due{input.batch.frames[input.nextFrame].captured, index} < m_due.top()));
    return input.hasFrame() ? Status{} : load(input);
}

/// No other file has a frame that belongs between the frames of this batch.
bool FileMerge::isDueWhole(std::size_t index) const
{
    const Input& input = m_inputs[index];
    const auto isDue = [&](const net::FrameHeader& frame) {
        return m_due.empty() || Due{frame.captured, index} < m_due.top();
    };
    return input.nextFrame == 0 && std::all_of(input.batch.frames.begin(), input.batch.frames.end(), isDue);
}

bool FileMerge::push(net::FrameBatch&& batch)
{
    count(batch);
    m_isRefused = !m_sink.push(std::move(batch));
    // NOLINTNEXTLINE(bugprone-use-after-move): what the sink gives back is empty and has its memory
    m_spare = std::move(batch);
    if (Clock::now() - m_lastReport >= reportInterval)
        reportCounters();
    return !m_isRefused;
}

base::SourceId FileMerge::announce(Input& input, const std::string& interfaceName, net::LinkType link)
{
    const base::SourceId id = m_sink.addSource({SourceKind::File, input.path, interfaceName, link});
    m_counters.try_emplace(id);
    if (!input.source)
        input.source = id;
    return id;
}

void FileMerge::count(const net::FrameBatch& batch)
{
    base::SourceId current;
    SourceCounters* counters = nullptr;
    for (const net::FrameHeader& frame : batch.frames) {
        if (counters == nullptr || frame.source != current) {
            current = frame.source;
            counters = &m_counters[current];
        }
        ++counters->received;
        counters->receivedBytes += frame.length;
    }
}

void FileMerge::reportCounters()
{
    for (const auto& [source, counters] : m_counters)
        m_sink.report(source, counters);
    m_lastReport = Clock::now();
}

void FileMerge::reportProgress()
{
    std::uint64_t bytesRead = m_bytesOfFinished;
    for (const Input& input : m_inputs)
        bytesRead += input.reader ? input.reader->input().bytesRead() : 0;
    m_sink.progress(bytesRead, m_isSizeKnown ? m_bytesTotal : 0);
}

} // namespace

Status FileSource::run(std::stop_token stop, FrameSink& sink)
{
    FileMerge merge{m_paths, std::move(stop), sink};
    Status status = merge.lookAtFiles();
    if (status)
        status = merge.deliver();
    if (!status && status.error().code == ErrorCode::Cancelled)
        return {};
    return status;
}

} // namespace core::capture
