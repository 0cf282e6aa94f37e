// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/replay.h"

class WebsocketFramerRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void inputsThatOnceFailed();
};

void WebsocketFramerRegressionsTest::inputsThatOnceFailed()
{
    QVERIFY(replayFolder(QStringLiteral(REGRESSIONS_FOLDER)) > 0);
}

QTEST_GUILESS_MAIN(WebsocketFramerRegressionsTest)
#include "tst_websocket_framer_regressions.moc"
