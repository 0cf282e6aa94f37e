// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/models/row_table_model.h"

#include <QStackedWidget>

#include <functional>
#include <memory>

class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

/// A table of rows that each lead to a call, or a sentence why there are none. GUI thread.
class CallRowsPage : public QStackedWidget {
    Q_OBJECT

public:
    ~CallRowsPage() override;

    [[nodiscard]] QTableView& table() const { return *m_table; }

    /// The session is still being captured or imported: what is empty may fill.
    void setGrowing(bool isGrowing);
    void setZone(adapt::Zone zone);

    /// "1,730 streams"
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

signals:
    void resultTextChanged();
    /// The row that keys or the mouse moved to is of this call.
    void chosen(core::base::CallKey call);
    /// Return or a double click: to the call itself.
    void activated(core::base::CallKey call);

protected:
    /// What is known of the rows when there is none.
    enum class Emptiness {
        NotKnown, ///< an earlier program wrote the session
        Loading,
        Growing, ///< none yet
        None,
    };

    struct Sentences {
        QString what;
        QString advice;
    };

    /// `icon` is that of the empty page.
    CallRowsPage(std::unique_ptr<models::CallRowsModel> model, const QString& name, QString icon,
                 QWidget* parent);

    [[nodiscard]] models::CallRowsModel& rowsModel() { return *m_model; }

    [[nodiscard]] virtual Sentences sentencesOf(Emptiness emptiness) const = 0;
    /// "1,730 streams"
    [[nodiscard]] virtual QString countText(int rows) const = 0;

    /// Of another session, nothing of which has been read.
    void clear();
    void showError(const core::base::Error& error);
    /// `put` gives the model its rows; the row that was chosen is chosen again.
    void showRows(bool areKnown, const std::function<void()>& put);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showEmptyState();
    void showEmpty(const Sentences& sentences);
    void activate(int row);
    void setResultText(const QString& text);

    std::unique_ptr<models::CallRowsModel> m_model;
    QString m_icon;
    QTableView* m_table;
    lists::EmptyState* m_empty;
    QString m_resultText;
    bool m_isLoaded = false;
    bool m_areKnown = true;
    bool m_isGrowing = false;
};

} // namespace ui::windows
