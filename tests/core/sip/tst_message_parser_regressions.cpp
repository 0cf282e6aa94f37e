// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/replay.h"

class MessageParserRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void inputsThatOnceFailed();
};

void MessageParserRegressionsTest::inputsThatOnceFailed()
{
    QVERIFY(replayFolder(QStringLiteral(REGRESSIONS_FOLDER)) > 0);
}

QTEST_GUILESS_MAIN(MessageParserRegressionsTest)
#include "tst_message_parser_regressions.moc"
