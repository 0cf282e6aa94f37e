// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"
#include "core/session/frame_choice.h"
#include "ui/session/forward_link.h"
#include "ui/session/key_files.h"
#include "ui/settings/settings.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ui::session {

/// What a live capture shall listen to.
struct CaptureRequest {
    std::vector<std::string> interfaces;
    /// BPF for all interfaces; empty takes everything.
    std::string captureFilter;
    /// hep+udp://ADDR:PORT, hep+tcp, hep+tls
    std::vector<std::string> hepUrls;
    /// File with the key that HEP must carry; empty: none is asked for.
    std::string hepKeyFile;
    /// Addresses and networks that HEP is taken from; everybody when empty.
    std::vector<std::string> hepAllowed;
    /// PEM files for hep+tls; both empty: a certificate of our own.
    std::string tlsCertificate;
    std::string tlsKey;
    /// For the shell; their output is pcap or pcapng.
    std::vector<std::string> commands;
    /// Files that grow, folders of them, named pipes.
    std::vector<std::string> followed;
    std::optional<ForwardRequest> forward;
    KeyFiles keys;
    /// How much of RTP goes into the session.
    core::session::RtpPolicy rtp = core::session::RtpPolicy::Full;

    [[nodiscard]] bool isEmpty() const
    {
        return interfaces.empty() && hepUrls.empty() && commands.empty() && followed.empty();
    }

    /// Keys or certificates have to be read before it can begin.
    [[nodiscard]] bool readsFiles() const
    {
        return !hepKeyFile.empty() || !tlsCertificate.empty() || !tlsKey.empty() || !keys.isEmpty();
    }

    /// Short, for the name of the session: "eth0", "HEP", "Command".
    [[nodiscard]] QStringList names() const;
};

/// What the user chose of the sources that are not always in sight.
struct MoreSourcesChoice {
    bool usesTcp = false;
    int tcpPort = 0;
    bool usesTls = false;
    int tlsPort = 0;
    QString certificate;
    QString key;
    /// Of every HEP listener, also of UDP.
    QString keyFile;
    QString allowed;
    bool runsCommand = false;
    QString command;
    bool follows = false;
    QString path;

    [[nodiscard]] static MoreSourcesChoice load(const settings::Settings& settings);
    /// The command becomes the newest of those used.
    void save(settings::Settings& settings) const;
    void addTo(CaptureRequest& request, bool isFromEverywhere) const;

    /// Something of it changes what is captured.
    [[nodiscard]] bool isInUse() const;
};

/// What was captured from last time.
[[nodiscard]] CaptureRequest lastRequest(const settings::Settings& settings);

using SourceList = std::vector<std::unique_ptr<core::capture::CaptureSource>>;

/// With a forwarder, the sources leave out what it sends. Errors: UrlInvalid, OptionInvalid (a network, or a
/// forwarder that sends to where is listened), those of core::capture::readHepKey().
[[nodiscard]] core::base::Result<SourceList> makeSources(const CaptureRequest& request,
                                                         const std::optional<ForwardLink>& forward = {});

} // namespace ui::session
