// SPDX-License-Identifier: GPL-3.0-or-later
// Connections of which not all was captured, or that went wrong.
#include "tests/core/tls/connection_reader.h"

#include <QTest>

#include <algorithm>

using namespace tests::tls;

class TestConnectionGaps : public QObject {
    Q_OBJECT

private slots:
    void startMissing();
    void gapInHandshake();
    void gapAfterHandshake();
    void gapBeforeTheSecret();
    void oneDirectionOnly();
    void serverFirst();
    void damagedRecord();
    void refusedHandshake();
    void closedConnection();
    void everyByteCountsAsHeldOnly();
};

void TestConnectionGaps::startMissing()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    reader.followsGap = true;
    for (std::size_t i = seen; i < peers.wire().size(); ++i)
        reader.read(peers.wire()[i]);
    QCOMPARE(reader.sentence(), "TLS: the start of the connection was not captured.");
    QCOMPARE(reader.connection.report().undecrypted, std::uint64_t{2});
}

void TestConnectionGaps::gapInHandshake()
{
    TlsPeers peers{{.version = tls12}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    Reader reader;
    reader.know(peers.keyLog());
    auto wire = peers.wire();
    wire[1].bytes.erase(wire[1].bytes.begin(), wire[1].bytes.begin() + 100); // of the server's flight
    reader.read(wire[0]);
    TlsPeers::Chunk begin{false, {peers.wire()[1].bytes.begin(), peers.wire()[1].bytes.begin() + 20}};
    reader.read(begin);
    reader.followsGap = true;
    for (std::size_t i = 1; i < wire.size(); ++i)
        reader.read(wire[i]);
    QCOMPARE(reader.connection.report().outcome, Outcome::GapInHandshake);
    QVERIFY(reader.client.empty());
    QVERIFY(reader.isUnreadable);
}

void TestConnectionGaps::gapAfterHandshake()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    for (std::size_t i = 0; i < seen; ++i)
        reader.read(peers.wire()[i]);
    for (std::size_t i = seen; i < peers.wire().size(); ++i) {
        reader.followsGap = peers.wire()[i].isFromClient;
        reader.read(peers.wire()[i]);
    }
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options()); // the other direction is whole
    QVERIFY(reader.sentence().endsWith("decrypted with the key log, up to a place where bytes of the TCP "
                                       "connection were not captured."));
}

/// What was captured before the gap waits for its secret all the same.
void TestConnectionGaps::gapBeforeTheSecret()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    Reader reader;
    for (std::size_t i = 0; i < peers.wire().size(); ++i) {
        reader.followsGap = i >= seen;
        reader.read(peers.wire()[i]);
    }
    QVERIFY(reader.connection.isWaitingForSecret());
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    QCOMPARE(reader.client, options());
    QVERIFY(reader.sentence().endsWith("decrypted with the key log, up to a place where bytes of the TCP "
                                       "connection were not captured."));
}

void TestConnectionGaps::oneDirectionOnly()
{
    for (const bool client : {true, false}) {
        TlsPeers peers{{.version = tls12}};
        QVERIFY(peers.handshake());
        peers.sendFromClient(options());
        peers.sendFromServer(options());
        Reader reader;
        reader.know(peers.keyLog());
        for (const TlsPeers::Chunk& chunk : peers.wire()) {
            if (chunk.isFromClient == client)
                reader.read(chunk);
        }
        QVERIFY(reader.connection.isWaiting());
        QVERIFY(!reader.connection.isWaitingForSecret());
        reader.connection.giveUp(reader);
        QCOMPARE(reader.connection.report().outcome, Outcome::PeerMissing);
    }
}

/// The capture has one direction late: a segment had been lost and came again.
void TestConnectionGaps::serverFirst()
{
    for (const int version : {tls12, tls13}) {
        for (const bool serverIsFirst : {true, false}) {
            TlsPeers peers{{.version = version}};
            QVERIFY(peers.handshake());
            peers.sendFromClient(options());
            peers.sendFromServer(options());
            Reader reader;
            reader.know(peers.keyLog());
            auto wire = peers.wire();
            std::stable_partition(wire.begin(), wire.end(), [&](const TlsPeers::Chunk& chunk) {
                return chunk.isFromClient != serverIsFirst;
            });
            reader.read(wire);
            QCOMPARE(reader.client, options());
            QCOMPARE(reader.server, options());
        }
    }
}

void TestConnectionGaps::damagedRecord()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromClient(options());
    auto wire = peers.wire();
    wire.back().bytes.back() ^= std::byte{1};
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(wire);
    QCOMPARE(reader.client, options());
    QVERIFY(reader.sentence().endsWith("up to a record that did not pass its check."));
}

void TestConnectionGaps::refusedHandshake()
{
    TlsPeers peers{{.clientGroups = "P-256", .serverGroups = "P-521"}};
    QVERIFY(!peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    QVERIFY2(reader.sentence().contains("the handshake failed with the alert handshake_failure"),
             qPrintable(reader.sentence()));
}

void TestConnectionGaps::closedConnection()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.close();
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.connection.report().undecrypted, std::uint64_t{0});
    QVERIFY(!reader.connection.report().alert);
}

/// A peer that promises records and handshake messages without sending them takes no memory for them.
void TestConnectionGaps::everyByteCountsAsHeldOnly()
{
    Reader reader;
    const std::vector<std::byte> promise{std::byte{0x16}, std::byte{3}, std::byte{1},
                                         std::byte{0x40}, std::byte{0}, std::byte{1}};
    reader.read(TlsPeers::Chunk{true, promise});
    QVERIFY(reader.connection.heldBytes() < 256);
    QVERIFY(!reader.connection.isTls());
}

QTEST_GUILESS_MAIN(TestConnectionGaps)
#include "tst_connection_gaps.moc"
