// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/message.h"

namespace core::sip {

struct StartLine;

/// Fills a Message in one pass over its bytes. Internal to core/sip; one object per parse.
class MessageParser {
public:
    MessageParser(Message& message, std::span<const std::byte> bytes, Framing framing);

    /// False when the bytes are not SIP; the message is then empty.
    [[nodiscard]] bool run();

private:
    /// Where the text of a line ends, and where the next line begins.
    struct Line {
        std::size_t end;
        std::size_t next;
        bool hasCarriageReturn;
    };

    [[nodiscard]] static Line lineAt(std::string_view text, std::size_t position);

    void takeStartLine(const StartLine& line);
    void readHeaders(std::size_t position);
    [[nodiscard]] std::size_t readFoldedHeader(std::size_t begin, Line line);
    void readHeader(std::size_t begin, std::size_t end, bool isFolded);
    void noteHeader(HeaderName name, std::string_view value);
    void noteAddress(std::string_view value, Defect malformed, Slice& whole, Slice& user, Slice& host,
                     Slice& tag);
    void noteVia(std::string_view value);
    void noteCSeq(std::string_view value);
    void noteContentLength(std::string_view value);
    void checkMandatoryHeaders();
    void checkMethod();
    void checkRequestUri();
    void findBody();
    void findBodyEnd(std::size_t available);
    void findSdp();

    void add(Defect defect) { m_message.m_defects.add(defect); }

    void addUnless(bool isGood, Defect defect)
    {
        if (!isGood)
            add(defect);
    }

    [[nodiscard]] bool wasSeen(HeaderName name) const { return (m_seen & bit(name)) != 0; }

    [[nodiscard]] static constexpr std::uint64_t bit(HeaderName name)
    {
        return std::uint64_t{1} << static_cast<unsigned>(name);
    }

    [[nodiscard]] Slice slice(std::string_view view) const;

    Message& m_message;
    std::string_view m_text;
    Framing m_framing;
    /// First byte behind the empty line.
    std::size_t m_headersEnd = 0;
    /// One bit for each HeaderName.
    std::uint64_t m_seen = 0;
    std::optional<std::uint64_t> m_contentLength;
    std::string_view m_contentType;
    bool m_hasBareLineFeed = false;
    bool m_isUnterminated = false;
};

} // namespace core::sip
