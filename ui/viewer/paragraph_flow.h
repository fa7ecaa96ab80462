#pragma once

namespace petrel::ui {

struct ReadingText;

/**
 * Marks the lines that only the sender's wrapping ended (TextLine::flowsOn), so that a paragraph wrapped at 72 columns can
 * fill a pane of any width. A line counts as wrapped when the next line's first word would not have fitted into the
 * column the message keeps to; lists go on under their own words. In doubt a line is kept: tables, code, poems,
 * addresses, anything indented, and all of a mail that has lines longer than a wrapped one (RFC 5322 2.1.1 counts 78).
 * Format=flowed (RFC 3676) is undone before, its paragraphs are one line each. Linear; any thread.
 */
void markFlowingLines(ReadingText &reading);

} // namespace petrel::ui
