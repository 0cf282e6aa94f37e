// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/replay.h"

class StreamFramerRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void inputsThatOnceFailed();
};

void StreamFramerRegressionsTest::inputsThatOnceFailed()
{
    QVERIFY(replayFolder(QStringLiteral(REGRESSIONS_FOLDER)) > 0);
}

QTEST_GUILESS_MAIN(StreamFramerRegressionsTest)
#include "tst_stream_framer_regressions.moc"
