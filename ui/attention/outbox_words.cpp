#include "ui/attention/outbox_words.h"

#include "ui/common/described_error.h"
#include "ui/common/formats.h"
#include "ui/common/later.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace petrel::ui {

namespace {

/** Undo-send waits at most this long; a start further away is told as a time of day. */
constexpr std::int64_t kCountedSeconds = 60;
constexpr qsizetype kMostNamed = 4; ///< in one bar; the chips tell of the others

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Outbox)
};

QString queuedText(const OutboxItem &item, bool online, const QDateTime &now)
{
    const std::int64_t left = item.notBefore - now.toSecsSinceEpoch();
    const std::optional<Error> last = describedError(item.lastError);
    const bool networkFailed = last && (last->kind == ErrorKind::Network || last->kind == ErrorKind::Timeout);
    if (item.attempts == 0 && countsDown(item, now.toSecsSinceEpoch()))
        return Words::tr("Goes out in %1 s").arg(left);
    if (item.attempts == 0 && left > 0)
        return Words::tr("Goes out %1").arg(whenText(item.notBefore, now));
    if (!online || networkFailed)
        return Words::tr("Waiting for the network");
    if (left > 0)
        return Words::tr("Not taken yet; next try %1").arg(whenText(item.notBefore, now));
    return Words::tr("Waiting to be sent");
}

/** "5.7.1" at the start of a reply, or behind its "550 ". */
QByteArray enhancedCode(const QByteArray &reply)
{
    static const QRegularExpression pattern(QStringLiteral("^(?:[245][0-9]{2}[ -])?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])"));
    return pattern.match(QString::fromLatin1(reply)).captured(1).toLatin1();
}

struct CodeMeaning
{
    const char *code;
    const char *words;
};

