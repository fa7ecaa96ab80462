#include "core/engine/send/recipients.h"

#include <QStringList>

#include <algorithm>

namespace petrel::engine {

namespace {

/** "550 5.1.1 No such user": with the codes, which tell more than the words. */
QByteArray asHeard(const smtp::Reply &reply)
{
    QByteArray heard = QByteArray::number(reply.code) + ' ';
    if (!reply.enhanced.isEmpty())
        heard += reply.enhanced + ' ';
    return heard + reply.text();
}

/** "eve@example.net, bob@example.net" */
QString named(const Recipients &recipients, RecipientState state)
{
    QStringList addresses;
    for (const OutboxRecipient &recipient : recipients) {
        if (recipient.state == state)
            addresses.append(QString::fromUtf8(recipient.address));
    }
    return addresses.join(QStringLiteral(", "));
}

} // namespace

bool has(const Recipients &recipients, RecipientState state)
{
    return std::any_of(recipients.cbegin(), recipients.cend(), [state](const OutboxRecipient &recipient) { return recipient.state == state; });
}

Recipients asAnswered(Recipients recipients, const QList<smtp::RecipientAnswer> &answers)
{
    using Verdict = smtp::RecipientAnswer::Verdict;
    qsizetype asked = 0;
    for (OutboxRecipient &recipient : recipients) {
        if (recipient.state != RecipientState::Pending)
            continue;
        const smtp::RecipientAnswer &answer = answers[asked++];
        recipient.reply = asHeard(answer.reply);
        if (answer.verdict == Verdict::Accepted)
            recipient.state = RecipientState::Accepted;
        else if (answer.verdict == Verdict::Refused)
            recipient.state = RecipientState::Refused;
    }
    return recipients;
}

std::optional<Recipients> notedBeforeDot(const Recipients &before, const Recipients &answered)
{
    Recipients recipients = answered;
    bool saysMore = false;
    for (qsizetype i = 0; i < recipients.size(); ++i) {
        if (before.at(i).state != RecipientState::Pending)
            continue;
        saysMore = saysMore || recipients.at(i).state != RecipientState::Accepted || !before.at(i).reply.isEmpty();
        if (recipients.at(i).state == RecipientState::Accepted)
            recipients[i].state = RecipientState::Pending;
    }
    return saysMore ? std::optional(recipients) : std::nullopt;
}

Recipients asTaken(Recipients recipients)
{
    for (OutboxRecipient &recipient : recipients) {
        const bool wasDeclined = recipient.reply.startsWith('4') || recipient.reply.startsWith('5');
        if (recipient.state == RecipientState::Pending && !wasDeclined)
            recipient.state = RecipientState::Accepted;
    }
    return recipients;
}

Error partlySent(const Recipients &recipients)
{
    const QString refused = named(recipients, RecipientState::Refused);
    const QString waiting = named(recipients, RecipientState::Pending);
    if (waiting.isEmpty())
        return makeError(ErrorKind::Refused, QStringLiteral("sent to the others, but not to %1").arg(refused));
    const QString also = refused.isEmpty() ? QString() : QStringLiteral(", and refused for %1").arg(refused);
    return makeError(ErrorKind::Throttled, QStringLiteral("sent to the others, but not yet to %1%2").arg(waiting, also));
}

Error leftOut(const Recipients &recipients)
{
    return makeError(ErrorKind::Refused, QStringLiteral("refused for %1").arg(named(recipients, RecipientState::Refused)))
        .withServerText(replyOf(recipients))
        .during(QStringLiteral("sending to all or to nobody"));
}

QByteArray replyOf(const Recipients &recipients)
{
    for (const OutboxRecipient &recipient : recipients) {
        if (recipient.state != RecipientState::Accepted)
            return recipient.reply;
    }
    return {};
}

Error refusalOf(const QList<smtp::RecipientAnswer> &answers, smtp::RecipientAnswer::Verdict verdict)
{
    for (const smtp::RecipientAnswer &answer : answers) {
        if (answer.verdict == verdict)
            return smtp::refusal(answer.reply, smtp::Step::Recipient, QStringLiteral("recipient %1").arg(QString::fromUtf8(answer.address)));
    }
    return makeError(ErrorKind::Bug, QStringLiteral("no recipient was refused"));
}

} // namespace petrel::engine
