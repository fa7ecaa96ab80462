#pragma once

#include <QTextCursor>

class QUrl;

namespace petrel::ui {

// Links in the rich text of the composer: a link is the run of letters of one paragraph that lead to the same address.

/** The marks of a link, to be merged into those of the letters. */
[[nodiscard]] QTextCharFormat linkTo(const QUrl &url);

/** Selects the whole link in which the caret stands; the caret itself where there is none. */
[[nodiscard]] QTextCursor linkAround(const QTextCursor &caret);

/** The words stay, with their other marks; links beyond the selection too. */
void takeLinksAway(const QTextCursor &selection);

} // namespace petrel::ui
