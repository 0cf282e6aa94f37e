// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include <string_view>

namespace ui::message {

/// A session description in the words of its RFC: one branch per m-line with address, direction, codecs.
class SdpTable : public QTreeWidget {
    Q_OBJECT

public:
    explicit SdpTable(QWidget* parent = nullptr);

    void setSdp(std::string_view sdp);
};

} // namespace ui::message
