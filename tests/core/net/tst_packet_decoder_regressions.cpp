// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/replay.h"

class PacketDecoderRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void inputsThatOnceFailed();
};

void PacketDecoderRegressionsTest::inputsThatOnceFailed()
{
    QVERIFY(replayFolder(QStringLiteral(REGRESSIONS_FOLDER)) > 0);
}

QTEST_GUILESS_MAIN(PacketDecoderRegressionsTest)
#include "tst_packet_decoder_regressions.moc"
