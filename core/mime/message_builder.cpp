#include "core/mime/file_name.h"
#include "core/mime/header_values.h"
#include "core/mime/header_writer_p.h"
#include "core/mime/outgoing_message.h"
#include "core/mime/text_decoding.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace petrel::mime {

namespace {

constexpr qsizetype kLineBytes = 998;      // RFC 5322 2.1.1
constexpr qsizetype kAddressBytes = 320;   // 64 + 1 + 255, RFC 5321 4.5.3.1
constexpr qsizetype kReferenceBytes = 250;

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::AfterUser, what);
}

bool isSevenBit(const QByteArray &bytes)
{
    qsizetype run = 0;
    for (const char c : bytes) {
        if (c == '\0' || static_cast<unsigned char>(c) > 0x7E || (c == '\r'))
            return false;
        run = c == '\n' ? 0 : run + 1;
        if (run > kLineBytes)
            return false;
    }
    return true;
}

QByteArray withCrlf(QByteArray bytes)
{
    bytes.replace("\r\n", "\n").replace('\r', '\n');
    return bytes.replace("\n", "\r\n");
}

/** Lines of 76 letters, coded block by block: the whole is only there once. */
void addBase64(QByteArray &out, const QByteArray &bytes)
{
    constexpr qsizetype kBlock = 57 * 1024; // whole lines
    for (qsizetype at = 0; at < bytes.size(); at += kBlock) {
        const QByteArray coded = QByteArray::fromRawData(bytes.constData() + at, std::min(kBlock, bytes.size() - at)).toBase64();
        for (qsizetype line = 0; line < coded.size(); line += 76)
            out.append(coded.constData() + line, std::min<qsizetype>(76, coded.size() - line)).append("\r\n");
    }
}

QByteArray base64Lines(const QByteArray &bytes)
{
    QByteArray lines;
    addBase64(lines, bytes);
    return lines;
}

/** RFC 2045 6.7 for text with LF line ends. */
QByteArray quotedPrintable(const QByteArray &text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    QByteArray out;
    qsizetype column = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool atLineEnd = i + 1 == text.size() || text[i + 1] == '\n';
        const bool literal = (c > 0x20 && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !atLineEnd);
        const qsizetype width = literal ? 1 : 3;
        if (column + width > 75) {
            out += "=\r\n";
            column = 0;
        }
        if (literal) {
            out += static_cast<char>(c);
        } else {
            out += '=';
            out += hex[c >> 4];
            out += hex[c & 15];
        }
        column += width;
    }
    return out;
}

/** A whole entity, header and body, CRLF throughout; the encoding that is shorter. */
QByteArray textEntity(const QByteArray &type, const QList<QByteArray> &parameters, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    HeaderWriter header;
    header.parameters("Content-Type", type, QList<QByteArray>{"charset=utf-8"} + parameters);
    if (isSevenBit(utf8)) {
        header.structured("Content-Transfer-Encoding", {"7bit"});
        return header.take() + "\r\n" + withCrlf(utf8);
    }
    const QByteArray quoted = quotedPrintable(utf8);
    const QByteArray coded = base64Lines(withCrlf(utf8));
    const bool readable = quoted.size() <= coded.size();
    header.structured("Content-Transfer-Encoding", {readable ? "quoted-printable" : "base64"});
    return header.take() + "\r\n" + (readable ? quoted : coded);
}

QString withoutControls(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u == u'\n' || u == u'\t' || (u >= 0x20 && !(u >= 0x7F && u < 0xA0)))
            clean.append(c);
    }
    return clean;
}

class MessageBuilder
{
public:
    MessageBuilder(const OutgoingMessage &message, BccField bcc) : m_message(message), m_bcc(bcc) {}

