#include "ui/attention/attention_words.h"

#include "ui/common/described_error.h"
#include "ui/attention/outbox_words.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/models/folder_tree_model.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

using Subject = store::AttentionItem::Subject;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Attention)
};

QString folderName(const FolderRow &folder) { return Words::tr("“%1”").arg(isolated(shownName(folder))); }

QString accountName(const Account &account)
{
    const QString name = account.name.isEmpty() ? account.address.email : account.name;
    return name.isEmpty() ? Words::tr("The mail server") : isolated(name);
}

/** What the store notes where no server was asked. */
QString remarkInWords(const QString &remark)
{
    if (remark == QStringLiteral("the target folder is gone"))
        return Words::tr("The folder it was to go to is gone.");
    if (remark == QStringLiteral("the server no longer has this message"))
        return Words::tr("The server no longer has this message.");
    return {};
}

/** Why, and that nothing is lost. */
QString reasonFor(const AttentionStory &story)
{
    if (const std::optional<Error> error = describedError(story.item.error)) {
        const ErrorSentence sentence = sentenceFor(*error, story.account, Activity::Changing);
        return sentence.happened + QLatin1Char(' ') + sentence.meaning;
    }
    return (remarkInWords(story.item.error) + QLatin1Char(' ') + Words::tr("Nothing is lost.")).trimmed();
}

Card wishCard(const AttentionStory &story)
{
    Card card;
    card.iconName = story.wants.folder.isNull() ? QStringLiteral("triangle-alert") : QStringLiteral("folder-input");
    card.title = failedWish(story);
    card.text = reasonFor(story);
    const QString from = oneLine(story.from.name.isEmpty() ? story.from.email : story.from.name);
    if (!story.home.id.isNull() && !from.isEmpty())
        card.text += QLatin1Char(' ') + Words::tr("It is from %1 and lies in %2.").arg(isolated(from), isolated(shownName(story.home)));
    const CardButton giveUp{CardAction::GiveUp, Words::tr("Give up"), Words::tr("The message stays as the server has it")};
    if (story.item.folderGone) // nobody can try anything there
        card.buttons = {giveUp};
    else
        card.buttons = {{CardAction::TryAgain, Words::tr("Try again"), {}}, giveUp};
    return card;
}

QString failedFolderWish(const AttentionStory &story)
{
    const QString name = quotedSubject(story.item.title);
    switch (story.home.want) {
    case FolderWant::Made: return Words::tr("The folder %1 could not be made").arg(name);
    case FolderWant::Placed: return Words::tr("The folder %1 could not get the name or the place you wanted").arg(name);
    case FolderWant::Gone: return Words::tr("The folder %1 could not be deleted").arg(name);
    case FolderWant::Subscribed: return Words::tr("The folder %1 could not be subscribed to").arg(name);
    case FolderWant::Unsubscribed: return Words::tr("The folder %1 could not be unsubscribed from").arg(name);
    case FolderWant::Nothing: break;
    }
    return Words::tr("The folder %1 could not be changed as you wanted").arg(name);
}

Card folderCard(const AttentionStory &story)
{
    Card card;
    card.iconName = QStringLiteral("folder");
    card.title = failedFolderWish(story);
    card.text = Words::tr("Nothing is lost.");
    if (const std::optional<Error> error = describedError(story.item.error))
        card.text = sentenceFor(*error, story.account, Activity::Changing).happened + QLatin1Char(' ') + card.text;
    card.buttons = {{CardAction::TryAgain, Words::tr("Try again"), {}},
                    {CardAction::GiveUp, Words::tr("Give up"), Words::tr("The folder stays as the server has it")}};
    return card;
}

Card copyCard(const AttentionStory &story)
{
    Card card;
    card.iconName = QStringLiteral("copy");
    const QString subject = quotedSubject(story.item.title);
    card.title = story.home.id.isNull() ? Words::tr("%1 could not be copied").arg(subject) : Words::tr("%1 could not be copied to %2").arg(subject, folderName(story.home));
    card.text = Words::tr("The original stays where it is.");
    if (const std::optional<Error> error = describedError(story.item.error))
        card.text = sentenceFor(*error, story.account, Activity::Changing).happened + QLatin1Char(' ') + card.text;
    card.buttons = {{CardAction::TryAgain, Words::tr("Try again"), {}}, {CardAction::GiveUp, Words::tr("Give up"), Words::tr("No copy is made")}};
    return card;
}

/** No way to give up: what could not be stored at the server may have its only copy here. */
Card appendCard(const AttentionStory &story)
{
    if (story.item.isCopy)
        return copyCard(story);
    Card card;
    card.iconName = QStringLiteral("cloud-off");
    const QString subject = quotedSubject(story.item.title);
    card.title = story.home.id.isNull() ? Words::tr("%1 could not be stored at the server").arg(subject)
                                        : Words::tr("%1 could not be stored in %2").arg(subject, folderName(story.home));
    card.text = Words::tr("It is safe on this computer, but other devices do not see it yet.");
    if (const std::optional<Error> error = describedError(story.item.error))
        card.text = sentenceFor(*error, story.account, Activity::Changing).happened + QLatin1Char(' ') + card.text;
    card.buttons = {{CardAction::TryAgain, Words::tr("Try again"), {}}};
    return card;
}

