// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/message_record.h"
#include "core/flow/call_flow.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace ui::message {

/// A message ready to be shown: its row and its exact bytes.
struct ShownMessage {
    core::call::MessageRecord record;
    std::vector<std::byte> bytes;
    QString sourceName;
};

/// A frame that carried no message, ready to be shown as bytes.
struct ShownFrame {
    core::base::FrameNumber number;
    core::base::Timestamp captured;
    std::uint32_t originalLength = 0;
    std::optional<core::net::Endpoint> from;
    std::optional<core::net::Endpoint> to;
    std::vector<std::byte> bytes;
};

/// One SIP message as text with highlighting, as a table of headers, as SDP, and as bytes. Follows the
/// selection. GUI thread.
class MessageView : public QWidget {
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);
    ~MessageView() override;

    void setMessage(std::shared_ptr<const ShownMessage> message);
    /// As bytes only; the other pages come back with the next message.
    void setFrame(std::shared_ptr<const ShownFrame> frame);
    /// Where the packet of the message was seen, in order of time. Nothing is said where `sightings` are of
    /// another message than the one that is shown; they go with it.
    void setSightings(const std::vector<core::flow::Sighting>& sightings);
    void setUtc(bool utc);
    void showNotice(const QString& sentence, const QString& advice = {});
    void clear();

signals:
    void previousRequested();
    void nextRequested();
    /// The same packet at another capture point.
    void messageRequested(core::base::MessageId message);
    /// "sip.Call-ID == \"...\"": the user wants this as a filter.
    void filterRequested(const QString& filterText);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace ui::message
