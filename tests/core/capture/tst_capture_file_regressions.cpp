// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/replay.h"

class CaptureFileRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void inputsThatOnceFailed();
};

void CaptureFileRegressionsTest::inputsThatOnceFailed()
{
    QVERIFY(replayFolder(QStringLiteral(REGRESSIONS_FOLDER)) > 0);
}

QTEST_GUILESS_MAIN(CaptureFileRegressionsTest)
#include "tst_capture_file_regressions.moc"
