// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tls_streams.h"

#include "core/tls/cipher_suite.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core::engine {
namespace {

using session::FrameFate;

constexpr FrameVerdict undecrypted{FrameFate::Undecryptable, net::FrameDetail::Tls};
constexpr FrameVerdict control{FrameFate::OtherPayload, net::FrameDetail::TlsControl};

tls::Side otherSide(tls::Side side)
{
    return side == tls::Side::First ? tls::Side::Second : tls::Side::First;
}

/// Whether there is news, apart from counters, which would be news with every record.
bool saysTheSame(tls::ConnectionReport a, const tls::ConnectionReport& b)
{
    a.records = b.records;
    a.undecrypted = b.undecrypted;
    return a == b;
}

} // namespace

TlsStreams::Place TlsStreams::open(const net::StreamBytes& bytes)
{
    Place place;
    if (const auto opposite = m_streams.find(bytes.opposite); opposite != m_streams.end()) {
        place = {opposite->second.conversation, otherSide(opposite->second.side)};
    } else {
        Conversation& added = m_conversations.emplace_back(m_secrets, m_rsaKeys.back());
        added.position = std::prev(m_conversations.end());
        added.row.firstFrame = bytes.frame;
        added.row.firstTime = bytes.captured;
        place = {&added, tls::Side::First};
    }
    Lane& lane = place.conversation->lanes[static_cast<std::size_t>(place.side)];
    lane.stream = bytes.stream;
    lane.path = bytes.path;
    lane.path.transport = net::Transport::Tls;
    lane.isOpen = true;
    m_streams[bytes.stream] = place;
    return place;
}

void TlsStreams::append(const net::StreamBytes& bytes, const net::LayerStack& layers, base::Timestamp arrived,
                        Output& output)
{
    m_output = &output;
    m_arrived = arrived;
    const auto known = m_streams.find(bytes.stream);
    const Place place = known == m_streams.end() ? open(bytes) : known->second;
    m_conversation = place.conversation;
    m_conversations.splice(m_conversations.end(), m_conversations, m_conversation->position);
    m_conversation->row.lastTime = bytes.captured;
    Lane& from = lane(place.side);
    from.layers = layers;
    from.length += bytes.bytes.size();
    from.parts.push_back({bytes.frame, from.length, std::nullopt});
    m_conversation->connection.append(place.side, {bytes.bytes, bytes.frame, bytes.captured},
                                      bytes.followsGap, *this);
    if (from.isUnreadable && !from.parts.empty()) {
        m_output->onRunDecided(bytes.frame, from.parts.back().best.value_or(leftover()));
        from.parts.pop_back();
    }
    settle(*m_conversation);
    // Those that are being decrypted hold next to nothing, and shall not suffer from others.
    while (m_heldBytes > maximumHeldBytes && !m_waiting.empty())
        giveUp(*m_waiting.front());
    while (m_conversations.size() > maximumConnections || m_heldBytes > maximumHeldBytes)
        end(m_conversations.front());
}

void TlsStreams::close(net::StreamId stream, Output& output)
{
    const auto known = m_streams.find(stream);
    if (known == m_streams.end())
        return;
    m_output = &output;
    const Place place = known->second;
    m_streams.erase(known);
    place.conversation->lanes[static_cast<std::size_t>(place.side)].isOpen = false;
    settle(*place.conversation);
}

void TlsStreams::add(TlsSettings settings)
{
    m_waitsForSecrets = m_waitsForSecrets || settings.waitsForSecrets;
    if (settings.rsaKeys.empty())
        return;
    std::vector<tls::RsaKey> all = m_rsaKeys.back();
    all.insert(all.end(), settings.rsaKeys.begin(), settings.rsaKeys.end());
    m_rsaKeys.push_back(std::move(all));
}

bool TlsStreams::isReadable(net::StreamId stream) const
{
    const auto known = m_streams.find(stream);
    return known != m_streams.end() &&
           known->second.conversation->connection.report().outcome == tls::Outcome::Decrypted;
}

bool TlsStreams::awaitsSecret(net::StreamId stream) const
{
    const auto known = m_streams.find(stream);
    return known != m_streams.end() && known->second.conversation->connection.isWaitingForSecret();
}

void TlsStreams::learn(std::span<const tls::TimedSecret> secrets, Output& output)
{
    m_output = &output;
    std::vector<tls::ClientRandom> wanted;
    for (const tls::TimedSecret& timed : secrets) {
        if (!m_secrets.add(timed) || !m_secrets.isWanted(timed.secret.random))
            continue;
        output.onTlsSecret(timed);
        wanted.push_back(timed.secret.random);
    }
    std::sort(wanted.begin(), wanted.end());
    resume(wanted);
}

