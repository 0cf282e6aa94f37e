// SPDX-License-Identifier: GPL-3.0-or-later
// The RTP streams of a session, and the way from each to its call.
#include "tests/support/rtp_builder.h"
#include "tests/support/script_capture.h"
#include "tests/ui/support/window_test.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/streams_page.h"

#include <QFile>
#include <QLabel>
#include <QTableView>
#include <QTranslator>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace tests::support;
using namespace ui::windows;
using tests::ui::patience;
using View = SessionView::View;

namespace {

constexpr std::uint32_t start = 1'700'000'000; // of call scripts

PcapPacket packetAt(std::uint32_t milliseconds, const Bytes& frame)
{
    return {start + milliseconds / 1'000, milliseconds % 1'000 * 1'000, frame, 0};
}

Bytes datagram(std::string_view from, std::uint16_t fromPort, std::string_view to, std::uint16_t toPort,
               const Bytes& payload)
{
    return ethernet(ip(from, to, udp(fromPort, toPort, payload)));
}

/// Two calls. The second has audio: 60 packets from alice, of which 3 were lost, and all 60 from bob.
Bytes callsWithMedia()
{
    std::vector<PcapPacket> packets;
    for (const ScriptMessage& message : readCallScript(R"(
        carol -> bob INVITE 1 at=0.000 call-id=quiet from=carol
        alice -> bob INVITE 1 at=0.100 call-id=talk from=alice sdp=c=IN_IP4_192.0.2.3|m=audio_4000_RTP/AVP_8
        bob -> alice 200    1 at=0.500 call-id=talk sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8
        alice -> bob ACK    1 at=0.510 call-id=talk
        alice -> bob BYE    2 at=5.000 call-id=talk
    )")) {
        const auto time = core::base::toNanoseconds(message.captured) / 1'000'000;
        packets.push_back(packetAt(static_cast<std::uint32_t>(time - std::int64_t{start} * 1'000),
                                   datagram(message.path.source.address.toString(), message.path.source.port,
                                            message.path.destination.address.toString(),
                                            message.path.destination.port, text(message.bytes))));
    }
    for (std::uint16_t i = 0; i < 60; ++i) {
        const auto time = static_cast<std::uint32_t>(1'000 + i * 20);
        if (i < 20 || i >= 23)
            packets.push_back(packetAt(
                time,
                datagram("192.0.2.3", 4000, "192.0.2.2", 4002,
                         rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U, .ssrc = 0xa11ce}))));
        packets.push_back(
            packetAt(time + 5,
                     datagram("192.0.2.2", 4002, "192.0.2.3", 4000,
                              rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U, .ssrc = 0xb0b}))));
    }
    std::ranges::stable_sort(packets, {}, [](const PcapPacket& packet) {
        return std::pair{packet.seconds, packet.fraction};
    });
    return pcapFile(packets);
}

} // namespace

class StreamsPageTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void streamsStandWithWhatWasMeasured();
    void columnsSort();
    void aRowShowsItsCall();
    void returnOpensTheCall();
    void aFilterThatHidesTheCallIsCleared();
    void aSessionWithoutMediaSaysSo();
    void reportsAreShownAndNothingThatNobodyMeasured();
    void theWordsOfTheColumnsAreGerman();

private:
    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] StreamsPage& page() const { return view().streams(); }

    QString write(const QString& name, const Bytes& bytes) const;
    void open() const;
    [[nodiscard]] std::map<QString, QString> row(const QString& ssrc) const;
    [[nodiscard]] QStringList ssrcs() const;
    void activate(const QString& ssrc) const;
    [[nodiscard]] QString texts() const;

    QString m_capture;
};

QString StreamsPageTest::write(const QString& name, const Bytes& bytes) const
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    return path;
}

void StreamsPageTest::initTestCase()
{
    m_capture = write(u"media.pcap"_s, callsWithMedia());
}

void StreamsPageTest::init()
{
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
}

void StreamsPageTest::open() const
{
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(view().view(), View::Streams);
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 2, patience);
}

std::map<QString, QString> StreamsPageTest::row(const QString& ssrc) const
{
    const auto& model = page().model();
    std::map<QString, QString> cells;
    for (int number = 0; number < model.rowCount(); ++number) {
        cells.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            cells[model.headerData(column, Qt::Horizontal).toString()] =
                model.index(number, column).data().toString();
        if (cells[u"SSRC"_s] == ssrc)
            return cells;
    }
    return {};
}

QStringList StreamsPageTest::ssrcs() const
{
    QStringList texts;
    for (int number = 0; number < page().model().rowCount(); ++number)
        texts.append(u"0x%1"_s.arg(page().model().at(number)->row.ssrc, 0, 16));
    return texts;
}

void StreamsPageTest::activate(const QString& ssrc) const
{
    const auto number = static_cast<int>(ssrcs().indexOf(ssrc));
    page().table().setFocus(Qt::TabFocusReason);
    page().table().setCurrentIndex(page().model().index(number, 0));
    QTest::keyClick(&page().table(), Qt::Key_Return);
}

QString StreamsPageTest::texts() const
{
    QStringList all;
    for (const QLabel* label : page().findChildren<QLabel*>()) {
        if (label->isVisible())
            all.append(label->text());
    }
    return all.join(u'\n');
}

