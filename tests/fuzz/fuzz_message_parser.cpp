// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message.h"
#include "core/sip/name_addr.h"
#include "core/sip/recogniser.h"
#include "core/sip/sdp.h"
#include "core/sip/via.h"

#include <cstdint>
#include <cstdlib>

using namespace core::sip;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

bool contains(std::span<const std::byte> bytes, std::string_view view)
{
    const auto* const begin = reinterpret_cast<const char*>(bytes.data());
    return view.empty() || (view.data() >= begin && view.data() + view.size() <= begin + bytes.size());
}

void check(const Message& message)
{
    for (const std::string_view view :
         {message.method(), message.requestUri(), message.reason(), message.version(), message.callId(),
          message.from(), message.to(), message.topVia(), message.cseq().method, message.fromTag(),
          message.toTag(), message.fromUser(), message.fromHost(), message.toUser(), message.toHost(),
          message.branch(), message.body(), message.sdpBody()})
        require(contains(message.bytes(), view));
    for (const HeaderField& field : message.headers()) {
        require(contains(message.bytes(), message.nameOf(field)) &&
                contains(message.bytes(), message.valueOf(field)));
        std::string_view rest = message.valueOf(field);
        std::string_view value;
        while (nextValue(rest, value)) {
            static_cast<void>(NameAddr::parse(value));
            static_cast<void>(Via::parse(value));
        }
        static_cast<void>(unfolded(message.valueOf(field)));
    }
    require(message.defects().bits() >> defectCount == 0);
    static_cast<void>(SessionDescription::parse(message.body()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    Message message;
    const bool isSip = message.parse(bytes);
    require(isSip == (likeness(bytes) == Likeness::Sip));
    require(message.size() <= size);
    if (isSip)
        check(message);
    if (message.parse(bytes, Framing::Stream))
        check(message);
    return 0;
}
