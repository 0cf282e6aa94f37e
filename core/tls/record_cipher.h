// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/cipher_suite.h"
#include "core/tls/record.h"

#include <cstdint>
#include <memory>

namespace core::tls {

struct CipherKeys {
    Bytes key;
    Bytes iv;
    Bytes mac; ///< CBC only
};

/// The key block of TLS up to 1.2 (RFC 5246 section 6.3), cut up.
struct KeyBlock {
    CipherKeys client;
    CipherKeys server;
};

/// Nothing when the library refuses.
[[nodiscard]] std::optional<KeyBlock> makeKeyBlock(Version version, const CipherSuite& suite,
                                                   ByteView masterSecret, ByteView clientRandom,
                                                   ByteView serverRandom);

/// Key and IV of TLS 1.3 from a traffic secret (RFC 8446 section 7.3).
[[nodiscard]] CipherKeys makeTrafficKeys(const CipherSuite& suite, ByteView trafficSecret);

/// Decrypts the records of one direction under one set of keys, in their order. Every record is checked:
/// what does not pass is not handed out.
class RecordCipher {
public:
    /// Null when the library does not have the cipher or the keys do not fit it.
    [[nodiscard]] static std::unique_ptr<RecordCipher> create(Version version, const CipherSuite& suite,
                                                              CipherKeys keys, bool encryptThenMac);
    ~RecordCipher();

    /// Decrypts into `plaintext`. For TLS 1.3 `type` becomes the true one and padding is taken off. False:
    /// not authentic, and the next record is still awaited under the same number.
    [[nodiscard]] bool open(const Record& record, Bytes& plaintext, ContentType& type);

    /// The next record has this number; the first one under these keys has 0. Not for CBC of TLS 1.0, where
    /// a record cannot be read without the one before it.
    void skipTo(std::uint64_t number);

private:
    class Implementation;
    explicit RecordCipher(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::tls
