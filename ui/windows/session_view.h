// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/session/clock_keeper.h"
#include "ui/session/link_keeper.h"
#include "ui/session/selection.h"
#include "ui/session/session_controller.h"
#include "ui/theme/fonts.h"

#include <QElapsedTimer>
#include <QWidget>

#include <array>
#include <optional>
#include <utility>
#include <vector>

class QSplitter;
class QStackedWidget;
class QToolButton;

namespace ui::filterbar {
class FilterBar;
}

namespace ui::charts {
class TimeStrip;
}

namespace ui::message {
class MessageView;
}

namespace ui::windows {

class Chip;
class FindingsPage;
class FlowPane;
class FramesPane;
class ListPage;
class RegistrationsPage;
class SourcesPage;
class StatisticsPage;
class StreamsPage;
class ViewTab;

/// One session: filter, time strip, the switch between lists, the list, and below it the ladder and the
/// message that follow the selection. GUI thread.
class SessionView : public QWidget {
    Q_OBJECT

public:
    enum class View { Calls, Messages, Findings, Streams, Registrations, Statistics, Sources };
    static constexpr std::size_t viewCount = 7;

    /// Both outlive the view.
    SessionView(session::SessionController& controller, settings::Settings& settings,
                QWidget* parent = nullptr);
    ~SessionView() override;

    [[nodiscard]] View view() const { return m_view; }

    void setView(View view);
    void setZone(adapt::Zone zone);
    void setDensity(theme::Density density);
    void saveLayout();
    void restoreLayout();

    [[nodiscard]] session::Selection& selection() { return m_selection; }

    [[nodiscard]] filterbar::FilterBar& filterBar() const { return *m_filterBar; }

    /// The list on screen; that of calls while Streams, Registrations or Sources is shown, that of whose
    /// filter Findings and Statistics are while they are.
    [[nodiscard]] ListPage& list() const;

    [[nodiscard]] ListPage& calls() const { return *m_calls; }

    [[nodiscard]] ListPage& messages() const { return *m_messages; }

    [[nodiscard]] FlowPane& flow() const { return *m_flow; }

    [[nodiscard]] FindingsPage& findings() const { return *m_findings; }

    [[nodiscard]] StreamsPage& streams() const { return *m_streams; }

    [[nodiscard]] RegistrationsPage& registrations() const { return *m_registrations; }

    [[nodiscard]] StatisticsPage& statistics() const { return *m_statistics; }

    [[nodiscard]] SourcesPage& sources() const { return *m_sources; }

    void setFilter(View view, const QString& text);
    void clearFilter();
    /// To the row of a number, a time of day or a Call-ID; clears a filter that hides it.
    void goTo(const QString& place);
    /// Through the filters applied before.
    void goBack();
    void goForward();

    [[nodiscard]] bool canGoBack() const { return m_historyPosition > 0; }

    [[nodiscard]] bool canGoForward() const { return m_historyPosition + 1 < m_history.size(); }

    void setPaused(bool isPaused);

    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    /// Says of the selected calls that they belong together; false unless there are several.
    bool linkChosenCalls();

    void setFollowing(bool isFollowing) const;
    [[nodiscard]] bool isFollowing() const;

    void focusList();
    void focusFlow();

