// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sample_capture.h"

#include "core/session/session_reader.h"
#include "ui/adapt/text.h"
#include "ui/session/session_controller.h"

#include <QTemporaryDir>
#include <QtTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace ui::session;
using core::call::CallState;

class SampleCaptureTest : public QObject {
    Q_OBJECT

private slots:
    void becomesASessionWithCallsOfEveryKind();
};

void SampleCaptureTest::becomesASessionWithCallsOfEveryKind()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"sample.pcap"_s);
    QVERIFY(writeSampleCapture(ui::adapt::path(file)));
    ui::settings::Settings settings(folder.filePath(u"settings.ini"_s));
    settings.setValue(ui::settings::sessionsFolder, folder.filePath(u"sessions"_s));
    SessionController controller(settings);
    controller.open({file});
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, 20'000);

    auto reader = core::session::SessionReader::open(controller.path());
    QVERIFY(reader);
    const auto progress = (*reader)->progress();
    QCOMPARE(progress->lastMessage.value, std::int64_t{84});
    std::vector<core::base::CallKey> keys;
    for (std::int64_t key = 1; key <= progress->lastCall.value; ++key)
        keys.push_back({key});
    std::map<CallState, int> states;
    const auto calls = (*reader)->calls(keys);
    for (const auto& call : *calls)
        ++states[call.state];
    for (const CallState state : {CallState::Completed, CallState::InCall, CallState::Cancelled,
                                  CallState::Rejected, CallState::Failed, CallState::Registered})
        QVERIFY2(states[state] > 0, std::string{core::call::name(state)}.c_str());

    // Only the message that is meant to be broken is.
    std::vector<core::base::MessageId> ids;
    for (std::int64_t id = 1; id <= progress->lastMessage.value; ++id)
        ids.push_back({id});
    int broken = 0;
    const auto messages = (*reader)->messages(ids);
    for (const auto& message : *messages)
        broken += message.defects.isEmpty() ? 0 : 1;
    QCOMPARE(broken, 1);
}

QTEST_GUILESS_MAIN(SampleCaptureTest)
#include "tst_sample_capture.moc"
