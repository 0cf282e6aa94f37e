// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace tests::ui {

/// Made-up SIP traffic of a small telephone system, with documentation addresses and reserved numbers: calls
/// of every outcome through a proxy, registrations, keep-alive OPTIONS. The same every time.
class SampleTraffic {
public:
    /// `calls` calls, one after the other and overlapping, from 2026-09-14 11:41:07 UTC on.
    explicit SampleTraffic(int calls);

    /// A pcap file of raw IP packets, in order of time.
    [[nodiscard]] QByteArray pcap() const;
    bool save(const QString& file) const;

    [[nodiscard]] qsizetype messages() const { return m_packets.size(); }

    [[nodiscard]] int calls() const { return m_calls; }

private:
    struct Packet {
        qint64 microseconds;
        QByteArray source;
        QByteArray destination;
        QByteArray text;
    };
    enum class Outcome { Completed, InCall, Busy, Cancelled, Unavailable, NoAnswer, Diverted };

    struct Call {
        int number;
        qint64 begin;
        QByteArray from;
        QByteArray to;
        QByteArray phone;
        Outcome outcome;
    };

    void addCall(const Call& call);
    void addRegistration(int number, qint64 at);
    void addOptions(int number, qint64 at);
    void add(qint64 at, const QByteArray& source, const QByteArray& destination, const QByteArray& text);

    QList<Packet> m_packets;
    int m_calls = 0;
};

} // namespace tests::ui
