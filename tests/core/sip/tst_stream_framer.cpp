// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/stream_framer.h"

#include "core/base/ascii.h"
#include "core/sip/message.h"
#include "tests/core/sip/text.h"

#include <QElapsedTimer>

using namespace core::sip;

namespace {

const QByteArray options = "OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
const QByteArray withBody = "MESSAGE sip:a@b SIP/2.0\r\nCall-ID: 2\r\nl: 5\r\n\r\nhello";
const QByteArray response = "SIP/2.0 200 OK\r\nCall-ID: 3\r\nContent-Length:\r\n  4\r\n\r\n\r\n\r\n";

/// What came out of a framer, one text for each piece: "offset+skipped [defects] bytes".
QStringList drain(StreamFramer& framer)
{
    QStringList pieces;
    while (const auto piece = framer.next()) {
        QString text = QString::number(piece->streamOffset);
        if (piece->skippedBefore != 0)
            text += '+' + QString::number(piece->skippedBefore);
        if (!piece->defects.isEmpty())
            text += " [" + namesOf(piece->defects) + ']';
        pieces << text + ' ' + shown(core::base::asText(piece->bytes));
    }
    return pieces;
}

void append(StreamFramer& framer, const QByteArray& bytes, bool followsGap = false)
{
    framer.append(core::base::asBytes(viewOf(bytes)), followsGap);
}

QStringList framed(const QByteArray& stream, qsizetype segment)
{
    StreamFramer framer;
    QStringList pieces;
    for (qsizetype at = 0; at < stream.size(); at += segment) {
        append(framer, stream.mid(at, segment));
        pieces << drain(framer);
    }
    framer.finish();
    pieces << drain(framer);
    return pieces;
}

} // namespace

class StreamFramerTest : public QObject {
    Q_OBJECT

private slots:
    void anySegmentationGivesTheSamePieces_data();
    void anySegmentationGivesTheSamePieces();
    void keepAlivesAreCounted();
    void nothingIsHandedOutBeforeItIsComplete();
    void gapCutsAMessageAndTheNextIsFound();
    void gapBetweenMessagesIsLabelled();
    void captureThatBeginsBetweenMessagesHasNoGap();
    void gapsBeforeTheFirstNextAreAllSeen();
    void endOfTheStreamHandsOutTheRest();
    void hugeContentLengthIsCapped();
    void endlessHeadersAreCapped();
    void foreignStreamIsGivenUp();
    void joiningInTheMiddleOfAMessageIsNoForeignStream();
    void bytewiseAppendingTakesLinearTime();
    void truncatedPieceParsesWithoutBlame();
};

void StreamFramerTest::anySegmentationGivesTheSamePieces_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QStringList>("pieces");
    const auto at = [](qsizetype offset, const QByteArray& text) {
        return QString::number(offset) + ' ' + QString::fromUtf8(text);
    };
    QTest::newRow("one") << options << QStringList{at(0, options)};
    QTest::newRow("three") << options + withBody + response
                           << QStringList{at(0, options), at(options.size(), withBody),
                                          at(options.size() + withBody.size(), response)};
    QTest::newRow("keep-alives") << "\r\n\r\n" + options + "\r\n" + withBody
                                 << QStringList{at(4, options), at(6 + options.size(), withBody)};
    QTest::newRow("garbage between") << options + "junk\r\n</a>" + withBody
                                     << QStringList{at(0, options), QString::number(options.size() + 10) +
                                                                        "+10 " + QString::fromUtf8(withBody)};
    QTest::newRow("LF only") << QByteArray("BYE sip:a@b SIP/2.0\nl: 2\n\nxyBYE sip:a@b SIP/2.0\nl: 0\n\n")
                             << QStringList{at(0, "BYE sip:a@b SIP/2.0\nl: 2\n\nxy"),
                                            at(28, "BYE sip:a@b SIP/2.0\nl: 0\n\n")};
    const QByteArray bare = "ACK sip:a@b SIP/2.0\r\nCall-ID: 4\r\n\r\n";
    QTest::newRow("no Content-Length, no body")
        << bare + options
        << QStringList{"0 [content-length-missing] " + QString::fromUtf8(bare), at(bare.size(), options)};
    const QByteArray typed = "INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\ns=-\r\n";
    QTest::newRow("no Content-Length, but a body")
        << typed + options
        << QStringList{"0 [content-length-missing] " + QString::fromUtf8(typed), at(typed.size(), options)};
    QTest::newRow("the same at the end")
        << typed << QStringList{"0 [content-length-missing] " + QString::fromUtf8(typed)};
    const QByteArray bad = "INFO sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n";
    QTest::newRow("malformed Content-Length is no length")
        << bad + options << QStringList{at(0, bad), at(bad.size(), options)};
    const QByteArray open = "INFO sip:a@b SIP/2.0\r\nCall-ID: 5\r\n";
    QTest::newRow("headers that never end")
        << open + options
        << QStringList{"0 [header-section-unterminated] " + QString::fromUtf8(open),
                       at(open.size(), options)};
}

