// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/media/media_report.h"
#include "core/media/report_number.h"

#include <algorithm>
#include <utility>

// Session reports of endpoints (RFC 6035 section 4.6).
namespace core::media {
namespace {

constexpr std::size_t largestReport = 64U << 10U;
constexpr double longestSpanMs = 65'535;

/// "IP=192.0.2.1", also as "IP:192.0.2.1".
struct Parameter {
    std::string_view name;
    std::string_view value;
};

/// Walks through the parameters of a line; a value may be quoted.
class Parameters {
public:
    explicit Parameters(std::string_view line) : m_rest(line) {}

    bool next(Parameter& parameter)
    {
        m_rest = base::trimmed(m_rest);
        if (m_rest.empty())
            return false;
        const std::size_t separator = m_rest.find_first_of("=: \t");
        parameter.name = m_rest.substr(0, separator);
        parameter.value = {};
        const bool hasValue = separator != std::string_view::npos && !base::isSpaceOrTab(m_rest[separator]);
        m_rest.remove_prefix(separator == std::string_view::npos ? m_rest.size() : separator + 1);
        if (hasValue)
            parameter.value = takeValue();
        return true;
    }

private:
    std::string_view takeValue()
    {
        const bool isQuoted = m_rest.starts_with('"');
        const std::size_t end = isQuoted ? m_rest.find('"', 1) : m_rest.find_first_of(" \t");
        const std::string_view value = m_rest.substr(isQuoted ? 1 : 0, isQuoted ? end - 1 : end);
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        return value;
    }

    std::string_view m_rest;
};

/// LocalMetrics or RemoteMetrics: what one side received.
struct Metrics {
    VoipMetrics voip;
    ReportedFigures figures;
    bool hasFigures = false;
};

struct Party {
    MediaEndpoint endpoint;
    std::optional<std::uint32_t> ssrc;
};

std::optional<double> mosIn(std::string_view value)
{
    return reportedWithin(value, 1, 5);
}

std::optional<std::uint8_t> ratingIn(std::string_view value)
{
    const auto rating = reportedWithin(value, 0, 120);
    return rating ? std::optional{static_cast<std::uint8_t>(*rating)} : std::nullopt;
}

std::uint16_t spanIn(std::string_view value)
{
    return static_cast<std::uint16_t>(reportedWithin(value, 0, longestSpanMs).value_or(0));
}

/// SSRCs are in hexadecimal; some put 0x in front.
std::optional<std::uint32_t> ssrcIn(std::string_view value)
{
    if (base::startsWithIgnoringCase(value, "0x"))
        value.remove_prefix(2);
    std::uint32_t ssrc = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), ssrc, 16);
    return error == std::errc{} && end == value.data() + value.size() && !value.empty() ? std::optional{ssrc}
                                                                                        : std::nullopt;
}

/// False for a parameter that is none of the figures.
bool takeFigure(Metrics& metrics, const Parameter& parameter)
{
    const auto is = [&](std::string_view name) { return base::equalsIgnoringCase(parameter.name, name); };
    const std::string_view value = parameter.value;
    VoipMetrics& voip = metrics.voip;
    if (is("NLR")) {
        metrics.figures.lossPercent = reportedWithin(value, 0, 100);
        voip.lossPercent = metrics.figures.lossPercent.value_or(0);
    } else if (is("JDR")) {
        voip.discardPercent = reportedWithin(value, 0, 100).value_or(0);
    } else if (is("RTD")) {
        voip.roundTripMs = spanIn(value);
    } else if (is("ESD")) {
        voip.endSystemMs = spanIn(value);
    } else if (is("IAJ")) {
        metrics.figures.jitterMs = reportedWithin(value, 0, longestSpanMs);
    } else if (is("JBN")) {
        voip.jitterBufferMs = spanIn(value);
    } else if (is("JBM")) {
        voip.jitterBufferMaximumMs = spanIn(value);
    } else if (is("RCQ") || (is("RLQ") && !voip.rFactor)) {
        voip.rFactor = ratingIn(value);
    } else if (is("EXTRI")) {
        voip.externalRFactor = ratingIn(value);
    } else if (is("MOSLQ")) {
        voip.listeningMos = mosIn(value);
    } else if (is("MOSCQ")) {
        voip.conversationalMos = mosIn(value);
    } else {
        return false;
    }
    return true;
}

