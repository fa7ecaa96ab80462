#include "core/mime/gmime_ground_p.h"
#include "core/mime/text_decoding.h"

namespace petrel::mime {

namespace {

bool same(QByteArrayView a, const char *b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

GMimeContentEncoding encodingOf(QByteArrayView name)
{
    if (same(name, "base64"))
        return GMIME_CONTENT_ENCODING_BASE64;
    if (same(name, "quoted-printable"))
        return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    if (same(name, "x-uuencode") || same(name, "uuencode") || same(name, "x-uue"))
        return GMIME_CONTENT_ENCODING_UUENCODE;
    return GMIME_CONTENT_ENCODING_DEFAULT;
}

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/** Ours, since GMime drops the last bytes where the padding is missing, and all that follows padding in the middle. */
QByteArray decodeBase64(const QByteArray &bytes)
{
    QByteArray output;
    output.reserve(bytes.size() / 4 * 3 + 3);
    quint32 bits = 0;
    int count = 0; // bits held
    for (const char c : bytes) {
        const int value = base64Value(c);
        if (value < 0) {
            count = c == '=' ? 0 : count; // padding ends a run; anything else is junk
            continue;
        }
        bits = (bits << 6) | static_cast<quint32>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            output.append(static_cast<char>(bits >> count));
        }
    }
    return output;
}

/** GMime's uudecoder begins after the "begin 644 name" line. */
QByteArray afterUuBegin(const QByteArray &bytes)
{
    const qsizetype begin = bytes.startsWith("begin ") ? 0 : bytes.indexOf("\nbegin ");
    if (begin < 0)
        return {};
    const qsizetype lineEnd = bytes.indexOf('\n', begin + 1);
    return lineEnd < 0 ? QByteArray() : bytes.mid(lineEnd + 1);
}

} // namespace

bool isKnownEncoding(QByteArrayView encoding)
{
    return encoding.isEmpty() || same(encoding, "7bit") || same(encoding, "8bit") || same(encoding, "binary")
        || encodingOf(encoding) != GMIME_CONTENT_ENCODING_DEFAULT;
}

QByteArray decodeTransfer(const QByteArray &bytes, QByteArrayView encoding)
{
    const GMimeContentEncoding kind = encodingOf(encoding);
    if (kind == GMIME_CONTENT_ENCODING_DEFAULT)
        return bytes;
    if (kind == GMIME_CONTENT_ENCODING_BASE64)
        return decodeBase64(bytes);
    prepareGMime();
    const QByteArray input = kind == GMIME_CONTENT_ENCODING_UUENCODE ? afterUuBegin(bytes) : bytes;
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, kind);
    if (kind == GMIME_CONTENT_ENCODING_UUENCODE)
        state.state |= GMIME_UUDECODE_STATE_BEGIN;
    const auto size = static_cast<std::size_t>(input.size());
    QByteArray output(static_cast<qsizetype>(g_mime_encoding_outlen(&state, size)) + 4, Qt::Uninitialized);
    const std::size_t written = g_mime_encoding_flush(&state, input.constData(), size, output.data());
    output.truncate(static_cast<qsizetype>(written));
    return output;
}

QString decodeTextPart(const QByteArray &encoded, const PartInfo &part)
{
    return decodeCharset(decodeTransfer(encoded, part.encoding), part.charset);
}

} // namespace petrel::mime
