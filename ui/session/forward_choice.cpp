// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/forward_choice.h"

#include "core/forward/forward_url.h"
#include "core/forward/message_encoder.h"
#include "ui/adapt/text.h"

namespace ui::session {
namespace {

std::optional<std::uint32_t> captureIdIn(const QString& text)
{
    bool isNumber = false;
    const std::uint32_t number = text.trimmed().toUInt(&isNumber);
    return isNumber ? std::optional{number} : std::nullopt;
}

bool canCarry(const core::forward::AgentIdentity& identity, const QString& url)
{
    const auto parsed = core::forward::parseForwardUrl(adapt::bytes(url.trimmed()));
    return !parsed || core::forward::validate(identity, parsed->protocol);
}

} // namespace

ForwardChoice ForwardChoice::load(const settings::Settings& settings)
{
    return {.isOn = settings.value(settings::captureForward),
            .url = settings.value(settings::forwardUrl),
            .keyFile = settings.value(settings::forwardKeyFile),
            .captureId = settings.value(settings::forwardCaptureId)};
}

void ForwardChoice::save(settings::Settings& settings) const
{
    settings.setValue(settings::captureForward, isOn);
    settings.setValue(settings::forwardUrl, url.trimmed());
    settings.setValue(settings::forwardKeyFile, keyFile.trimmed());
    settings.setValue(settings::forwardCaptureId, captureId.trimmed());
}

std::optional<ForwardRequest> ForwardChoice::request() const
{
    if (!isOn || !checkUrl())
        return std::nullopt;
    return ForwardRequest{adapt::bytes(url.trimmed()), adapt::path(keyFile.trimmed()).string(),
                          captureIdIn(captureId)};
}

core::base::Status ForwardChoice::checkUrl() const
{
    const auto parsed = core::forward::parseForwardUrl(adapt::bytes(url.trimmed()));
    if (!parsed)
        return parsed.error();
    return {};
}

bool ForwardChoice::isCaptureIdANumber() const
{
    return captureId.trimmed().isEmpty() || captureIdIn(captureId);
}

bool ForwardChoice::canCarryKey() const
{
    core::forward::AgentIdentity identity;
    if (!keyFile.trimmed().isEmpty())
        identity.authenticationKey = "some key";
    return canCarry(identity, url);
}

bool ForwardChoice::canCarryCaptureId() const
{
    core::forward::AgentIdentity identity;
    identity.captureId = captureIdIn(captureId);
    return canCarry(identity, url);
}

} // namespace ui::session
