// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/capture_choice.h"

#include "core/capture/command_source.h"
#include "core/capture/follow_source.h"
#include "core/capture/hep_listener.h"
#include "core/capture/interface_source.h"
#include "core/engine/forward_guard.h"
#include "ui/adapt/text.h"
#include "ui/session/capture_sources.h"
#include "ui/session/rtp_setting.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <optional>
#include <utility>

namespace ui::session {
namespace {

using namespace core;

constexpr qsizetype mostCommands = 12;

/// For translators: these texts belong to no class.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::session)
};

base::Result<capture::HepAdmission> makeAdmission(const CaptureRequest& request)
{
    capture::HepAdmission admission;
    if (!request.hepKeyFile.empty()) {
        auto key = capture::readHepKey(request.hepKeyFile);
        if (!key)
            return key.error();
        admission.key = std::move(*key);
    }
    for (const std::string& text : request.hepAllowed) {
        const auto network = net::IpNetwork::parse(text);
        if (!network)
            return base::Error{base::ErrorCode::OptionInvalid, text, {}};
        admission.allowed.push_back(*network);
    }
    return admission;
}

} // namespace

QStringList CaptureRequest::names() const
{
    QStringList names;
    for (const std::string& interface : interfaces)
        names.append(adapt::text(interface));
    if (!hepUrls.empty())
        names.append(QStringLiteral("HEP"));
    if (!commands.empty())
        names.append(Words::tr("command"));
    for (const std::string& path : followed)
        names.append(QFileInfo(adapt::pathText(path)).completeBaseName());
    return names;
}

MoreSourcesChoice MoreSourcesChoice::load(const settings::Settings& settings)
{
    const QStringList commands = settings.value(settings::commandHistory);
    return {.usesTcp = settings.value(settings::captureHepTcp),
            .tcpPort = settings.value(settings::hepTcpPort),
            .usesTls = settings.value(settings::captureHepTls),
            .tlsPort = settings.value(settings::hepTlsPort),
            .certificate = settings.value(settings::tlsCertificate),
            .key = settings.value(settings::tlsKey),
            .keyFile = settings.value(settings::hepKeyFile),
            .allowed = settings.value(settings::hepAllowed),
            .runsCommand = settings.value(settings::captureCommand),
            .command = commands.isEmpty() ? QString() : commands.front(),
            .follows = settings.value(settings::captureFollow),
            .path = settings.value(settings::followedPath)};
}

void MoreSourcesChoice::save(settings::Settings& settings) const
{
    settings.setValue(settings::captureHepTcp, usesTcp);
    settings.setValue(settings::hepTcpPort, tcpPort);
    settings.setValue(settings::captureHepTls, usesTls);
    settings.setValue(settings::hepTlsPort, tlsPort);
    settings.setValue(settings::tlsCertificate, certificate);
    settings.setValue(settings::tlsKey, key);
    settings.setValue(settings::hepKeyFile, keyFile);
    settings.setValue(settings::hepAllowed, allowed);
    settings.setValue(settings::captureCommand, runsCommand);
    settings.setValue(settings::captureFollow, follows);
    settings.setValue(settings::followedPath, path);
    if (!runsCommand || command.trimmed().isEmpty())
        return;
    QStringList commands = settings.value(settings::commandHistory);
    settings::remember(commands, command.trimmed(), mostCommands);
    settings.setValue(settings::commandHistory, commands);
}

void MoreSourcesChoice::addTo(CaptureRequest& request, bool isFromEverywhere) const
{
    const auto add = [&](HepTransport transport, int port) {
        request.hepUrls.push_back(adapt::bytes(CaptureSources::hepUrl(transport, port, isFromEverywhere)));
    };
    if (usesTcp)
        add(HepTransport::Tcp, tcpPort);
    if (usesTls)
        add(HepTransport::Tls, tlsPort);
    if (!request.hepUrls.empty()) {
        request.hepKeyFile = adapt::path(keyFile.trimmed()).string();
        for (const QString& network : CaptureSources::networksIn(allowed))
            request.hepAllowed.push_back(adapt::bytes(network));
    }
    if (usesTls) {
        request.tlsCertificate = adapt::path(certificate.trimmed()).string();
        request.tlsKey = adapt::path(key.trimmed()).string();
    }
    if (runsCommand)
        request.commands.push_back(adapt::bytes(command.trimmed()));
    if (follows)
        request.followed.push_back(adapt::path(path.trimmed()).string());
}

bool MoreSourcesChoice::isInUse() const
{
    return usesTcp || usesTls || runsCommand || follows || !keyFile.trimmed().isEmpty() ||
           !allowed.trimmed().isEmpty();
}

CaptureRequest lastRequest(const settings::Settings& settings)
{
    CaptureRequest request;
    for (const QString& name : settings.value(settings::captureInterfaces))
        request.interfaces.push_back(adapt::bytes(name));
    request.captureFilter = adapt::bytes(settings.value(settings::captureFilter));
    const bool isFromEverywhere = settings.value(settings::hepFromEverywhere);
    if (settings.value(settings::captureHep))
        request.hepUrls.push_back(adapt::bytes(
            CaptureSources::hepUrl(HepTransport::Udp, settings.value(settings::hepPort), isFromEverywhere)));
    MoreSourcesChoice::load(settings).addTo(request, isFromEverywhere);
    request.forward = ForwardChoice::load(settings).request();
    request.keys = lastKeys(settings);
    request.rtp = rtpPolicy(settings, settings::captureRtp);
    return request;
}

base::Result<SourceList> makeSources(const CaptureRequest& request, const std::optional<ForwardLink>& forward)
{
    engine::Forwarders forwarders;
    if (forward)
        forwarders.push_back(forward->forwarder());
    SourceList sources;
    for (const std::string& interface : request.interfaces) {
        capture::InterfaceOptions options;
        options.name = interface;
        options.captureFilter = engine::withoutOwnPackets(request.captureFilter, forwarders);
        sources.push_back(std::make_unique<capture::InterfaceSource>(std::move(options)));
    }
    const auto admission = makeAdmission(request);
    if (!admission)
        return admission.error();
    std::optional<capture::TlsFiles> tls;
    if (!request.tlsCertificate.empty())
        tls = capture::TlsFiles{request.tlsCertificate, request.tlsKey};
    for (const std::string& text : request.hepUrls) {
        const auto url = capture::parseHepUrl(text);
        if (!url)
            return url.error();
        if (const auto harmless = engine::refuseLoop(*url, forwarders); !harmless)
            return harmless.error();
        sources.push_back(capture::makeHepListener({*url, *admission, tls}));
    }
    for (const std::string& command : request.commands)
        sources.push_back(std::make_unique<capture::CommandSource>(command));
    for (const std::string& path : request.followed)
        sources.push_back(std::make_unique<capture::FollowSource>(path));
    return sources;
}

} // namespace ui::session
