#pragma once

#include "core/base/error.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "ui/models/folder_places.h"

namespace petrel::ui {

/** The folder within a sentence: of one line, and apart from the direction of what stands around it. */
[[nodiscard]] QString nameInText(const FolderRow &folder);
[[nodiscard]] QString nameInText(const Account &account);

/** Why nothing became of what was wanted of a folder, in a sentence. */
[[nodiscard]] QString whyNotDone(const Error &error);
/** Why it keeps its name and place, in a sentence; empty: it need not. */
[[nodiscard]] QString fixedText(Fixed fixed, const FolderRow &folder);

} // namespace petrel::ui