    Result<QByteArray> build()
    {
        TRY(check());
        QByteArray bytes = headers();
        addBody(bytes);
        return bytes;
    }

private:
    Status check() const
    {
        if (m_message.from.email.isEmpty() || m_message.date == 0 || m_message.messageId.isEmpty())
            return invalid(QStringLiteral("From, Date or Message-ID is missing"));
        TRY(refuseControls(m_message.subject, "Subject"));
        TRY(refuseControls(m_message.unfinished.to + m_message.unfinished.cc + m_message.unfinished.bcc, "unfinished address"));
        TRY(checkAddresses({m_message.from}, "From"));
        if (!m_message.sender.isEmpty())
            TRY(checkAddresses({m_message.sender}, "Sender"));
        TRY(checkAddresses(m_message.replyTo, "Reply-To"));
        TRY(checkAddresses(m_message.to, "To"));
        TRY(checkAddresses(m_message.cc, "Cc"));
        TRY(checkAddresses(m_message.bcc, "Bcc"));
        if (!isWritableId(m_message.messageId))
            return invalid(QStringLiteral("Message-ID cannot be written"));
        TRY(checkId(m_message.inReplyTo, "In-Reply-To"));
        for (const QByteArray &id : m_message.references)
            TRY(checkId(id, "References"));
        for (const OutgoingFile &file : m_message.attachments + m_message.inlinePictures)
            TRY(checkFile(file));
        return {};
    }

    static Status checkAddresses(const AddressList &list, const char *field)
    {
        for (const Address &address : list) {
            TRY(refuseControls(address.name, field));
            TRY(refuseControls(address.email, field));
            const QByteArray ascii = asciiAddress(address.email);
            const bool odd = ascii.contains(' ') || ascii.contains('<') || ascii.contains('>') || ascii.contains(',');
            if (ascii.isEmpty() || odd || ascii.size() > kAddressBytes)
                return invalid(QStringLiteral("not an address in ") + QLatin1String(field));
        }
        return {};
    }

    /** Ids come from other people's mail: controls are refused, what merely cannot be written is left out later. */
    static Status checkId(const QByteArray &id, const char *field)
    {
        return refuseControls(QString::fromLatin1(id).remove(QRegularExpression(QStringLiteral("[\\x80-\\xff]"))), field);
    }

