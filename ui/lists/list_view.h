// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lists/cell_delegate.h"
#include "ui/models/filter_text.h"
#include "ui/models/list_feed.h"
#include "ui/models/record_model.h"
#include "ui/theme/fonts.h"

#include <QTableView>

#include <optional>
#include <vector>

namespace ui::lists {

/// A list of any length: calls or messages. Keeps selection and place by id when the rows change, follows
/// the end of a growing list on demand, and can select the whole result without touching each row.
/// GUI thread.
class ListView : public QTableView {
    Q_OBJECT

public:
    /// `model` and `feed` outlive the view.
    ListView(models::RecordModel& model, models::ListFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] models::RecordModel& records() const { return m_records; }

    [[nodiscard]] models::ListFeed& feed() const { return m_feed; }

    void setDensity(theme::Density density);

    /// Of the row with the cursor; 0 when there is none.
    [[nodiscard]] std::int64_t currentId() const;
    /// Selects the row and scrolls to it; by the program, so no rowChosen().
    void setCurrentId(std::int64_t id);

    /// Everything in the list is selected, also rows that were never loaded.
    [[nodiscard]] bool isEverythingSelected() const { return m_isEverythingSelected; }

    /// In the order of the list. At most `most`.
    [[nodiscard]] std::vector<std::int64_t> selectedIds(std::size_t most) const;
    [[nodiscard]] std::int64_t selectedCount() const;
    void selectAll() override;

    /// The view stays at the end of a growing list.
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }

    void setFollowing(bool isFollowing);
    /// Rows that came in below since the user last was at the end; 0 while following.
    [[nodiscard]] int unseen() const;

    [[nodiscard]] QByteArray columnLayout() const;
    void setColumnLayout(const QByteArray& layout);
    void resetColumns();

    [[nodiscard]] RowLook lookOf(const QModelIndex& index) const;

signals:
    /// By mouse or keyboard.
    void rowChosen(std::int64_t id);
    /// Enter or double click.
    void rowActivated(std::int64_t id);
    void selectionSizeChanged();
    void filterRequested(const QString& condition, ui::models::Narrow how);
    /// Of the selected calls, or of the call of the selected message.
    void markRequested();
    void exportRequested();
    void externalViewerRequested();
    void followingChanged(bool isFollowing);
    void unseenChanged();

public:
    enum class CopyAs { Cell, Row, Csv };
    void copySelection(CopyAs form);
    /// Sorts by the next (1) or previous (-1) visible column.
    void sortByNextColumn(int step);
    /// Ascending, descending, order of arrival; of the first column when there was no order.
    void turnSortOrder();
    void showColumnMenu(const QPoint& globalPosition);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// Where the user was, by ids, so that it survives other rows.
    struct Place {
        std::int64_t current = 0;
        std::vector<std::int64_t> selected;
        std::int64_t top = 0;
        int columnScroll = 0;
        bool wasEverythingSelected = false;
    };

    void setUpHeader();
    void applyMetrics();
    void sortBy(int column);
    [[nodiscard]] QStringList columnNames() const;
    [[nodiscard]] int sortedColumn() const; // -1: order of arrival
    void showSortMark();
    void savePlace();
    void restorePlace();
    void onRowsInserted();
    /// The first that is shown: views scroll to no hidden one.
    [[nodiscard]] int firstColumn() const;
    void setUnderPointer(int row);
    [[nodiscard]] bool isAtEnd() const;
    void clearEverythingSelected();

    models::RecordModel& m_records;
    models::ListFeed& m_feed;
    theme::Density m_density = theme::Density::Compact;
    Place m_place;
    int m_rowUnderPointer = -1;
    int m_seenRows = 0;
    bool m_isFollowing = false;
    bool m_isEverythingSelected = false;
    bool m_isByProgram = false; // the selection is being set, not chosen
};

} // namespace ui::lists
