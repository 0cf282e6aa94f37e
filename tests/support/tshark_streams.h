// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/command.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <cmath>
#include <map>

// What `tshark -z rtp,streams` says of a capture, and where we know better.
namespace tests::support {

/// A line of `tshark -z rtp,streams`.
struct TsharkStream {
    QString name; ///< source, destination, SSRC
    QString payload;
    qint64 packets = 0;
    qint64 lost = 0;
    double maximumDelta = 0;
    double meanJitter = 0;
    double maximumJitter = 0;
};

inline QList<TsharkStream> askTshark(const QString& file)
{
    static const QRegularExpression line{
        R"(^\s*[\d.]+\s+[\d.]+\s+(\S+)\s+(\d+)\s+(\S+)\s+(\d+)\s+0x([0-9A-Fa-f]{8})\s+(.+?)\s+(\d+)\s+(-?\d+) )"
        R"(\(\s*-?[\d.]+%\)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+))"};
    const CommandResult result = runProgram(QStringLiteral("tshark"),
                                            {"-n", "-q", "-o", "rtp.heuristic_rtp:TRUE", "--enable-heuristic",
                                             "rtp_udp", "-z", "rtp,streams", "-r", file});
    QList<TsharkStream> streams;
    for (const QString& text : QString::fromUtf8(result.output).split('\n')) {
        const QRegularExpressionMatch match = line.match(text);
        if (!match.hasMatch())
            continue;
        const auto endpointText = [&](int address) {
            const QString host = match.captured(address);
            return (host.contains(':') ? '[' + host + ']' : host) + ':' + match.captured(address + 1);
        };
        streams.append({endpointText(1) + ' ' + endpointText(3) + ' ' +
                            QString::number(match.captured(5).toUInt(nullptr, 16), 16),
                        match.captured(6), match.captured(7).toLongLong(), match.captured(8).toLongLong(),
                        match.captured(11).toDouble(), match.captured(13).toDouble(),
                        match.captured(14).toDouble()});
    }
    return streams;
}

inline bool agrees(double ours, double theirs)
{
    // tshark prints three decimals.
    return std::abs(ours - theirs) <= 0.01 * std::abs(theirs) + 0.0011;
}

inline QString endpoint(const QJsonObject& row, const QString& side)
{
    const QString host = row[side + ".ip"].toString();
    return (host.contains(':') ? '[' + host + ']' : host) + ':' +
           QString::number(row[side + ".port"].toInt());
}

/// What 'rhapsode-cli streams' says, by the names that TsharkStream has.
inline std::map<QString, QJsonObject> ourStreams(const QString& program, const QString& capture)
{
    std::map<QString, QJsonObject> streams;
    const CommandResult listed = runProgram(program, {"streams", capture, "--format", "json"});
    for (const QByteArray& line : listed.output.split('\n')) {
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        if (row.isEmpty())
            continue;
        const QString ssrc = QString::number(row["ssrc"].toString().toUInt(nullptr, 16), 16);
        streams[endpoint(row, "src") + ' ' + endpoint(row, "dst") + ' ' + ssrc] = row;
    }
    return streams;
}

/// The measures that differ.
inline QStringList differences(const QJsonObject& ours, const TsharkStream& theirs)
{
    QStringList measures;
    if (ours["packets"].toInteger() != theirs.packets)
        measures << "packets";
    if (ours["lost"].toInteger() != theirs.lost)
        measures << "lost";
    if (!agrees(ours["jitter"].toDouble(), theirs.meanJitter))
        measures << "mean jitter";
    if (!agrees(ours["max_jitter"].toDouble(), theirs.maximumJitter))
        measures << "maximum jitter";
    if (!agrees(ours["max_delta"].toDouble(), theirs.maximumDelta))
        measures << "maximum delta";
    return measures;
}

/// A stream of a recorded capture that is not as tshark has it, and why that is right.
struct StreamException {
    QString file; ///< how its path ends
    QString stream;
    QStringList measures;
    const char* reason;
};

inline const QList<StreamException>& streamExceptions()
{
    static const QString fax = "FAX-Call-t38-CA-TDM-SIP-FB-1.pcap";
    static const QString faxSent = "10.23.1.52:16756 10.35.60.100:15580 17d90134";
    static const QString faxAnswered = "10.35.60.100:15580 10.23.1.52:16756 eaf0eaf";
    static const char* const clockBeganAnew =
        "in the middle the timestamps begin anew at 0 while the numbers go on; tshark leaves out what has a "
        "timestamp below the first one, here the rest of the capture with its longest delta. Its greatest "
        "jitter "
        "stands behind packets of the type 100, which nobody described: it takes their arrival and the "
        "timestamp of the audio before them";
    static const char* const clockPassedItsBegin =
        "the same, and when the timestamps have passed the first one tshark compares them with those before "
        "they began anew: it takes 44 s of the sender's clock for jitter, and the fax between for a delta";
    static const char* const rtpInSpiteOfFax =
        "fax was agreed on, and this side went on with RTP of the same SSRC; tshark takes that for UDPTL";
    static const QList<StreamException> list{
        {"nDPI/tests/cfgs/default/pcap/" + fax, faxSent, {"maximum jitter", "maximum delta"}, clockBeganAnew},
        {"heplify/example/pcap/" + fax,
         faxSent,
         {"mean jitter", "maximum jitter", "maximum delta"},
         clockPassedItsBegin},
        {"nDPI/tests/cfgs/default/pcap/" + fax, faxAnswered, {"packets"}, rtpInSpiteOfFax},
        {"heplify/example/pcap/" + fax,
         faxAnswered,
         {"packets", "lost", "mean jitter", "maximum jitter", "maximum delta"},
         rtpInSpiteOfFax},
        {"fuzz-2006-06-26-2594.pcap",
         "192.168.1.2:30000 212.242.33.36:40392 aaaaaaaa",
         {"packets"},
         "the padding is longer than the packet, so RFC 3550 appendix A.1 takes it for no RTP"},
        {"fuzz-2006-06-26-2594.pcap",
         "192.168.1.2:30000 212.242.33.36:40392 3796cb71",
         {"mean jitter", "maximum jitter"},
         "a damaged timestamp is below the first one, and tshark leaves its packet out"}};
    return list;
}

/// The measures in which a stream is known to differ.
inline QStringList knownDifferences(const QString& path, const QString& stream)
{
    for (const StreamException& exception : streamExceptions()) {
        if (path.endsWith(exception.file) && stream == exception.stream)
            return exception.measures;
    }
    return {};
}

/// The captures of a corpus of which somebody wrote down that they have RTP.
inline QStringList capturesWithRtp(const QString& corpus)
{
    QDirIterator truth{corpus + "/truth", {"*.rtp.tsv", "*.rtp-heur.tsv"}, QDir::Files};
    QStringList paths;
    while (truth.hasNext()) {
        QString name = QFileInfo{truth.next()}.fileName();
        name.chop(name.endsWith(".rtp.tsv") ? 8 : 13);
        paths << corpus + "/files/" + name.replace("__", "/");
    }
    paths.removeDuplicates();
    paths.sort();
    return paths;
}

} // namespace tests::support
