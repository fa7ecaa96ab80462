#include "core/html/reply.h"

#include <QRegularExpression>
#include <QSet>

namespace petrel::html {

namespace {

constexpr qsizetype kReferences = 40;

bool contains(const AddressList &list, const Address &address)
{
    return std::any_of(list.begin(), list.end(), [&address](const Address &other) { return other.sameMailbox(address); });
}

bool isOwnMail(const Envelope &envelope, const AddressList &own)
{
    return !envelope.from.isEmpty() && contains(own, envelope.from.first());
}

/** Without repeats, without those in `left`, and without what is no address. */
AddressList distinct(const AddressList &list, const AddressList &left)
{
    AddressList result;
    for (const Address &address : list) {
        if (!address.email.isEmpty() && !contains(left, address) && !contains(result, address))
            result.append(address);
    }
    return result;
}

/** Ids that can stand in a header again. */
bool isWritable(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 250 && std::all_of(id.begin(), id.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; });
}

} // namespace

ReplyRecipients replyRecipients(const Envelope &envelope, const AddressList &own, ReplyTo whom)
{
    ReplyRecipients result;
    if (isOwnMail(envelope, own)) {
        result.to = distinct(envelope.to, {});
        if (whom == ReplyTo::All)
            result.cc = distinct(envelope.cc, own + result.to);
        return result;
    }
    const AddressList author = envelope.replyTo.isEmpty() ? envelope.from : envelope.replyTo;
    result.to = distinct(author, own);
    if (result.to.isEmpty())
        result.to = distinct(author, {});
    if (whom == ReplyTo::All)
        result.cc = distinct(envelope.to + envelope.cc, own + result.to);
    return result;
}

QString replySubject(const QString &subject)
{
    return (QStringLiteral("Re: ") + subjectBase(subject)).trimmed();
}

QString forwardSubject(const QString &subject)
{
    static const QRegularExpression prefix(QStringLiteral("(fw|fwd|wg|tr|enc|doorst|vl|i)(\\[\\d+\\])?\\s*[:\uFF1A]\\s*"),
                                           QRegularExpression::CaseInsensitiveOption);
    return (QStringLiteral("Fwd: ") + withoutPrefixes(subject, prefix)).trimmed();
}

QList<QByteArray> replyReferences(const Envelope &envelope)
{
    QList<QByteArray> chain = envelope.references;
    if (chain.isEmpty() && !envelope.inReplyTo.isEmpty())
        chain.append(envelope.inReplyTo);
    chain.removeAll(envelope.messageId);
    chain.append(envelope.messageId);
    chain.removeIf([](const QByteArray &id) { return !isWritable(id); });
    if (chain.size() > kReferences)
        chain.remove(1, chain.size() - kReferences);
    return chain;
}

} // namespace petrel::html
