// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/defect.h"
#include "core/sip/header_name.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::sip {

/// A piece of a message, by position: a Message can be moved, views into itself could not.
struct Slice {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

enum class Kind : std::uint8_t { Request, Response };

struct HeaderField {
    HeaderName name = HeaderName::Other;
    /// The value spans several lines (RFC 3261 section 7.3.1); see Message::unfolded().
    bool isFolded = false;
    Slice nameText;
    /// Without surrounding white space; inner line folds are still there.
    Slice value;
};

/// CSeq (RFC 3261 section 20.16).
struct CSeq {
    std::uint32_t number = 0;
    std::string_view method;
};

/// How the end of the body is known.
enum class Framing : std::uint8_t {
    Datagram, ///< Content-Length, or the end of the datagram (RFC 3261 section 18.3)
    Stream,   ///< the framer cut the message out by Content-Length
};

/// One SIP request or response: an index of offsets over bytes that somebody else owns.
///
/// Reuse one object for many messages: parsing then allocates nothing. All views that it hands out point
/// into the bytes given to parse() and live as long as those. Tolerant: whatever looks like SIP is
/// parsed as far as possible and labelled with defects.
class Message {
public:
    /// Most fields kept per message; what follows is labelled TooManyHeaders and still in bytes().
    static constexpr std::size_t maximumHeaders = 2'000;

    /// False when the bytes are not SIP (see looksLikeSip in recogniser.h for the test); the object is
    /// then empty. `bytes` may begin with empty lines (RFC 3261 section 7.5).
    [[nodiscard]] bool parse(std::span<const std::byte> bytes, Framing framing = Framing::Datagram);

    /// Everything that was given to parse(), up to the end of the body.
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

    /// How many of the bytes given to parse() belong to this message; less than all when another message
    /// follows in the same datagram.
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

    [[nodiscard]] Kind kind() const { return m_kind; }

    [[nodiscard]] bool isRequest() const { return m_kind == Kind::Request; }

    /// Method of a request as written; empty for a response.
    [[nodiscard]] std::string_view method() const
    {
        return m_kind == Kind::Request ? text(m_method) : std::string_view{};
    }

    [[nodiscard]] std::string_view requestUri() const { return text(m_requestUri); }

    /// 100 to 699 for well-formed responses; any number up to 65535 when the line has one; 0 for requests.
    [[nodiscard]] unsigned status() const { return m_status; }

    [[nodiscard]] std::string_view reason() const { return text(m_reason); }

    [[nodiscard]] std::string_view version() const { return text(m_version); }

    /// All fields in order of appearance.
    [[nodiscard]] std::span<const HeaderField> headers() const { return m_headers; }

    [[nodiscard]] std::string_view text(Slice slice) const
    {
        return {reinterpret_cast<const char*>(m_bytes.data()) + slice.offset, slice.length};
    }

    [[nodiscard]] std::string_view nameOf(const HeaderField& field) const { return text(field.nameText); }

    [[nodiscard]] std::string_view valueOf(const HeaderField& field) const { return text(field.value); }

    /// Value of the first field of that name; empty when there is none (or it is empty).
    [[nodiscard]] std::string_view header(HeaderName name) const;
    /// By text, any case, compact or long form.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    [[nodiscard]] bool hasHeader(HeaderName name) const;

    /// Often-used headers, found once while parsing.
    [[nodiscard]] std::string_view callId() const { return text(m_callId); }

    [[nodiscard]] std::string_view from() const { return text(m_from); }

    [[nodiscard]] std::string_view to() const { return text(m_to); }

    /// First value of the first Via field.
    [[nodiscard]] std::string_view topVia() const { return text(m_topVia); }

    [[nodiscard]] CSeq cseq() const { return {m_cseqNumber, text(m_cseqMethod)}; }

    [[nodiscard]] std::string_view fromTag() const { return text(m_fromTag); }

    [[nodiscard]] std::string_view toTag() const { return text(m_toTag); }

    /// User and host of the URI in From and To; of tel URIs the number is the user and host is empty.
    [[nodiscard]] std::string_view fromUser() const { return text(m_fromUser); }

    [[nodiscard]] std::string_view fromHost() const { return text(m_fromHost); }

    [[nodiscard]] std::string_view toUser() const { return text(m_toUser); }

    [[nodiscard]] std::string_view toHost() const { return text(m_toHost); }

    /// branch parameter of the top Via.
    [[nodiscard]] std::string_view branch() const { return text(m_branch); }

    /// User-Agent of requests, Server (or User-Agent) of responses.
    [[nodiscard]] std::string_view userAgent() const;

    [[nodiscard]] std::string_view body() const { return text(m_body); }

    /// The body is, or contains as a multipart part, application/sdp; see sdpBody().
    [[nodiscard]] bool hasSdp() const { return m_sdp.length != 0; }

    [[nodiscard]] std::string_view sdpBody() const { return text(m_sdp); }

    [[nodiscard]] DefectSet defects() const { return m_defects; }

    /// For what only the caller can know, such as StreamGap.
    void addDefect(Defect defect) { m_defects.add(defect); }

    /// The same message over a copy of its bytes: `copy` equals bytes(), and lives on.
    void moveTo(std::span<const std::byte> copy) { m_bytes = copy; }

private:
    friend class MessageParser; // fills the members; kept apart so that this header stays readable

    std::span<const std::byte> m_bytes;
    std::vector<HeaderField> m_headers;
    Kind m_kind = Kind::Request;
    unsigned m_status = 0;
    std::uint32_t m_cseqNumber = 0;
    Slice m_method;
    Slice m_requestUri;
    Slice m_reason;
    Slice m_version;
    Slice m_callId;
    Slice m_from;
    Slice m_to;
    Slice m_topVia;
    Slice m_cseqMethod;
    Slice m_fromTag;
    Slice m_toTag;
    Slice m_fromUser;
    Slice m_fromHost;
    Slice m_toUser;
    Slice m_toHost;
    Slice m_branch;
    Slice m_body;
    Slice m_sdp;
    DefectSet m_defects;
};

/// A value with its line folds replaced by single spaces (RFC 3261 section 7.3.1).
[[nodiscard]] std::string unfolded(std::string_view value);

} // namespace core::sip