void StreamFramerTest::anySegmentationGivesTheSamePieces()
{
    QFETCH(QByteArray, stream);
    QFETCH(QStringList, pieces);
    for (const qsizetype segment :
         {stream.size(), qsizetype{1}, qsizetype{2}, qsizetype{3}, qsizetype{7}, qsizetype{64}})
        QCOMPARE(framed(stream, segment), pieces);
    for (qsizetype split = 1; split < stream.size(); ++split) {
        StreamFramer framer;
        append(framer, stream.left(split));
        QStringList seen = drain(framer);
        append(framer, stream.mid(split));
        seen << drain(framer);
        framer.finish();
        seen << drain(framer);
        QCOMPARE(seen, pieces);
    }
}

void StreamFramerTest::keepAlivesAreCounted()
{
    StreamFramer framer;
    for (const char c : std::string("\r\n\r\n")) // a ping, byte by byte
        append(framer, QByteArray(1, c)), drain(framer);
    QCOMPARE(framer.keepAlives(), std::uint64_t{1});
    append(framer, options + "\r\n");
    QCOMPARE(drain(framer).size(), 1);
    QCOMPARE(framer.keepAlives(), std::uint64_t{2}); // the answer
    QCOMPARE(framer.skippedBytes(), std::uint64_t{0});
    QCOMPARE(framer.pendingBytes(), std::size_t{0});
}

void StreamFramerTest::nothingIsHandedOutBeforeItIsComplete()
{
    StreamFramer framer;
    append(framer, withBody.left(withBody.size() - 1));
    QCOMPARE(drain(framer), QStringList());
    QCOMPARE(framer.pendingBytes(), static_cast<std::size_t>(withBody.size() - 1));
    append(framer, withBody.right(1));
    QCOMPARE(drain(framer).size(), 1);
}

void StreamFramerTest::gapCutsAMessageAndTheNextIsFound()
{
    StreamFramer framer;
    append(framer, withBody.left(30));
    append(framer, "lo, rest of a body" + options, true);
    QCOMPARE(drain(framer),
             (QStringList{"0 [message-truncated stream-gap] " + QString::fromUtf8(withBody.left(30)),
                          "48+18 [stream-gap] " + QString::fromUtf8(options)}));
    QCOMPARE(framer.skippedBytes(), std::uint64_t{18});
}

void StreamFramerTest::gapBetweenMessagesIsLabelled()
{
    StreamFramer framer;
    append(framer, options);
    append(framer, options, true);
    append(framer, options);
    const QString text = QString::fromUtf8(options);
    const QString size = QString::number(options.size());
    QCOMPARE(drain(framer), (QStringList{"0 " + text, size + " [stream-gap] " + text,
                                         QString::number(options.size() * 2) + ' ' + text}));
}

void StreamFramerTest::captureThatBeginsBetweenMessagesHasNoGap()
{
    StreamFramer framer;
    append(framer, options, true);
    QCOMPARE(drain(framer), QStringList{"0 " + QString::fromUtf8(options)});
    StreamFramer within;
    append(within, "lo, rest of a body" + options, true);
    QCOMPARE(drain(within), QStringList{"18+18 [stream-gap] " + QString::fromUtf8(options)});
}

void StreamFramerTest::gapsBeforeTheFirstNextAreAllSeen()
{
    StreamFramer framer;
    append(framer, "INVITE sip:a@b SIP/2.0\r\nVia: x");
    append(framer, "lost\r\nSIP/2.0 200 OK\r\nTo: ", true);
    append(framer, options, true);
    const QStringList pieces = drain(framer);
    QCOMPARE(pieces.size(), 3);
    QVERIFY(pieces[1].contains("SIP/2.0 200 OK") && pieces[1].contains("message-truncated stream-gap"));
    QVERIFY(pieces[2].endsWith(QString::fromUtf8(options)));
}

