#pragma once

#include <QString>

namespace petrel::html {

/**
 * HTML reduced to an allow list for the rich text composer: paragraphs, headings, lists, quotes, tables, emphasis, links
 * (http, https, mailto), pictures by cid: only. No style sheet, no script, no form, no remote load, no event; `style` keeps
 * a handful of plain properties without url(). Text that is invisible in the original is left out. The result is well formed
 * and is a fixed point: sanitising it again changes nothing. Capped like textFromHtml().
 */
[[nodiscard]] QString sanitised(const QString &html);

} // namespace petrel::html
