// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/sip/sdp.h"

#include <algorithm>
#include <array>
#include <set>

namespace core::finding {
namespace {

using dialog::Exchange;
using dialog::Index;
using dialog::nothing;
using dialog::Transaction;

constexpr Kind noCommonCodec{
    "no-common-codec", Severity::Error,
    "The answer in %1 from %2 has none of the codecs that were offered for %3: offered %4, answered %5.",
    "RFC 3264 section 6.1", "Compare the codec lists of both sides and of what lies between them."};
constexpr Kind mediaLineCount{"media-lines-differ", Severity::Error,
                              "The offer has %3 media lines and the answer in %1 from %2 has %4; each has to "
                              "be answered, if only with port "
                              "0.",
                              "RFC 3264 section 6",
                              "The answering side, or who changes its answer on the way, has to be mended."};
constexpr Kind mediaDirection{
    "media-direction", Severity::Warning,
    "The answer in %1 from %2 says %5 to an offer of %4 for %3, which do not go together.",
    "RFC 3264 section 6.1", "Which side is on hold? Expect audio in one direction or none."};
constexpr Kind allMediaRejected{"all-media-rejected", Severity::Warning,
                                "The answer in %1 from %2 rejects every media line of the offer (port 0).",
                                "RFC 3264 section 6",
                                "Compare the codecs and protocols on offer with what the other side has."};
constexpr Kind answerMissing{
    "answer-missing", Severity::Error,
    "%1 from %2 should have the answer to the offer in %3, and has no session description.",
    "RFC 3261 section 13.2.1", "Was the body lost on the way? Compare with the hop before."};
constexpr Kind offerRefused{
    "offer-refused", Severity::Warning, "%1 from %2 refuses the offer in %3. Offered: %4.",
    "RFC 3261 section 21.4.26",
    "A Warning header may say why; compare codecs, protocol (RTP/AVP or RTP/SAVP) and media types."};
constexpr std::array offerKinds{&noCommonCodec,    &mediaLineCount, &mediaDirection,
                                &allMediaRejected, &answerMissing,  &offerRefused};

/// "opus/48000", or the number of a format that the description does not name.
std::string codecOf(const sip::MediaFormat& format)
{
    if (format.encoding.empty())
        return std::string{format.format};
    std::string text{format.encoding};
    std::transform(text.begin(), text.end(), text.begin(), base::toLower);
    return text + '/' + std::to_string(format.clockRate);
}

/// Goes along with a codec and is none.
bool isCompanion(const sip::MediaFormat& format)
{
    static constexpr std::array<std::string_view, 5> names{"telephone-event", "CN", "red", "rtx", "ulpfec"};
    return std::any_of(names.begin(), names.end(), [&format](std::string_view name) {
        return base::equalsIgnoringCase(format.encoding, name);
    });
}

std::string codecsOf(const sip::MediaDescription& media)
{
    std::string text;
    for (const sip::MediaFormat& format : media.formats) {
        text += text.empty() ? "" : " ";
        text += codecOf(format);
    }
    return text;
}

bool haveCommonCodec(const sip::MediaDescription& offered, const sip::MediaDescription& answered)
{
    std::set<std::string> codecs;
    for (const sip::MediaFormat& format : offered.formats) {
        codecs.insert(codecOf(format));
        codecs.insert(std::string{format.format});
    }
    // A number of which the answer does not say what it stands for is what the offer says.
    return std::any_of(answered.formats.begin(), answered.formats.end(), [&](const sip::MediaFormat& format) {
        return codecs.contains(codecOf(format)) ||
               (format.encoding.empty() && codecs.contains(std::string{format.format}));
    });
}

bool isRtp(const sip::MediaDescription& media)
{
    return media.protocol.find("RTP/") != std::string_view::npos && media.port != 0;
}

bool fits(sip::Direction offered, sip::Direction answered)
{
    switch (offered) {
    case sip::Direction::SendOnly:
        return answered == sip::Direction::ReceiveOnly || answered == sip::Direction::Inactive;
    case sip::Direction::ReceiveOnly:
        return answered == sip::Direction::SendOnly || answered == sip::Direction::Inactive;
    case sip::Direction::Inactive:
        return answered == sip::Direction::Inactive;
    case sip::Direction::SendReceive:
        break;
    }
    return true;
}

class ExchangeJudge {
public:
    ExchangeJudge(const dialog::CallStory& story, const Exchange& exchange, Report& report)
        : m_story(story), m_exchange(exchange), m_report(report), m_answer(story.messages[exchange.answer]),
          m_offered(sip::SessionDescription::parse(story.message(exchange.offer).sdpBody())),
          m_answered(sip::SessionDescription::parse(m_answer.message->sdpBody()))
    {
    }

