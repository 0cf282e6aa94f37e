// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/call_script_words.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tests::support {

std::vector<std::string> words(std::string_view line)
{
    std::vector<std::string> result;
    while (!(line = core::base::trimmed(line)).empty()) {
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        result.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return result;
}

std::string withBlanks(std::string text)
{
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string_view defaultReason(std::string_view status)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> reasons{{
        {"100", "Trying"},
        {"180", "Ringing"},
        {"181", "Call Is Being Forwarded"},
        {"182", "Queued"},
        {"183", "Session Progress"},
        {"200", "OK"},
        {"202", "Accepted"},
        {"302", "Moved Temporarily"},
        {"400", "Bad Request"},
        {"401", "Unauthorized"},
        {"403", "Forbidden"},
        {"404", "Not Found"},
        {"407", "Proxy Authentication Required"},
        {"408", "Request Timeout"},
        {"422", "Session Interval Too Small"},
        {"423", "Interval Too Brief"},
        {"480", "Temporarily Unavailable"},
        {"481", "Call/Transaction Does Not Exist"},
        {"486", "Busy Here"},
        {"487", "Request Terminated"},
        {"491", "Request Pending"},
        {"500", "Server Internal Error"},
        {"503", "Service Unavailable"},
        {"603", "Decline"},
    }};
    for (const auto& [code, reason] : reasons) {
        if (code == status)
            return reason;
    }
    return "Unnamed";
}

std::string lastFields(const ScriptOptions& options)
{
    std::string text;
    std::string body;
    for (const auto& [name, value] : options) {
        if (name == "expires")
            text += "Expires: " + value + "\r\n";
        else if (name == "state")
            text += "Subscription-State: " + withBlanks(value) + "\r\n";
        else if (name.starts_with("header"))
            text += withBlanks(value) + "\r\n";
        else if (name == "sdp")
            body = sdpBody(value);
        else if (name == "body")
            body = withBlanks(value.substr(std::min(value.find(':') + 1, value.size())));
    }
    if (const auto sdp = options.find("sdp"); sdp != options.end())
        text += "Content-Type: application/sdp\r\n";
    else if (const auto other = options.find("body"); other != options.end())
        text += "Content-Type: " + other->second.substr(0, other->second.find(':')) + "\r\n";
    const auto length = options.find("length");
    return text +
           "Content-Length: " + (length == options.end() ? std::to_string(body.size()) : length->second) +
           "\r\n\r\n" + body;
}

std::string sdpBody(std::string_view kind)
{
    if (kind.find('=') != std::string_view::npos) {
        std::string lines = "v=0|o=- 1 1 IN IP4 192.0.2.1|s=-|t=0 0|" + withBlanks(std::string{kind}) + '|';
        for (std::size_t bar = lines.find('|'); bar != std::string::npos; bar = lines.find('|', bar))
            lines.replace(bar, 1, "\r\n");
        return lines;
    }
    std::string body = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    body += kind == "offer" ? "m=audio 40000 RTP/AVP 8 0\r\n" : "m=audio 40002 RTP/AVP 8\r\n";
    if (kind == "hold")
        body += "a=sendonly\r\n";
    return body;
}

} // namespace tests::support
