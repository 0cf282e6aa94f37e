// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace ui::windows {

/// A path that is typed or chosen. GUI thread.
class PathField : public QWidget {
    Q_OBJECT

public:
    enum class What { File, FileOrFolder };

    /// `name` is what a screen reader says.
    PathField(What what, const QString& name, const QString& placeholder, QWidget* parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);

signals:
    void changed();

private:
    void chooseFile();
    void chooseFolder();

    QLineEdit* m_edit;
    QString m_name;
};

} // namespace ui::windows
