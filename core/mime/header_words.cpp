#include "core/mime/header_words_p.h"

#include "core/mime/header_values.h"
#include "core/mime/plain_ascii_p.h"
#include "core/mime/text_decoding.h"

#include <optional>

namespace petrel::mime {

namespace {

constexpr qsizetype kFieldBytes = 256 * 1024;
constexpr qsizetype kCharsetBytes = 80;
constexpr qsizetype kWordBytes = 20'000; // RFC 2047 says 75; whole subjects in one word are met

/** A run of adjacent encoded words of one charset, or the text between such runs. */
struct Piece
{
    bool coded = false;
    QByteArray charset;
    QByteArray bytes;
};

struct EncodedWord
{
    QByteArray charset;
    QByteArray bytes;
    qsizetype end = 0;
};

QByteArray decodeQ(QByteArray text)
{
    text.replace('_', ' ');
    return decodeTransfer(text, "quoted-printable");
}

/** RFC 2047 2: "=?charset?encoding?text?=", with the language of RFC 2231 5 and spaces in the text forgiven. */
std::optional<EncodedWord> wordAt(const QByteArray &raw, qsizetype at)
{
    const qsizetype charsetEnd = raw.indexOf('?', at + 2);
    if (charsetEnd < 0 || charsetEnd - at > kCharsetBytes || charsetEnd + 2 >= raw.size() || raw[charsetEnd + 2] != '?')
        return std::nullopt;
    QByteArray charset = raw.mid(at + 2, charsetEnd - at - 2);
    if (const qsizetype language = charset.indexOf('*'); language >= 0)
        charset.truncate(language);
    if (charset.isEmpty() || charset.contains(' '))
        return std::nullopt;

    const qsizetype textBegin = charsetEnd + 3;
    const QByteArrayView window = QByteArrayView(raw).sliced(textBegin, std::min(kWordBytes, raw.size() - textBegin));
    const qsizetype length = window.indexOf("?=");
    if (length < 0 || window.first(length).contains("=?"))
        return std::nullopt;
    const QByteArray text = window.first(length).toByteArray();
    const char encoding = raw[charsetEnd + 1];
    const qsizetype end = textBegin + length + 2;
    if (encoding == 'b' || encoding == 'B')
        return EncodedWord{charset, decodeTransfer(text, "base64"), end};
    if (encoding == 'q' || encoding == 'Q')
        return EncodedWord{charset, decodeQ(text), end};
    return std::nullopt;
}

/** Adjacent words of one charset are joined as bytes: some writers cut inside a character. */
void appendWord(QList<Piece> &pieces, const EncodedWord &word)
{
    if (!pieces.isEmpty() && pieces.last().coded && pieces.last().charset.compare(word.charset, Qt::CaseInsensitive) == 0)
        pieces.last().bytes += word.bytes;
    else
        pieces.append({true, word.charset, word.bytes});
}

QList<Piece> piecesOf(const QByteArray &raw)
{
    QList<Piece> pieces;
    qsizetype textBegin = 0;
    qsizetype search = 0;
    while (true) {
        const qsizetype found = raw.indexOf("=?", search);
        if (found < 0)
            break;
        const std::optional<EncodedWord> word = wordAt(raw, found);
        if (!word) {
            search = found + 2;
            continue;
        }
        const QByteArray between = raw.mid(textBegin, found - textBegin);
        const bool glue = !pieces.isEmpty() && between.trimmed().isEmpty(); // space between two words is no text
        if (!glue && !between.isEmpty())
            pieces.append({false, {}, between});
        appendWord(pieces, *word);
        textBegin = search = word->end;
    }
    if (textBegin < raw.size())
        pieces.append({false, {}, raw.mid(textBegin)});
    return pieces;
}

QByteArray oneLine(const QByteArray &raw)
{
    QByteArray line = raw.left(kFieldBytes);
    line.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", "\t");
    return line.replace('\n', ' ').replace('\r', ' ');
}

} // namespace

QString decodeWords(const QByteArray &raw)
{
    if (isPlainAscii(raw) && raw.size() <= kFieldBytes && !raw.contains("=?"))
        return QString::fromLatin1(raw.trimmed());
    QString text;
    for (const Piece &piece : piecesOf(oneLine(raw)))
        text += decodeCharset(piece.bytes, piece.charset);
    return cleanText(text);
}

QByteArray withSingleWords(const QByteArray &raw)
{
    QByteArray line;
    QString run;
    const auto endRun = [&line, &run] {
        if (!run.isEmpty())
            line += "=?utf-8?B?" + std::exchange(run, {}).toUtf8().toBase64() + "?=";
    };
    for (const Piece &piece : piecesOf(oneLine(raw))) {
        if (piece.coded) {
            run += decodeCharset(piece.bytes, piece.charset);
            continue;
        }
        endRun();
        line += piece.bytes;
    }
    endRun();
    return line;
}

} // namespace petrel::mime
