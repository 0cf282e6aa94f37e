// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/call_script.h"

#include "core/base/ascii.h"
#include "tests/support/call_script_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

namespace tests::support {
namespace {

using core::base::parseDecimal;

struct Line {
    std::string_view text;
    std::string from;
    std::string to;
    std::string what;
    unsigned cseq = 0;
    std::string cseqMethod;
    ScriptOptions options;

    [[nodiscard]] bool isResponse() const { return core::base::isDigit(what.front()); }

    [[nodiscard]] std::optional<std::string> option(std::string_view name) const
    {
        const auto found = options.find(name);
        return found == options.end() ? std::nullopt : std::optional{found->second};
    }

    [[nodiscard]] std::string option(std::string_view name, std::string fallback) const
    {
        return option(name).value_or(std::move(fallback));
    }
};

[[noreturn]] void fail(std::string_view line)
{
    std::fprintf(stderr, "call script: cannot read: %.*s\n", static_cast<int>(line.size()), line.data());
    std::abort();
}

double number(std::string_view text, std::string_view line)
{
    char* end = nullptr;
    const std::string copy{text};
    const double value = std::strtod(copy.c_str(), &end);
    if (copy.empty() || *end != '\0')
        fail(line);
    return value;
}

class Reader {
public:
    std::vector<ScriptMessage> read(std::string_view script)
    {
        while (!script.empty()) {
            const std::size_t end = std::min(script.find('\n'), script.size());
            readLine(script.substr(0, end));
            script.remove_prefix(std::min(end + 1, script.size()));
        }
        return std::move(m_messages);
    }

private:
    /// A request that was sent, for its responses and for its next hop.
    struct Request {
        std::string callId;
        std::string from;
        std::string to;
        std::string method;
        unsigned cseq = 0;
        std::vector<std::string> vias;
        std::string fromField;
        std::string toField;
        bool isFromCalled = false;
    };

    struct Dialog {
        std::string caller;
        std::string called;
        std::string fromTag;
        std::string toTag;
        bool isConfirmed = false;
    };

    void readLine(std::string_view text)
    {
        text = core::base::trimmed(text.substr(0, text.find('#')));
        const std::vector<std::string> parts = words(text);
        if (parts.empty())
            return;
        if (parts[0] == "host" && parts.size() == 3) {
            nameHost(parts[1], parts[2], text);
        } else if (parts[0] == "later" && parts.size() == 2) {
            m_time = number(parts[1], text);
            m_messages.push_back({{}, {}, scriptTime(m_time), scriptTime(m_time), {}});
        } else {
            addMessage(parseLine(parts, text));
        }
    }

    static Line parseLine(const std::vector<std::string>& parts, std::string_view text)
    {
        Line line;
        line.text = text;
        if (parts.size() < 5 || parts[1] != "->")
            fail(text);
        line.from = parts[0];
        line.to = parts[2];
        line.what = parts[3];
        const auto cseq = parseDecimal<unsigned>(parts[4]);
        if (!cseq)
            fail(text);
        line.cseq = *cseq;
        for (std::size_t index = 5; index < parts.size(); ++index) {
            const std::string& part = parts[index];
            const std::size_t equals = part.find('=');
            if (part.front() == '+')
                line.options["delta"] = part.substr(1);
            else if (equals != std::string::npos)
                line.options[part.substr(0, equals)] = part.substr(equals + 1);
            else if (part == "resend")
                line.options[part] = {};
            else
                line.cseqMethod = part;
        }
        return line;
    }

    void nameHost(const std::string& name, std::string_view where, std::string_view line)
    {
        const std::size_t colon = where.rfind(':');
        const auto address = core::net::IpAddress::parse(where.substr(0, colon));
        const auto port = parseDecimal<std::uint16_t>(where.substr(colon + 1));
        if (!address || !port)
            fail(line);
        m_hosts[name] = {*address, *port};
    }

    core::net::Endpoint host(const std::string& name)
    {
        const auto found = m_hosts.find(name);
        if (found != m_hosts.end())
            return found->second;
        const auto address = core::net::IpAddress::parse("192.0.2." + std::to_string(++m_named));
        return m_hosts[name] = {address.value_or(core::net::IpAddress{}), 5060};
    }

