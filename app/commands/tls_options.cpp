// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/tls_options.h"

namespace app {

void addTlsOptions(CLI::App& command, core::engine::TlsOptions& options)
{
    command.add_option("--keylog", options.keyLogs, "Decrypt TLS with this key log (SSLKEYLOGFILE)")
        ->option_text("FILE")
        ->allow_extra_args(false);
    command.add_option("--rsa-key", options.rsaKeys, "Decrypt TLS with this server's private RSA key (PEM)")
        ->option_text("FILE")
        ->allow_extra_args(false);
}

} // namespace app
