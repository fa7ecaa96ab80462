#pragma once

#include "core/model/message.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QUrl>

#include <optional>

namespace petrel::mime {

/** One header field, RFC 5322 2.2, in the order of the message. */
struct HeaderField
{
    QByteArray name;  ///< as sent: "Subject"
    QString value;    ///< unfolded, decoded, free of control and bidirectional marks: for people
    QByteArray raw;   ///< unfolded bytes as sent, at most Limits::headerFieldBytes

    friend bool operator==(const HeaderField &, const HeaderField &) = default;
};

/** What was odd or left out. The sentence for people is made in ui/; the numbers are not stored. */
enum class Notice {
    SeveralFrom,         ///< more than one From field, or several authors without Sender; the first field was taken
    UnreadableFrom,      ///< From is missing or holds no address: show the raw field with a mark
    RepeatedHeader,      ///< a field that may stand once stands twice; the first was taken
    HeadersCut,          ///< header block, number of fields or one field was beyond its limit
    PartsCut,            ///< too many parts or too deep; the rest is in the raw message only
    TextCut,             ///< a text part was longer than is shown
    UnknownCharset,      ///< charset unknown or not allowed (UTF-7): read as Latin-1
    WrongCharset,        ///< bytes that the charset does not have were replaced
    NoEndBoundary,       ///< a multipart stopped without its end mark
    NoBoundary,          ///< a multipart that names no boundary; shown as text
    UnknownEncoding,     ///< transfer encoding unknown; bytes shown as they are
    EncodedMessage,      ///< message/rfc822 in base64 or quoted-printable: kept whole, not looked into
};

/** Which body text is shown. */
enum class TextOrigin {
    None,     ///< no text part, or an empty one
    Plain,    ///< from text/plain
    FromHtml, ///< at least one section was made from HTML (html::completeText)
};

/** Where a link stands in a text: [begin, begin + length) in UTF-16 units. */
struct TextLink
{
    qsizetype begin = 0;
    qsizetype length = 0;
    QUrl url;

    friend bool operator==(const TextLink &, const TextLink &) = default;
};

/** One piece of the body, in reading order. Pieces are never joined as HTML (direct exfiltration). */
struct BodySection
{
    QByteArray path;  ///< section number of the part that is shown
    QString plain;    ///< charset decoded, format=flowed undone, LF line ends
    QString html;     ///< as sent, decoded to Unicode, NOT sanitised; empty when there is none

    friend bool operator==(const BodySection &, const BodySection &) = default;
};

/** Mailing list headers, RFC 2919 and RFC 2369, RFC 8058. Only safe kinds of links are kept. */
struct ListHeaders
{
    QString id;                      ///< List-Id's identifier without angle brackets
    QString name;                    ///< List-Id's phrase
    QUrl post;                       ///< first mailto of List-Post
    QUrl unsubscribeMail;            ///< first mailto of List-Unsubscribe
    QUrl unsubscribeWeb;             ///< first https of List-Unsubscribe
    bool oneClick = false;           ///< RFC 8058: POST to unsubscribeWeb is enough

    [[nodiscard]] bool isEmpty() const { return id.isEmpty() && !post.isValid() && !unsubscribeMail.isValid() && !unsubscribeWeb.isValid(); }
    friend bool operator==(const ListHeaders &, const ListHeaders &) = default;
};

/**
 * Everything a reader needs of one message: a plain value for any thread. Made by
 * ParsedMessage::content(); html::completeText() then fills text for mail that is HTML only.
 */
struct MessageContent
{
    Envelope envelope;
    QList<HeaderField> headers;
    QList<BodySection> sections;            ///< the body in reading order; usually one
    TextOrigin textOrigin = TextOrigin::None;
    QString text;                           ///< the body to be shown as text, LF line ends
    QList<TextLink> links;                  ///< behind words of `text`: of the sections that are HTML only, in order
    QString html;                           ///< HTML of the first section that has some, not sanitised
    QList<PartInfo> attachments;            ///< what a person would call an attachment, in order
    QHash<QByteArray, PartInfo> inlineParts;///< by Content-ID without angle brackets
    QSet<QByteArray> partsElsewhere; ///< paths of attachments whose bytes are still at the server (MessageOutline)
    QSet<QByteArray> dangerousParts;        ///< paths of parts that are programs by any reading of name or type
    ListHeaders list;
    QList<Notice> notices;                  ///< each at most once
    QString preview;                        ///< first words without quotes and signature, one line, <= 200 characters

    [[nodiscard]] bool has(Notice notice) const { return notices.contains(notice); }
    /** Decoded value of the first field of that name, letter case ignored. */
    [[nodiscard]] QString header(QByteArrayView name) const;

    friend bool operator==(const MessageContent &, const MessageContent &) = default;
};

} // namespace petrel::mime
