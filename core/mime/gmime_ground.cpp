#include "core/mime/gmime_ground_p.h"

#include <mutex>

namespace petrel::mime {

void prepareGMime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

GMimeParserOptions *parserOptions()
{
    static GMimeParserOptions *const options = [] {
        prepareGMime();
        GMimeParserOptions *made = g_mime_parser_options_new();
        // Without these GMime would look at the locale, and one mail would read differently on two machines.
        const char *fallbacks[] = {"utf-8", "windows-1252", "iso-8859-1", nullptr};
        g_mime_parser_options_set_fallback_charsets(made, fallbacks);
        return made;
    }();
    return options;
}

QByteArray tamed(const QByteArray &raw, qsizetype limit)
{
    QByteArray bytes = raw.left(limit);
    for (char &c : bytes) {
        if (c == '\0' || c == '\r' || c == '\n')
            c = ' ';
    }
    return bytes;
}

} // namespace petrel::mime
