// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_session.h"
#include "ui/session/session_loader.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace core;
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

QTEST_GUILESS_MAIN(FrameReaderTest)
#include "tst_frame_reader.moc"
