// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/baresip.h"

#include <cmath>
#include <fstream>
#include <numbers>

namespace tests::support {
namespace {

constexpr unsigned sampleRate = 8'000;

void writeNumber(std::ofstream& file, std::uint32_t value, int bytes)
{
    for (int index = 0; index < bytes; ++index)
        file.put(static_cast<char>(value >> (8 * index) & 0xff));
}

/// 20 s of 440 Hz in 16 bits, mono: longer than a call here.
void writeTone(const std::filesystem::path& path)
{
    constexpr std::uint32_t samples = 20 * sampleRate;
    std::ofstream file{path, std::ios::binary};
    file << "RIFF";
    writeNumber(file, 36 + 2 * samples, 4);
    file << "WAVEfmt ";
    writeNumber(file, 16, 4); // length of what follows
    writeNumber(file, 1, 2);  // PCM
    writeNumber(file, 1, 2);  // channels
    writeNumber(file, sampleRate, 4);
    writeNumber(file, 2 * sampleRate, 4);
    writeNumber(file, 2, 2);
    writeNumber(file, 16, 2);
    file << "data";
    writeNumber(file, 2 * samples, 4);
    constexpr double step = 2 * std::numbers::pi * 440 / sampleRate;
    for (std::uint32_t index = 0; index < samples; ++index)
        writeNumber(file, static_cast<std::uint32_t>(static_cast<int>(8'000 * std::sin(step * index))), 2);
}

/// It looks for its tone in the working folder, and for everything else where it is told to.
void configure(const BaresipOptions& options, const std::filesystem::path& folder)
{
    const std::string port = std::to_string(options.sipPort);
    const std::string rtpPorts =
        std::to_string(options.mediaPort) + '-' + std::to_string(options.mediaPort + 98);
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "contacts"};
    std::ofstream{folder / "accounts"} << "<sip:" << options.user << "@127.0.0.1:" << port << ">;regint=0"
                                       << (options.callee.empty() ? ";answermode=auto" : "")
                                       << ";audio_codecs=PCMA/8000/1\n";
    std::ofstream{folder / "config"} << "sip_listen 127.0.0.1:" << port << "\nrtp_ports " << rtpPorts << R"(
audio_source aufile,tone.wav
audio_player aubridge,sink
audio_alert aubridge,sink
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
rtcp_mux no
rtp_stats yes
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module aubridge.so
module_tmp account.so
module_app menu.so
)";
}

} // namespace

std::optional<ChildProcess> startBaresip(const BaresipOptions& options, const std::filesystem::path& folder)
{
    const auto program = findProgram("baresip");
    if (!program)
        return std::nullopt;
    configure(options, folder / options.user);
    if (!std::filesystem::exists(folder / "tone.wav"))
        writeTone(folder / "tone.wav");
    std::vector<std::string> command{program->string(), "-f", (folder / options.user).string(), "-t",
                                     std::to_string(options.span.count())};
    if (!options.callee.empty())
        command.insert(command.end(), {"-e", "/dial " + options.callee});
    auto process = ChildProcess::start(command, folder, folder / (options.user + ".log"));
    if (!process || !waitForUdpPort(options.sipPort))
        return std::nullopt;
    return process;
}

} // namespace tests::support
