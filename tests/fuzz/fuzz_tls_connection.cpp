// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection.h"
#include "core/tls/key_log_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

using namespace core::tls;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Knows a secret for every random, so that encrypted records are met as well.
class Listener : public ConnectionHandler {
public:
    explicit Listener(SecretStore& store) : m_store(store) {}

    void onRecord(const FinishedRecord& record) override
    {
        auto& end = m_ends[static_cast<std::size_t>(record.side)];
        require(record.end > end);
        require(!record.frames.empty());
        end = record.end;
        ++records;
    }

    void onUnreadable(Side) override {}

    void onClientRandom(const ClientRandom& random) override
    {
        for (unsigned label = 0; label <= static_cast<unsigned>(SecretLabel::ServerTraffic); ++label) {
            const bool isMaster = label == static_cast<unsigned>(SecretLabel::MasterSecret);
            m_store.add({{static_cast<SecretLabel>(label), SecretOrigin::KeyLog, random,
                          Bytes(isMaster || (random[0] & std::byte{1}) == std::byte{0} ? 48 : 32)},
                         {}});
        }
    }

    void onSecret(const Secret&) override {}

    std::uint64_t records = 0;

private:
    SecretStore& m_store;
    std::array<std::uint64_t, 2> m_ends{};
};

} // namespace

/// The input is a sequence of segments: a byte with the direction, whether a gap stands before it and whether
/// the connection is resumed after it, a byte with the length, and the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::span<const std::byte> input(reinterpret_cast<const std::byte*>(data), size);
    SecretStore store;
    Listener listener{store};
    Connection connection{store, {}};
    std::int64_t frame = 0;
    readKeyLog({reinterpret_cast<const char*>(data), size}, SecretOrigin::Capture, [&](Secret&& secret) {
        store.add({std::move(secret), {}});
    });
    while (input.size() >= 2) {
        const auto flags = std::to_integer<unsigned>(input[0]);
        const std::size_t length = std::min(std::to_integer<std::size_t>(input[1]), input.size() - 2);
        const auto bytes = input.subspan(2, length);
        input = input.subspan(2 + length);
        connection.append((flags & 1U) == 0 ? Side::First : Side::Second,
                          {bytes, core::base::FrameNumber{++frame}, {}}, (flags & 0xF0U) == 0xF0U, listener);
        if ((flags & 2U) != 0)
            connection.resume(listener);
        require(connection.heldBytes() < 16 * size + 4096);
    }
    connection.giveUp(listener);
    require(!connection.isWaiting());
    require(listener.records == connection.report().records);
    require(!describe(connection.report()).empty());
    return 0;
}
