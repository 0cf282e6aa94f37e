// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sample_capture.h"

#include "core/export/capture_writer.h"
#include "core/net/packet_builder.h"
#include "ui/adapt/text.h"

#include <QFile>
#include <QList>

#include <optional>
#include <span>

namespace ui::session {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Status;

const QString sample = QStringLiteral(":/sample/calls.txt");

/// "10.20.0.31:5060"
std::optional<core::net::Endpoint> endpointOf(const QByteArray& text)
{
    const qsizetype colon = text.lastIndexOf(':');
    const auto address = core::net::IpAddress::parse(text.left(colon).toStdString());
    if (!address)
        return std::nullopt;
    return core::net::Endpoint{*address, text.mid(colon + 1).toUShort()};
}

/// A message of the sample: "@ SECONDS SENDER RECEIVER", then its lines.
struct Message {
    core::base::Timestamp time;
    core::net::Path path;
    QByteArray bytes;
};

std::optional<Message> messageOf(const QByteArray& block)
{
    const qsizetype end = block.indexOf('\n');
    const QList<QByteArray> head = block.left(end).split(' ');
    if (head.size() != 3)
        return std::nullopt;
    const auto source = endpointOf(head[1]);
    const auto destination = endpointOf(head[2]);
    const QList<QByteArray> seconds = head[0].split('.'); // with six decimals
    if (!source || !destination || seconds.size() != 2)
        return std::nullopt;
    const auto sinceEpoch =
        std::chrono::seconds{seconds[0].toLongLong()} + std::chrono::microseconds{seconds[1].toLongLong()};
    QByteArray bytes = block.mid(end + 1);
    bytes.replace('\n', "\r\n");
    return Message{
        core::base::Timestamp{sinceEpoch}, {*source, *destination, core::net::Transport::Udp}, bytes};
}

} // namespace

Status writeSampleCapture(const std::filesystem::path& file)
{
    QFile text(sample);
    if (!text.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileNotReadable, adapt::bytes(sample), {}};
    auto output = core::exporting::AtomicFile::create(file, true);
    if (!output)
        return output.error();
    core::exporting::PcapWriter writer(*output, {});
    core::net::PacketBuilder builder;
    const QByteArray separator = "\n@ ";
    const QByteArray content = text.readAll() + "@ "; // each message ends where one begins, the last one too
    qsizetype begin = content.indexOf(separator) + separator.size();
    for (qsizetype end = 0; (end = content.indexOf(separator, begin)) >= 0; begin = end + separator.size()) {
        const auto message = messageOf(content.mid(begin, end - begin));
        if (!message)
            return Error{ErrorCode::CaptureCorrupt, adapt::bytes(sample), {}};
        const auto payload = std::as_bytes(
            std::span{message->bytes.constData(), static_cast<std::size_t>(message->bytes.size())});
        for (const auto& frame : builder.frames(message->path, payload))
            writer.add({message->time, core::net::LinkType::Ethernet,
                        static_cast<std::uint32_t>(frame.size()), frame});
    }
    return output->commit();
}

} // namespace ui::session
