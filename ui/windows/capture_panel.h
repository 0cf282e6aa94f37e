// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/capture_sources.h"
#include "ui/session/session_controller.h"

#include <QFrame>
#include <QLabel>

#include <vector>

class QCheckBox;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace ui::windows {

class CaptureFilterField;
class FieldNote;
class ForwardFields;
class KeyFields;
class MoreSources;
class PanelRow;
class RtpChoice;
class Sparkline;

/// What to capture from: interfaces with live activity, HEP, a capture filter, and the button that starts.
/// The same on the start page and in the capture window. GUI thread.
class CapturePanel : public QWidget {
    Q_OBJECT

public:
    /// A new session, or more sources in the one that is being captured; then nothing is chosen at first,
    /// and what is chosen is not remembered.
    enum class Purpose { Start, Add };

    /// All outlive the panel.
    CapturePanel(session::CaptureSources& sources, session::SessionController& controller,
                 settings::Settings& settings, QWidget* parent = nullptr, Purpose purpose = Purpose::Start);

    /// What is chosen now.
    [[nodiscard]] session::CaptureRequest request() const;
    [[nodiscard]] bool canStart() const;
    /// Looks at interfaces and the port again.
    void refresh();

signals:
    void startRequested(const ui::session::CaptureRequest& request);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct InterfaceRow {
        std::string name;
        QWidget* row;
        QCheckBox* check;
        Sparkline* activity;
        QLabel* rate;
    };

    void rebuildInterfaces();
    void addInterface(const session::InterfaceState& state, bool isChecked);
    void showActivity();
    QWidget* makeHepRow();
    QWidget* makeFilterRow();
    QWidget* makeRtpRow();
    QWidget* makeStartRow();
    void checkPort();
    void showMore(bool isShown);
    void update();
    void save();
    [[nodiscard]] QString hepUrl() const;

    session::CaptureSources& m_sources;
    session::SessionController& m_controller;
    settings::Settings& m_settings;
    Purpose m_purpose;
    QFrame* m_frame;
    QVBoxLayout* m_interfaceLayout;
    std::vector<InterfaceRow> m_rows;
    MoreSources* m_more = nullptr;
    ForwardFields* m_forward = nullptr;
    KeyFields* m_keys = nullptr;
    QToolButton* m_moreButton = nullptr;
    PanelRow* m_hepRow = nullptr;
    QCheckBox* m_hep = nullptr;
    QCheckBox* m_everywhere = nullptr;
    QSpinBox* m_port = nullptr;
    FieldNote* m_portState = nullptr;
    CaptureFilterField* m_filter = nullptr;
    RtpChoice* m_rtp = nullptr;
    QPushButton* m_start = nullptr;
    QLabel* m_where;
    bool m_isPortFree = false;
};

} // namespace ui::windows
