// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter.h"

#include "core/base/ascii.h"
#include "tests/core/filter/sample_traffic.h"

#include <QTest>

using namespace core;
using filter::Filter;
using filter::FilterError;
using filter::Scope;

namespace {

/// "1 4-7": numbers of the rows that match, from 1.
QString listed(const filter::Bitmap& rows)
{
    QStringList parts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!rows.test(row))
            continue;
        std::size_t last = row;
        while (last + 1 < rows.size() && rows.test(last + 1))
            ++last;
        parts << (last == row ? QString::number(row + 1)
                              : QStringLiteral("%1-%2").arg(row + 1).arg(last + 1));
        row = last;
    }
    return parts.join(' ');
}

} // namespace

/// What the language means: one row per rule, asked of the sample traffic.
class FilterTest : public QObject {
    Q_OBJECT

private:
    static bool matchesMessage(const Filter& filter, const tests::RecordData& data, std::size_t row)
    {
        const auto call = static_cast<std::size_t>(data.messages[row].call.value - 1);
        return filter.matches(data.messages[row], data.bytesOf(row), data.sources, &data.calls[call],
                              data.messagesOfCall(call));
    }

    static void check(Scope scope)
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        tests::RecordData data;
        fillWithSampleTraffic(data);
        auto parsed = Filter::parse(text.toStdString(), scope);
        if (const auto* error = std::get_if<FilterError>(&parsed))
            QFAIL(error->sentence().c_str());
        const Filter& relative = std::get<Filter>(parsed);
        const Filter filter = relative.withNow(data.messages.back().captured);

        const base::Result<filter::Bitmap> rows = relative.evaluate(data);
        QVERIFY2(rows.has_value(), rows ? "" : describe(rows.error()).c_str());
        QCOMPARE(listed(*rows), expected);

        filter::Bitmap slow{data.rows(scope)};
        for (std::size_t row = 0; row < slow.size(); ++row) {
            const bool matches = scope == Scope::Call
                                     ? filter.matches(data.calls[row], data.messagesOfCall(row), data.sources)
                                     : matchesMessage(filter, data, row);
            if (matches)
                slow.set(row);
        }
        QCOMPARE(listed(slow), expected);
    }

