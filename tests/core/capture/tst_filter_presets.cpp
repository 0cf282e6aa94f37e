// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filter_presets.h"
#include "core/capture/pcap_handles.h"
#include "tests/support/frame_builder.h"

#include <QTest>

#include <pcap/pcap.h>

using namespace core::capture;
using namespace tests::support;

Q_DECLARE_METATYPE(Bytes)

namespace {

bool passes(const std::string& expression, int link, const Bytes& frame)
{
    const PcapHandle handle{pcap_open_dead(link, 262'144)};
    const auto program = compileCaptureFilter(handle.get(), expression);
    if (!program)
        qFatal("%s", program.error().detail.c_str());
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(frame.size());
    header.len = header.caplen;
    return pcap_offline_filter(program->get(), &header, reinterpret_cast<const u_char*>(frame.data())) != 0;
}

Bytes rtp()
{
    return join({hex("80 00 0001 00000001 00000001"), Bytes(160)});
}

struct Packet {
    const char* name;
    Bytes packet;
    const char* passedBy; // names of presets
};

std::vector<Packet> packets()
{
    const Bytes message = text("OPTIONS sip:b@example.com SIP/2.0\r\n");
    const auto sip = udp(5060, 40'000, message);
    const auto large = udp(5060, 40'000, pattern(3'000));
    std::vector<Packet> all;
    for (const bool isIpv6 : {false, true}) {
        const char* from = isIpv6 ? "2001:db8::1" : "10.0.0.1";
        const char* to = isIpv6 ? "2001:db8::2" : "10.0.0.2";
        all.push_back({"SIP over UDP", ip(from, to, sip), "sip sip-rtp not-ssh"});
        all.push_back({"SIP over TCP", ip(from, to, tcp(40'000, 5061, 1, message)), "sip sip-rtp not-ssh"});
        all.push_back({"RTP", ip(from, to, udp(16'384, 20'000, rtp())), "sip-rtp not-ssh"});
        all.push_back(
            {"DNS", ip(from, to, udp(40'000, 53, hex("1234 0100 0001 0000 0000 0000"))), "not-ssh"});
        all.push_back({"ssh", ip(from, to, tcp(40'000, 22, 1, message)), ""});
        all.push_back({"ssh answers", ip(from, to, tcp(22, 40'000, 1, message)), ""});
        const auto pieces = fragments(from, to, large, 1'400);
        all.push_back({"first fragment", pieces.front(), "sip sip-rtp not-ssh"});
        all.push_back({"later fragment", pieces.at(1), "sip sip-rtp not-ssh"});
        all.push_back({"last fragment", pieces.back(), "sip sip-rtp not-ssh"});
    }
    return all;
}

} // namespace

class FilterPresetsTest : public QObject {
    Q_OBJECT

private slots:

    void frames_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<Bytes>("packet");
        QTest::addColumn<bool>("isWanted");
        for (const FilterPreset& preset : filterPresets()) {
            for (const Packet& packet : packets()) {
                const QString name = QString::fromUtf8(preset.name.data());
                const bool isIpv6 = etherTypeOf(packet.packet) == 0x86dd;
                QTest::addRow("%s: %s, %s", preset.name.data(), packet.name, isIpv6 ? "IPv6" : "IPv4")
                    << name << packet.packet
                    << QString::fromLatin1(packet.passedBy).split(QLatin1Char(' ')).contains(name);
            }
        }
    }

    void frames()
    {
        QFETCH(QString, preset);
        QFETCH(Bytes, packet);
        QFETCH(bool, isWanted);
        const FilterPreset* found = findFilterPreset(preset.toStdString());
        QVERIFY(found != nullptr);
        QCOMPARE(passes(found->expression, DLT_EN10MB, ethernet(packet)), isWanted);
        QCOMPARE(passes(found->expression, DLT_EN10MB, ethernet(vlan(7, packet), 0x8100)), isWanted);
        const Bytes inner = vlan(7, packet);
        QCOMPARE(passes(found->expression, DLT_EN10MB, ethernet(vlan(9, inner, 0x8100), 0x88a8)), isWanted);
        QCOMPARE(passes(found->expression, DLT_EN10MB, ethernet(vlan(9, inner, 0x8100), 0x8100)), isWanted);
        QCOMPARE(passes(found->untagged, DLT_RAW, packet), isWanted);
    }

    void cookedInterfacesKnowNoTags()
    {
        for (const FilterPreset& preset : filterPresets()) {
            const PcapHandle cooked{pcap_open_dead(DLT_LINUX_SLL, 262'144)};
            QVERIFY(!compileCaptureFilter(cooked.get(), preset.expression));
            QVERIFY(bool{compileCaptureFilter(cooked.get(), preset.untagged)});
        }
    }

    void names()
    {
        QVERIFY(findFilterPreset("nothing") == nullptr);
        const FilterPreset* sip = findFilterPreset("sip");
        QCOMPARE(withoutTags(sip->expression), sip->untagged);
        QCOMPARE(withoutTags("not (port 9060) and (" + sip->expression + ")"),
                 "not (port 9060) and (" + sip->untagged + ")");
        QCOMPARE(withoutTags("port 5060"), std::string{"port 5060"});
    }
};

QTEST_GUILESS_MAIN(FilterPresetsTest)
#include "tst_filter_presets.moc"
