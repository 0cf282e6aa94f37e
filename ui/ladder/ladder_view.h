// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <QAbstractScrollArea>

#include <memory>

namespace ui::ladder {

/// The ladder of the selected call: sticky lane heads, gutter, times, arrows. Positions come from
/// LadderLayout (pure), pixels from LadderPainter; this widget scrolls, selects and answers keys.
/// Only rows in view are laid out and painted; a map of the whole stands at the right of a long one.
/// Keys: arrows, j and k, Page, Home and End select; Enter opens; + - 0 zoom; Ctrl+C copies the flow as text.
/// GUI thread.
class LadderView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit LadderView(QWidget* parent = nullptr);
    ~LadderView() override;

    /// Shows a flow; keeps the selected message and the scroll position when the message is still there.
    void setFlow(std::shared_ptr<const core::flow::CallFlow> flow);
    /// An empty view with a reason and an advice ("Select a call to see its flow.").
    void showNotice(const QString& sentence, const QString& advice = {});
    void clear();

    [[nodiscard]] core::base::MessageId currentMessage() const;
    void setCurrentMessage(core::base::MessageId message);

    void setUtc(bool utc);

    /// Row pitch steps: 14, 18, 24, 32 logical pixels at a 12 px font.
    void zoomIn();
    void zoomOut();
    void resetZoom();

signals:
    /// By mouse or keyboard, not by setCurrentMessage().
    void messageSelected(core::base::MessageId message);
    void messageActivated(core::base::MessageId message);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace ui::ladder