void StreamFramerTest::endOfTheStreamHandsOutTheRest()
{
    StreamFramer framer;
    append(framer, withBody.left(withBody.size() - 2));
    framer.finish();
    QCOMPARE(drain(framer),
             QStringList{"0 [message-truncated] " + QString::fromUtf8(withBody.left(withBody.size() - 2))});
    StreamFramer noise;
    append(noise, "no line end");
    noise.finish();
    QCOMPARE(drain(noise), QStringList());
    QCOMPARE(noise.skippedBytes(), std::uint64_t{11});
}

void StreamFramerTest::hugeContentLengthIsCapped()
{
    StreamFramer framer;
    append(framer, "INFO sip:a@b SIP/2.0\r\nContent-Length: 99999999999\r\n\r\n");
    for (int i = 0; i < 40; ++i)
        append(framer, QByteArray(1 << 15, 'x'));
    append(framer, "\r\n" + options);
    const auto first = framer.next();
    QVERIFY(first && first->bytes.size() == StreamFramer::maximumMessage);
    QVERIFY(first->defects.contains(Defect::MessageTruncated));
    const auto second = framer.next();
    QVERIFY(second && shown(core::base::asText(second->bytes)) == QString::fromUtf8(options));
    QVERIFY(second->skippedBefore > 0);
}

void StreamFramerTest::endlessHeadersAreCapped()
{
    StreamFramer framer;
    append(framer, "INFO sip:a@b SIP/2.0\r\n");
    for (int i = 0; i < 40; ++i)
        append(framer, "X: " + QByteArray(1 << 15, 'x') + "\r\n");
    const auto piece = framer.next();
    QVERIFY(piece && piece->bytes.size() == StreamFramer::maximumMessage);
    QVERIFY(piece->defects.contains(Defect::MessageTruncated));
}

void StreamFramerTest::foreignStreamIsGivenUp()
{
    StreamFramer framer;
    const QByteArray tls = QByteArray("\x17\x03\x03\x04\x00", 5) + QByteArray(1024, '\x99');
    qsizetype sent = 0;
    for (int i = 0; i < 200 && framer.isSip(); ++i) {
        append(framer, tls);
        sent += tls.size();
        QCOMPARE(drain(framer), QStringList());
    }
    QVERIFY(!framer.isSip());
    append(framer, options);
    QCOMPARE(drain(framer), QStringList());
    QCOMPARE(framer.pendingBytes(), std::size_t{0});
    QCOMPARE(framer.skippedBytes(), static_cast<std::uint64_t>(sent + options.size()));
}

void StreamFramerTest::joiningInTheMiddleOfAMessageIsNoForeignStream()
{
    StreamFramer framer;
    append(framer, QByteArray("</dialog-info>\n").repeated(1000) + "</x>" + options);
    QVERIFY(framer.next().has_value());
    QVERIFY(framer.isSip());
}

void StreamFramerTest::bytewiseAppendingTakesLinearTime()
{
    const auto milliseconds = [](qsizetype bodyBytes) {
        const QByteArray text = "INFO sip:a@b SIP/2.0\r\nX: " + QByteArray(bodyBytes, 'h') +
                                "\r\nl: " + QByteArray::number(bodyBytes) + "\r\n\r\n" +
                                QByteArray(bodyBytes, 'b');
        StreamFramer framer;
        QElapsedTimer timer;
        timer.start();
        int pieces = 0;
        for (const char c : text) {
            append(framer, QByteArray(1, c));
            while (framer.next())
                ++pieces;
        }
        return pieces == 1 ? timer.elapsed() : -1;
    };
    QVERIFY(milliseconds(20'000) >= 0);
    const qint64 large = milliseconds(400'000);
    // Linear work takes well under a second, also under a sanitizer; 800,000 scans of it take minutes.
    QVERIFY2(large >= 0 && large < 10'000, qPrintable(QString::number(large)));
}

void StreamFramerTest::truncatedPieceParsesWithoutBlame()
{
    StreamFramer framer;
    append(framer, withBody.left(withBody.size() - 2));
    framer.finish();
    const auto piece = framer.next();
    QVERIFY(piece.has_value());
    Message message;
    QVERIFY(message.parse(piece->bytes, Framing::Stream));
    // The sender counted well; it is the capture that ends too early.
    QVERIFY(message.defects().contains(Defect::MessageTruncated));
    QVERIFY(!message.defects().contains(Defect::ContentLengthTooLarge));
    QCOMPARE(shown(message.body()), QStringLiteral("hel"));
}

QTEST_GUILESS_MAIN(StreamFramerTest)
#include "tst_stream_framer.moc"