    void addMessage(const Line& line)
    {
        ScriptMessage message;
        const auto transport = core::net::parseTransport(line.option("transport", "udp"));
        if (!transport)
            fail(line.text);
        message.path.source = host(line.from);
        message.path.destination = host(line.to);
        message.path.transport = *transport;
        if (const auto at = line.option("at"))
            m_time = number(*at, line.text);
        else
            m_time += number(line.option("delta", m_messages.empty() ? "0" : "0.010"), line.text);
        message.captured = scriptTime(m_time);
        const auto arrived = line.option("arrived");
        message.arrived = arrived ? scriptTime(number(*arrived, line.text)) : message.captured;
        message.source.value = static_cast<std::int64_t>(number(line.option("source", "1"), line.text));
        const std::string key = line.from + '>' + line.to + ' ' + line.what + ' ' +
                                std::to_string(line.cseq) + line.cseqMethod + line.option("call-id", "");
        if (line.option("resend") && m_sent.contains(key))
            message.bytes = m_sent[key];
        else
            message.bytes = line.isResponse() ? response(line) : request(line);
        m_sent[key] = message.bytes;
        m_messages.push_back(std::move(message));
    }

    static std::string callIdOf(const Line& line) { return line.option("call-id", "call-1"); }

    static std::string tagged(std::string_view user, const std::string& tag)
    {
        std::string field = "<sip:" + std::string{user} + "@example.com>";
        if (!tag.empty() && tag != "-")
            field += ";tag=" + tag;
        return field;
    }

    std::string request(const Line& line)
    {
        const std::string callId = callIdOf(line);
        Dialog& dialog = m_dialogs[callId];
        if (dialog.caller.empty()) {
            dialog.caller = line.option("from", line.from);
            dialog.called = line.option("to", line.what == "REGISTER" ? dialog.caller : "bob");
            dialog.fromTag = "from-" + dialog.caller;
            dialog.toTag = "to-" + dialog.called;
        }
        Request sent{callId, line.from, line.to, line.what, line.cseq, {}, {}, {}, false};
        const Request* const before = previousHop(sent);
        sent.isFromCalled = before != nullptr ? before->isFromCalled
                                              : dialog.called != dialog.caller &&
                                                    (line.from == dialog.called || line.to == dialog.caller);
        const std::string fromTag =
            line.option("from-tag", sent.isFromCalled ? dialog.toTag : dialog.fromTag);
        const std::string toTag = line.option("to-tag", defaultToTag(line, dialog, sent.isFromCalled));
        sent.fromField =
            tagged(line.option("from", sent.isFromCalled ? dialog.called : dialog.caller), fromTag);
        sent.toField = tagged(line.option("to", sent.isFromCalled ? dialog.caller : dialog.called), toTag);
        if (before != nullptr && line.what != "ACK")
            sent.vias = before->vias;
        sent.vias.insert(sent.vias.begin(), via(line));
        std::string text =
            line.what + ' ' + line.option("uri", "sip:" + dialog.called + "@example.com") + " SIP/2.0\r\n";
        text += fields(line, sent, line.what);
        if (const std::string hops = line.option("max-forwards", "70"); hops != "-")
            text += "Max-Forwards: " + hops + "\r\n";
        if (line.option("contact", "") != "-")
            text +=
                "Contact: " + withBlanks(line.option("contact", "<sip:" + line.from + "@host.example.com>")) +
                "\r\n";
        text += lastFields(line.options);
        m_requests.push_back(std::move(sent));
        return text;
    }

    static std::string defaultToTag(const Line& line, const Dialog& dialog, bool isFromCalled)
    {
        static constexpr std::array<std::string_view, 6> inDialog{"ACK",    "BYE",  "PRACK",
                                                                  "UPDATE", "INFO", "NOTIFY"};
        const bool mayRefresh = line.what == "INVITE" || line.what == "SUBSCRIBE";
        if (std::find(inDialog.begin(), inDialog.end(), line.what) == inDialog.end() &&
            !(mayRefresh && dialog.isConfirmed))
            return {};
        return isFromCalled ? dialog.fromTag : dialog.toTag;
    }

    std::string via(const Line& line)
    {
        std::string transport = line.option("transport", "udp");
        std::transform(transport.begin(), transport.end(), transport.begin(), core::base::toUpper);
        std::string text = "SIP/2.0/" + transport + ' ' + line.option("sent-by", host(line.from).toString());
        // ACK to a refusal and CANCEL share the branch of their INVITE (RFC 3261 section 17.1.1.3, 9.1).
        const bool sharesBranch =
            line.what == "CANCEL" || (line.what == "ACK" && !m_dialogs[callIdOf(line)].isConfirmed);
        const std::string method = sharesBranch ? "INVITE" : line.what;
        const std::string branch =
            line.option("branch", line.from + '-' + line.to + '-' + std::to_string(line.cseq) + method);
        if (branch == "-")
            return text;
        return text + ";branch=" + (line.option("cookie", "") == "no" ? "" : "z9hG4bK") + branch;
    }

