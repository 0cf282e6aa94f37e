// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/frame_builder.h"
#include "tests/support/temp_session.h"
#include "ui/session/session_loader.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace core;
using namespace Qt::StringLiterals;
using ui::session::LoadedFrame;
using ui::session::SessionLoader;

namespace {

constexpr int patience = 10'000;

/// What the loader answers.
std::optional<LoadedFrame> loadedFrame(SessionLoader& loader, std::int64_t number)
{
    std::optional<base::Result<LoadedFrame>> answer;
    loader.frame({number}, &loader,
                 [&answer](base::Result<LoadedFrame> frame) { answer = std::move(frame); });
    static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }, patience));
    return answer && *answer ? std::optional{std::move(**answer)} : std::nullopt;
}

} // namespace

class FrameReaderTest : public QObject {
    Q_OBJECT

private slots:
    void newMessagesAreFoundAtOnce();
    void everyPartLeadsToItsMessage();
    void fragmentsHaveTheAddressesOfTheirDatagram();
};

/// Also when no list was read since they came.
void FrameReaderTest::newMessagesAreFoundAtOnce()
{
    const tests::support::TempSession session;
    const auto writer = session.writer();
    tests::support::SessionFiller filler{*writer};
    SessionLoader loader{session.path()};
    QSignalSpy opened(&loader, &SessionLoader::opened);
    QVERIFY(opened.wait(patience));

    filler.add(tests::support::readCallScript("alice -> proxy OPTIONS 1 call-id=one"));
    filler.addOther(60, session::BlockStream::Rest, {});
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, 1);
    const auto frame = loadedFrame(loader, 1);
    QVERIFY(frame);
    QCOMPARE(frame->message.value, 1);
    QCOMPARE(frame->call.value, 1);
    const auto other = loadedFrame(loader, 2);
    QVERIFY(other);
    QVERIFY(!other->message);
}

void FrameReaderTest::everyPartLeadsToItsMessage()
{
    const tests::support::TempSession session;
    const auto writer = session.writer();
    tests::support::SessionFiller filler{*writer};
    filler.addInPieces(tests::support::readCallScript("alice -> proxy OPTIONS 1 call-id=parts").front());
    const auto last = static_cast<std::int64_t>(filler.frames().size());
    QVERIFY(last > 1);
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    SessionLoader loader{session.path()};
    for (std::int64_t number = 1; number <= last; ++number) {
        const auto frame = loadedFrame(loader, number);
        QVERIFY(frame);
        QCOMPARE(frame->message.value, 1);
    }
}

/// Also the one that came last, which had completed the datagram, and among others.
void FrameReaderTest::fragmentsHaveTheAddressesOfTheirDatagram()
{
    using namespace tests::support;
    const TempSession session;
    const auto writer = session.writer();
    const auto add = [&](const Bytes& bytes) {
        net::FrameHeader header;
        header.source.value = 1;
        header.originalLength = header.length = static_cast<std::uint32_t>(bytes.size());
        writer->addFrame(header, bytes, session::BlockStream::Signalling);
    };
    const auto pieces = [](const char* from, std::uint16_t port, std::uint16_t id) {
        return fragments(from, "192.0.2.9", udp(port, 5060, pattern(100, 1)), 64, id);
    };
    const auto one = pieces("192.0.2.1", 5061, 7);
    const auto other = pieces("192.0.2.2", 5062, 8);
    QCOMPARE(one.size(), std::size_t{2});
    add(ethernet(one[0]));
    add(ethernet(other[0]));
    add(ethernet(ip("192.0.2.3", "192.0.2.9", udp(5063, 5060, pattern(20, 2)))));
    add(ethernet(one[1]));
    add(ethernet(other[1]));
    add(ethernet(pieces("192.0.2.4", 5064, 9)[1])); // of a datagram that is not whole
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    SessionLoader loader{session.path()};
    const auto from = [&](std::int64_t number) {
        const auto frame = loadedFrame(loader, number);
        return frame && frame->glance.from ? QString::fromStdString(frame->glance.from->toString())
                                           : QString();
    };
    QCOMPARE(from(1), u"192.0.2.1:5061"_s);
    QCOMPARE(from(2), u"192.0.2.2:5062"_s);
    QCOMPARE(from(3), u"192.0.2.3:5063"_s);
    QCOMPARE(from(4), u"192.0.2.1:5061"_s);
    QCOMPARE(from(5), u"192.0.2.2:5062"_s);
    QCOMPARE(from(6), QString());
    QCOMPARE(QString::fromStdString(loadedFrame(loader, 5)->glance.to->toString()), u"192.0.2.9:5060"_s);
}

QTEST_GUILESS_MAIN(FrameReaderTest)
#include "tst_frame_reader.moc"
