#include "core/html/mailto.h"

#include "core/mime/header_values.h"
#include "core/mime/text_decoding.h"

namespace petrel::html {

namespace {

constexpr qsizetype kUrlCharacters = 500'000;
constexpr qsizetype kBodyCharacters = 100'000;
constexpr qsizetype kSubjectCharacters = 1'000;
constexpr qsizetype kRecipients = 100;

/** Addresses are parted by commas before they are decoded: an encoded comma belongs to a name. */
void addRecipients(AddressList &list, const QByteArray &coded)
{
    for (const QByteArray &piece : coded.split(',')) {
        for (const Address &address : mime::parseAddressList(QByteArray::fromPercentEncoding(piece))) {
            if (!address.email.isEmpty() && list.size() < kRecipients)
                list.append(address);
        }
    }
}

QString lineOf(const QByteArray &coded)
{
    return mime::cleanText(QString::fromUtf8(QByteArray::fromPercentEncoding(coded))).left(kSubjectCharacters);
}

void takeField(MailtoRequest &request, const QByteArray &name, const QByteArray &value)
{
    if (name == "to")
        addRecipients(request.to, value);
    else if (name == "cc")
        addRecipients(request.cc, value);
    else if (name == "bcc")
        addRecipients(request.bcc, value);
    else if (name == "subject")
        request.subject = lineOf(value);
    else if (name == "body")
        request.body = mime::decodeCharset(QByteArray::fromPercentEncoding(value), "utf-8").left(kBodyCharacters);
    else if (name == "in-reply-to")
        request.inReplyTo = mime::parseMessageIds(QByteArray::fromPercentEncoding(value)).value(0);
}

} // namespace

Result<MailtoRequest> parseMailto(const QString &url)
{
    const QByteArray bytes = url.left(kUrlCharacters).trimmed().toUtf8();
    const qsizetype colon = bytes.indexOf(':');
    if (colon < 0 || bytes.left(colon).toLower() != "mailto")
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("not a mailto URL"));
    QByteArray rest = bytes.mid(colon + 1);
    if (const qsizetype fragment = rest.indexOf('#'); fragment >= 0)
        rest.truncate(fragment);
    const qsizetype query = rest.indexOf('?');

    MailtoRequest request;
    addRecipients(request.to, rest.left(query < 0 ? rest.size() : query));
    if (query < 0)
        return request;
    for (QByteArray field : rest.mid(query + 1).split('&')) {
        if (field.startsWith("amp;")) // copied out of HTML with its entities
            field.remove(0, 4);
        const qsizetype equals = field.indexOf('=');
        if (equals > 0)
            takeField(request, QByteArray::fromPercentEncoding(field.left(equals)).toLower(), field.mid(equals + 1));
    }
    return request;
}

} // namespace petrel::html
