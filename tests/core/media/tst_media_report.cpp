// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_report.h"

#include <QtTest>

using namespace core::media;

namespace {

/// "1.2.3.4" alone, which is what the tests have.
MediaEndpoint addressOf(std::string_view address, std::uint16_t port)
{
    std::array<std::byte, 4> bytes{};
    const QList<QByteArray> parts = QByteArray{address.data(), qsizetype(address.size())}.split('.');
    if (parts.size() != 4)
        return {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::byte(parts[qsizetype(i)].toInt());
    return mediaEndpoint(bytes, port);
}

/// "SR 0000002a 250/40000", "RB 0000002a lost -2 10 % jitter 80", one line for each thing that is said.
QByteArray textOf(const MediaReport& report)
{
    QByteArray text;
    for (const StreamReport& stream : report.streams) {
        const QByteArray ssrc = stream.ssrc ? QByteArray::number(*stream.ssrc, 16) : QByteArray{"?"};
        if (stream.sender)
            text += "SR " + ssrc + ' ' + QByteArray::number(stream.sender->packets) + ' ' +
                    QByteArray::number(qulonglong(stream.sender->ntpTime >> 16U & 0xffffffffU), 16) + '\n';
        if (stream.block)
            text += "RB " + ssrc + " lost " + QByteArray::number(stream.block->cumulativeLost) + " of256 " +
                    QByteArray::number(stream.block->fractionLost) + " jitter " +
                    QByteArray::number(stream.block->jitter) + " lsr " +
                    QByteArray::number(stream.block->lastSenderReport, 16) + '\n';
        if (stream.metrics)
            text += "XR " + ssrc + " loss " + QByteArray::number(stream.metrics->lossPercent) + " delay " +
                    QByteArray::number(stream.metrics->roundTripMs) + " R " +
                    QByteArray::number(stream.metrics->rFactor.value_or(0)) + " MOS " +
                    QByteArray::number(stream.metrics->listeningMos.value_or(0)) + '\n';
        if (stream.figures)
            text += "figures " + ssrc + ' ' + QByteArray::number(stream.path.source.port) + "->" +
                    QByteArray::number(stream.path.destination.port) + " packets " +
                    QByteArray::number(qulonglong(stream.figures->packets.value_or(0))) + " loss " +
                    QByteArray::number(stream.figures->lossPercent.value_or(-1)) + " jitter " +
                    QByteArray::number(stream.figures->jitterMs.value_or(-1)) + " MOS " +
                    QByteArray::number(stream.figures->mos.value_or(0)) + '\n';
    }
    return text;
}

} // namespace

class TestMediaReport : public QObject {
    Q_OBJECT

private slots:
    void dialectsAreRead_data();
    void dialectsAreRead();
    void whatCannotBeReadSaysWhy_data();
    void whatCannotBeReadSaysWhy();
    void aCutReportGivesWhatItHas();
    void hostileTextIsBounded();
    void everyCutEnds();
};

void TestMediaReport::dialectsAreRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, QByteArray json, QByteArray expected) {
        QTest::newRow(name) << std::move(json) << std::move(expected);
    };
    row("rtpengine",
        R"({ "sender_information":{"ntp_timestamp_sec":4004481264,"ntp_timestamp_usec":2348750110,)"
        R"("octets":40000,"rtp_timestamp":100071, "packets":250},"ssrc":42,"type":200,"report_count":1,)"
        R"("report_blocks":[{"source_ssrc":43,"highest_seq_no":21331,"fraction_lost":26,"ia_jitter":80,)"
        R"("packets_lost":16777214,"lsr":2297465481,"dlsr":327}],"sdes_report_count":1,"sdes_information": )"
        R"([ {"sdes_chunk_ssrc":42,"type":1,"text":"sip:bob@127.0.0.1:15060"}] })",
        "SR 2a 250 88f08bff\nRB 2b lost -2 of256 26 jitter 80 lsr 88f08a89\n");
    row("rtpengine, a compound packet with keys that come twice",
        R"({ "sender_information":{"ntp_timestamp_sec":4004481264,"ntp_timestamp_usec":0,"packets":1},"ssrc":1,)"
        R"("type":200,"report_blocks":[],"ssrc":2,"type":201,"report_blocks":[{"source_ssrc":3,)"
        R"("highest_seq_no":9,"ia_jitter":7}] })",
        "SR 1 1 88f00000\nRB 3 lost 0 of256 0 jitter 7 lsr 0\n");
    row("heplify, a receiver's report with a sender of zeros",
        R"({"sender_information":{"ntp_timestamp_sec":0,"ntp_timestamp_usec":0,"rtp_timestamp":0,"packets":0,)"
        R"("octets":0},"ssrc":1,"type":201,"report_count":1,"report_blocks":[{"source_ssrc":2,"fraction_lost":0,)"
        R"("packets_lost":-1,"highest_seq_no":5,"ia_jitter":12,"lsr":0,"dlsr":0}],"report_blocks_xr":{"type":7,)"
        R"("id":2,"fraction_lost":128,"round_trip_delay":40,"r_factor":90,"mos_lq":43},"sdes_ssrc":1})",
        "RB 2 lost -1 of256 0 jitter 12 lsr 0\nXR 2 loss 50 delay 40 R 90 MOS 4.3\n");
    row("heplify, no blocks",
        R"({"sender_information":{"ntp_timestamp_sec":3900000000,"ntp_timestamp_usec":1,"packets":7},"ssrc":5,)"
        R"("type":202,"report_count":0,"report_blocks":null})",
        "SR 5 7 47000000\n");
    row("Asterisk: the sender behind the SSRC, and Unix time in strings",
        R"({"ssrc":9,"type":200,"report_count":1,"sender_information":{"ntp_timestamp_sec":"1760000000",)"
        R"("ntp_timestamp_usec":"500000","rtp_timestamp":1,"packets":300,"octets":48000},"report_blocks":)"
        R"([{"source_ssrc":10,"fraction_lost":1,"packets_lost":3,"highest_seq_no":2,"ia_jitter":4,)"
        R"("lsr":"12345","dlsr":1}]})",
        "SR 9 300 f6808000\nRB a lost 3 of256 1 jitter 4 lsr 3039\n");
    row("Asterisk, a receiver's report", R"({"ssrc":9,"sender_information":null,"report_blocks":[]})", "");
    row("captagent, a text with quotes that nobody escaped, and numbers with signs",
        R"({"sender_information":{"ntp_timestamp_sec":3650797214,"packets":106,"ntp_timestamp_usec":0},)"
        R"("sdes_ssrc":77,"sdes_information":[{"type":1,"text":"a "quoted" name"}],)"
        R"("report_blocks":[{"source_ssrc":-1,"highest_seq_no":2,"lsr":-1097006646}],"report_count":0})",
        "SR 4d 106 be9e0000\nRB ffffffff lost 0 of256 0 jitter 0 lsr be9d01ca\n");
    row("captagent, extended report",
        R"({"Extended_report_information":{"identifier":66,"loss_rate":64,"discard_rate":0,"burst_rate":0,)"
        R"("gap_rate":0,"round_trip_delay":80,"end_sys_delay":20,"R_fact":88,"ext_R_fact":127,"MOS_LQ":41,)"
        R"("MOS_CQ":127,"JB_nom":40}})",
        "XR 42 loss 25 delay 80 R 88 MOS 4.1\n");
    row("an agent that watches RTP",
        R"({"CORRELATION_ID":"x@y","RTP_SIP_CALL_ID":"call@z","DELTA":20.01,"JITTER":"1.5","MEAN_JITTER":2.25,)"
        R"("TOTAL_PK":490,"EXPECTED_PK":"500","PACKET_LOSS":10,"MOS":4.1,"MEAN_MOS":4.25,"RFACTOR":90,)"
        R"("SRC_IP":"192.0.2.1","SRC_PORT":4000,"DST_IP":"192.0.2.2","DST_PORT":"5000","CODEC_PT":8,)"
        R"("CODEC_NAME":"PCMA","CLOCK":8000,"TYPE":"PERIODIC","SSRC":4096})",
        "figures 1000 4000->5000 packets 490 loss 2 jitter 2.25 MOS 4.25\n");
    row("line ends within strings, commas that are missing or too many",
        "{\"ssrc\":1 \"x\":\"a\nb\",, \"report_blocks\":[{\"source_ssrc\":2 \"highest_seq_no\":1,},]}",
        "RB 2 lost 0 of256 0 jitter 0 lsr 0\n");
}