    std::string response(const Line& line)
    {
        const Request* const request = requestOf(line);
        if (request == nullptr)
            return orphanResponse(line);
        Dialog& dialog = m_dialogs[request->callId];
        if (request->method == "INVITE" && line.what.front() == '2')
            dialog.isConfirmed = true;
        if (request->method == "SUBSCRIBE" && line.what.front() == '2')
            dialog.isConfirmed = true;
        Request answered = *request;
        const bool hasToTag = answered.toField.find(";tag=") != std::string::npos;
        const std::string toTag = line.option("to-tag", line.what == "100" ? "-" : dialog.toTag);
        if (line.option("to-tag") && toTag != "-")
            dialog.toTag = toTag;
        if (!hasToTag && toTag != "-")
            answered.toField += ";tag=" + toTag;
        if (const auto other = line.option("other-tag"))
            answered.toField = answered.toField.substr(0, answered.toField.find(";tag=")) + ";tag=" + *other;
        return responseText(line, answered);
    }

    /// The request was not captured.
    std::string orphanResponse(const Line& line)
    {
        if (line.cseqMethod.empty())
            fail(line.text);
        Line asked = line;
        asked.from = line.to;
        asked.to = line.from;
        asked.what = line.cseqMethod;
        request(asked);
        m_requests.back().toField = tagged(line.option("to", "bob"), "");
        return response(line);
    }

    static std::string responseText(const Line& line, const Request& request)
    {
        std::string text = "SIP/2.0 " + line.what + ' ' +
                           withBlanks(line.option("reason", std::string{defaultReason(line.what)})) + "\r\n";
        text += fields(line, request, request.method);
        if (const auto contact = line.option("contact"); contact && *contact != "-")
            text += "Contact: " + withBlanks(*contact) + "\r\n";
        return text + lastFields(line.options);
    }

    static std::string fields(const Line& line, const Request& request, const std::string& method)
    {
        std::string text;
        for (const std::string& via : request.vias)
            text += "Via: " + via + "\r\n";
        text += "From: " + request.fromField + "\r\nTo: " + request.toField + "\r\n";
        if (request.callId != "-")
            text += "Call-ID: " + request.callId + "\r\n";
        return text + "CSeq: " + std::to_string(line.cseq) + ' ' + method + "\r\n";
    }

    /// The same request on its way to the sender of this one.
    const Request* previousHop(const Request& sent) const
    {
        for (auto before = m_requests.rbegin(); before != m_requests.rend(); ++before) {
            if (before->callId == sent.callId && before->method == sent.method && before->cseq == sent.cseq &&
                before->to == sent.from)
                return &*before;
        }
        return nullptr;
    }

    /// The latest request the other way with this CSeq; ACK never, CANCEL only when named.
    const Request* requestOf(const Line& line) const
    {
        for (auto request = m_requests.rbegin(); request != m_requests.rend(); ++request) {
            const bool isWanted = line.cseqMethod.empty()
                                      ? request->method != "ACK" && request->method != "CANCEL"
                                      : request->method == line.cseqMethod;
            if (isWanted && request->callId == callIdOf(line) && request->cseq == line.cseq &&
                request->from == line.to && request->to == line.from && isBranch(*request, line))
                return &*request;
        }
        return nullptr;
    }

    static bool isBranch(const Request& request, const Line& line)
    {
        const auto branch = line.option("branch");
        return !branch || request.vias.front().ends_with(*branch);
    }

    std::map<std::string, core::net::Endpoint, std::less<>> m_hosts;
    unsigned m_named = 0;
    std::map<std::string, Dialog, std::less<>> m_dialogs;
    std::vector<Request> m_requests;
    std::map<std::string, std::string, std::less<>> m_sent;
    std::vector<ScriptMessage> m_messages;
    double m_time = 0;
};

} // namespace

std::vector<ScriptMessage> readCallScript(std::string_view script)
{
    return Reader{}.read(script);
}

core::base::Timestamp scriptStart()
{
    return core::base::Timestamp{std::chrono::seconds{1'700'000'000}};
}

core::base::Timestamp scriptTime(double seconds)
{
    return scriptStart() + std::chrono::nanoseconds{std::llround(seconds * 1e6) * 1000};
}

} // namespace tests::support