    static bool isWritableId(const QByteArray &id)
    {
        const bool visible = std::all_of(id.begin(), id.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; });
        return !id.isEmpty() && visible && id.size() <= kReferenceBytes;
    }

    static Status checkFile(const OutgoingFile &file)
    {
        if (!file.stored.isNull())
            return invalid(QStringLiteral("the bytes of a file are still in the store"));
        TRY(refuseControls(file.fileName, "file name"));
        TRY(refuseControls(QString::fromLatin1(file.type), "Content-Type"));
        if (!file.contentId.isEmpty() && !isWritableId(file.contentId))
            return invalid(QStringLiteral("Content-ID cannot be written"));
        return {};
    }

    QByteArray headers() const
    {
        HeaderWriter writer;
        writer.structured("Date", {formatDate(m_message.date)});
        writer.addresses("From", {m_message.from});
        if (!m_message.sender.isEmpty())
            writer.addresses("Sender", {m_message.sender});
        writer.addresses("Reply-To", m_message.replyTo);
        writer.addresses("To", m_message.to);
        writer.addresses("Cc", m_message.cc);
        if (m_bcc == BccField::Keep) {
            writer.addresses("Bcc", m_message.bcc);
            writeUnfinished(writer, m_message.unfinished);
            if (m_message.askDelivered)
                writer.structured("X-Petrel-Ask-Delivered", {"yes"});
            if (m_message.requireTls)
                writer.structured("X-Petrel-Require-Tls", {"yes"});
        }
        writer.unstructured("Subject", m_message.subject);
        writeIds(writer, "Message-ID", {m_message.messageId});
        writeIds(writer, "In-Reply-To", {m_message.inReplyTo});
        writeIds(writer, "References", m_message.references);
        writer.structured("MIME-Version", {"1.0"});
        return writer.take();
    }

    static void writeUnfinished(HeaderWriter &writer, const UnfinishedRecipients &unfinished)
    {
        if (!unfinished.to.isEmpty())
            writer.unstructured("X-Petrel-Unfinished-To", unfinished.to);
        if (!unfinished.cc.isEmpty())
            writer.unstructured("X-Petrel-Unfinished-Cc", unfinished.cc);
        if (!unfinished.bcc.isEmpty())
            writer.unstructured("X-Petrel-Unfinished-Bcc", unfinished.bcc);
    }

    static void writeIds(HeaderWriter &writer, const char *name, const QList<QByteArray> &ids)
    {
        QList<QByteArray> words;
        for (const QByteArray &id : ids) {
            if (isWritableId(id))
                words.append('<' + id + '>');
        }
        if (!words.isEmpty())
            writer.structured(name, words);
    }

    /** Fixed by the Message-ID and its place. No base64 or quoted-printable line holds "=_". */
    QByteArray newBoundary()
    {
        const QByteArray seed = m_message.messageId + '/' + QByteArray::number(m_boundaries++);
        return "=_" + QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(32);
    }

    QByteArray multipart(const QByteArray &subtype, const QByteArrayList &entities)
    {
        const QByteArray boundary = newBoundary();
        QByteArray bytes = multipartHeader(subtype, boundary);
        for (const QByteArray &entity : entities)
            bytes += "--" + boundary + "\r\n" + entity + "\r\n";
        return bytes + "--" + boundary + "--\r\n";
    }

    static QByteArray multipartHeader(const QByteArray &subtype, const QByteArray &boundary)
    {
        HeaderWriter header;
        header.parameters("Content-Type", "multipart/" + subtype, {"boundary=\"" + boundary + '"'});
        return header.take() + "\r\n";
    }

    QByteArray plain() const
    {
        return textEntity("text/plain", {"format=flowed"}, encodeFlowed(withoutControls(m_message.text)) + QLatin1Char('\n'));
    }

    QByteArray htmlAndPictures()
    {
        QByteArrayList entities{textEntity("text/html", {}, withoutControls(m_message.html) + QLatin1Char('\n'))};
        for (const OutgoingFile &picture : m_message.inlinePictures)
            addFile(entities.emplaceBack(), picture, "inline");
        return entities.size() == 1 ? entities.first() : multipart("related", entities);
    }

    QByteArray alternatives()
    {
        if (m_message.html.isEmpty())
            return plain();
        const QByteArray html = htmlAndPictures();
        return multipart("alternative", {plain(), html});
    }

    /** Files go straight into the message: each of them may be large. */
    void addBody(QByteArray &bytes)
    {
        const QByteArray text = alternatives();
        QList<OutgoingFile> files = m_message.attachments;
        if (m_message.html.isEmpty())
            files += m_message.inlinePictures;
        if (files.isEmpty()) {
            bytes += text;
            return;
        }
        qsizetype size = 0;
        for (const OutgoingFile &attachment : std::as_const(files))
            size += attachment.bytes.size();
        bytes.reserve(bytes.size() + text.size() + size + size * 2 / 5 + 1024 * files.size());
        const QByteArray boundary = newBoundary();
        bytes += multipartHeader("mixed", boundary);
        bytes += "--" + boundary + "\r\n" + text + "\r\n";
        for (const OutgoingFile &attachment : std::as_const(files)) {
            bytes += "--" + boundary + "\r\n";
            addFile(bytes, attachment, "attachment");
            bytes += "\r\n";
        }
        bytes += "--" + boundary + "--\r\n";
    }

    static QByteArray typeOf(const OutgoingFile &file)
    {
        static const QRegularExpression shape(QStringLiteral("^[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}$"));
        const QByteArray type = file.type.toLower();
        const bool fits = shape.match(QString::fromLatin1(type)).hasMatch() && !type.startsWith("multipart/");
        return fits ? type : QByteArray("application/octet-stream");
    }

    static void addFile(QByteArray &bytes, const OutgoingFile &file, const QByteArray &disposition)
    {
        QByteArray type = typeOf(file);
        // A message may not be coded (RFC 2045 6.4). One that is not 7-bit travels as a file instead, whole.
        const QByteArray lines = type == "message/rfc822" ? QByteArray(file.bytes).replace("\r\n", "\n") : QByteArray();
        const bool asMessage = type == "message/rfc822" && isSevenBit(lines);
        if (type.startsWith("message/") && !asMessage)
            type = "application/octet-stream";
        HeaderWriter header;
        header.parameters("Content-Type", type, {});
        header.structured("Content-Transfer-Encoding", {asMessage ? "7bit" : "base64"});
        header.parameters("Content-Disposition", disposition, fileNameParameters("filename", safeFileName(file.fileName)));
        if (!file.contentId.isEmpty())
            header.structured("Content-ID", {'<' + file.contentId + '>'});
        bytes += header.take() + "\r\n";
        if (asMessage)
            bytes += withCrlf(lines);
        else
            addBase64(bytes, file.bytes);
    }

    const OutgoingMessage &m_message;
    BccField m_bcc;
    int m_boundaries = 0;
};

} // namespace

Result<QByteArray> buildMessage(const OutgoingMessage &message, BccField bcc)
{
    return MessageBuilder(message, bcc).build();
}

} // namespace petrel::mime
