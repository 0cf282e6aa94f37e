// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/record_cipher.h"

#include "core/tls/openssl.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace core::tls {
namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>>;

constexpr std::size_t nonceSize = 12;
/// The part of a nonce that travels with each record of GCM and CCM in TLS 1.2 (RFC 5288 section 3).
constexpr std::size_t explicitNonceSize = 8;
constexpr std::size_t largestPlaintext = std::size_t{1} << 14U;

/// Fetched once per process: looking an algorithm up costs more than a record.
const EVP_CIPHER* fetched(const char* name)
{
    static std::mutex mutex; // protects `known`
    static std::map<std::string, Algorithm> known;
    const std::lock_guard lock{mutex};
    const auto [place, isNew] = known.try_emplace(name);
    if (isNew)
        place->second.reset(EVP_CIPHER_fetch(nullptr, name, nullptr));
    return place->second.get();
}

std::size_t ivSize(Version version, const CipherSuite& suite)
{
    if (suite.mode == CipherMode::Cbc)
        return version == Version::Tls10 ? suite.blockSize : 0;
    const bool hasExplicitPart = version != Version::Tls13 && suite.mode != CipherMode::ChaCha20Poly1305;
    return hasExplicitPart ? nonceSize - explicitNonceSize : nonceSize;
}

void append(Bytes& bytes, std::uint64_t number, unsigned size)
{
    for (unsigned shift = 8 * size; shift > 0; shift -= 8)
        bytes.push_back(static_cast<std::byte>(number >> (shift - 8) & 0xFFU));
}

} // namespace

std::optional<KeyBlock> makeKeyBlock(Version version, const CipherSuite& suite, ByteView masterSecret,
                                     ByteView clientRandom, ByteView serverRandom)
{
    Bytes seed{serverRandom.begin(), serverRandom.end()};
    seed.insert(seed.end(), clientRandom.begin(), clientRandom.end());
    const std::size_t macSize = suite.mode == CipherMode::Cbc ? size(suite.mac) : 0;
    const std::size_t fixedIv = ivSize(version, suite);
    const std::size_t length = 2 * (macSize + suite.keySize + fixedIv);
    const Hash hash = version == Version::Tls12 ? suite.prf : Hash::Md5Sha1;
    const Bytes block = prf(hash, masterSecret, "key expansion", seed, length);
    if (block.size() != length)
        return std::nullopt;
    ByteView rest{block};
    const auto take = [&rest](std::size_t count) {
        const ByteView part = rest.first(count);
        rest = rest.subspan(count);
        return Bytes{part.begin(), part.end()};
    };
    KeyBlock keys;
    keys.client.mac = take(macSize);
    keys.server.mac = take(macSize);
    keys.client.key = take(suite.keySize);
    keys.server.key = take(suite.keySize);
    keys.client.iv = take(fixedIv);
    keys.server.iv = take(fixedIv);
    return keys;
}

CipherKeys makeTrafficKeys(const CipherSuite& suite, ByteView trafficSecret)
{
    return {expandLabel(suite.prf, trafficSecret, "key", suite.keySize),
            expandLabel(suite.prf, trafficSecret, "iv", nonceSize),
            {}};
}

class RecordCipher::Implementation {
public:
    Implementation(Version version, const CipherSuite& suite, CipherKeys keys, bool encryptThenMac,
                   const EVP_CIPHER* cipher)
        : m_version(version), m_suite(suite), m_keys(std::move(keys)), m_encryptThenMac(encryptThenMac),
          m_cipher(cipher), m_context(EVP_CIPHER_CTX_new())
    {
    }

    bool open(const Record& record, Bytes& plaintext, ContentType& type)
    {
        m_type = record.type;
        const bool isOpen =
            m_suite.mode == CipherMode::Cbc ? openCbc(record, plaintext) : openAead(record, plaintext);
        ERR_clear_error();
        if (!isOpen)
            return false;
        ++m_sequence;
        type = m_type;
        return true;
    }

    void skipTo(std::uint64_t number) { m_sequence = number; }

private:
    [[nodiscard]] bool openAead(const Record& record, Bytes& plaintext);
    [[nodiscard]] bool decryptAead(ByteView nonce, ByteView additional, ByteView text, ByteView tag,
                                   Bytes& plaintext);
    [[nodiscard]] bool takeInnerType(Bytes& plaintext);
    [[nodiscard]] bool openCbc(const Record& record, Bytes& plaintext);
    [[nodiscard]] bool decryptCbc(ByteView iv, ByteView text, Bytes& plaintext);
    [[nodiscard]] bool takePadding(Bytes& plaintext) const;
    [[nodiscard]] bool isMacRight(const Record& record, std::span<const ByteView> parts, ByteView mac) const;
    /// seq_num + type + version + length: what the MAC of TLS up to 1.2 covers besides the text.
    [[nodiscard]] Bytes pseudoHeader(const Record& record, std::size_t length) const;