void StreamsPageTest::streamsStandWithWhatWasMeasured()
{
    openCapture(m_capture);
    activateWindow();
    open();
    auto alice = row(u"0x000a11ce"_s);
    QCOMPARE(alice[u"Call-ID"_s], u"talk"_s);
    QCOMPARE(alice[u"From"_s], u"192.0.2.3:4000"_s);
    QCOMPARE(alice[u"To"_s], u"192.0.2.2:4002"_s);
    QCOMPARE(alice[u"Codec"_s], u"PCMA"_s);
    QCOMPARE(alice[u"Packets"_s], u"57"_s);
    QCOMPARE(alice[u"Expected"_s], u"60"_s);
    QCOMPARE(alice[u"Lost"_s], u"3"_s);
    QCOMPARE(alice[u"Loss, %"_s], u"5.00"_s);
    QCOMPARE(alice[u"Packet, ms"_s], u"20.0"_s);
    QCOMPARE(alice[u"Recognised by"_s], u"signalling"_s);
    auto bob = row(u"0x00000b0b"_s);
    QCOMPARE(bob[u"Loss, %"_s], u"0.00"_s);
    QVERIFY(bob[u"MOS"_s].toDouble() > 4);
    QVERIFY2(alice[u"MOS"_s].toDouble() < bob[u"MOS"_s].toDouble(), qPrintable(alice[u"MOS"_s]));
    QVERIFY(!alice[u"Lowest MOS"_s].isEmpty());
    QCOMPARE(page().resultText(), u"2 streams"_s);
    QVERIFY(!view().filterBar().isEnabled()); // it does not choose among streams
}

void StreamsPageTest::columnsSort()
{
    openCapture(m_capture);
    activateWindow();
    open();
    int lost = 0;
    while (page().model().headerData(lost, Qt::Horizontal).toString() != u"Lost"_s)
        ++lost;
    page().table().sortByColumn(lost, Qt::DescendingOrder);
    QCOMPARE(ssrcs(), QStringList({u"0xa11ce"_s, u"0xb0b"_s}));
    page().table().sortByColumn(lost, Qt::AscendingOrder);
    QCOMPARE(ssrcs(), QStringList({u"0xb0b"_s, u"0xa11ce"_s}));
}

void StreamsPageTest::aRowShowsItsCall()
{
    openCapture(m_capture);
    activateWindow();
    open();
    QTest::mouseClick(page().table().viewport(), Qt::LeftButton, {},
                      page().table().visualRect(page().model().index(0, 0)).center());
    QCOMPARE(view().view(), View::Streams);
    QCOMPARE(view().selection().call().value, 2);
    QTRY_COMPARE_WITH_TIMEOUT(view().flow().calls(), std::vector<core::base::CallKey>{{2}}, patience);
}

void StreamsPageTest::returnOpensTheCall()
{
    openCapture(m_capture);
    activateWindow();
    open();
    activate(u"0xb0b"_s);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().selection().call().value, 2);
    QCOMPARE(view().calls().view().selectedIds(10), std::vector<std::int64_t>{2});
    view().goBack();
    QCOMPARE(view().view(), View::Streams);
}

void StreamsPageTest::aFilterThatHidesTheCallIsCleared()
{
    openCapture(m_capture);
    activateWindow();
    view().setFilter(View::Calls, u"from.user == \"carol\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 1, patience);
    open();
    activate(u"0xa11ce"_s);
    QCOMPARE(view().view(), View::Calls);
    QTRY_COMPARE_WITH_TIMEOUT(view().calls().model().rowCount(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(view().selection().call().value, 2, patience);
}

void StreamsPageTest::aSessionWithoutMediaSaysSo()
{
    openCapture(write(u"silent.pcap"_s, captureOfScript("alice -> bob INVITE 1 at=0\n")));
    view().setView(View::Streams);
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"There is no RTP stream in this session."_s), patience);
}

void StreamsPageTest::reportsAreShownAndNothingThatNobodyMeasured()
{
    ui::session::LoadedStream stream;
    stream.row.id = 1;
    stream.row.origin = core::media::StreamOrigin::Reports;
    core::media::StreamReports& reports = stream.row.reports;
    reports.receptionReports = 2;
    reports.loss.mean = 12.5;
    reports.jitter = {3.25, 4};
    reports.roundTrips = 1;
    reports.roundTrip.mean = 80;
    reports.told.count = 2;
    reports.told.mos = 3.5;
    reports.told.reporter = "192.0.2.9:5001";
    ui::models::StreamsModel model;
    model.setRows({stream});
    std::map<QString, QString> cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells[model.headerData(column, Qt::Horizontal).toString()] = model.index(0, column).data().toString();
    QCOMPARE(cells[u"Recognised by"_s], u"reports"_s);
    QCOMPARE(cells[u"Far loss, %"_s], u"12.50"_s);
    QCOMPARE(cells[u"Far jitter, ms"_s], u"3.25"_s);
    QCOMPARE(cells[u"Round trip, ms"_s], u"80.0"_s);
    QCOMPARE(cells[u"Reported MOS"_s], u"3.50"_s);
    QCOMPARE(cells[u"Reports"_s], u"2"_s);
    QCOMPARE(cells[u"Reporter"_s], u"192.0.2.9:5001"_s);
    for (const char16_t* const measured :
         {u"Loss, %", u"Lost", u"Jitter, ms", u"Max. delta", u"Payload type"})
        QCOMPARE(cells[QString::fromUtf16(measured)], QString());
}

void StreamsPageTest::theWordsOfTheColumnsAreGerman()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    const ui::models::StreamsModel model;
    QVERIFY(model.columnCount() >= 29);
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString english = model.headerData(column, Qt::Horizontal).toString();
        QVERIFY2(!german.translate("ui::models::StreamsModel", english.toUtf8().constData()).isEmpty(),
                 qPrintable(english));
    }
}

QTEST_MAIN(StreamsPageTest)
#include "tst_streams_page.moc"