Card uncertainCard(const AttentionStory &story)
{
    Card card;
    card.iconName = QStringLiteral("circle-help");
    card.title = Words::tr("We cannot be sure that %1 was sent").arg(quotedSubject(story.item.title));
    card.text = Words::tr("The connection broke after the last byte and before the server’s answer. Petrel does not send it again by itself.");
    const QString names = recipientNames(story.outgoing);
    if (!names.isEmpty())
        card.text += QLatin1Char(' ') + Words::tr("To %1.").arg(names);
    return card;
}

bool wasTaken(const OutboxRecipient &recipient) { return recipient.state == RecipientState::Accepted; }

Card refusedCard(const AttentionStory &story)
{
    const QList<OutboxRecipient> &recipients = story.outgoing.recipients;
    const bool someHaveIt = std::any_of(recipients.cbegin(), recipients.cend(), wasTaken);
    Card card;
    card.iconName = QStringLiteral("circle-x");
    const QString subject = quotedSubject(story.item.title);
    card.title = someHaveIt ? Words::tr("%1 did not reach everybody").arg(subject) : Words::tr("%1 was not sent").arg(subject);
    if (someHaveIt) {
        card.text = Words::tr("%1 took it for the others. Petrel does not send it to them twice.").arg(accountName(story.account));
    } else if (std::any_of(recipients.cbegin(), recipients.cend(), [](const auto &r) { return r.state == RecipientState::Refused; })) {
        card.text = Words::tr("%1 refused every recipient. Nobody has received it; it is kept in the Outbox.").arg(accountName(story.account));
    } else {
        card.text = Words::tr("%1 did not take the message. Nobody has received it; it is kept in the Outbox.").arg(accountName(story.account));
        card.text += QLatin1Char(' ') + refusalInWords(story.outgoing);
    }
    return card;
}

Card outgoingCard(const AttentionStory &story)
{
    Card card = story.item.outboxState == OutboxState::Uncertain ? uncertainCard(story) : refusedCard(story);
    OutboxItem item = story.outgoing;
    item.state = story.item.outboxState;
    // One recipient is named in the sentence already; what the server said about them is not.
    if (item.recipients.size() > 1 || item.state == OutboxState::Refused)
        card.facts = recipientFacts(item);
    card.buttons = outboxButtons(item, item.notBefore); // what waits for its time needs nobody
    card.details = outboxDetails(item);
    return card;
}

QString flagWish(const AttentionStory &story, const QString &subject)
{
    const Flags set = story.wants.set;
    const Flags clear = story.wants.clear;
    if (set == Flag::Seen && !clear)
        return Words::tr("%1 could not be marked as read").arg(subject);
    if (clear == Flag::Seen && !set)
        return Words::tr("%1 could not be marked as unread").arg(subject);
    if (set == Flag::Flagged && !clear)
        return Words::tr("%1 could not be flagged").arg(subject);
    if (clear == Flag::Flagged && !set)
        return Words::tr("The flag of %1 could not be taken off").arg(subject);
    if (!set && !clear && story.wants.labels)
        return Words::tr("The labels of %1 could not be changed").arg(subject);
    return Words::tr("The marks of %1 could not be changed").arg(subject);
}

} // namespace

QString failedWish(const AttentionStory &story)
{
    const QString subject = quotedSubject(story.item.title);
    if (story.wants.expunge)
        return Words::tr("%1 could not be deleted").arg(subject);
    if (story.wants.folder.isNull())
        return flagWish(story, subject);
    if (story.target.id.isNull())
        return Words::tr("%1 could not be moved").arg(subject);
    return Words::tr("%1 could not be moved to %2").arg(subject, folderName(story.target));
}

Card attentionCard(const AttentionStory &story)
{
    Card card;
    QString kind;
    switch (story.item.subject) {
    case Subject::Wish:
        card = wishCard(story);
        kind = QStringLiteral("wish %1").arg(story.item.placement.number());
        break;
    case Subject::Append:
        card = appendCard(story);
        kind = QStringLiteral("append %1").arg(story.item.append.number());
        break;
    case Subject::Folder:
        card = folderCard(story);
        kind = QStringLiteral("folder %1").arg(story.item.folder.number());
        break;
    case Subject::Outgoing:
        card = outgoingCard(story);
        kind = QStringLiteral("outgoing %1").arg(story.item.outbox.number());
        break;
    }
    card.key = kind;
    card.tone = Tone::Warning;
    card.when = story.item.since;
    if (card.details.isEmpty())
        card.details = describedDetails(story.item.error);
    return card;
}

} // namespace petrel::ui
