// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/sdp_table.h"

#include "core/sip/sdp.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

namespace ui::message {
namespace {

using core::sip::Direction;
using core::sip::MediaDescription;
using core::sip::MediaFormat;

QString directionText(Direction direction)
{
    switch (direction) {
    case Direction::SendReceive:
        return SdpTable::tr("sends and receives");
    case Direction::SendOnly:
        return SdpTable::tr("only sends");
    case Direction::ReceiveOnly:
        return SdpTable::tr("only receives");
    case Direction::Inactive:
        return SdpTable::tr("inactive");
    }
    return {};
}

QString formatText(const MediaFormat& format)
{
    if (format.encoding.empty())
        return SdpTable::tr("not described");
    QString text = adapt::text(format.encoding);
    if (format.clockRate != 0)
        text += SdpTable::tr(", %1 Hz").arg(format.clockRate);
    if (!format.parameters.empty())
        text += QLatin1String(", ") + adapt::text(format.parameters);
    return text;
}

void addRow(QTreeWidgetItem* parent, const QString& name, const QString& value)
{
    if (!value.isEmpty())
        new QTreeWidgetItem{parent, {name, value}};
}

QString mediaTitle(const MediaDescription& media)
{
    if (media.port == 0)
        return SdpTable::tr("rejected, %1").arg(adapt::text(media.protocol));
    return QStringLiteral("%1:%2, %3")
        .arg(adapt::text(media.connectionAddress))
        .arg(media.port)
        .arg(adapt::text(media.protocol));
}

} // namespace

SdpTable::SdpTable(QWidget* parent) : QTreeWidget(parent)
{
    setColumnCount(2);
    setHeaderLabels({tr("Part"), tr("Value")});
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAccessibleName(tr("Session description"));
}

void SdpTable::setSdp(std::string_view sdp)
{
    clear();
    const auto description = core::sip::SessionDescription::parse(sdp);
    auto* session = new QTreeWidgetItem{this, {tr("Session"), adapt::text(description.sessionName)}};
    addRow(session, tr("Origin"), adapt::text(description.origin));
    addRow(session, tr("Address"), adapt::text(description.connectionAddress));
    for (const std::string_view attribute : description.attributes)
        addRow(session, tr("Attribute"), adapt::text(attribute));
    if (description.isMalformed)
        addRow(session, tr("Malformed"), tr("some lines do not follow RFC 8866"));
    for (const MediaDescription& media : description.media) {
        auto* branch = new QTreeWidgetItem{this, {adapt::text(media.media), mediaTitle(media)}};
        branch->setFont(0, theme::fonts().dataStrong);
        branch->setForeground(0, theme::colors().media);
        addRow(branch, tr("Direction"), directionText(media.direction));
        for (const MediaFormat& format : media.formats)
            addRow(branch, tr("Format %1").arg(adapt::text(format.format)), formatText(format));
        for (const std::string_view attribute : media.attributes)
            addRow(branch, tr("Attribute"), adapt::text(attribute));
    }
    expandAll();
    setColumnWidth(0, theme::metrics().scaled(130));
}

} // namespace ui::message