void TlsStreams::learnDue(base::FrameNumber next, Output& output)
{
    std::vector<tls::TimedSecret> known;
    while (auto due = m_secrets.takeDue(next))
        known.push_back(std::move(*due));
    if (!known.empty())
        learn(known, output);
}

std::vector<TlsStreams::Conversation*>
TlsStreams::readyFor(std::span<const tls::ClientRandom> sortedRandoms) const
{
    std::vector<Conversation*> ready;
    std::copy_if(m_waiting.begin(), m_waiting.end(), std::back_inserter(ready),
                 [&](const Conversation* candidate) {
                     return std::binary_search(sortedRandoms.begin(), sortedRandoms.end(),
                                               candidate->connection.random());
                 });
    for (const tls::ClientRandom& random : sortedRandoms) {
        for (auto place = m_postponed.lower_bound({random, nullptr});
             place != m_postponed.end() && place->first == random; ++place) {
            if (!place->second->waiting)
                ready.push_back(place->second);
        }
    }
    return ready;
}

void TlsStreams::resume(std::span<const tls::ClientRandom> sortedRandoms)
{
    for (Conversation* const conversation : readyFor(sortedRandoms)) {
        m_conversation = conversation;
        conversation->connection.resume(*this);
        settle(*conversation);
    }
}

void TlsStreams::advance(base::Timestamp arrived, Output& output)
{
    m_output = &output;
    m_arrived = arrived;
    while (!m_waiting.empty() && arrived - m_waiting.front()->waitingSince > longestWait)
        giveUp(*m_waiting.front());
}

void TlsStreams::finish(Output& output)
{
    m_output = &output;
    while (!m_conversations.empty())
        end(m_conversations.front());
}

void TlsStreams::onRecord(const tls::FinishedRecord& record)
{
    m_side = record.side;
    Lane& from = lane(record.side);
    OpenRecord& open = from.records.emplace_back(OpenRecord{record.end, std::nullopt});
    if (record.plaintext.empty()) {
        open.verdict = record.isDecrypted ? control : undecrypted;
        from.hasMissed = from.hasMissed || !record.isDecrypted;
        decideParts(from);
        return;
    }
    net::StreamBytes bytes;
    bytes.stream = from.stream;
    bytes.path = from.path;
    bytes.bytes = record.plaintext;
    bytes.frame = record.frames.back();
    bytes.captured = record.captured;
    bytes.isWithinFrame = false;
    bytes.followsGap = from.hasMissed && m_conversation->connection.report().beganLate;
    from.hasMissed = false;
    from.messages.append(bytes, from.layers, *this, record.frames.first(record.frames.size() - 1));
}

void TlsStreams::onClientRandom(const tls::ClientRandom& random)
{
    for (const tls::TimedSecret& secret : m_secrets.want(random))
        m_output->onTlsSecret(secret);
}

void TlsStreams::onSecret(const tls::Secret& secret)
{
    const tls::TimedSecret timed{secret, {}};
    if (m_secrets.add(timed))
        m_output->onTlsSecret(timed);
}

FrameVerdict TlsStreams::onPiece(const StreamMessages::Piece& piece)
{
    const FrameVerdict verdict = m_output->onPiece(piece);
    if (verdict.fate == FrameFate::SipMessage)
        ++m_conversation->row.messages;
    return verdict;
}

/// Runs are decided in their order: this is the first record that is not.
void TlsStreams::onRunDecided(base::FrameNumber /*frame*/, const FrameVerdict& verdict)
{
    Lane& from = lane(m_side);
    const auto open = std::find_if(from.records.begin(), from.records.end(),
                                   [](const OpenRecord& record) { return !record.verdict; });
    if (open != from.records.end())
        open->verdict = verdict;
    decideParts(from);
}

/// Frames are decided when all records that they carried are.
void TlsStreams::decideParts(Lane& lane)
{
    while (!lane.records.empty() && lane.records.front().verdict) {
        const OpenRecord record = lane.records.front();
        lane.records.pop_front();
        const FrameVerdict verdict = *record.verdict;
        for (Part& part : lane.parts) {
            const bool isLast = part.end >= record.end;
            const FrameVerdict own = isLast ? verdict : verdict.asPart();
            if (!part.best || session::rank(own.fate) < session::rank(part.best->fate))
                part.best = own;
            if (isLast)
                break;
        }
        while (!lane.parts.empty() && lane.parts.front().end <= record.end) {
            m_output->onRunDecided(lane.parts.front().frame, *lane.parts.front().best);
            lane.parts.pop_front();
        }
    }
}

void TlsStreams::releaseParts(Lane& lane)
{
    for (const Part& part : lane.parts)
        m_output->onRunDecided(part.frame, part.best.value_or(leftover()));
    lane.parts.clear();
}

