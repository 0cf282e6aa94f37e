// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"
#include "core/flow/clock_offsets.h"
#include "core/leg/leg_finder.h"
#include "core/session/session_table.h"
#include "core/statistics/statistics.h"
#include "ui/session/findings_reader.h"
#include "ui/session/frame_reader.h"
#include "ui/session/job_thread.h"
#include "ui/session/place_finder.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ui::session {

/// The answer to a query, and how long it took.
struct SelectedRows {
    core::session::RowIndex index;
    std::chrono::milliseconds took{};
};

/// What was counted, and how long it took.
struct CountedStatistics {
    core::statistics::Report report;
    std::chrono::milliseconds took{};
};

/// A message with everything that a view of it needs.
struct LoadedMessage {
    core::call::MessageRecord record;
    std::vector<std::byte> bytes;
    std::string sourceName;
};

/// The flow of one call, or of several in one picture. `omitted` counts messages beyond the limit, which are
/// not in it.
struct LoadedFlow {
    std::vector<core::call::CallRecord> records; ///< in the order asked for; at least one
    std::shared_ptr<const core::flow::CallFlow> flow;
    std::size_t omitted = 0;
    bool haveStreams = false; ///< RTP of these calls, whether it is in the flow or not
};

/// The calls that belong together with a call, and how those are called that links speak of.
struct LoadedLegs {
    core::leg::Legs legs;
    std::map<core::base::CallKey, std::string> callIds;
};

/// The capture points of a session, how far apart their clocks are, and what people said of that.
struct LoadedClocks {
    std::vector<core::flow::CapturePoint> points;
    std::vector<core::session::ClockCorrection> corrections;
};

/// Reads one session file on two threads of its own: one holds the columns and answers queries, the other
/// reads pages, flows and messages, so that a long search never holds up scrolling. Answers arrive on the
/// GUI thread, only while `context` lives, and not at all when a newer question of the same kind made
/// them pointless. GUI thread.
class SessionLoader : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Answer = std::function<void(core::base::Result<T>)>;
    /// Called on the loader's thread; makes of records whatever the caller wants to keep.
    template <typename Record, typename Made>
    using Make = std::function<Made(std::vector<Record>)>;

    static constexpr std::size_t mostMessagesInFlow = 20'000;

    explicit SessionLoader(std::filesystem::path path, QObject* parent = nullptr);
    ~SessionLoader() override;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    [[nodiscard]] const core::session::SessionProgress& progress() const { return m_progress; }

    /// Takes in what was committed since; refreshed() follows. While one refresh runs others are no news.
    void refresh();

    void select(core::session::Query query, QObject* context, Answer<SelectedRows> answer);
    /// For whom `kind` stands: the lists do not give up their own question for it.
    void select(JobKind kind, core::session::Query query, QObject* context, Answer<SelectedRows> answer);
    void histogram(std::size_t bins, QObject* context, Answer<core::session::TimeHistogram> answer);
    void statistics(core::statistics::Options options, QObject* context, Answer<CountedStatistics> answer);
    /// Nobody looks at them any more: whoever waits for another answer gets it sooner.
    void stopStatistics();
    void sources(QObject* context, Answer<std::vector<core::session::SourceRow>> answer);
    void agents(QObject* context, Answer<std::vector<core::session::AgentSummary>> answer);
    void tlsConnections(QObject* context, Answer<std::vector<core::session::TlsConnectionRow>> answer);
    /// Compares the clocks of capture points by all messages.
    void clocks(QObject* context, Answer<LoadedClocks> answer);
    void hasTlsSecrets(QObject* context, Answer<bool> answer);
    void frames(std::vector<core::base::FrameNumber> numbers, QObject* context,
                Answer<std::vector<FrameGlance>> answer);
    void frame(core::base::FrameNumber number, QObject* context, Answer<LoadedFrame> answer);
    void flow(std::vector<core::base::CallKey> calls, core::flow::Media media, QObject* context,
              Answer<LoadedFlow> answer);
    /// The calls that belong together with this one, itself included.
    void legs(core::base::CallKey call, QObject* context, Answer<LoadedLegs> answer);
    /// Nobody wants to know them any more.
    void stopLegs();
    /// What is wrong with these calls; told after the flow, because it takes longer.
    void findings(std::vector<core::base::CallKey> calls, QObject* context, Answer<LoadedFindings> answer);
    void message(core::base::MessageId id, QObject* context, Answer<LoadedMessage> answer);

    /// The id of the row at a place, see findPlace().
    void find(Place place, core::filter::Scope scope, adapt::Zone zone, QObject* context,
              Answer<std::int64_t> answer);

    /// A page of the list. `dropped` is called when the page is no longer wanted because others are.
    template <typename Made>
    void calls(std::vector<core::base::CallKey> keys, Make<core::call::CallRecord, Made> make,
               QObject* context, Answer<Made> answer, std::function<void()> dropped)
    {
        page<core::call::CallRecord, Made>(
            [keys = std::move(keys)](core::session::SessionReader& reader) { return reader.calls(keys); },
            std::move(make), context, std::move(answer), std::move(dropped));
    }

    template <typename Made>
    void messages(std::vector<core::base::MessageId> ids, Make<core::call::MessageRecord, Made> make,
                  QObject* context, Answer<Made> answer, std::function<void()> dropped)
    {
        page<core::call::MessageRecord, Made>(
            [ids = std::move(ids)](core::session::SessionReader& reader) { return reader.messages(ids); },
            std::move(make), context, std::move(answer), std::move(dropped));
    }

    /// Anything else that reads rows, for instance an export; runs between pages and should be short.
    void read(std::function<void(core::session::SessionReader&, const std::stop_token&)> job);

