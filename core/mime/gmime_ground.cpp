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

namespace {

/** UTF-7 hides markup from every check that looks at bytes; its name is spoilt, so the word stays as it was sent. */
void spoilUtf7(QByteArray &bytes)
{
    const QByteArray lower = bytes.toLower();
    for (const char *name : {"=?utf-7", "=?unicode-1-1-utf-7", "=?utf7", "=?csunicode11utf7"}) {
        for (qsizetype at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 2))
            bytes[at + 1] = '-';
    }
}

} // namespace

QByteArray tamed(const QByteArray &raw, qsizetype limit)
{
    QByteArray bytes = raw.left(limit);
    for (char &c : bytes) {
        if (c == '\0' || c == '\r' || c == '\n')
            c = ' ';
    }
    spoilUtf7(bytes);
    return bytes;
}

} // namespace petrel::mime