/// Of bytes that belong to no record.
FrameVerdict TlsStreams::leftover() const
{
    return m_conversation->connection.isTls()
               ? undecrypted
               : FrameVerdict{FrameFate::OtherPayload, net::FrameDetail::TcpData};
}

void TlsStreams::settle(Conversation& conversation)
{
    tls::Connection& connection = conversation.connection;
    const bool isTooMuch = connection.heldBytes() > heldBytesPerConnection;
    if (connection.isWaiting() && (isTooMuch || (connection.isWaitingForSecret() && !m_waitsForSecrets)))
        return giveUp(conversation);
    m_heldBytes = m_heldBytes - conversation.countedBytes + connection.heldBytes();
    conversation.countedBytes = connection.heldBytes();
    if (connection.isWaiting())
        wait(conversation);
    else
        stopWaiting(conversation);
    if (connection.mayStillOpen())
        postpone(conversation);
    else
        forgetPostponed(conversation);
    const bool isOpen = conversation.lanes[0].isOpen || conversation.lanes[1].isOpen;
    if (!isOpen && !connection.isWaiting())
        return end(conversation);
    const tls::ConnectionReport& report = connection.report();
    if (connection.isTls() &&
        (!saysTheSame(conversation.told, report) || report.records >= 2 * conversation.told.records ||
         m_arrived - conversation.toldAt >= longestSilence))
        tell(conversation);
}

void TlsStreams::wait(Conversation& conversation)
{
    if (conversation.waiting)
        return;
    conversation.waitingSince = m_arrived;
    conversation.waiting = m_waiting.insert(m_waiting.end(), &conversation);
}

void TlsStreams::stopWaiting(Conversation& conversation)
{
    if (!conversation.waiting)
        return;
    m_waiting.erase(*conversation.waiting);
    conversation.waiting.reset();
}

void TlsStreams::postpone(Conversation& conversation)
{
    if (conversation.postponed)
        return;
    conversation.postponed = conversation.connection.random();
    m_postponed.emplace(*conversation.postponed, &conversation);
}

void TlsStreams::forgetPostponed(Conversation& conversation)
{
    if (conversation.postponed)
        m_postponed.erase(std::pair{*conversation.postponed, &conversation});
    conversation.postponed.reset();
}

/// Nothing is waited for any longer. What a session knows to come later, when it is decoded again, is
/// better used now than never.
void TlsStreams::giveUp(Conversation& conversation)
{
    m_conversation = &conversation;
    stopWaiting(conversation);
    for (const tls::TimedSecret& secret : m_secrets.takeEarly(conversation.connection.random())) {
        if (m_secrets.add(secret))
            m_output->onTlsSecret(secret);
    }
    conversation.connection.resume(*this);
    conversation.connection.giveUp(*this);
    settle(conversation);
}

void TlsStreams::tell(Conversation& conversation)
{
    const tls::ConnectionReport& report = conversation.connection.report();
    session::TlsConnectionRow& row = conversation.row;
    if (row.id == 0)
        row.id = ++m_lastId;
    const auto client = static_cast<std::size_t>(conversation.connection.client().value_or(tls::Side::First));
    const Lane& fromClient = conversation.lanes[client];
    const Lane& fromServer = conversation.lanes[1 - client];
    row.path = fromClient.path;
    if (!fromClient.stream)
        row.path = {fromServer.path.destination, fromServer.path.source, fromServer.path.transport};
    row.version = report.version == 0 ? std::string{} : tls::versionName(report.version);
    row.cipherSuite = report.cipherSuite == 0 ? std::string{} : tls::cipherSuiteName(report.cipherSuite);
    row.serverName = report.serverName;
    row.clientRandom = report.random ? tls::toHex(*report.random) : std::string{};
    row.outcome = tls::name(report.outcome);
    row.records = report.records;
    row.undecrypted = report.undecrypted;
    row.sentence = tls::describe(report);
    conversation.told = report;
    conversation.toldAt = m_arrived;
    m_output->onTlsConnection(row);
}

/// No more bytes, or no more room for them.
void TlsStreams::end(Conversation& conversation)
{
    m_conversation = &conversation;
    if (conversation.connection.isWaiting()) {
        stopWaiting(conversation);
        conversation.connection.giveUp(*this);
    }
    for (const tls::Side side : {tls::Side::First, tls::Side::Second}) {
        m_side = side;
        Lane& from = lane(side);
        from.messages.finish(*this);
        releaseParts(from);
        if (from.isOpen)
            m_streams.erase(from.stream);
    }
    if (conversation.connection.isTls())
        tell(conversation);
    forgetPostponed(conversation);
    m_heldBytes -= conversation.countedBytes;
    m_conversations.erase(conversation.position);
}

} // namespace core::engine
