// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_session.h"

#include "core/base/ascii.h"
#include "tests/support/frame_builder.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

using namespace core;

namespace tests::support {
namespace {

/// Ethernet, IPv4 and UDP headers.
constexpr std::uint32_t payloadOffset = 14 + 20 + 8;

[[noreturn]] void abortTest(const base::Error& error)
{
    std::fprintf(stderr, "%s\n", base::describe(error).c_str());
    std::abort();
}

template <typename T>
T orAbort(base::Result<T> result)
{
    if (!result)
        abortTest(result.error());
    return std::move(*result);
}

/// One step of a call: who sends what, how long after the start.
struct Step {
    bool isFromCaller;
    std::string_view startLine;
    std::string_view cseq;
    std::chrono::milliseconds after;
    bool hasSdp;
};

using std::chrono::milliseconds;

constexpr std::array answered{
    Step{true, "INVITE sip:{to}@example.com SIP/2.0", "1 INVITE", milliseconds{0}, true},
    Step{false, "SIP/2.0 100 Trying", "1 INVITE", milliseconds{4}, false},
    Step{false, "SIP/2.0 180 Ringing", "1 INVITE", milliseconds{300}, false},
    Step{false, "SIP/2.0 200 OK", "1 INVITE", milliseconds{4'300}, true},
    Step{true, "ACK sip:{to}@192.0.2.20:5060 SIP/2.0", "1 ACK", milliseconds{4'310}, false},
    Step{true, "BYE sip:{to}@192.0.2.20:5060 SIP/2.0", "2 BYE", milliseconds{34'000}, false},
    Step{false, "SIP/2.0 200 OK", "2 BYE", milliseconds{34'020}, false},
};
constexpr std::array refused{
    Step{true, "INVITE sip:{to}@example.com SIP/2.0", "1 INVITE", milliseconds{0}, true},
    Step{false, "SIP/2.0 100 Trying", "1 INVITE", milliseconds{5}, false},
    Step{false, "SIP/2.0 486 Busy Here", "1 INVITE", milliseconds{900}, false},
    Step{true, "ACK sip:{to}@example.com SIP/2.0", "1 ACK", milliseconds{910}, false},
};

constexpr std::string_view sdp =
    "v=0\r\no=- 4711 1 IN IP4 192.0.2.30\r\ns=call\r\nc=IN IP4 192.0.2.30\r\nt=0 0\r\n"
    "m=audio 40000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

std::string sipText(const Step& step, std::size_t call)
{
    const std::string number = std::to_string(call);
    const std::string to = std::to_string(200'000 + call * 7 % 900);
    std::string line{step.startLine};
    if (const auto place = line.find("{to}"); place != std::string::npos)
        line.replace(place, 4, to);
    std::string text = line + "\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK" + number + "x" +
                       std::string{step.cseq.substr(0, 1)} + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:" +
                       std::to_string(100'000 + call * 13 % 700) + "@example.com>;tag=f" + number +
                       "\r\nTo: <sip:" + to + "@example.com>" +
                       (step.after > milliseconds{100} ? ";tag=t" + number : std::string{}) +
                       "\r\nCall-ID: " + std::to_string(call * 2'654'435'761U % 0xffffffffU) + "-" + number +
                       "@192.0.2.10\r\nCSeq: " + std::string{step.cseq} + "\r\nContact: <sip:" + to +
                       "@192.0.2.20:5060>\r\nUser-Agent: Proxy " + std::to_string(call % 5) + ".0\r\n";
    if (step.hasSdp)
        text += "Content-Type: application/sdp\r\n";
    text += "Content-Length: " + std::to_string(step.hasSdp ? sdp.size() : 0) + "\r\n\r\n";
    return step.hasSdp ? text.append(sdp) : text;
}

} // namespace

SessionFiller::SessionFiller(session::SessionWriter& writer)
    : m_writer(writer), m_tracker(writer.lastCallAtStart(), &writer)
{
}

base::FrameNumber SessionFiller::addFrame(const ScriptMessage& message, std::string_view payload,
                                          session::BlockStream stream)
{
    const Bytes bytes =
        ethernet(ip(message.path.source.address.toString(), message.path.destination.address.toString(),
                    udp(message.path.source.port, message.path.destination.port, text(payload))));
    net::FrameHeader header;
    header.captured = message.captured;
    header.arrived = message.arrived;
    header.source = message.source;
    header.originalLength = header.length = static_cast<std::uint32_t>(bytes.size());
    const base::FrameNumber number = m_writer.addFrame(header, bytes, stream);
    m_frames.push_back({number, bytes});
    return number;
}

void SessionFiller::track(const ScriptMessage& message, session::NewMessage row)
{
    if (!m_message.parse(message.span()))
        abortTest({base::ErrorCode::OptionInvalid, "this is no SIP", message.bytes});
    row.message = &m_message;
    row.captured = message.captured;
    row.arrived = message.arrived;
    row.source = message.source;
    row.path = message.path;
    row.agentId = m_agentId;
    row.agentName = m_agentName;
    row.correlationId = m_correlationId;
    row.track = m_tracker.track(m_message, {m_writer.nextMessage(), message.captured, message.arrived,
                                            message.source, message.path, m_agentId, m_agentName});
    m_writer.addMessage(row);
    m_messages.push_back(message.bytes);
}

void SessionFiller::add(const ScriptMessage& message)
{
    if (message.bytes.empty()) {
        m_tracker.advance(message.arrived);
        return;
    }
    session::NewMessage row;
    row.frame = addFrame(message, message.bytes, session::BlockStream::Signalling);
    row.frameOffset = payloadOffset;
    track(message, row);
}

void SessionFiller::add(const std::vector<ScriptMessage>& messages)
{
    for (const ScriptMessage& message : messages)
        add(message);
}

void SessionFiller::addInPieces(const ScriptMessage& message)
{
    const std::string_view all = message.bytes;
    const std::size_t half = all.size() / 2;
    const std::array frames{addFrame(message, all.substr(0, half), session::BlockStream::Signalling),
                            addFrame(message, all.substr(half), session::BlockStream::Signalling)};
    session::NewMessage row;
    row.frame = frames.back();
    row.isWithinFrame = false;
    row.frames = frames;
    track(message, row);
}

void SessionFiller::addOther(std::size_t size, session::BlockStream stream, base::Timestamp captured)
{
    const Bytes bytes = pattern(size, static_cast<unsigned>(m_frames.size()));
    net::FrameHeader header;
    header.captured = header.arrived = captured;
    header.source.value = 1;
    header.originalLength = static_cast<std::uint32_t>(size) + 1;
    m_frames.push_back({m_writer.addFrame(header, bytes, stream), bytes});
}

void SessionFiller::setAgent(std::uint32_t id, std::string name, std::string correlationId)
{
    m_agentId = id;
    m_agentName = std::move(name);
    m_correlationId = std::move(correlationId);
}

base::Status SessionFiller::commit()
{
    m_tracker.takeChanged([this](const call::CallRecord& record) { m_writer.upsertCall(record); });
    return m_writer.commit();
}

TempSession::TempSession() : m_folder(orAbort(session::TemporaryFolder::create())) {}

std::unique_ptr<session::SessionWriter> TempSession::writer(session::Durability durability,
                                                            session::WhenPresent whenPresent) const
{
    return orAbort(session::SessionWriter::create(path(), {durability, whenPresent, "test"}));
}

void TempSession::fill(const std::vector<ScriptMessage>& messages) const
{
    const auto made = writer(session::Durability::Import);
    session::SourceRow source;
    source.kind = "file";
    source.name = "test.pcap";
    made->addSource(source);
    SessionFiller filler{*made};
    filler.add(messages);
    auto status = filler.commit();
    if (status)
        status = made->close();
    if (!status)
        abortTest(status.error());
}

std::vector<ScriptMessage> busyTraffic(std::size_t calls)
{
    const net::Endpoint caller{*net::IpAddress::parse("192.0.2.10"), 5060};
    const net::Endpoint called{*net::IpAddress::parse("192.0.2.20"), 5060};
    std::vector<ScriptMessage> messages;
    messages.reserve(calls * 7);
    for (std::size_t call = 0; call < calls; ++call) {
        const auto start = scriptStart() + milliseconds{call * 10};
        const std::span<const Step> steps = call % 5 == 4 ? std::span<const Step>{refused} : answered;
        for (const Step& step : steps) {
            ScriptMessage& message = messages.emplace_back();
            message.bytes = sipText(step, call);
            message.path = step.isFromCaller ? net::Path{caller, called, net::Transport::Udp}
                                             : net::Path{called, caller, net::Transport::Udp};
            message.captured = message.arrived = start + step.after;
            message.source.value = 1;
        }
    }
    std::stable_sort(messages.begin(), messages.end(),
                     [](const ScriptMessage& a, const ScriptMessage& b) { return a.captured < b.captured; });
    return messages;
}

} // namespace tests::support
