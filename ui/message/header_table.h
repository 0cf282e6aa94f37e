// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

#include <QTableWidget>

namespace ui::message {

/// The headers of one message as rows of long name and value, folded lines joined. Names the user clicks on
/// with the menu become filters.
class HeaderTable : public QTableWidget {
    Q_OBJECT

public:
    explicit HeaderTable(QWidget* parent = nullptr);

    void setMessage(const core::sip::Message& message);

signals:
    void filterRequested(const QString& filterText);

private:
    void showMenu(const QPoint& position);
};

} // namespace ui::message