private slots:

    void messages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << text << expected;
        };

        row("", "1-13");
        row("   ", "1-13");
        // texts
        row("method == \"INVITE\"", "1 10");
        row("method == INVITE", "1 10");
        row("method == 'INVITE'", "1 10");
        row("method == r\"INVITE\"", "1 10");
        row("method==INVITE", "1 10");
        row("method eq INVITE", "1 10");
        row("method == invite", ""); // exact and case-sensitive
        row("METHOD == INVITE", "1 10");
        row("method != INVITE", "5-6 8 12-13"); // responses have no method, so none that differs
        row("method ne INVITE", "5-6 8 12-13");
        row("not method == INVITE", "2-9 11-13");
        row("method contains vit", "1 10");
        row("from.user contains ALI", "1-7");
        row("user_agent contains \"asterisk pbx\"", "4");
        row("from.user > bob", "8-13");
        row("from.user < bob", "1-7");
        row("from.user >= dave and from.user le dave", "10-11");
        row("to.user == 1001", "10-11");
        row("reason == \"Busy Here\"", "11");
        row("call_id == c@example", "10-11");
        row("source == lo", "1-8 10-13");
        row("source contains 9060", "9");
        // numbers
        row("status == 200", "4 7");
        row("status == \"200\"", "4 7");
        row("status != 200", "2-3 9 11");
        row("status > 400", "9 11");
        row("status >= 401", "9 11");
        row("status < 180", "2");
        row("status <= 180", "2-3");
        row("status gt 400 and status lt 486", "9");
        row("status == 0xC8", "4 7");
        row("cseq == 7", "8-9");
        row("size > 400", "1");
        row("id in {3..5, 9}", "3-5 9");
        row("frame == 30", "3");
        row("src.port == 5070", "8");
        row("agent.id == 2001", "9");
        row("vlan == 100", "9");
        row("vlan.id < 100", "4");
        row("vlan", "4 9");
        row("retransmission == 12", "13");
        // status classes
        row("status == 4xx", "9 11");
        row("status == 1XX", "2-3");
        row("status != 4xx", "2-4 7");
        row("status >= 4xx", "9 11");
        row("status > 1xx", "4 7 9 11");
        row("status <= 1xx", "2-3");
        row("status < 2xx", "2-3");
        // sets and ranges
        row("status in {180, 4xx}", "3 9 11");
        row("status in {100 .. 199}", "2-3");
        row("method in {\"ACK\", BYE,OPTIONS}", "5-6 12-13");
        row("not status in {200..299}", "1-3 5-6 8-13");
        row("status not in {200..299}", "1-3 5-6 8-13");
        // addresses
        row("src.ip == 10.0.0.1", "1 5-6");
        row("src.ip == 10.0.0.0/8", "1-7 11-13");
        row("src.ip != 10.0.0.0/8", "8-10");
        row("src.ip in {192.0.2.0/24, 2001:db8::/32}", "8-10");
        row("src.ip in 10.0.0.0/30", "1-7 11");
        row("src.ip in {10.0.0.2..10.1.2.3}", "2-4 7 11-13");
        row("src.ip == 2001:db8::5", "8");
        row("src.ip == [2001:db8::5]", "8");
        row("src.ip contains \"10.1.\"", "12-13");
        row(R"(src.ip matches "^192\.")", "10");
        row("src.ip > 10.0.0.2 and src.ip < 11.0.0.0", "12-13");
        row("ip == 192.0.2.7", "10-11");
        row("port == 80", "12-13");
        // times
        row("time < 1700000000.5", "1-2");
        row("time == 1700000000.010", "2");
        row("time >= \"2023-11-14 22:14:40\"", "10-13");
        row("time >= 2023-11-14T22:14:40.100Z", "11-13");
        row("time >= 2023-11-14 22:14:40.100", "11-13");
        row("time >= \"2023-11-14 23:14:40.100+01:00\"", "11-13");
        row("time > 2023-11-15", "");
        row("time in {2023-11-14 22:14:26 .. 2023-11-14 22:14:31}", "8-9");
        // booleans and existence
        row("has_sdp", "1 4");
        row("not has_sdp", "2-3 5-13");
        row("has_sdp == false", "2-3 5-13");
        row("has_sdp != true", "2-3 5-13");
        row("status", "2-4 7 9 11");
        row("retransmission", "13");
        row("to.user", "1-11");
        row("duplicate", "");
        row("correlation_id", "9");
        // enumerated fields and lists
        row("kind == response", "2-4 7 9 11");
        row("transport in {tcp, tls}", "8-11");
        row("defects == via-missing", "10");
        row("defects != via-missing", "");
        row("defects contains VIA", "10");
        row("defects", "10");
        row("not defects", "1-9 11-13");
        // fields that are read from the bytes
        row("branch == z9hG4bK2a", "6-7");
        row("from.tag == a1", "1-7");
        row("to.tag == b1", "3-7");
        row("to.tag", "3-7 11");
        row("not to.tag", "1-2 8-10 12-13");
        row("request_uri contains biloxi", "1 10");
        row("contact == \"<sip:alice@10.0.0.1>;expires=60\"", "1"); // the first value
        row("sip.X-Account == 4711", "1");
        row("sip.x-account", "1");
        row("sip.Subject == \"a folded line\"", "1");
        row("sip.Subject contains \"FOLDED LINE\"", "1");
        row("sip.s matches \"^a folded\"", "1"); // compact form
        row("sip.X-Account != 4711", "");
        row("sip.i == a@example", "1-7"); // compact form
        row("sip.User-Agent contains zoiper", "1");
        row("sip.X-Account == 4711 or sip.Server contains aster or status == 486", "1 4 11");
        row("not (sip.X-Account == 4711 or status == 486) and kind == request and not to.tag", "8 10 12-13");
        // regular expressions
        row("from.user matches \"^(ALICE|d.ve)$\"", "1-7 10-11");
        row("from.user ~ ^c", "8-9");
        row(R"(reason matches "\bbusy\b")", "11");
        row(R"(reason matches r"\bbusy\b")", "11");
        row(R"(reason matches "\\bbusy\\b")", "11");
        // words and quoted texts: the whole message
        row("zoiper", "1");
        row("\"IN IP4\"", "1 4");
        row("'busy here'", "11");
        row("alice", "1-7");
        row("4711", "1");
        row("carol@chicago.example", "8-9");
        row(R"(text contains "s=-\r\nt=0")", "1 4");
        row(R"(text matches "x-account:\s*4\d+")", "1");
        row("alice and bye", "6-7");
        row("not alice and not carol", "10-13");
        row("\"v=0\" and status", "4");
        // logic
        row("method == INVITE or method == BYE", "1 6 10");
        row("method == INVITE || method == BYE && from.user == dave", "1 10"); // and binds tighter
        row("(method == INVITE or method == BYE) and from.user == dave", "10");
        row("!(method == INVITE) && !status", "5-6 8 12-13");
        row("not not method == INVITE", "1 10");
        row("! method == INVITE AND NOT status", "5-6 8 12-13");
        // Wireshark's names
        row("sip.Method == \"INVITE\"", "1 10");
        row("SIP.METHOD == INVITE", "1 10");
        row("sip.Status-Code >= 400", "9 11");
        row("sip.Call-ID == \"b@example\"", "8-9");
        row("sip.CSeq.method == BYE and sip.CSeq.seq == 2", "6-7");
        row("sip.from.user == \"alice\" && sip.to.host == biloxi.example", "1-7");
        row("ip.addr == 10.0.0.1", "1-7");
        row("ip.addr != 10.0.0.1", "10-13"); // neither side, and IPv4 only
        row("ip.addr", "1-7 10-13");
        row("ip.src == 10.0.0.1", "1 5-6");
        row("ipv6.addr == 2001:db8::/64", "8-9");
        row("ipv6.src", "8-9");
        row("udp.port == 5060", "1-7");
        row("tcp.port == 5060", "8-9");
        row("tcp.port in {80, 5061}", "10-13");
        row("udp.srcport == 5060", "1-7");
        row("tcp.dstport == 5070", "9");
        row("udp.port != 5060", "");
        row("tcp.port != 5060", "10-13");
        row("udp.port", "1-7");
        row("frame.number == 130", "13");
        row("frame.time_epoch < 1700000000.005", "1");
        row("sip.resend", "13");
        row("not sip.resend and method == OPTIONS", "12");
        row("sip.resend == 1", "13");
        // fields of the call that the message belongs to
        row("state == completed", "1-7");
        row("call.state == rejected and method == INVITE", "10");
        row("call.pdd >= 2 s", "1-7");
        row("call.from.user == carol", "8-9");
        row("call.state != completed", "8-13");
        row("call.pdd != 3 s", "1-7");
        row("msg.id == 4 or call.id == 4", "4 12-13");
        row("call.legs", "10-11");
        row("call.legs > 2", "");
        // all messages of the call that the message belongs to
        row("any message status == 486", "10-11");
        row("no message status and kind == request", "12-13");
        row("every message (kind == request or status < 300) and method", "1 5-6 12-13");
        row("any message (method == INVITE and from.user == dave)", "10-11");
        row("any message any message status == 180", "1-7");
        // Wireshark's any and all
        row("any tcp.port == 5061", "10-11");
        row("any tcp.port != 5061", "8-9 12-13");
        row("all tcp.port != 5061", "8-9 12-13");
        row("all tcp.port == 5061", "10-11");
        row("ALL ip.addr == 10.0.0.0/8", "1-7 12-13");
        row("any ip.addr != 10.0.0.0/8", "10-11");
        row("all udp.port > 5000 and method == ACK", "5");
        // sizes
        row("size > 0.4 kB", "1");
        row("size > 400B", "1");
        row("size < 1 MiB and method == ACK", "5");
        row("size in {0.4 kB .. 10 KiB}", "1");
        // times relative to the last message
        row("time >= now", "13");
        row("time > now - 1 s", "12-13");
        row("time > now-1s", "12-13");
        row("time > \"now - 1 s\"", "12-13");
        row("time in {now - 1 s .. now}", "12-13");
        row("time > now + 1 min", "");
        row("NOW", "");
        // every header of a name
        row("sip.Via contains z9hG4bK2a", "6-7");
        // SDP
        row("sdp.codec", "");
        row("sdp.media_type", "");
        row("call.mos > 3.5", "");
        row("finding == malformed", "10-13");
        row("call.finding == malformed and status", "11");
        row("call.mos < 3.5", "1-7");
        row("mos < 3.5", "1-7"); // messages have no field of that name
        row("rtp.mos < 3.5 and method == INVITE", "1");
        row("call.rtp.ssrc == 3", "10-11");
        row("streams == 0", "8-9 12-13");
    }

    void messages() { check(Scope::Message); }

    void calls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << text << expected;
        };

        row("", "1-4");
        row("state == completed", "1");
        row("state in {rejected, answered}", "3-4");
        row("type == call", "1 3");
        row("final_status == 4xx", "3");
        row("pdd > 1 s", "1");
        row("pdd == 2000 ms", "1");
        row("pdd > 3 s", "");
        row("call.pdd < 2.5", "1");
        row("setup in {4 s..5 s}", "1");
        row("ring == 3s", "1");
        row("talk > 1 min", "");
        row("talk == 59990 ms", "");
        row("talk == 60 s", "1");
        row("duration < 1s", "2-4");
        row("ended_by == caller", "1");
        row("ended_by", "1");
        row("messages > 2", "1");
        row("retransmissions >= 1", "4");
        row("src == 10.0.0.1", "1");
        row("src == 10.0.0.1:5060", "1");
        row("src == 10.0.0.1:5061", "");
        row("src in {10.0.0.0/8, [2001:db8::5]:5070}", "1-2 4");
        row("dst == 10.0.0.2", "1 3-4");
        row("dst contains \":80\"", "4");
        row("method == REGISTER", "2");
        row("from.user != alice", "2-4");
        row("legs > 1", "3");
        // what is wrong with a call
        row("findings", "3-4");
        row("not findings", "1-2");
        row("finding == malformed", "3-4");
        row("call.finding == \"loop-detected\"", "3");
        row("findings contains LOOP", "3");
        row("finding != malformed", "");
        row("finding != \"loop-detected\"", "4");
        row("not finding == \"loop-detected\"", "1-2 4");
        row("finding == malformed and state == answered", "4");
        row("finding == malformed and msg.method == INVITE", "3");
        // RTP streams: how many, the worst, and any stream of the call
        row("streams", "1-4");
        row("streams == 2", "1");
        row("streams == 0", "2 4");
        row("mos", "1");
        row("mos < 3.5", "1");
        row("mos > 4", "");
        row("not mos", "2-4");
        row("rtp.mos > 4", "1");
        row("rtp.mos < 3.5", "1");
        row("rtp.mos > 4.4", "");
        row("rtp.mos > 4 and rtp.mos < 3", "1"); // one stream and another
        row("rtp.loss >= 1", "1 3");
        row("rtp.loss == 0", "1");
        row("rtp.loss != 0", "3"); // it has streams, and none is without loss
        row("not rtp.loss == 0", "2-4");
        row("rtp.jitter > 30 ms", "1");
        row("rtp.jitter", "1");
        row("rtp.codec == PCMA", "1");
        row("rtp.codec == pcma", "");
        row("rtp.codec contains g72", "1");
        row("rtp.codec matches \"^pcm\"", "1");
        row("rtp.codec != PCMU", "1");
        row("rtp.codec != PCMA", "");
        row("rtp.codec in {G729, G722}", "1");
        row("rtp.ssrc == 0x1000", "1");
        row("rtp.ssrc in {1..5}", "3");
        row("rtp.ssrc and state == rejected", "3");
        // registrations: any of the call
        row("registration.aor", "2");
        row("not registration.aor", "1 3-4");
        row("registration.aor == \"sip:carol@chicago.example\"", "2");
        row("registration.state == failed", "2");
        row("registration.state == registered", "");
        row("registration.state != expired", "");
        row("all registration.state in {expired, failed}", "2");
        row("registration.state == failed and registration.flapping", "2"); // one and another
        row("registration.contact matches \"10.0.0.[56]$\"", "2");
        row("registration.interval < 2 min", "2");
        row("registration.interval > 60 s", "");
        row("registration.expires > 1700000129", "2");
        row("registration.flapping", "2");
        row("registration.flapping == false", "2");
        row("registration.failures == wrong-credentials", "2");
        row("registration.failures == forbidden", "");
        row("registration.last_failure == no-answer", "2");
        row("registration.last_status", "");
        row("registration.attempts == 3 and type == registration", "2");
        row("registration.src == 2001:db8::/32", "2");
        row("registration.dst == \"[2001:db8::1]:5060\"", "2");
        row("call.registration.expirations >= 1", "2");
        // a field of messages: any message of the call
        row("status == 180", "1");
        row("msg.method == ACK", "1");
        row("status == 4xx", "2-3");
        row("msg.method == INVITE and status == 486", "3");
        row("msg.method == INVITE and msg.from.user == carol", "");
        row("status != 486", "1-2"); // it has responses, and none is a 486
        row("not status == 486", "1-2 4");
        row("msg.cseq == 2", "1");
        row("status", "1-3");
        row("not status", "4");
        row("defects", "3");
        row("has_sdp", "1");
        row("sip.X-Account == 4711", "1");
        row("not sip.X-Account", "2-4");
        row("udp.port == 5060", "1");
        row("ip.addr != 10.0.0.1", "3-4");
        row("sip.resend", "4");
        // how many messages of the call
        row("any message (method == INVITE and from.user == alice)", "1");
        row("any message (method == BYE and status == 200)", "");
        row("msg.method == BYE and status == 200", "1"); // one message and another
        row("no message status", "4");
        row("no message (msg.status >= 400)", "1 4");
        row("every message from.user == alice", "1");
        row("all messages from.user == alice", "1");
        row("every message kind == request", "4");
        row("not every message kind == request", "1-3");
        row("no message sip.X-Account", "2-4");
        row("any message sip.X-Account == 4711 and state == completed", "1");
        row("every message (sip.Call-ID and call.pdd > 1 s)", "1");
        row("EVERY MESSAGE udp.port == 5060", "1");
        row("all status < 200", ""); // of the statuses that there are
        row("all status > 400", "2-3");
        row("any status != 486", "1-2");
        row("time > now - 1 s", "4");
        row("call.time > now - 1 min", "2-4");
        // words: any message of the call
        row("zoiper", "1");
        row("unauthorized or busy", "2-3");
        row("example and not alice", "2-4");
        row("state == rejected and busy", "3");
        row("state == rejected and zoiper", "");
    }

    void calls() { check(Scope::Call); }

    void sdp_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << text << expected;
        };
        row("sdp.codec", "1-2");
        row("sdp.codec == PCMA", "1"); // a static payload type, which no rtpmap names
        row("sdp.codec == opus", "2");
        row("sdp.codec contains H26", "1");
        row("sdp.codec != PCMA", "2");
        row("all sdp.codec == opus", "2");
        row("sdp.media_type == video", "1");
        row("sdp.media.media == \"audio\"", "1-2"); // Wireshark's name
        row("sdp.address == 10.0.0.9", "1");
        row("sdp.connection_info.address == \"10.0.0.1\"", "1-2");
        row("sdp.port > 49170", "1");
        row("sdp.media.port in {4000..4001}", "2");
        row("sdp.protocol == RTP/SAVP", "2");
        row("sdp.direction == sendrecv", "1"); // what is said when nothing is
        row("sdp.direction == inactive", "2");
        row("msg.sdp.direction", "1-2");
        row("not sdp.port", "3");
        row("sdp", "1-2");
    }

    void sdp()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        tests::RecordData data;
        const auto add = [&](const std::string& sdp) {
            const std::string body = tests::sipText(sdp);
            const std::string headers = "INVITE sip:b@example SIP/2.0\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\n"
                                        "From: <sip:a@example>;tag=1\nTo: <sip:b@example>\nCall-ID: s\n"
                                        "CSeq: 1 INVITE\nContent-Type: application/sdp\nContent-Length: ";
            data.addMessage(tests::sipText(headers + std::to_string(body.size()) + "\n\n") + body,
                            "10.0.0.1:5060", "10.0.0.2:5060", net::Transport::Udp, 0);
        };
        data.sources = {"lo"};
        add("v=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nt=0 0\nm=audio 49170 RTP/AVP 8 0\n"
            "m=video 51372 RTP/AVP 97\nc=IN IP4 10.0.0.9\na=rtpmap:97 H264/90000\n");
        add("v=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nt=0 0\nm=audio 4000 RTP/SAVP 96\n"
            "a=rtpmap:96 opus/48000/2\na=inactive\n");
        add("");
        const Filter filter = std::get<Filter>(Filter::parse(text.toStdString(), Scope::Message));
        const base::Result<filter::Bitmap> rows = filter.evaluate(data);
        QVERIFY(rows.has_value());
        QCOMPARE(listed(*rows), expected);
        for (std::size_t row = 0; row < rows->size(); ++row)
            QCOMPARE(matchesMessage(filter, data, row), rows->test(row));
    }
};

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