    Version m_version;
    CipherSuite m_suite;
    CipherKeys m_keys;
    bool m_encryptThenMac;
    const EVP_CIPHER* m_cipher;
    CipherContext m_context;
    std::uint64_t m_sequence = 0;
    ContentType m_type = ContentType::ApplicationData;
};

Bytes RecordCipher::Implementation::pseudoHeader(const Record& record, std::size_t length) const
{
    Bytes header;
    header.reserve(13);
    append(header, m_sequence, 8);
    append(header, static_cast<std::uint64_t>(record.type), 1);
    append(header, record.version, 2);
    append(header, length, 2);
    return header;
}

bool RecordCipher::Implementation::openAead(const Record& record, Bytes& plaintext)
{
    const bool isTls13 = m_version == Version::Tls13;
    const bool hasExplicitNonce = m_keys.iv.size() < nonceSize;
    const std::size_t overhead = m_suite.tagSize + (hasExplicitNonce ? explicitNonceSize : 0);
    if (record.body.size() < overhead)
        return false;
    ByteView body{record.body};
    Bytes nonce = m_keys.iv;
    if (hasExplicitNonce) {
        nonce.insert(nonce.end(), body.begin(), body.begin() + explicitNonceSize);
        body = body.subspan(explicitNonceSize);
    } else {
        for (unsigned i = 0; i < 8; ++i)
            nonce[nonceSize - 1 - i] ^= static_cast<std::byte>(m_sequence >> (8 * i) & 0xFFU);
    }
    const ByteView text = body.first(body.size() - m_suite.tagSize);
    Bytes additional;
    if (isTls13) {
        append(additional, static_cast<std::uint64_t>(record.type), 1);
        append(additional, record.version, 2);
        append(additional, record.body.size(), 2);
    } else {
        additional = pseudoHeader(record, text.size());
    }
    return decryptAead(nonce, additional, text, body.last(m_suite.tagSize), plaintext) &&
           (!isTls13 || takeInnerType(plaintext));
}

bool RecordCipher::Implementation::decryptAead(ByteView nonce, ByteView additional, ByteView text,
                                               ByteView tag, Bytes& plaintext)
{
    EVP_CIPHER_CTX* context = m_context.get();
    const bool isCcm = m_suite.mode == CipherMode::Ccm;
    const auto length = static_cast<int>(text.size());
    int written = 0;
    plaintext.resize(text.size() + tag.size()); // never without an address
    // The library reads the tag only; its interface is older than const.
    auto* tagBytes = const_cast<std::byte*>(tag.data());
    const auto setTag = [&] {
        return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tagBytes);
    };
    // CCM wants the tag before the key, and the length of the text before the additional data.
    bool isDone = EVP_DecryptInit_ex(context, m_cipher, nullptr, nullptr, nullptr) == 1 &&
                  EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, nonceSize, nullptr) == 1 &&
                  setTag() == 1 &&
                  EVP_DecryptInit_ex(context, nullptr, nullptr, asUnsigned(m_keys.key.data()),
                                     asUnsigned(nonce.data())) == 1;
    if (isDone && isCcm)
        isDone = EVP_DecryptUpdate(context, nullptr, &written, nullptr, length) == 1;
    isDone = isDone && EVP_DecryptUpdate(context, nullptr, &written, asUnsigned(additional.data()),
                                         static_cast<int>(additional.size())) == 1;
    written = 0;
    if (isDone && (isCcm || length > 0))
        isDone = EVP_DecryptUpdate(context, asUnsigned(plaintext.data()), &written, asUnsigned(text.data()),
                                   length) == 1;
    int rest = 0;
    if (isDone && !isCcm)
        isDone = EVP_DecryptFinal_ex(context, asUnsigned(plaintext.data()) + written, &rest) == 1;
    plaintext.resize(isDone ? text.size() : 0);
    return isDone;
}

/// RFC 8446 section 5.2: content, its type, any number of zeros.
bool RecordCipher::Implementation::takeInnerType(Bytes& plaintext)
{
    while (!plaintext.empty() && plaintext.back() == std::byte{0})
        plaintext.pop_back();
    if (plaintext.empty())
        return false;
    m_type = static_cast<ContentType>(plaintext.back());
    plaintext.pop_back();
    return true;
}