void TestMediaReport::dialectsAreRead()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const MediaReport report = readJsonReport(json.toStdString(), addressOf);
    QCOMPARE(textOf(report), expected);
    QCOMPARE(int(report.fault), int(ReportFault::None));
}

void TestMediaReport::whatCannotBeReadSaysWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, QByteArray text, ReportFault fault) {
        QTest::newRow(name) << std::move(text) << int(fault);
    };
    row("nothing", "", ReportFault::NotJson);
    row("text", "hello", ReportFault::NotJson);
    row("an object that is none", "[object Object]", ReportFault::NotJson);
    row("a list", R"([{"ssrc":1}])", ReportFault::NotJson);
    row("a value that is missing", R"({"ssrc":})", ReportFault::NotJson);
    row("cut short", R"({"ssrc":1,"report_blo)", ReportFault::CutShort);
    row("nothing of a stream", R"({"level":"info"})", ReportFault::NoFigures);
    row("too deep", QByteArray{R"({"a":)"} + QByteArray(100, '['), ReportFault::TooLarge);
    row("too large", '{' + QByteArray(70'000, ' ') + '}', ReportFault::TooLarge);
}

void TestMediaReport::whatCannotBeReadSaysWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(int, fault);
    const MediaReport report = readJsonReport(text.toStdString(), addressOf);
    QCOMPARE(int(report.fault), fault);
    QVERIFY(report.streams.empty());
}