    /// What marking now would mark: the selected calls, or the call of the message that is looked at.
    [[nodiscard]] std::vector<core::base::CallKey> chosenCalls() const;

signals:
    void markRequested();
    void exportRequested();
    void externalViewerRequested();
    void historyChanged();
    void followingChanged(bool isFollowing);
    void failed(const core::base::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// One step of back and forward.
    struct Step {
        View view = View::Calls;
        QString filter;

        bool operator==(const Step&) const = default;
    };

    QWidget* makeSwitch();
    QWidget* makeDetails();
    void connectList(ListPage& page);
    void connectDetails();
    void onSessionChanged();
    void onRefreshed(const core::session::SessionProgress& progress,
                     const std::vector<core::base::CallKey>& changedCalls);
    void onFilterApplied(const core::filter::Filter& filter, const QString& text);
    void remember(const Step& step);
    void apply(const Step& step);
    void chooseRow(ListPage& page, std::int64_t id);
    void showRow(std::int64_t id);
    /// What the flow of `call` is shown with: all selected calls, when it is one of them.
    [[nodiscard]] std::vector<core::base::CallKey> callsWith(core::base::CallKey call) const;
    void showFlow(core::base::CallKey call);
    /// Whether the flow of these calls is still the one to be shown.
    [[nodiscard]] bool isWanted(const std::vector<core::base::CallKey>& calls) const;
    /// Of the calls that were selected, with what is wanted besides them.
    void loadFlow(const std::vector<core::base::CallKey>& calls);
    void loadFlowOf(const std::vector<core::base::CallKey>& calls,
                    const std::vector<core::base::CallKey>& selected);
    void loadLegs(const std::vector<core::base::CallKey>& selected);
    void connectFlow();
    void loadFindings(const std::vector<core::base::CallKey>& calls);
    void chooseInFlow(core::base::MessageId message);
    void loadMessage(core::base::MessageId message);
    void loadHistogram();
    void loadSources();
    void loadTlsConnections();
    // session_view_clocks.cpp
    void connectClocks();
    void loadClocks();

    void showRunningSources();
    void connectSources();
    void connectStatistics();
    void connectFindings();
    void connectStreams();
    void connectRegistrations();
    /// To the call of a row of streams or registrations, which are those of all calls.
    void openRowOf(core::base::CallKey call);
    /// To the call in its list, and back later to where it was chosen.
    void openCall(core::base::CallKey call, core::base::MessageId message);
    [[nodiscard]] bool isList() const;
    /// Whether what is shown is of what the filter leaves.
    [[nodiscard]] bool isFiltered() const;
    void showResult();
    void showFrame(core::base::FrameNumber number, bool isActivated);
    void showCounts(const core::session::SessionProgress& progress);
    void showChip();
    void updateContext();
    void showNoSelection();

    session::SessionController& m_controller;
    settings::Settings& m_settings;
    session::Selection m_selection;
    View m_view = View::Calls;
    View m_listed = View::Calls; ///< Calls or Messages
    adapt::Zone m_zone = adapt::Zone::Local;

    filterbar::FilterBar* m_filterBar;
    charts::TimeStrip* m_strip;
    std::array<ViewTab*, viewCount> m_tabs{};
    Chip* m_chip = nullptr;
    bool m_announcesRows = false; ///< the session grows, or grew, by a capture
    QToolButton* m_columns = nullptr;
    ListPage* m_calls;
    ListPage* m_messages;
    FindingsPage* m_findings;
    StreamsPage* m_streams;
    RegistrationsPage* m_registrations;
    StatisticsPage* m_statistics;
    SourcesPage* m_sources;
    QStackedWidget* m_lists;
    QSplitter* m_split;
    QSplitter* m_details;
    QStackedWidget* m_lowerLeft = nullptr; ///< the flow, or the frames of a source
    FramesPane* m_frames = nullptr;
    core::base::FrameNumber m_frame; ///< that is wanted in the message view
    FlowPane* m_flow = nullptr;
    message::MessageView* m_message = nullptr;

    std::vector<Step> m_history;
    std::size_t m_historyPosition = 0;
    QElapsedTimer m_sinceHistogram;
    QElapsedTimer m_sinceTlsConnections;
    QElapsedTimer m_sinceClocks;
    QElapsedTimer m_sinceLegs;
    session::LinkKeeper m_links;
    session::ClockKeeper m_clocks;
    std::int64_t m_wantedRow = 0; // to be shown when the list without a filter has come
    bool m_isPaused = false;
    bool m_isHistogramLate = false; // the session grew since the histogram was asked for
};

} // namespace ui::windows