class QualityReader {
public:
    explicit QualityReader(ReadAddress readAddress) : m_readAddress(readAddress) {}

    void takeLine(std::string_view line)
    {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return;
        const std::string_view label = base::trimmed(line.substr(0, colon));
        const std::string_view rest = base::trimmed(line.substr(colon + 1));
        const auto is = [&](std::string_view name) { return base::equalsIgnoringCase(label, name); };
        if (is("CallID"))
            m_report.callId = rest.substr(0, MediaReport::longestCallId);
        else if (is("LocalAddr"))
            takeParty(m_local, rest);
        else if (is("RemoteAddr"))
            takeParty(m_remote, rest);
        else if (is("LocalMetrics") || is("RemoteMetrics"))
            m_metrics = is("LocalMetrics") ? &m_near : &m_far;
        else
            takeFigures(rest, is("SessionDesc"));
    }

    MediaReport finish()
    {
        add(m_near, m_remote, m_local);
        add(m_far, m_local, m_remote);
        if (m_report.streams.empty())
            m_report.fault = ReportFault::NoFigures;
        return std::move(m_report);
    }

private:
    void takeParty(Party& party, std::string_view line)
    {
        Parameters parameters{line};
        Parameter parameter;
        std::string_view address;
        std::uint16_t port = 0;
        while (parameters.next(parameter)) {
            if (base::equalsIgnoringCase(parameter.name, "IP"))
                address = parameter.value;
            else if (base::equalsIgnoringCase(parameter.name, "PORT"))
                port = reportedPort(parameter.value);
            else if (base::equalsIgnoringCase(parameter.name, "SSRC"))
                party.ssrc = ssrcIn(parameter.value);
        }
        party.endpoint = m_readAddress(address, port);
    }

    void takeFigures(std::string_view line, bool isDescription)
    {
        Parameters parameters{line};
        Parameter parameter;
        while (parameters.next(parameter)) {
            if (!isDescription)
                m_metrics->hasFigures = takeFigure(*m_metrics, parameter) || m_metrics->hasFigures;
            else if (base::equalsIgnoringCase(parameter.name, "PD"))
                m_metrics->figures.codec = ShortText{parameter.value};
            else if (base::equalsIgnoringCase(parameter.name, "SR"))
                m_metrics->figures.clockRate = reportedWord(parameter.value).value_or(0);
        }
    }

    /// The metrics of a side are of the stream that it received (section 4.6.1).
    void add(const Metrics& metrics, const Party& sender, const Party& receiver)
    {
        if (!metrics.hasFigures)
            return;
        StreamReport report{.format = ReportFormat::VoiceQuality, .about = ReportedPath::Said};
        report.path = {sender.endpoint, receiver.endpoint};
        report.ssrc = sender.ssrc;
        report.metrics = metrics.voip;
        report.figures = metrics.figures;
        m_report.streams.push_back(report);
    }

    ReadAddress m_readAddress;
    MediaReport m_report;
    Party m_local;
    Party m_remote;
    Metrics m_near;
    Metrics m_far;
    Metrics* m_metrics = &m_near;
};

} // namespace

bool isVoiceQualityReport(std::string_view text)
{
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"VQSessionReport", "VQIntervalReport", "VQAlertReport"},
        [text](std::string_view start) { return base::startsWithIgnoringCase(text, start); });
}

MediaReport readVoiceQualityReport(std::string_view text, ReadAddress readAddress)
{
    MediaReport failed;
    if (text.size() > largestReport)
        failed.fault = ReportFault::TooLarge;
    else if (!isVoiceQualityReport(text))
        failed.fault = ReportFault::NotJson;
    if (failed.fault != ReportFault::None)
        return failed;
    QualityReader reader{readAddress};
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t end = std::min(text.find('\n', position), text.size());
        reader.takeLine(text.substr(position, end - position));
        position = end + 1;
    }
    return reader.finish();
}

} // namespace core::media
