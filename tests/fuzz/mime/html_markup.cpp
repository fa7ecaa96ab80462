#include "core/html/html_from_text.h"
#include "core/html/sanitiser.h"
#include "core/html/text_from_html.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel;

/** Markup made into text and reduced to the allow list: nothing that loads or runs comes out, and doing it twice changes nothing. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const QString markup = QString::fromUtf8(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const html::LinkedText text = html::textFromHtml(markup);
    for (const html::LinkRange &link : text.links) {
        if (link.begin < 0 || link.length <= 0 || link.begin + link.length > text.text.size())
            std::abort();
    }
    (void)html::linkify(text.text);
    const QString clean = html::sanitised(markup);
    for (const char *never : {"<script", "<iframe", "<style", "<svg", "src=\"http", "href=\"javascript", "href=\"file"}) {
        // In text every "<" is an entity, and quotes are too; so a raw one is markup.
        if (clean.contains(QLatin1String(never), Qt::CaseInsensitive))
            std::abort();
    }
    if (html::sanitised(clean) != clean)
        std::abort();
    return 0;
}
