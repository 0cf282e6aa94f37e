// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/layer_stack.h"
#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/models/cells.h"
#include "ui/models/columns.h"

#include <QCoreApplication>

#include <array>

namespace ui::models {
namespace {

using core::call::MessageRecord;
using core::filter::FieldId;
using MessageInput = CellInput<MessageRecord>;

/// For translators: these texts belong to no class.
struct MessageWords {
    Q_DECLARE_TR_FUNCTIONS(ui::models)
};

Cell captureTimeCell(const MessageInput& in)
{
    return plain(adapt::timeOfDay(in.record.captured, in.context.zone, adapt::Precision::Microseconds));
}

/// Since the row above, whatever the order of the list; nothing when time runs backwards there.
Cell deltaCell(const MessageInput& in)
{
    if (in.above == nullptr || in.record.captured < in.above->captured)
        return {};
    const auto delta = in.record.captured - in.above->captured;
    return plain(adapt::delta(delta), delta < std::chrono::milliseconds{10} ? Ink::Tertiary : Ink::Text);
}

Cell messageCell(const MessageInput& in)
{
    const MessageRecord& record = in.record;
    Cell cell;
    cell.isStrong = true;
    if (record.kind == core::sip::Kind::Request) {
        cell.text = adapt::text(record.method);
    } else {
        cell.text = QString::number(record.status);
        cell.rest = adapt::text(record.reason);
        cell.glyph = theme::statusGlyph(record.status);
        cell.status = record.status;
        cell.ink = Ink::Status;
    }
    const auto add = [&](const QString& word) {
        cell.rest += cell.rest.isEmpty() ? word : QStringLiteral(" · ") + word;
    };
    if (record.retransmissionOf)
        add(MessageWords::tr("resent"));
    if (record.duplicateOf)
        add(MessageWords::tr("seen twice"));
    return cell;
}

Cell sequenceCell(const MessageInput& in)
{
    if (in.record.cseqMethod.empty())
        return {};
    return plain(QString::number(in.record.cseq) + QLatin1Char(' ') + adapt::text(in.record.cseqMethod),
                 Ink::Secondary);
}

Cell captureCell(const MessageInput& in)
{
    if (!in.record.agentName.empty())
        return plain(adapt::text(in.record.agentName), Ink::Secondary);
    const auto index = static_cast<std::size_t>(in.record.source.value - 1);
    return index < in.context.sources.size()
               ? plain(adapt::sourceName(in.context.sources[index]), Ink::Secondary)
               : Cell{};
}

Cell vlanCell(const MessageInput& in)
{
    const auto vlan = core::net::vlanOf(in.record.tunnel);
    return vlan ? number(*vlan) : Cell{};
}

/// The gravest defect in words, "+2" when there are more.
Cell defectsCell(const MessageInput& in)
{
    std::optional<core::sip::Defect> gravest;
    int count = 0;
    in.record.defects.forEach([&](core::sip::Defect defect) {
        ++count;
        if (!gravest || (core::sip::gravity(defect) == core::sip::Gravity::Invalid &&
                         core::sip::gravity(*gravest) != core::sip::Gravity::Invalid))
            gravest = defect;
    });
    if (!gravest)
        return {};
    Cell cell = plain(adapt::sentenceOf(*gravest));
    const bool isInvalid = core::sip::gravity(*gravest) == core::sip::Gravity::Invalid;
    cell.glyph = isInvalid ? theme::Glyph::Error : theme::Glyph::Warning;
    if (count > 1)
        cell.rest = QStringLiteral("+%1").arg(count - 1);
    return cell;
}

constexpr std::array columnsOfMessages{
    Column<MessageRecord>{
        "id", QT_TRANSLATE_NOOP("ui::models", "No."), FieldId::MessageId, 64,
        [](const MessageInput& in) { return number(static_cast<std::uint64_t>(in.record.id.value)); }, true},
    Column<MessageRecord>{
        "date", QT_TRANSLATE_NOOP("ui::models", "Date"), std::nullopt, 86,
        [](const MessageInput& in) { return plain(adapt::date(in.record.captured, in.context.zone)); }, false,
        Elide::Right, false},
    Column<MessageRecord>{"time", QT_TRANSLATE_NOOP("ui::models", "Time"), FieldId::MessageTime, 128,
                          captureTimeCell},
    Column<MessageRecord>{"delta", QT_TRANSLATE_NOOP("ui::models", "Delta"), std::nullopt, 74, deltaCell,
                          true},
    Column<MessageRecord>{
        "source", QT_TRANSLATE_NOOP("ui::models", "Source"), FieldId::SourceAddress, 140,
        [](const MessageInput& in) { return plain(adapt::endpoint(in.record.path.source)); }, false,
        Elide::Middle},
    Column<MessageRecord>{
        "destination", QT_TRANSLATE_NOOP("ui::models", "Destination"), FieldId::DestinationAddress, 140,
        [](const MessageInput& in) { return plain(adapt::endpoint(in.record.path.destination)); }, false,
        Elide::Middle},
    Column<MessageRecord>{"message", QT_TRANSLATE_NOOP("ui::models", "Message"), FieldId::Status, 200,
                          messageCell},
    Column<MessageRecord>{"cseq", QT_TRANSLATE_NOOP("ui::models", "CSeq"), FieldId::CSeqNumber, 100,
                          sequenceCell},
    Column<MessageRecord>{
        "from", QT_TRANSLATE_NOOP("ui::models", "From"), FieldId::FromUser, 120,
        [](const MessageInput& in) { return party(in.record.fromUser, in.record.fromHost); }, false,
        Elide::Middle},
    Column<MessageRecord>{"to", QT_TRANSLATE_NOOP("ui::models", "To"), FieldId::ToUser, 120,
                          [](const MessageInput& in) { return party(in.record.toUser, in.record.toHost); },
                          false, Elide::Middle},
    Column<MessageRecord>{"sdp", QT_TRANSLATE_NOOP("ui::models", "SDP"), FieldId::HasSdp, 44,
                          [](const MessageInput& in) {
                              return in.record.hasSdp ? plain(QStringLiteral("SDP"), Ink::Media) : Cell{};
                          }},
    Column<MessageRecord>{"size", QT_TRANSLATE_NOOP("ui::models", "Bytes"), FieldId::Size, 56,
                          [](const MessageInput& in) { return number(in.record.size); }, true},
    Column<MessageRecord>{
        "transport", QT_TRANSLATE_NOOP("ui::models", "Transport"), FieldId::Transport, 74,
        [](const MessageInput& in) { return plain(adapt::transport(in.record.path.transport)); }},
    Column<MessageRecord>{"capture", QT_TRANSLATE_NOOP("ui::models", "Capture"), FieldId::MessageSource, 110,
                          captureCell, false, Elide::Middle},
    Column<MessageRecord>{
        "call-id", QT_TRANSLATE_NOOP("ui::models", "Call-ID"), FieldId::CallId, 220,
        [](const MessageInput& in) { return plain(adapt::text(in.record.callId), Ink::Secondary); }, false,
        Elide::Middle, false},
    Column<MessageRecord>{"user-agent", QT_TRANSLATE_NOOP("ui::models", "User agent"), FieldId::UserAgent,
                          160, [](const MessageInput& in) { return plain(adapt::text(in.record.userAgent)); },
                          false, Elide::Right, false},
    Column<MessageRecord>{
        "frame", QT_TRANSLATE_NOOP("ui::models", "Frame"), FieldId::FrameNumber, 70,
        [](const MessageInput& in) { return number(static_cast<std::uint64_t>(in.record.frame.value)); },
        true, Elide::Right, false},
    Column<MessageRecord>{"vlan", QT_TRANSLATE_NOOP("ui::models", "VLAN"), FieldId::Vlan, 56, vlanCell, true,
                          Elide::Right, false},
    Column<MessageRecord>{"defects", QT_TRANSLATE_NOOP("ui::models", "Defects"), FieldId::Defects, 260,
                          defectsCell},
};

} // namespace

std::span<const Column<MessageRecord>> messageColumns()
{
    return columnsOfMessages;
}

} // namespace ui::models
