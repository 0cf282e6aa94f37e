// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/rows.h"
#include "ui/adapt/format.h"
#include "ui/models/text_table_model.h"
#include "ui/session/frame_reader.h"

#include <QSplitter>

#include <optional>
#include <vector>

class QTableView;

namespace ui::windows {

/// What became of the frames of one source, by class, and examples of the chosen class. GUI thread.
class FramesPane : public QSplitter {
    Q_OBJECT

public:
    explicit FramesPane(QWidget* parent = nullptr);

    /// Nothing: no source is chosen. The chosen class stays chosen while the source has it.
    void setSource(const std::optional<core::session::SourceRow>& source);
    /// The answer to framesWanted(); others are ignored.
    void setFrames(std::vector<session::FrameGlance> frames);
    void setZone(adapt::Zone zone);

signals:
    void framesWanted(const std::vector<core::base::FrameNumber>& numbers);
    /// The user goes through the examples.
    void frameChosen(core::base::FrameNumber number);
    /// Double click or Enter.
    void frameActivated(core::base::FrameNumber number);

private:
    void chooseClass();
    void showFrames();
    [[nodiscard]] core::base::FrameNumber currentFrame() const;

    std::vector<core::session::FrameTally> m_tallies;
    std::optional<std::pair<core::session::FrameFate, core::net::FrameDetail>> m_class;
    std::vector<core::base::FrameNumber> m_wanted;
    std::vector<session::FrameGlance> m_frames;
    adapt::Zone m_zone = adapt::Zone::Local;
    models::TextTableModel m_classModel;
    models::TextTableModel m_frameModel;
    QTableView* m_classes;
    QTableView* m_examples;
};

} // namespace ui::windows
