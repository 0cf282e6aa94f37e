// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/glyphs.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui::windows {

/// What is said below or beside a field about what stands in it: a shape and a sentence in the same colour.
/// Hidden while there is nothing to say. GUI thread.
class FieldNote : public QWidget {
    Q_OBJECT

public:
    enum class Meaning { Fine, Hint, Warning, Error };

    explicit FieldNote(QWidget* parent = nullptr);

    /// An empty sentence hides the note.
    void say(Meaning meaning, const QString& sentence);
    /// Several lines where there is no room for one. Off at first.
    void setWrapping(bool isWrapping);

    [[nodiscard]] Meaning meaning() const { return m_meaning; }

    [[nodiscard]] QString sentence() const;
    /// What the sentence is painted in.
    [[nodiscard]] QColor ink() const;

private:
    void applyTheme();

    QWidget* m_shape;
    QLabel* m_sentence;
    Meaning m_meaning = Meaning::Hint;
};

/// The field, and below it its note, which may take several lines.
[[nodiscard]] QVBoxLayout* withNote(QWidget* field, FieldNote* note);

} // namespace ui::windows
