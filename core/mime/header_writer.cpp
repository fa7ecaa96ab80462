#include "core/mime/header_writer_p.h"

#include "core/mime/outgoing_message.h"

namespace petrel::mime {

namespace {

constexpr qsizetype kColumns = 76;
constexpr qsizetype kWordBytes = 45;     // of UTF-8 per encoded word: 60 characters of base64, 75 with its frame
constexpr qsizetype kPlainWord = 70;     // longer ASCII words are encoded, which may be broken
constexpr qsizetype kSectionBytes = 54;  // of an RFC 2231 section

bool isPlain(const QString &text)
{
    qsizetype run = 0;
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || c.unicode() > 0x7E)
            return false;
        run = c == QLatin1Char(' ') ? 0 : run + 1;
        if (run > kPlainWord)
            return false;
    }
    return !text.contains(QLatin1String("=?"));
}

/** UTF-8 in pieces of at most `most` bytes, the first of at most `first`; never inside a character. */
QList<QByteArray> pieces(const QString &text, qsizetype first, qsizetype most)
{
    QList<QByteArray> result;
    QByteArray piece;
    for (const uint point : text.toUcs4()) {
        const QByteArray character = QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1).toUtf8();
        if (piece.size() + character.size() > (result.isEmpty() ? first : most))
            result.append(std::exchange(piece, {}));
        piece += character;
    }
    if (!piece.isEmpty())
        result.append(piece);
    return result;
}

/** The bytes for which an encoded word has room behind the field's name: no line that holds one is longer than kColumns (RFC 2047 section 2). */
qsizetype roomBehind(const char *name)
{
    const qsizetype columns = kColumns - qsizetype(qstrlen(name)) - qsizetype(qstrlen(": =?utf-8?B?" "?="));
    return std::min(kWordBytes, columns / 4 * 3);
}

/** `first`: the bytes that the first one may hold. */
QList<QByteArray> encodedWords(const QString &text, qsizetype first)
{
    QList<QByteArray> words;
    for (const QByteArray &piece : pieces(text, first, kWordBytes))
        words.append("=?utf-8?B?" + piece.toBase64() + "?=");
    return words;
}

bool isAtomText(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x80 && (c.isLetterOrNumber() || QStringView(u" !#$%&'*+-/=?^_`{|}~").contains(c));
}

QByteArray quotedString(const QString &text)
{
    QByteArray quoted = "\"";
    for (const char c : text.toLatin1()) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

QList<QByteArray> phrase(const QString &name, qsizetype room)
{
    if (!isPlain(name))
        return encodedWords(name, room);
    const bool atoms = std::all_of(name.begin(), name.end(), isAtomText) && name == name.simplified();
    if (atoms)
        return name.toLatin1().split(' ');
    return name.size() <= kPlainWord ? QList<QByteArray>{quotedString(name)} : encodedWords(name, room);
}

/** Words of an ASCII text; runs of spaces stay in front of the word they precede. */
QList<QByteArray> wordsOf(const QByteArray &text)
{
    QList<QByteArray> words;
    qsizetype begin = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == ' ' && text[i - 1] != ' ') {
            words.append(text.mid(begin, i - begin));
            begin = i + 1; // this space is the one the fold or the join puts back
        }
    }
    words.append(text.mid(begin));
    return words;
}

} // namespace

void HeaderWriter::structured(const char *name, const QList<QByteArray> &words)
{
    QByteArray line = QByteArray(name) + ':';
    for (qsizetype i = 0; i < words.size(); ++i) {
        // A line of spaces only would end the header for some readers, so the first word never leaves the name's line.
        if (i > 0 && line.size() + 1 + words[i].size() > kColumns) {
            m_bytes += line + "\r\n";
            line.clear();
        }
        line += ' ' + words[i];
    }
    m_bytes += line + "\r\n";
}

void HeaderWriter::unstructured(const char *name, const QString &text)
{
    const bool plain = isPlain(text) && text == text.trimmed();
    structured(name, plain ? wordsOf(text.toLatin1()) : encodedWords(text, roomBehind(name)));
}

void HeaderWriter::addresses(const char *name, const AddressList &list)
{
    QList<QByteArray> words;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QByteArray email = asciiAddress(list[i].email);
        if (list[i].name.isEmpty())
            words.append(email);
        else
            words << phrase(list[i].name, i == 0 ? roomBehind(name) : kWordBytes) << '<' + email + '>';
        if (i + 1 < list.size())
            words.last() += ',';
    }
    if (!words.isEmpty())
        structured(name, words);
}

void HeaderWriter::parameters(const char *name, const QByteArray &value, const QList<QByteArray> &ready)
{
    QList<QByteArray> words{value};
    for (const QByteArray &parameter : ready) {
        words.last() += ';';
        words.append(parameter);
    }
    structured(name, words);
}

QList<QByteArray> fileNameParameters(const QByteArray &name, const QString &fileName)
{
    if (isPlain(fileName) && fileName.size() <= kSectionBytes)
        return {name + '=' + quotedString(fileName)};
    // A character of UTF-8 grows threefold at most, so 18 bytes stay within a section.
    const QList<QByteArray> parts = pieces(fileName, kSectionBytes / 3, kSectionBytes / 3);
    if (parts.size() == 1)
        return {name + "*=utf-8''" + parts.first().toPercentEncoding()};
    QList<QByteArray> ready;
    for (qsizetype i = 0; i < parts.size(); ++i)
        ready.append(name + '*' + QByteArray::number(i) + "*=" + (i == 0 ? "utf-8''" : "") + parts[i].toPercentEncoding());
    return ready;
}

Status refuseControls(const QString &text, const char *field)
{
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0))
            return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::AfterUser,
                             QStringLiteral("control character in ") + QLatin1String(field));
    }
    if (!text.isValidUtf16())
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::AfterUser,
                         QStringLiteral("half a character in ") + QLatin1String(field));
    return {};
}

} // namespace petrel::mime
