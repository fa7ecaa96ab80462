#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <optional>

namespace petrel::app {

/** What the person asked for when starting Petrel. */
struct CommandLine
{
    QString profileDir;           ///< absolute
    QString secrets;              ///< "memory", "keychain", "file", or empty: as remembered
    QString scheme;               ///< "light", "dark", or empty
    QString screenshotFile;       ///< a picture of `view` is written there, then Petrel ends
    QString view;                 ///< "main" (default), "message", "compose", "wizard", "settings"
    QString mailto;               ///< a mailto: URL to write to
    bool startupReport = false;   ///< prints the moment of the first painted list, then ends: for the bench
    bool reverse = false;         ///< Qt's own -reverse: a window from right to left, to try one without a translation
    bool help = false;
    bool version = false;
};

/** Invalid, with a sentence, for anything it does not understand. */
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList &words);
[[nodiscard]] QString commandLineHelp();

} // namespace petrel::app
