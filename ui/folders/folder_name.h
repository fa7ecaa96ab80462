#pragma once

#include <QString>
#include <QStringList>

namespace petrel::ui {

/** Where a folder is to get a name. */
struct FolderNamePlace
{
    QStringList taken;   ///< the names of those beside it
    bool isTop = false;  ///< "INBOX" means the inbox there, in any letter case (RFC 3501 section 5.1)
};

/**
 * Why a folder cannot be called so, in a sentence; empty: it can, as far as is known here (a server may keep further characters
 * for itself). An empty
 * name gets no words: the person has only begun.
 */
[[nodiscard]] QString whyNoFolderName(const QString &name, const FolderNamePlace &place);
/** There is a name, and nothing speaks against it. */
[[nodiscard]] bool isFolderName(const QString &name, const FolderNamePlace &place);

} // namespace petrel::ui
