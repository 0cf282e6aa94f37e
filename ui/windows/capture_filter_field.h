// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/capture_sources.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QToolButton;

namespace ui::windows {

class FieldNote;

/// The capture filter (BPF), judged while it is typed: colour, glyph, and below it what is wrong. GUI thread.
class CaptureFilterField : public QWidget {
    Q_OBJECT

public:
    /// `sources` outlive the field.
    CaptureFilterField(session::CaptureSources& sources, const QString& text, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

    /// False only when it is known to be wrong: what is not judged yet is told when the capture starts.
    [[nodiscard]] bool isAcceptable() const { return m_state != State::Invalid; }

signals:
    /// Another text, or another opinion about it.
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Empty, Unknown, Valid, Invalid };

    void makePresets();
    void judge();
    void setState(State state, const QString& sentence = {});
    void paintState();

    session::CaptureSources& m_sources;
    QLineEdit* m_edit;
    QAction* m_glyph;
    FieldNote* m_sentence;
    QToolButton* m_presets;
    State m_state = State::Empty;
};

} // namespace ui::windows