signals:
    /// The file is open and the first refreshed() has been emitted.
    void opened();
    /// The file cannot be read; nothing else will come.
    void failed(const core::base::Error& error);
    void refreshed(const core::session::SessionProgress& progress,
                   const std::vector<core::base::CallKey>& changedCalls);
    /// Calls were marked or unmarked, here or by another program. Comes before refreshed().
    void marksChanged();

private:
    template <typename T>
    using Work = std::function<core::base::Result<T>(const std::stop_token&)>;

    void open();
    template <typename T>
    void ask(JobThread& thread, JobKind kind, Work<T> work, QObject* context, Answer<T> answer,
             std::function<void()> dropped = {});
    template <typename Record, typename Made>
    void page(std::function<core::base::Result<std::vector<Record>>(core::session::SessionReader&)> fetch,
              Make<Record, Made> make, QObject* context, Answer<Made> answer, std::function<void()> dropped);
    [[nodiscard]] core::base::Result<core::session::SessionReader*> reader();
    [[nodiscard]] core::base::Result<core::session::SessionTable*> table();

    std::filesystem::path m_path;
    core::session::SessionProgress m_progress;
    bool m_isOpen = false;
    bool m_isRefreshing = false;
    std::unique_ptr<core::session::SessionTable> m_table;   // m_tableThread only
    std::unique_ptr<core::session::SessionReader> m_reader; // m_readerThread only
    JobThread m_tableThread;                                // last: their jobs use everything above
    JobThread m_readerThread;
};

template <typename T>
void SessionLoader::ask(
    JobThread& thread, JobKind kind, Work<T> work, QObject* context, Answer<T> answer,
    std::function<void()> dropped) // NOLINT(performance-unnecessary-value-param): is moved
{
    // The guard is made here, on the GUI thread; the job only carries it.
    auto deliver = [guard = QPointer<QObject>(context),
                    answer = std::move(answer)](core::base::Result<T> result) {
        if (guard != nullptr)
            answer(std::move(result));
    };
    thread.post(
        kind,
        [this, work = std::move(work), deliver = std::move(deliver)](const std::stop_token& stop) {
            auto result = std::make_shared<core::base::Result<T>>(work(stop));
            if (stop.stop_requested())
                return;
            QMetaObject::invokeMethod(
                this, [deliver, result] { deliver(std::move(*result)); }, Qt::QueuedConnection);
        },
        std::move(dropped));
}

template <typename Record, typename Made>
void SessionLoader::page(
    std::function<core::base::Result<std::vector<Record>>(core::session::SessionReader&)> fetch,
    Make<Record, Made> make, QObject* context, Answer<Made> answer, std::function<void()> dropped)
{
    ask<Made>(
        m_readerThread, JobKind::Page,
        [this, fetch = std::move(fetch),
         make = std::move(make)](const std::stop_token&) -> core::base::Result<Made> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            auto records = fetch(**opened);
            if (!records)
                return records.error();
            return make(std::move(*records));
        },
        context, std::move(answer), std::move(dropped));
}

} // namespace ui::session
