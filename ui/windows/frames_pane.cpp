// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/frames_pane.h"

#include "ui/adapt/error_text.h"
#include "ui/theme/theme.h"
#include "ui/windows/plain_table.h"

#include <QItemSelectionModel>
#include <QShortcut>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace ui::windows {
namespace {

QString endpointText(const std::optional<core::net::Endpoint>& endpoint)
{
    return endpoint ? adapt::endpoint(*endpoint) : QString();
}

} // namespace

FramesPane::FramesPane(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_classModel({{tr("Frames that were"), 190},
                                                       {tr("Number"), 72, true},
                                                       {tr("Not stored"), 84, true, models::Ink::Secondary}}),
      m_frameModel({{tr("Example"), 72, true, models::Ink::Secondary},
                    {tr("Time"), 100},
                    {tr("From"), 122},
                    {tr("To"), 122},
                    {tr("Detail"), 60}}),
      m_classes(makeTextTable(m_classModel, tr("Classes of frames"), this)),
      m_examples(makeTextTable(m_frameModel, tr("Example frames"), this))
{
    addWidget(m_classes);
    addWidget(m_examples);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setSizes({350, 510});
    setChildrenCollapsible(false);
    setFocusProxy(m_classes);
    connect(m_classes->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FramesPane::chooseClass);
    connect(m_examples->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const auto frame = currentFrame())
            emit frameChosen(frame);
    });
    const auto activate = [this] {
        if (const auto frame = currentFrame())
            emit frameActivated(frame);
    };
    connect(m_examples, &QTableView::doubleClicked, this, activate);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(key, m_examples, nullptr, nullptr, Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, activate);
        auto* examples = new QShortcut(key, m_classes, nullptr, nullptr, Qt::WidgetShortcut);
        connect(examples, &QShortcut::activated, this, [this] {
            m_examples->setFocus();
            if (!m_examples->currentIndex().isValid())
                m_examples->selectRow(0);
        });
    }
}

void FramesPane::setSource(const std::optional<core::session::SourceRow>& source)
{
    m_tallies = source ? source->tallies : std::vector<core::session::FrameTally>{};
    std::erase_if(m_tallies, [](const auto& tally) { return tally.frames == 0; });
    std::vector<QStringList> rows;
    int chosen = m_tallies.empty() ? -1 : 0;
    for (std::size_t i = 0; i < m_tallies.size(); ++i) {
        const core::session::FrameTally& tally = m_tallies[i];
        rows.push_back({adapt::meaningOf(tally.fate, tally.detail), adapt::count(tally.frames),
                        tally.notStored == 0 ? QString() : adapt::count(tally.notStored)});
        if (m_class == std::pair{tally.fate, tally.detail})
            chosen = static_cast<int>(i);
    }
    m_classModel.setRows(std::move(rows));
    if (chosen >= 0 && m_classes->currentIndex().row() != chosen)
        m_classes->selectRow(chosen); // goes on in chooseClass()
    else
        chooseClass();
}

void FramesPane::chooseClass()
{
    const auto row = static_cast<std::size_t>(m_classes->currentIndex().row());
    std::vector<core::base::FrameNumber> wanted;
    if (m_classes->currentIndex().isValid() && row < m_tallies.size()) {
        m_class = {m_tallies[row].fate, m_tallies[row].detail};
        wanted = m_tallies[row].examples;
    }
    if (wanted == m_wanted)
        return;
    m_wanted = std::move(wanted);
    if (m_wanted.empty())
        setFrames({});
    else
        emit framesWanted(m_wanted);
}

void FramesPane::setFrames(std::vector<session::FrameGlance> frames)
{
    const bool isAnswer = std::ranges::equal(frames, m_wanted, {}, &session::FrameGlance::number);
    if (!isAnswer)
        return; // another class was chosen since
    m_frames = std::move(frames);
    showFrames();
}

void FramesPane::showFrames()
{
    const QString meaning = m_class ? adapt::meaningOf(m_class->first, m_class->second) : QString();
    std::vector<QStringList> rows;
    for (const session::FrameGlance& frame : m_frames) {
        const QString number = adapt::count(static_cast<std::uint64_t>(frame.number.value));
        if (frame.captured)
            rows.push_back({number, adapt::timeOfDay(*frame.captured, m_zone), endpointText(frame.from),
                            endpointText(frame.to), meaning});
        else
            rows.push_back({number, {}, {}, {}, tr("counted, not stored")});
    }
    m_frameModel.setRows(std::move(rows));
}

core::base::FrameNumber FramesPane::currentFrame() const
{
    const auto row = static_cast<std::size_t>(m_examples->currentIndex().row());
    return m_examples->currentIndex().isValid() && row < m_frames.size() ? m_frames[row].number
                                                                         : core::base::FrameNumber{};
}

void FramesPane::setZone(adapt::Zone zone)
{
    m_zone = zone;
    showFrames();
}

} // namespace ui::windows