bool RecordCipher::Implementation::isMacRight(const Record& record, std::span<const ByteView> parts,
                                              ByteView mac) const
{
    std::size_t length = 0;
    for (const ByteView part : parts)
        length += part.size();
    const Bytes header = pseudoHeader(record, length);
    std::vector<ByteView> all{header};
    all.insert(all.end(), parts.begin(), parts.end());
    const Bytes expected = hmac(m_suite.mac, m_keys.mac, all);
    return expected.size() == mac.size() && CRYPTO_memcmp(expected.data(), mac.data(), mac.size()) == 0;
}

/// RFC 5246 section 6.2.3.2; with encrypt-then-MAC RFC 7366 section 3.
bool RecordCipher::Implementation::openCbc(const Record& record, Bytes& plaintext)
{
    const std::size_t macSize = size(m_suite.mac);
    ByteView body{record.body};
    if (m_encryptThenMac) {
        if (body.size() < macSize)
            return false;
        const ByteView covered = body.first(body.size() - macSize);
        if (!isMacRight(record, std::array{covered}, body.last(macSize)))
            return false;
        body = covered;
    }
    Bytes nextIv;
    Bytes iv = m_keys.iv;
    if (m_version == Version::Tls10) {
        if (body.size() < m_suite.blockSize)
            return false;
        const ByteView lastBlock = body.last(m_suite.blockSize);
        nextIv.assign(lastBlock.begin(), lastBlock.end());
    } else {
        if (body.size() < m_suite.blockSize)
            return false;
        iv.assign(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(m_suite.blockSize));
        body = body.subspan(m_suite.blockSize);
    }
    if (!decryptCbc(iv, body, plaintext) || !takePadding(plaintext))
        return false;
    if (!m_encryptThenMac) {
        if (plaintext.size() < macSize)
            return false;
        const ByteView whole{plaintext};
        const ByteView content = whole.first(whole.size() - macSize);
        if (!isMacRight(record, std::array{content}, whole.last(macSize)))
            return false;
        plaintext.resize(content.size());
    }
    // TLS 1.0 goes on with the last block of the record before.
    if (m_version == Version::Tls10)
        m_keys.iv = std::move(nextIv);
    return plaintext.size() <= largestPlaintext;
}

bool RecordCipher::Implementation::decryptCbc(ByteView iv, ByteView text, Bytes& plaintext)
{
    if (text.empty() || text.size() % m_suite.blockSize != 0)
        return false;
    EVP_CIPHER_CTX* context = m_context.get();
    plaintext.resize(text.size() + m_suite.blockSize);
    int written = 0;
    const bool isDone = EVP_DecryptInit_ex(context, m_cipher, nullptr, asUnsigned(m_keys.key.data()),
                                           asUnsigned(iv.data())) == 1 &&
                        EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                        EVP_DecryptUpdate(context, asUnsigned(plaintext.data()), &written,
                                          asUnsigned(text.data()), static_cast<int>(text.size())) == 1;
    plaintext.resize(isDone ? static_cast<std::size_t>(written) : 0);
    return isDone;
}

bool RecordCipher::Implementation::takePadding(Bytes& plaintext) const
{
    if (plaintext.empty())
        return false;
    const auto padding = std::to_integer<std::size_t>(plaintext.back());
    if (padding + 1 > plaintext.size())
        return false;
    const auto begin = plaintext.end() - static_cast<std::ptrdiff_t>(padding + 1);
    if (!std::all_of(begin, plaintext.end(), [&](std::byte b) { return b == plaintext.back(); }))
        return false;
    plaintext.erase(begin, plaintext.end());
    return true;
}

RecordCipher::RecordCipher(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

RecordCipher::~RecordCipher() = default;

std::unique_ptr<RecordCipher> RecordCipher::create(Version version, const CipherSuite& suite, CipherKeys keys,
                                                   bool encryptThenMac)
{
    const EVP_CIPHER* cipher = fetched(suite.cipher);
    ERR_clear_error();
    if (cipher == nullptr || keys.key.size() != suite.keySize || keys.iv.size() != ivSize(version, suite))
        return nullptr;
    return std::unique_ptr<RecordCipher>{new RecordCipher(std::make_unique<Implementation>(
        version, suite, std::move(keys), encryptThenMac && suite.mode == CipherMode::Cbc, cipher))};
}

bool RecordCipher::open(const Record& record, Bytes& plaintext, ContentType& type)
{
    return m_implementation->open(record, plaintext, type);
}

void RecordCipher::skipTo(std::uint64_t number)
{
    m_implementation->skipTo(number);
}

} // namespace core::tls
