// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sample_traffic.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace tests::ui {
namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 beginMicroseconds = 1'789'386'067 * second; // 2026-09-14 11:41:07 UTC
const QByteArray proxy = "10.20.0.10";
const QByteArray carrier = "203.0.113.7";

struct Line {
    const char* name;
    const char* number;
    const char* address;
};

constexpr std::array lines{
    Line{"Alice Berg", "214", "10.20.4.31"},  Line{"Ben Okafor", "231", "10.20.4.48"},
    Line{"Carla Ruiz", "226", "10.20.4.43"},  Line{"Reception", "200", "10.20.4.10"},
    Line{"Dieter Lang", "233", "10.20.4.50"}, Line{"Eva Novak", "202", "10.20.4.12"},
};
constexpr std::array outside{"+498999998104",  "+442079460182", "+12025550143", "+4930231251",
                             "+4917604069031", "+441632960455", "+12025550119", "+4940669690015"};

QByteArray sdp(const QByteArray& address, int port, const QByteArray& formats)
{
    QByteArray body = "v=0\r\no=- 1789387532 2 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address +
                      "\r\nt=0 0\r\nm=audio " + QByteArray::number(port) + " RTP/AVP " + formats +
                      " 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n";
    if (formats.contains('9'))
        body += "a=rtpmap:9 G722/8000\r\n";
    return body + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";
}

QByteArray withBody(QByteArray head, const QByteArray& body)
{
    if (!body.isEmpty())
        head += "Content-Type: application/sdp\r\n";
    return head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

quint32 ipv4(const QByteArray& address)
{
    quint32 value = 0;
    for (const QByteArray& part : address.split('.'))
        value = value << 8U | part.toUInt();
    return value;
}

QByteArray packetBytes(const QByteArray& source, const QByteArray& destination, const QByteArray& payload)
{
    const auto udpLength = static_cast<quint16>(payload.size() + 8);
    QByteArray packet(28, '\0');
    auto* bytes = reinterpret_cast<uchar*>(packet.data());
    bytes[0] = 0x45;
    qToBigEndian<quint16>(static_cast<quint16>(udpLength + 20), bytes + 2);
    bytes[8] = 64;
    bytes[9] = 17; // UDP
    qToBigEndian<quint32>(ipv4(source), bytes + 12);
    qToBigEndian<quint32>(ipv4(destination), bytes + 16);
    quint32 sum = 0;
    for (int i = 0; i < 20; i += 2)
        sum += qFromBigEndian<quint16>(bytes + i);
    sum = (sum & 0xFFFFU) + (sum >> 16U);
    qToBigEndian<quint16>(static_cast<quint16>(~((sum & 0xFFFFU) + (sum >> 16U))), bytes + 10);
    qToBigEndian<quint16>(5060, bytes + 20);
    qToBigEndian<quint16>(5060, bytes + 22);
    qToBigEndian<quint16>(udpLength, bytes + 24); // checksum 0: none (RFC 768)
    return packet + payload;
}

/// One transaction's requests and responses as a hop sees them.
struct Hop {
    QByteArray callId;
    QByteArray from;
    QByteArray to;
    QByteArray uri;

    QByteArray request(const QByteArray& method, int cseq, const QList<QByteArray>& via,
                       const QByteArray& more, const QByteArray& body, const QByteArray& toTag = {}) const
    {
        QByteArray text = method + ' ' + uri + " SIP/2.0\r\n";
        for (const QByteArray& value : via)
            text += "Via: " + value + "\r\n";
        text += "Max-Forwards: " + QByteArray::number(71 - via.size()) + "\r\n" + common(toTag) +
                "CSeq: " + QByteArray::number(cseq) + ' ' + method + "\r\n" + more;
        return withBody(text, body);
    }

    QByteArray response(const QByteArray& status, const QByteArray& method, int cseq,
                        const QList<QByteArray>& via, const QByteArray& more, const QByteArray& body,
                        const QByteArray& toTag) const
    {
        QByteArray text = "SIP/2.0 " + status + "\r\n";
        for (const QByteArray& value : via)
            text += "Via: " + value + "\r\n";
        text += common(toTag) + "CSeq: " + QByteArray::number(cseq) + ' ' + method + "\r\n" + more;
        return withBody(text, body);
    }

private:
    QByteArray common(const QByteArray& toTag) const
    {
        return "From: " + from + "\r\nTo: " + to + (toTag.isEmpty() ? QByteArray() : ";tag=" + toTag) +
               "\r\nCall-ID: " + callId + "\r\n";
    }
};

QByteArray via(const QByteArray& address, const QByteArray& branch)
{
    return "SIP/2.0/UDP " + address + ":5060;branch=z9hG4bK" + branch;
}

} // namespace

