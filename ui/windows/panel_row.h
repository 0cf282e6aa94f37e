// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

class QVBoxLayout;

namespace ui::windows {

class FieldNote;

/// A row of the capture panel: a line below it, and the colour of the selection when it is chosen.
class PanelRow : public QWidget {
    Q_OBJECT

public:
    explicit PanelRow(QWidget* parent);

    void setChosen(bool isChosen);
    /// As high as what is in it.
    void setGrowing();

    [[nodiscard]] QHBoxLayout* row() const { return m_layout; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_layout;
    bool m_isChosen = false;
};

[[nodiscard]] QLabel* panelLabel(const QString& text, const QFont& font, QWidget* parent);
[[nodiscard]] QSpinBox* portField(const QString& name, int port, QWidget* parent);

/// Adds a row without a check box: a title, the field, and below it the note that is returned.
[[nodiscard]] FieldNote* addPanelLine(QVBoxLayout& rows, const QString& title, QWidget* field,
                                      QWidget* parent);

/// Of the first words in rows with a check box; without one it is wider by `checkWidth`.
[[nodiscard]] int panelNameWidth();
inline constexpr int panelCheckWidth = 25;

} // namespace ui::windows