    void judge()
    {
        if (m_offered.isMalformed || m_answered.isMalformed || m_offered.media.empty())
            return;
        if (m_offered.media.size() != m_answered.media.size()) {
            report(mediaLineCount,
                   {std::to_string(m_offered.media.size()), std::to_string(m_answered.media.size())});
            return;
        }
        judgeRejection();
        for (std::size_t line = 0; line < m_offered.media.size(); ++line)
            judgeLine(m_offered.media[line], m_answered.media[line]);
    }

private:
    void report(const Kind& kind, const std::vector<std::string>& more)
    {
        std::vector<std::string> arguments{titleOf(*m_answer.message), sourceOf(m_answer)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        m_report.add(kind, std::move(arguments), {m_story.id(m_exchange.offer), m_answer.id},
                     requestKey(m_story.message(m_exchange.offer)));
    }

    void judgeRejection()
    {
        const auto isRejected = [](const sip::MediaDescription& media) { return media.port == 0; };
        if (std::all_of(m_answered.media.begin(), m_answered.media.end(), isRejected) &&
            std::none_of(m_offered.media.begin(), m_offered.media.end(), isRejected))
            report(allMediaRejected, {});
    }

    void judgeLine(const sip::MediaDescription& offered, const sip::MediaDescription& answered)
    {
        if (!isRtp(offered) || !isRtp(answered) || offered.media != answered.media)
            return;
        const bool hasCodec = std::any_of(offered.formats.begin(), offered.formats.end(),
                                          [](const auto& format) { return !isCompanion(format); });
        if (hasCodec && !haveCommonCodec(offered, answered))
            report(noCommonCodec, {std::string{offered.media}, codecsOf(offered), codecsOf(answered)});
        // The address of zeros says what the attribute does not, as in RFC 2543.
        if (!fits(offered.direction, answered.direction) && answered.connectionAddress != "0.0.0.0")
            report(mediaDirection, {std::string{offered.media}, std::string{name(offered.direction)},
                                    std::string{name(answered.direction)}});
    }

    const dialog::CallStory& m_story;
    const Exchange& m_exchange;
    Report& m_report;
    const dialog::StoryMessage& m_answer;
    sip::SessionDescription m_offered;
    sip::SessionDescription m_answered;
};

bool isEmptyAndWhole(const dialog::StoryMessage& message)
{
    return isWhole(message) && message.message->body().empty();
}

Index ackTo(const dialog::CallStory& story, const Transaction& invite, std::string_view toTag)
{
    const auto found = std::find_if(invite.acks.begin(), invite.acks.end(),
                                    [&](Index ack) { return story.message(ack).toTag() == toTag; });
    return found == invite.acks.end() ? nothing : *found;
}

/// A 2xx without a body to an offer, or an ACK without one to the offer in a 2xx.
void judgeMissingAnswer(const dialog::CallStory& story, const Exchange& exchange, Report& report)
{
    const Transaction& transaction = story.transactions[story.places[exchange.offer].transaction];
    const dialog::Response* const final = transaction.finalResponse();
    if (final == nullptr || !final->isSuccess())
        return;
    Index silent = final->first();
    if (exchange.isOfferInResponse) {
        // The answer to an offer in a reliable provisional response is looked for in PRACKs.
        if (!story.message(exchange.offer).isRequest() && story.message(exchange.offer).status() < 200)
            return;
        silent = ackTo(story, transaction, story.message(exchange.offer).toTag());
    }
    if (silent == nothing || !isEmptyAndWhole(story.messages[silent]) ||
        !isWhole(story.messages[exchange.offer]))
        return;
    report.add(answerMissing,
               {titleOf(story.message(silent)), sourceOf(story.messages[silent]),
                titleOf(story.message(exchange.offer))},
               {story.id(exchange.offer), story.id(silent)}, requestKey(story.message(exchange.offer)));
}

void judgeRefusal(const dialog::CallStory& story, const Exchange& exchange, Report& report)
{
    const Transaction& transaction = story.transactions[story.places[exchange.offer].transaction];
    const dialog::Response* const final = transaction.finalResponse();
    if (final == nullptr || exchange.isOfferInResponse || (final->status != 488 && final->status != 606))
        return;
    const dialog::StoryMessage& refusal = story.messages[final->first()];
    std::string offered;
    const auto session = sip::SessionDescription::parse(story.message(exchange.offer).sdpBody());
    for (const sip::MediaDescription& media : session.media)
        offered += (offered.empty() ? "" : "; ") + std::string{media.media} +
                   (media.port == 0 ? " (port 0) " : " ") + std::string{media.protocol} + ' ' +
                   codecsOf(media);
    report.add(
        offerRefused,
        {titleOf(*refusal.message), sourceOf(refusal), titleOf(story.message(exchange.offer)), offered},
        {story.id(exchange.offer), refusal.id}, requestKey(story.message(exchange.offer)),
        final->status == 606 ? "RFC 3261 section 21.6.4" : offerRefused.reference);
}

void checkOfferAnswer(const dialog::CallStory& story, Report& report)
{
    for (const Exchange& exchange : story.exchanges) {
        if (exchange.answer == nothing) {
            judgeMissingAnswer(story, exchange, report);
            judgeRefusal(story, exchange, report);
        } else if (isWhole(story.messages[exchange.offer]) && isWhole(story.messages[exchange.answer])) {
            ExchangeJudge{story, exchange, report}.judge();
        }
    }
}

} // namespace

const Rule offerAnswerRule{offerKinds, &checkOfferAnswer};

} // namespace core::finding