SampleTraffic::SampleTraffic(int calls)
{
    constexpr std::array outcomes{Outcome::Completed,   Outcome::Completed, Outcome::Busy,
                                  Outcome::Completed,   Outcome::Cancelled, Outcome::Completed,
                                  Outcome::Unavailable, Outcome::Completed, Outcome::NoAnswer,
                                  Outcome::Completed,   Outcome::Diverted,  Outcome::Completed};
    for (int i = 0; i < calls; ++i) {
        const Line& line = lines[static_cast<std::size_t>(i) % lines.size()];
        Call call;
        call.number = i;
        call.begin = beginMicroseconds + i * 7 * second + (i * 7919 % 997) * 1000;
        call.from = line.number;
        call.to = outside[static_cast<std::size_t>(i) % outside.size()];
        call.phone = line.address;
        call.outcome =
            i + 4 > calls ? Outcome::InCall : outcomes[static_cast<std::size_t>(i) % outcomes.size()];
        addCall(call);
        if (i % 5 == 0)
            addRegistration(i, call.begin + 2 * second);
        if (i % 3 == 0)
            addOptions(i, call.begin + 3 * second);
    }
    std::ranges::stable_sort(m_packets, {}, &Packet::microseconds);
}

void SampleTraffic::add(qint64 at, const QByteArray& source, const QByteArray& destination,
                        const QByteArray& text)
{
    m_packets.append({at, source, destination, text});
}

void SampleTraffic::addCall(const Call& call)
{
    ++m_calls;
    const QByteArray number = QByteArray::number(call.number);
    const QByteArray branch = "7c1e94ad" + number;
    Hop hop;
    hop.callId = "6f2b91c40d7e4a53" + number + '@' + call.phone;
    hop.from = "\"" + QByteArray(lines[static_cast<std::size_t>(call.number) % lines.size()].name) +
               "\" <sip:" + call.from + "@pbx.example.com>;tag=5a0f3c" + number;
    hop.to = "<sip:" + call.to + "@pbx.example.com>";
    hop.uri = "sip:" + call.to + "@pbx.example.com";
    const QByteArray agent =
        "Contact: <sip:" + call.from + '@' + call.phone + ":5060>\r\nUser-Agent: DeskPhone-735/10.1.175\r\n" +
        "Allow: INVITE, ACK, CANCEL, BYE, REFER, OPTIONS, NOTIFY, UPDATE\r\nSupported: timer, replaces\r\n";
    const QByteArray offer = sdp(call.phone, 11784, "8 0 9");
    const QByteArray answer = sdp(carrier, 14076, "8");
    const QByteArray tag = "as61f0be" + number;
    const QList<QByteArray> first{via(call.phone, branch)};
    const QList<QByteArray> second_{via(call.phone, branch + "b")};
    const QList<QByteArray> third{via(proxy, branch + "p"), via(call.phone, branch + "b")};
    qint64 t = call.begin;

    // Challenge, then the INVITE with credentials.
    add(t, call.phone, proxy, hop.request("INVITE", 101, first, agent, offer));
    add(t += 2400, proxy, call.phone,
        hop.response("401 Unauthorized", "INVITE", 101, first,
                     "WWW-Authenticate: Digest realm=\"pbx.example.com\", nonce=\"5e1c0a77d2\"\r\n", {},
                     "ch" + number));
    add(t += 19100, call.phone, proxy, hop.request("ACK", 101, first, {}, {}, "ch" + number));
    const QByteArray credentials = "Authorization: Digest username=\"" + call.from +
                                   R"(", realm="pbx.example.com", nonce="5e1c0a77d2", uri=")" + hop.uri +
                                   "\", response=\"7d0f2b5a\"\r\n";
    add(t += 1700, call.phone, proxy, hop.request("INVITE", 102, second_, agent + credentials, offer));
    add(t += 1900, proxy, call.phone, hop.response("100 Trying", "INVITE", 102, second_, {}, {}, {}));
    add(t += 4700, proxy, carrier, hop.request("INVITE", 102, third, agent, offer));
    if (call.outcome == Outcome::NoAnswer) {
        for (qint64 wait = second / 2; wait <= 16 * second; wait *= 2)
            add(t += wait, proxy, carrier, hop.request("INVITE", 102, third, agent, offer));
        return;
    }
    const auto both = [&](const QByteArray& status, const QByteArray& more, const QByteArray& body) {
        add(t, carrier, proxy, hop.response(status, "INVITE", 102, third, more, body, tag));
        add(t += 3200, proxy, call.phone, hop.response(status, "INVITE", 102, second_, more, body, tag));
    };
    const auto acknowledge = [&] {
        add(t += 30600, call.phone, proxy, hop.request("ACK", 102, second_, {}, {}, tag));
        add(t += 1100, proxy, carrier, hop.request("ACK", 102, third, {}, {}, tag));
    };
    t += 28600 + (call.number * 37 % 11) * 260000;
    switch (call.outcome) {
    case Outcome::Busy:
        both("486 Busy Here", {}, {});
        acknowledge();
        return;
    case Outcome::Unavailable:
        both("503 Service Unavailable", "Retry-After: 30\r\n", {});
        acknowledge();
        return;
    case Outcome::Diverted:
        both("302 Moved Temporarily", "Contact: <sip:244@pbx.example.com>\r\n", {});
        acknowledge();
        return;
    default:
        break;
    }
    both("183 Session Progress", {}, answer);
    t += second / 4;
    both("180 Ringing", {}, {});
    t += (2 + call.number * 13 % 9) * second;
    if (call.outcome == Outcome::Cancelled) {
        add(t, call.phone, proxy, hop.request("CANCEL", 102, second_, {}, {}));
        add(t += 900, proxy, call.phone, hop.response("200 OK", "CANCEL", 102, second_, {}, {}, {}));
        add(t += 1000, proxy, carrier, hop.request("CANCEL", 102, third, {}, {}));
        add(t += 8000, carrier, proxy, hop.response("200 OK", "CANCEL", 102, third, {}, {}, {}));
        t += 2000;
        both("487 Request Terminated", {}, {});
        acknowledge();
        return;
    }
    both("200 OK", "Contact: <sip:" + call.to + "@203.0.113.7:5060>\r\nServer: EdgeBorder/7.40A\r\n", answer);
    acknowledge();
    if (call.outcome == Outcome::InCall)
        return;
    t += (18 + call.number * 29 % 120) * second;
    const QList<QByteArray> fourth{via(call.phone, branch + "e")};
    const QList<QByteArray> fifth{via(proxy, branch + "q"), via(call.phone, branch + "e")};
    add(t, call.phone, proxy, hop.request("BYE", 103, fourth, {}, {}, tag));
    add(t += 1900, proxy, carrier, hop.request("BYE", 103, fifth, {}, {}, tag));
    add(t += 22200, carrier, proxy, hop.response("200 OK", "BYE", 103, fifth, {}, {}, tag));
    add(t += 900, proxy, call.phone, hop.response("200 OK", "BYE", 103, fourth, {}, {}, tag));
}

