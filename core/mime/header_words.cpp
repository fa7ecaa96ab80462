#include "core/mime/gmime_ground_p.h"
#include "core/mime/header_values.h"

namespace petrel::mime {

namespace {
constexpr qsizetype kFieldBytes = 256 * 1024;
}

QString decodeWords(const QByteArray &raw)
{
    const QByteArray bytes = tamed(raw, kFieldBytes);
    const GText text(g_mime_utils_header_decode_text(parserOptions(), bytes.constData()));
    return text ? cleanText(QString::fromUtf8(text.get())) : QString();
}

} // namespace petrel::mime
