// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_file_reader.h"

namespace core::capture {

/// The classic format of libpcap (pcap-savefile(5)): both byte orders, micro- and nanoseconds, and the
/// "modified" variant of old Linux patches whose record headers are longer.
class PcapReader final : public CaptureFileReader {
public:
    static constexpr std::size_t fileHeaderSize = 24;

    /// `start` is at least the magic of a pcap file and of the bytes that follow it.
    [[nodiscard]] static bool recognises(std::span<const std::byte> start);

    /// `fileHeader` was recognised; `input` stands behind it.
    PcapReader(std::string path, InputStream input, AnnounceInterface announce,
               std::span<const std::byte> fileHeader);

    [[nodiscard]] net::LinkType firstLinkType() const override { return m_link; }

private:
    /// Before version 2.3 the two lengths stood the other way round, and version 2.3
    /// files exist in both orders (the smaller one is then the captured length).
    enum class LengthOrder { CapturedFirst, OriginalFirst, SmallerIsCaptured };

    Walk walk(net::FrameBatch& batch, std::size_t from) override;

    bool m_isSwapped = false;
    bool m_hasNanoseconds = false;
    LengthOrder m_lengthOrder = LengthOrder::CapturedFirst;
    std::size_t m_recordHeaderSize = 16;
    net::LinkType m_link = net::LinkType::Ethernet;
    base::SourceId m_source;
    bool m_isAnnounced = false;
};

} // namespace core::capture
