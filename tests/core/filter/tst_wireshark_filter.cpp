// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/wireshark_filter.h"

#include <QTest>

#include <array>
#include <initializer_list>

using namespace core;
using filter::Filter;
using filter::Scope;
using filter::WiresharkFilter;

/// What a filter becomes in Wireshark, and what cannot be said there. That Wireshark finds the same messages
/// is tested with tshark on captures.
class WiresharkFilterTest : public QObject {
    Q_OBJECT

private:
    static void rows(std::initializer_list<std::array<const char*, 3>> list)
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("leftOut");
        for (const auto& row : list)
            QTest::newRow(row[0]) << row[0] << row[1] << row[2];
    }

    static WiresharkFilter translated(Scope scope)
    {
        QFETCH(QString, text);
        return asWireshark(std::get<Filter>(Filter::parse(text.toStdString(), scope)));
    }

    static void compare(const WiresharkFilter& result)
    {
        QFETCH(QString, expected);
        QStringList leftOut;
        for (const std::string& name : result.leftOut)
            leftOut << QString::fromStdString(name);
        QCOMPARE(QString::fromStdString(result.text), expected);
        QTEST(leftOut.join(u", "), "leftOut");
    }

private slots:

    void messages_data()
    {
        rows({
            {"", "sip", ""},
            {"method == INVITE", R"(sip && (sip.Method == "INVITE"))", ""},
            {"not status == 4xx", "sip && (!(sip.Status-Code in {400 .. 499}))", ""},
            {"status != 4xx", "sip && ((sip.Status-Code && !(sip.Status-Code in {400 .. 499})))", ""},
            {"status in {180, 5xx}", "sip && ((sip.Status-Code == 180 || sip.Status-Code in {500 .. 599}))",
             ""},
            {"status >= 4xx", "sip && (sip.Status-Code >= 400)", ""},
            {"status > 1xx", "sip && (sip.Status-Code > 199)", ""},
            {"src.ip == 10.0.0.0/8", "sip && (ip.src == 10.0.0.0/8)", ""},
            {"dst.ip == 2001:db8::/33", "sip && (ipv6.dst == 2001:db8::/33)", ""},
            {"src.ip in {10.0.0.1..10.0.0.5}", "sip && (ip.src in {10.0.0.1 .. 10.0.0.5})", ""},
            {"ip != 10.0.0.1", "sip && (((ip.addr || ipv6.addr) && !(ip.addr == 10.0.0.1)))", ""},
            {"port == 5060", "sip && ((udp.port == 5060 || tcp.port == 5060 || sctp.port == 5060))", ""},
            {"all udp.port > 5000", "sip && (all udp.port > 5000)", ""},
            {"from.user contains \"A b\"", R"(sip && (sip.from.user matches r"A\x20b"))", ""},
            {R"(from.user matches "^a\d")", R"(sip && (sip.from.user matches r"^a\d"))", ""},
            {"from.user == \"a\\\"b\\\\c\"", R"(sip && (sip.from.user == "a\x22b\x5cc"))", ""},
            {"busy", R"(sip && (sip matches r"busy"))", ""},
            {"time < 1700000000.5", "sip && (frame.time_epoch < 1700000000.500000000)", ""},
            {"has_sdp and kind == response", "sip && ((sdp) && (sip.Status-Line))", ""},
            {"sip.X-Account",
             R"(sip && (sip.msg_hdr matches r"(?:^|\n)X\x2dAccount[ \t]*:[ \t]*[^ \t\r\n]"))", ""},
            // What Wireshark does not know lets more through, and never less.
            {"call.state == failed and method == INVITE", R"(sip && (sip.Method == "INVITE"))", "call.state"},
            {"call.state == failed or method == INVITE", "", "call.state"},
            {"not (call.state == failed or method == INVITE)", R"(sip && (!(sip.Method == "INVITE")))",
             "call.state"},
            {"not (call.state == failed and method == INVITE)", "", "call.state"},
            {"defects", "", "msg.defects"},
            {"size > 1 kB and retransmission", "", "msg.size, msg.retransmission"},
            {"branch == z9hG4bKa", R"(sip && (sip.Via.branch == "z9hG4bKa"))", "msg.branch"},
            {"not branch == z9hG4bKa", "", "msg.branch"},
            {"method == ACK and every message status < 300", R"(sip && (sip.Method == "ACK"))",
             "every message"},
            {"time > now - 10 min", "", "msg.time"},
            {"finding == \"no-answer\" and status", "sip && (sip.Status-Code)", "call.findings"},
        });
    }

    void messages() { compare(translated(Scope::Message)); }

    void calls_data()
    {
        rows({
            {"call_id == a@b", R"(sip && (sip.Call-ID == "a@b"))", ""},
            {"not call_id == a@b", R"(sip && (!(sip.Call-ID == "a@b")))", ""},
            {"status == 486", "sip && (sip.Status-Code == 486)", ""},
            {"state == failed and status == 486", "sip && (sip.Status-Code == 486)", "call.state"},
            {"any message (status == 486 and from.user == a)",
             R"(sip && ((sip.Status-Code == 486) && (sip.from.user == "a")))", ""},
            // No frame holds both.
            {"status == 486 and msg.method == INVITE", "", "and"},
            {"not status == 486", "", "msg.status"},
            {"no message status == 486", "", "no message"},
            {"pdd > 3 s", "", "call.pdd"},
        });
    }

    void calls() { compare(translated(Scope::Call)); }

    void callsAreNotWhole()
    {
        const auto of = [](const char* text) {
            return asWireshark(std::get<Filter>(Filter::parse(text, Scope::Call)));
        };
        QVERIFY(of("status == 486").isOfMessagesOnly);
        QVERIFY(!of("call_id == a").isOfMessagesOnly);
    }
};

QTEST_GUILESS_MAIN(WiresharkFilterTest)
#include "tst_wireshark_filter.moc"