void SampleTraffic::addRegistration(int number, qint64 at)
{
    ++m_calls;
    const Line& line = lines[static_cast<std::size_t>(number / 5) % lines.size()];
    Hop hop;
    hop.callId = "reg" + QByteArray::number(number) + '@' + line.address;
    hop.from = "<sip:" + QByteArray(line.number) + "@pbx.example.com>;tag=r" + QByteArray::number(number);
    hop.to = "<sip:" + QByteArray(line.number) + "@pbx.example.com>";
    hop.uri = "sip:pbx.example.com";
    const QByteArray contact =
        "Contact: <sip:" + QByteArray(line.number) + '@' + line.address + ":5060>;expires=600\r\n";
    const QList<QByteArray> path{via(line.address, "r" + QByteArray::number(number))};
    add(at, line.address, proxy, hop.request("REGISTER", 1, path, contact + "Expires: 600\r\n", {}));
    add(at + 1800, proxy, line.address, hop.response("200 OK", "REGISTER", 1, path, contact, {}, "rr"));
}

void SampleTraffic::addOptions(int number, qint64 at)
{
    ++m_calls;
    Hop hop;
    hop.callId = "opt" + QByteArray::number(number) + '@' + proxy;
    hop.from = "<sip:monitor@pbx.example.com>;tag=o" + QByteArray::number(number);
    hop.to = "<sip:carrier@203.0.113.7>";
    hop.uri = "sip:203.0.113.7";
    const QList<QByteArray> path{via(proxy, "o" + QByteArray::number(number))};
    add(at, proxy, carrier, hop.request("OPTIONS", 1, path, {}, {}));
    add(at + 12400, carrier, proxy, hop.response("200 OK", "OPTIONS", 1, path, {}, {}, "oo"));
}

QByteArray SampleTraffic::pcap() const
{
    QByteArray file;
    const auto add32 = [&](quint32 value) { file.append(reinterpret_cast<const char*>(&value), 4); };
    constexpr quint32 magic = 0xA1B2C3D4;
    constexpr quint32 rawIp = 101;
    add32(magic);
    for (const quint16 version : {quint16{2}, quint16{4}})
        file.append(reinterpret_cast<const char*>(&version), 2);
    add32(0);
    add32(0);
    add32(262'144);
    add32(rawIp);
    for (const Packet& packet : m_packets) {
        const QByteArray bytes = packetBytes(packet.source, packet.destination, packet.text);
        add32(static_cast<quint32>(packet.microseconds / second));
        add32(static_cast<quint32>(packet.microseconds % second));
        add32(static_cast<quint32>(bytes.size()));
        add32(static_cast<quint32>(bytes.size()));
        file += bytes;
    }
    return file;
}

bool SampleTraffic::save(const QString& file) const
{
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(pcap()) > 0;
}

} // namespace tests::ui