/** RFC 3463 and 7504, without the class digit; the longest code that fits decides. */
constexpr CodeMeaning kEnhanced[] = {
    {".1.1", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "There is no mailbox with this address.")},
    {".1.2", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "There is no mail server for this address.")},
    {".1.3", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The address is not written as an address.")},
    {".1.6", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The mailbox has moved and left no new address.")},
    {".1.7", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "Your own address is not accepted as sender.")},
    {".1.8", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "Your own address is not accepted as sender.")},
    {".1.10", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "This address takes no mail.")},
    {".2.1", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The mailbox is closed.")},
    {".2.2", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The mailbox is full.")},
    {".2.3", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The message is larger than this mailbox takes.")},
    {".2.4", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The mailing list behind this address does not work.")},
    {".3.1", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server has no room for the message.")},
    {".3.2", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server takes no mail at the moment.")},
    {".3.4", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The message is larger than the server takes.")},
    {".4.7", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "It was tried for too long without success.")},
    {".4.", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server of this address cannot be reached.")},
    {".5.3", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "These are more recipients than the server takes at once.")},
    {".6.7", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server cannot pass on addresses with letters outside English.")},
    {".6.", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server cannot pass on a message of this form.")},
    {".7.23", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The other side could not verify that mail of your domain comes from here.")},
    {".7.25", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The other side could not verify that mail of your domain comes from here.")},
    {".7.26", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The other side could not verify that mail of your domain comes from here.")},
    {".7.30", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "A server on the way would not have kept the message encrypted.")},
    {".7.60", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "You may not send under this sender address.")},
    {".7.", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The server does not accept this message from you.")},
};

/** What Petrel found out before it asked: the server lacks what the message needs. */
constexpr CodeMeaning kLacking[] = {
    {"no-smtputf8", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "An address has letters outside English, and this server cannot pass it on. Use an address in plain letters, or send from another account.")},
    {"no-8bitmime", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "The message holds bytes that this server cannot pass on.")},
    {"no-requiretls", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "This server does not promise to keep the message encrypted on its way. Turn that wish off, or send from another account.")},
    {"no-futurerelease", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "This server keeps no message back until later.")},
    {"hold-too-long", QT_TRANSLATE_NOOP("petrel::ui::Outbox", "This server does not keep a message back for so long.")},
};

const char *meaningOf(const QByteArray &enhanced)
{
    const QByteArray withoutClass = enhanced.mid(1);
    for (const CodeMeaning &entry : kEnhanced) {
        const QByteArrayView code(entry.code);
        if (withoutClass == code || (code.endsWith('.') && withoutClass.startsWith(code)))
            return entry.words;
    }
    return nullptr;
}

QString basicMeaning(int code)
{
    switch (code) {
    case 550: return Words::tr("The server turned this address away.");
    case 551: return Words::tr("There is no mailbox with this address.");
    case 552: return Words::tr("The mailbox is full, or the message too large for it.");
    case 553: return Words::tr("The address is not written as an address.");
    default: break;
    }
    if (code / 100 == 4)
        return Words::tr("The server asks to try again later.");
    return Words::tr("The server refused it.");
}

bool wasRefused(const OutboxRecipient &recipient) { return recipient.state == RecipientState::Refused; }

bool hasCode(const QByteArray &reply) { return reply.left(3).toInt() >= 200 || !enhancedCode(reply).isEmpty(); }

QStringList addressesOf(const OutboxItem &item, RecipientState state)
{
    QStringList addresses;
    for (const OutboxRecipient &recipient : item.recipients) {
        if (recipient.state == state)
            addresses.append(isolatedLtr(QString::fromUtf8(recipient.address)));
    }
    return addresses;
}

/** With both sizes, where Petrel compared them before it asked: the store keeps them in the words of the error. */
QString tooLargeInWords(const QString &error)
{
    static const QRegularExpression sizes(QStringLiteral("the message has ([0-9]+) bytes, and the server takes ([0-9]+)"));
    const QRegularExpressionMatch match = sizes.match(error);
    if (!match.hasMatch())
        return {};
    return Words::tr("The message has %1, and the server takes at most %2. Take out or shrink what is attached.")
        .arg(sizeText(match.captured(1).toLongLong()), sizeText(match.captured(2).toLongLong()));
}

CardFact factOf(const OutboxRecipient &recipient, const OutboxItem &item)
{
    const OutboxState state = item.state;
    const QString address = isolatedLtr(QString::fromUtf8(recipient.address));
    switch (recipient.state) {
    case RecipientState::Accepted:
        if (state == OutboxState::Uncertain)
            break;
        return {address, Words::tr("The server took the message."), Tone::Quiet};
    case RecipientState::Refused: {
        const bool alone = std::count_if(item.recipients.cbegin(), item.recipients.cend(), wasRefused) == 1;
        return {address, alone && !hasCode(recipient.reply) ? refusalInWords(item) : replyInWords(recipient.reply), Tone::Danger};
    }
    case RecipientState::Pending: break;
    }
    if (state == OutboxState::Uncertain)
        return {address, Words::tr("Not known whether it arrived."), Tone::Warning};
    if (state != OutboxState::Refused && !recipient.reply.isEmpty())
        return {address, replyInWords(recipient.reply), Tone::Quiet}; // not now
    return {address, state == OutboxState::Refused ? Words::tr("Has not received it.") : Words::tr("Waits."), Tone::Quiet};
}

/** Nobody among the recipients was refused, and no network failed: what the server said concerns all of it. */
bool isAboutTheMessage(const OutboxItem &item)
{
    const std::optional<Error> last = describedError(item.lastError);
    const bool networkFailed = last && (last->kind == ErrorKind::Network || last->kind == ErrorKind::Timeout);
    const bool waits = item.state == OutboxState::Queued || item.state == OutboxState::Refused;
    return waits && !networkFailed && !item.lastError.isEmpty()
        && std::none_of(item.recipients.cbegin(), item.recipients.cend(), [](const OutboxRecipient &one) { return one.state == RecipientState::Refused || !one.reply.isEmpty(); });
}

} // namespace

QString refusalInWords(const OutboxItem &item)
{
    for (const CodeMeaning &entry : kLacking) {
        if (item.lastError.contains(QLatin1Char('[') + QLatin1String(entry.code) + QLatin1Char(']')))
            return Words::tr(entry.words);
    }
    if (const QString words = tooLargeInWords(item.lastError); !words.isEmpty())
        return words;
    static const QRegularExpression pattern(QStringLiteral("\\[([245][0-9.]+)\\]"));
    const QString code = pattern.match(item.lastError).captured(1);
    const std::optional<Error> error = describedError(item.lastError);
    const bool isOurs = error && (error->kind == ErrorKind::StoreCorrupt || error->kind == ErrorKind::StoreFull || error->kind == ErrorKind::Network || error->kind == ErrorKind::Timeout);
    if (isOurs && code.isEmpty() && item.serverText.isEmpty()) // no server said anything
        return sentenceFor(*error, Account{}, Activity::Sending).happened;
    return replyInWords(code.isEmpty() ? item.serverText : code.toLatin1());
}

QString outboxStateText(const OutboxItem &item, bool online, const QDateTime &now)
{
    switch (item.state) {
    case OutboxState::Queued: return queuedText(item, online, now);
    case OutboxState::Sending: return Words::tr("Sending");
    case OutboxState::Refused: return Words::tr("Refused by the server");
    case OutboxState::Uncertain: return Words::tr("Not sure whether it was sent");
    case OutboxState::Sent: return Words::tr("Sent");
    case OutboxState::Cancelled: return Words::tr("Cancelled");
    }
    return {};
}

bool waitsForItsTime(const OutboxItem &item, std::int64_t nowUtc)
{
    return item.state == OutboxState::Queued && item.attempts == 0 && item.notBefore > nowUtc + kCountedSeconds;
}

bool countsDown(const OutboxItem &item, std::int64_t nowUtc)
{
    const std::int64_t left = item.notBefore - nowUtc;
    return item.state == OutboxState::Queued && left > 0 && left <= kCountedSeconds;
}

QString replyInWords(const QByteArray &reply)
{
    const QByteArray enhanced = enhancedCode(reply);
    if (enhanced.startsWith("4.7.")) // greylisting, as a rule: nobody is turned away yet
        return basicMeaning(400);
    if (const char *words = meaningOf(enhanced))
        return Words::tr(words);
    bool isNumber = false;
    const int code = reply.left(3).toInt(&isNumber);
    if (isNumber)
        return basicMeaning(code);
    return enhanced.startsWith('4') ? basicMeaning(400) : basicMeaning(0);
}

QList<CardFact> recipientFacts(const OutboxItem &item)
{
    const bool asked = std::any_of(item.recipients.cbegin(), item.recipients.cend(),
                                   [](const OutboxRecipient &recipient) { return recipient.state != RecipientState::Pending || !recipient.reply.isEmpty(); });
    const bool settled = item.state == OutboxState::Refused || item.state == OutboxState::Uncertain;
    QList<CardFact> facts;
    if (!asked && !settled)
        return facts;
    for (const OutboxRecipient &recipient : item.recipients)
        facts.append(factOf(recipient, item));
    return facts;
}

QString quotedSubject(const QString &subject)
{
    const QString line = oneLine(subject);
    return line.isEmpty() ? Words::tr("a message without a subject") : Words::tr("“%1”").arg(isolated(line));
}

QString recipientNames(const OutboxItem &item)
{
    const QString names = oneLine(item.toShown);
    if (!names.isEmpty())
        return isolated(names);
    QStringList addresses;
    for (const OutboxRecipient &recipient : item.recipients)
        addresses.append(isolatedLtr(QString::fromUtf8(recipient.address)));
    return addresses.join(QStringLiteral(", "));
}

QString outboxDetails(const OutboxItem &item)
{
    QStringList lines;
    if (const QString described = describedDetails(item.lastError); !described.isEmpty())
        lines.append(described);
    const QString said = oneLine(QString::fromUtf8(item.serverText)).trimmed();
    if (!said.isEmpty() && !item.lastError.contains(said))
        lines.append(Words::tr("The server says: \u201c%1\u201d").arg(isolated(said)));
    for (const OutboxRecipient &recipient : item.recipients) {
        if (!recipient.reply.isEmpty())
            lines.append(isolatedLtr(QString::fromUtf8(recipient.address)) + QStringLiteral(": ") + oneLine(QString::fromUtf8(recipient.reply)));
    }
    return lines.join(QLatin1Char('\n'));
}

QList<CardFact> refusedRecipients(const OutboxItem &item)
{
    QList<CardFact> refused;
    for (const OutboxRecipient &recipient : item.recipients) {
        if (wasRefused(recipient))
            refused.append({QString::fromUtf8(recipient.address), factOf(recipient, item).words, Tone::Danger});
    }
    return refused;
}

ErrorSentence returnedSentence(const OutboxItem &item)
{
    ErrorSentence sentence;
    const QStringList takers = addressesOf(item, RecipientState::Accepted);
    const QList<CardFact> refused = refusedRecipients(item);
    if (item.state == OutboxState::Uncertain) {
        sentence.happened = Words::tr("Nobody knows whether this message was sent.");
        sentence.meaning = Words::tr("If you send it now, it may arrive twice.");
        return sentence;
    }
    if (item.state == OutboxState::Queued && item.attempts == 0)
        return sentence;
    if (!takers.isEmpty()) {
        sentence.happened = Words::tr("This message did not reach everybody.");
        sentence.meaning = Words::tr("Who has it is left out here: %1.").arg(takers.join(QStringLiteral(", ")));
    } else {
        sentence.happened = item.state == OutboxState::Queued ? Words::tr("This message has not gone out yet.") : Words::tr("This message was not sent.");
        sentence.meaning = Words::tr("Nobody has received it.");
    }
    for (const CardFact &one : refused.first(std::min(refused.size(), kMostNamed)))
        sentence.advice += isolatedLtr(one.name) + QStringLiteral(": ") + one.words + QLatin1Char(' ');
    if (refused.isEmpty() && (!item.lastError.isEmpty() || !item.serverText.isEmpty()))
        sentence.advice = refusalInWords(item);
    OutboxItem toMend = item; // what was said of those who have it is past
    toMend.recipients.removeIf([](const OutboxRecipient &recipient) { return recipient.state == RecipientState::Accepted; });
    const QStringList said = outboxDetails(toMend).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    sentence.advice = QStringList{sentence.advice.trimmed(), said.first(std::min(said.size(), kMostNamed)).join(QLatin1Char('\n'))}.join(QLatin1Char('\n')).trimmed();
    return sentence;
}

QList<CardButton> outboxButtons(const OutboxItem &item, std::int64_t nowUtc)
{
    const CardButton edit{CardAction::Edit, Words::tr("Edit"), Words::tr("Opens the message again; it leaves the Outbox")};
    const CardButton cancel{CardAction::Cancel, Words::tr("Cancel"), Words::tr("Puts the message into Drafts; it is not sent")};
    switch (item.state) {
    case OutboxState::Queued:
        if (item.attempts > 0)
            return {{CardAction::TryAgain, Words::tr("Try again"), Words::tr("Tries now instead of later")}, edit, cancel};
        if (waitsForItsTime(item, nowUtc))
            return {{CardAction::ChangeTime, Words::tr("Change time"), Words::tr("Chooses another day or hour")}, {CardAction::SendNow, Words::tr("Send now"), {}}, edit, cancel};
        return {{CardAction::SendNow, Words::tr("Send now"), {}}, edit, cancel};
    case OutboxState::Refused:
        return {edit, {CardAction::TryAgain, Words::tr("Try again"), Words::tr("Sends it to those who have not received it")}, cancel};
    case OutboxState::Uncertain:
        return {{CardAction::SendAgain, Words::tr("Send again"), Words::tr("It may arrive twice; you are asked first")}, edit,
                {CardAction::KeepAsIs, Words::tr("Keep as is"), Words::tr("Puts it into Sent; it is not sent again")}};
    case OutboxState::Sending:
    case OutboxState::Sent:
    case OutboxState::Cancelled: break;
    }
    return {};
}

Card outboxCard(const OutboxItem &item, bool online, const QDateTime &now)
{
    Card card;
    card.key = QString::number(item.id.number());
    card.title = recipientNames(item);
    card.subtitle = oneLine(item.subject).isEmpty() ? Words::tr("No subject") : isolated(oneLine(item.subject));
    card.state = outboxStateText(item, online, now);
    card.facts = recipientFacts(item);
    card.details = outboxDetails(item);
    card.buttons = outboxButtons(item, now.toSecsSinceEpoch());
    if (waitsForItsTime(item, now.toSecsSinceEpoch()))
        card.text = Words::tr("Petrel must be running then; otherwise it goes out as soon as Petrel runs.");
    else if (item.attempts > 0 && isAboutTheMessage(item))
        card.text = refusalInWords(item);
    card.when = item.queuedAt;
    card.iconName = QStringLiteral("clock");
    if (item.state == OutboxState::Refused) {
        card.iconName = QStringLiteral("circle-x");
        card.tone = Tone::Danger;
    } else if (item.state == OutboxState::Uncertain) {
        card.iconName = QStringLiteral("circle-help");
        card.tone = Tone::Warning;
    } else if (item.state == OutboxState::Sending) {
        card.iconName = QStringLiteral("send");
    }
    return card;
}

} // namespace petrel::ui