void TestMediaReport::aCutReportGivesWhatItHas()
{
    const MediaReport report = readJsonReport(
        R"({"ssrc":1,"report_blocks":[{"source_ssrc":2,"ia_jitter":3,"highest_seq_no":4}],"sdes_info)",
        addressOf);
    QCOMPARE(textOf(report), QByteArray{"RB 2 lost 0 of256 0 jitter 3 lsr 0\n"});
    QCOMPARE(report.fault, ReportFault::None);
}

void TestMediaReport::hostileTextIsBounded()
{
    std::string json = R"({"ssrc":1,"report_blocks":[)";
    for (int i = 0; i < 1500; ++i)
        json += R"({"source_ssrc":7,"highest_seq_no":1},)";
    json += "]}";
    QCOMPARE(readJsonReport(json, addressOf).streams.size(), MediaReport::mostStreams);
    // Numbers beyond all bounds are none.
    const MediaReport wild = readJsonReport(
        R"({"TOTAL_PK":1e400,"JITTER":"nan","MOS":99,"PACKET_LOSS":-9e99,"EXPECTED_PK":0})", addressOf);
    QCOMPARE(textOf(wild), QByteArray{"figures ? 0->0 packets 0 loss -1 jitter -1 MOS 0\n"});
    // A string of quotes and blanks is read once.
    const std::string quotes = R"({"a":")" + std::string(60'000, '"') + "  x";
    QCOMPARE(int(readJsonReport(quotes, addressOf).fault), int(ReportFault::CutShort));
}

void TestMediaReport::everyCutEnds()
{
    const std::string json =
        R"({"sender_information":{"packets":"1","ntp_timestamp_sec":4004481264},"ssrc":42,"report_blocks":)"
        R"([{"source_ssrc":43,"highest_seq_no":1}],"text":"a\"b"})";
    for (std::size_t length = 0; length < json.size(); ++length) {
        const MediaReport report = readJsonReport(json.substr(0, length), addressOf);
        QVERIFY(report.streams.size() <= 2);
    }
    QCOMPARE(readJsonReport(json, addressOf).streams.size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(TestMediaReport)
#include "tst_media_report.moc"
