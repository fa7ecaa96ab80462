#pragma once

#include <QString>

namespace petrel::app {

/** The profile of a person who chose none: $XDG_DATA_HOME/petrel, normally ~/.local/share/petrel. */
[[nodiscard]] QString defaultProfileDir();
/** Settings of the profile that are not mail: window geometry, appearance, where secrets live. */
[[nodiscard]] QString settingsFile(const QString &profileDir);
/** The passphrase-sealed secrets of the profile. */
[[nodiscard]] QString sealedSecretsFile(const QString &profileDir);

} // namespace petrel::app
