#pragma once

#include "core/engine/server_facts.h"

#include <QString>

namespace petrel::ui {

/** What one of IMAP's extensions does for the person. */
struct ExtensionWords
{
    QString text;    ///< "Messages move in one step"
    QByteArray word; ///< of CAPABILITY, for who knows it
};

/** What this server can do that others cannot, in plain words, what is felt most first; words nobody has words for are left out. */
[[nodiscard]] QList<ExtensionWords> extensionsInWords(const engine::ServerFacts &facts);

} // namespace petrel::ui
