#include "ui/attention/activity_text.h"

#include "ui/attention/pace.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/sign_in_sentence.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace petrel::ui {

namespace {

using engine::AccountStatus;
using Phase = AccountStatus::Phase;
using Task = AccountStatus::Task;
using Trouble = engine::PassTrouble;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Activity)
};

QString waitingChanges(int pending) { return Words::tr("%n change(s) waiting", nullptr, pending); }

/** "at 09:44" today, "Tue 17:20" on another day. */
QString upToDateText(std::int64_t lastSuccess, const QDateTime &now)
{
    if (lastSuccess == 0)
        return Words::tr("Up to date");
    if (QDateTime::fromSecsSinceEpoch(lastSuccess).date() == now.date())
        return Words::tr("Up to date at %1").arg(listDate(lastSuccess, now));
    return Words::tr("Up to date on %1").arg(readerDate(lastSuccess, now));
}

int countOf(const AccountStatus &status, Trouble::What what)
{
    return static_cast<int>(std::count_if(status.troubles.cbegin(), status.troubles.cend(), [what](const Trouble &one) { return one.what == what; }));
}

/** What of a pass that went well did not. */
QString exceptions(const AccountStatus &status)
{
    const int folders = countOf(status, Trouble::What::Folder);
    const int messages = countOf(status, Trouble::What::Message);
    const QString ofFolders = Words::tr("%n folder(s) could not be checked", nullptr, folders);
    const QString ofMessages = Words::tr("%n message(s) could not be fetched", nullptr, messages);
    if (folders > 0 && messages > 0)
        return Words::tr("but %1 and %2").arg(ofFolders, ofMessages);
    if (folders > 0)
        return Words::tr("but %1").arg(ofFolders);
    return messages > 0 ? Words::tr("but %1").arg(ofMessages) : QString();
}

QString expiryText(int days)
{
    if (days <= 0)
        return Words::tr("The server removes messages by itself once they were fetched, whatever you chose. What is here stays here.");
    return Words::tr("The server removes messages by itself after %n day(s), whatever you chose. What is here stays here.", nullptr, days);
}

QString text(const Progress &progress)
{
    return Words::tr("%1 of %2").arg(countText(qMin(progress.done, progress.total)), countText(progress.total));
}

/** Counted as far as headers are concerned; texts come after them and are counted for themselves. */
bool isListing(const AccountStatus &status) { return status.listedTotal > 0 && status.task == Task::Headers; }

/** "3 of 12 messages" hides how large they are: what a line takes is bytes. */
QString fetchingText(const AccountStatus &status)
{
    const Progress messages = progressOf(status);
    if (messages.total == 0)
        return Words::tr("Looking for new mail");
    if (status.bytesTotal == 0)
        return Words::tr("Getting %1").arg(text(messages));
    return Words::tr("Getting %1, %2 of %3").arg(text(messages), sizeText(qMin(status.bytesDone, status.bytesTotal)), sizeText(status.bytesTotal));
}

QString taskText(const AccountStatus &status)
{
    const bool counted = status.total > 0;
    switch (status.task) {
    case Task::ListingFolders: return Words::tr("Listing folders");
    case Task::Fetching: return fetchingText(status);
    case Task::Headers: return progressOf(status).total > 0 ? Words::tr("Getting %1").arg(text(progressOf(status))) : Words::tr("Looking for new mail");
    case Task::Bodies: return counted ? Words::tr("Getting texts, %1").arg(text({status.done, status.total})) : Words::tr("Getting texts");
    case Task::Pushing: return status.pending > 0 ? Words::tr("Passing on %n change(s)", nullptr, status.pending) : Words::tr("Passing on changes");
    case Task::Sending:
        if (status.total > 1)
            return Words::tr("Sending %1 of %2").arg(countText(qMin(status.done + 1, status.total)), countText(status.total));
        return Words::tr("Sending");
    case Task::None: break;
    }
    return Words::tr("Looking for new mail");
}

/** A server says why it wants a pause (POP3, RFC 2449 section 8), in the words for the foot and for the activity list. */
struct Pause
{
    const char *code;
    const char *shortly;
    const char *wholly;
};

constexpr Pause kPauses[] = {
    {"IN-USE", QT_TRANSLATE_NOOP("petrel::ui::Activity", "Mailbox in use elsewhere"),
     QT_TRANSLATE_NOOP("petrel::ui::Activity", "Another program is reading the mailbox of %1")},
    {"LOGIN-DELAY", QT_TRANSLATE_NOOP("petrel::ui::Activity", "Server wants to rest"), QT_TRANSLATE_NOOP("petrel::ui::Activity", "%1 wants to be asked less often")},
    {"SYS/TEMP", QT_TRANSLATE_NOOP("petrel::ui::Activity", "Fault at the server"), QT_TRANSLATE_NOOP("petrel::ui::Activity", "%1 has a fault of its own")},
};

const Pause *pauseOf(const AccountStatus &status)
{
    const QByteArray code = status.error && status.error->kind == ErrorKind::Throttled ? status.error->code : QByteArray();
    const auto found = std::find_if(std::begin(kPauses), std::end(kPauses), [&](const Pause &pause) { return code == pause.code; });
    return found == std::end(kPauses) ? nullptr : found;
}

/** Nobody needs to look after it: somebody else reads the mailbox just now, or reads it too. */
bool isQuiet(const AccountStatus &status)
{
    const bool wasStopped = status.error && status.error->kind == ErrorKind::Cancelled;
    return status.phase == Phase::Waiting && (wasStopped || (pauseOf(status) && status.error->code != "SYS/TEMP"));
}

/** Too little room for a name: the activity list tells which account it is. */
QString shortTrouble(const AccountStatus &status)
{
    switch (status.error ? status.error->kind : ErrorKind::Bug) {
    case ErrorKind::Auth:
        if (isAboutSecrets(*status.error))
            return Words::tr("Passwords out of reach");
        if (isAboutSigningIn(*status.error))
            return suggestedStep(*status.error) == NextStep::SignIn ? Words::tr("Sign in again") : Words::tr("Not let in");
        return status.error->code == "no-secret" ? Words::tr("Password needed") : Words::tr("Password not accepted");
    case ErrorKind::Tls: return Words::tr("No safe connection");
    case ErrorKind::Network: return Words::tr("Server not reached");
    case ErrorKind::Timeout: return Words::tr("Server does not answer");
    case ErrorKind::Throttled:
        if (const Pause *pause = pauseOf(status))
            return Words::tr(pause->shortly);
        return Words::tr("Server asks for a pause");
    case ErrorKind::Quota: return Words::tr("Mailbox at server full");
    case ErrorKind::StoreFull: return Words::tr("Disk full");
    case ErrorKind::StoreCorrupt: return Words::tr("Mail store damaged");
    case ErrorKind::Cancelled: return Words::tr("Fetching stopped");
    case ErrorKind::ProfileInUse: return Words::tr("Mailbox in use elsewhere");
    default: return Words::tr("Something went wrong");
    }
}

QString trouble(const AccountStatus &status, const QString &name)
{
    if (const std::optional<ErrorSentence> sentence = status.error ? signInSentence(status.error->code, name, {}) : std::nullopt)
        return sentence->happened.chopped(1); // without the full stop
    switch (status.error ? status.error->kind : ErrorKind::Bug) {
    case ErrorKind::Auth:
        if (isAboutSecrets(*status.error))
            return Words::tr("The password of %1 is out of reach").arg(name);
        return Words::tr("%1 does not accept the password").arg(name);
    case ErrorKind::Tls: return Words::tr("No safe connection to %1").arg(name);
    case ErrorKind::Network: return Words::tr("%1 cannot be reached").arg(name);
    case ErrorKind::Timeout: return Words::tr("%1 does not answer").arg(name);
    case ErrorKind::Throttled:
        if (const Pause *pause = pauseOf(status))
            return Words::tr(pause->wholly).arg(name);
        return Words::tr("%1 asks for a pause").arg(name);
    case ErrorKind::Quota: return Words::tr("The mailbox of %1 is full").arg(name);
    case ErrorKind::Refused: return Words::tr("%1 refused what was asked").arg(name);
    case ErrorKind::Protocol: return Words::tr("%1 answers in a way Petrel does not understand").arg(name);
    case ErrorKind::StoreFull: return Words::tr("The disk is full");
    case ErrorKind::StoreCorrupt: return Words::tr("The mail store is damaged");
    case ErrorKind::ProfileInUse: return Words::tr("The mailbox is in use elsewhere");
    default: return Words::tr("Something went wrong with %1").arg(name);
    }
}

bool isIn(const AccountStatus &status, Phase phase) { return status.phase == phase; }

QList<AccountStatus> those(const QList<AccountStatus> &accounts, Phase phase)
{
    QList<AccountStatus> found;
    std::copy_if(accounts.cbegin(), accounts.cend(), std::back_inserter(found), [phase](const AccountStatus &s) { return isIn(s, phase); });
    return found;
}

/** Everything under way as one count, as far as it is counted in messages fetched. */
FootStatus workingFoot(const QList<AccountStatus> &working, std::optional<std::chrono::seconds> left)
{
    AccountStatus all = working.first();
    if (working.size() > 1) {
        all = {};
        all.task = Task::Headers;
        for (const AccountStatus &status : working) {
            if (status.task == Task::Headers || status.task == Task::Fetching || status.task == Task::Bodies) {
                const Progress progress = status.task == Task::Bodies ? Progress{status.done, status.total} : progressOf(status);
                all.done += qMin(progress.done, progress.total);
                all.total += progress.total;
            }
        }
    }
    const QString words = left && working.size() == 1 ? Words::tr("%1, %2").arg(taskText(all), leftText(*left)) : taskText(all);
    const Progress progress = all.task == Task::Headers || all.task == Task::Fetching ? progressOf(all) : Progress{all.done, all.total};
    return {FootStatus::Kind::Working, words, qMin(progress.done, progress.total), progress.total};
}

/** What the last passes over all accounts had to leave, in the room of the foot; nothing when there was nothing. */
std::optional<FootStatus> leftOverFoot(const QList<AccountStatus> &accounts)
{
    int folders = 0;
    int messages = 0;
    for (const AccountStatus &status : accounts) {
        folders += countOf(status, Trouble::What::Folder);
        messages += countOf(status, Trouble::What::Message);
    }
    if (folders + messages == 0)
        return {};
    const QString words = messages == 0 ? Words::tr("%n folder(s) not checked", nullptr, folders)
        : folders == 0                  ? Words::tr("%n message(s) not fetched", nullptr, messages)
                                        : Words::tr("%n thing(s) left over", nullptr, folders + messages);
    return FootStatus{FootStatus::Kind::Partly, words, 0, 0};
}

FootStatus offlineFoot(const QList<AccountStatus> &accounts)
{
    int pending = 0;
    for (const AccountStatus &status : accounts)
        pending += status.pending;
    return {FootStatus::Kind::Offline, pending > 0 ? Words::tr("Offline, %1").arg(waitingChanges(pending)) : Words::tr("Offline"), 0, 0};
}

} // namespace

QString leftText(std::chrono::seconds left)
{
    const auto minutes = static_cast<int>((left.count() + 59) / 60);
    if (minutes <= 1)
        return Words::tr("about a minute left");
    return minutes < 120 ? Words::tr("about %n minute(s) left", nullptr, minutes) : Words::tr("about %n hour(s) left", nullptr, (minutes + 30) / 60);
}

QString activityText(const AccountStatus &status, const QString &accountName, const QDateTime &now, std::optional<std::chrono::seconds> left)
{
    const QString name = accountName.isEmpty() ? Words::tr("The mail server") : isolated(oneLine(accountName));
    switch (status.phase) {
    case Phase::Offline: return status.pending > 0 ? Words::tr("Offline, %1").arg(waitingChanges(status.pending)) : Words::tr("Offline");
    case Phase::Connecting: return Words::tr("Connecting");
    case Phase::Working: {
        const QString folder = isolated(oneLine(status.folder));
        const QString doing = status.folder.isEmpty() ? taskText(status)
            : isListing(status)                       ? Words::tr("%1, now in %2").arg(taskText(status), folder) // what is counted is in all folders
                                                      : Words::tr("%1 in %2").arg(taskText(status), folder);
        return left ? Words::tr("%1, %2").arg(doing, leftText(*left)) : doing;
    }
    case Phase::UpToDate: {
        QStringList parts{upToDateText(status.lastSuccess, now), exceptions(status)};
        if (status.pending > 0)
            parts.append(waitingChanges(status.pending));
        parts.removeAll(QString());
        return parts.join(Words::tr(", "));
    }
    case Phase::Waiting:
        if (status.error && status.error->kind == ErrorKind::Cancelled)
            return Words::tr("Stopped; it goes on at %1").arg(listDate(status.retryAt, now));
        if (status.retryAt > now.toSecsSinceEpoch())
            return Words::tr("%1; next try at %2").arg(trouble(status, name), listDate(status.retryAt, now));
        return Words::tr("%1; trying again").arg(trouble(status, name));
    case Phase::Stopped: break;
    }
    return trouble(status, name);
}

QString folderActivityText(const AccountStatus &status, const Account &account, const FolderRow &folder, const QDateTime &now)
{
    const bool isMaildrop = folder.kind == FolderKind::Local && folder.role == FolderRole::Inbox;
    if (folder.kind == FolderKind::Local && !(isMaildrop && account.incomingKind == IncomingKind::Pop3))
        return {};
    AccountStatus here = status;
    here.troubles.removeIf([&](const Trouble &trouble) {
        return trouble.what == Trouble::What::Outgoing || trouble.folder != (isMaildrop ? QString() : folder.path);
    });
    if (here.phase == Phase::UpToDate && !here.troubles.isEmpty())
        return troubleTexts(here, account).join(QLatin1Char(' '));
    if (here.phase == Phase::UpToDate && !isMaildrop)
        return {};
    return activityText(here, account.name.isEmpty() ? account.address.email : account.name, now);
}

QStringList troubleTexts(const AccountStatus &status, const Account &account)
{
    constexpr qsizetype kMost = 5;
    QStringList texts;
    for (const Trouble &trouble : status.troubles) {
        if (trouble.what == Trouble::What::Outgoing)
            continue; // its place is the outbox
        const QString folder = isolated(oneLine(trouble.folder));
        if (trouble.what == Trouble::What::Expiry) {
            texts.append(expiryText(trouble.error.serverText.toInt()));
            continue;
        }
        const QString happened = trouble.what == Trouble::What::Folder ? Words::tr("\u201c%1\u201d could not be checked.").arg(folder)
                                 : !trouble.message.isEmpty()          ? Words::tr("\u201c%1\u201d could not be fetched.").arg(isolated(oneLine(trouble.message)))
                                 : trouble.folder.isEmpty()            ? Words::tr("A message could not be fetched.")
                                                                       : Words::tr("A message in \u201c%1\u201d could not be fetched.").arg(folder);
        const QString words = oneLine(QString::fromUtf8(trouble.error.serverText.left(200))).trimmed();
        const QString why = words.isEmpty() ? sentenceFor(trouble.error, account).happened : Words::tr("The server says: \u201c%1\u201d").arg(isolated(words));
        const QString text = happened + QLatin1Char(' ') + why;
        if (!texts.contains(text))
            texts.append(text);
    }
    if (texts.size() > kMost)
        texts = texts.first(kMost) + QStringList{Words::tr("And %n more.", nullptr, static_cast<int>(texts.size() - kMost))};
    return texts;
}

FootStatus footStatusOf(const QList<AccountStatus> &accounts, bool online, const QDateTime &now, std::optional<std::chrono::seconds> left)
{
    const auto offline = std::count_if(accounts.cbegin(), accounts.cend(), [](const AccountStatus &s) { return isIn(s, Phase::Offline); });
    if (!online || (offline > 0 && offline == accounts.size()))
        return offlineFoot(accounts);
    for (const Phase phase : {Phase::Stopped, Phase::Waiting}) {
        const QList<AccountStatus> found = those(accounts, phase);
        if (found.size() == 1)
            return {isQuiet(found.first()) ? FootStatus::Kind::Partly : FootStatus::Kind::Trouble, shortTrouble(found.first()), 0, 0};
        if (found.size() > 1)
            return {FootStatus::Kind::Trouble, Words::tr("Trouble with %n account(s)", nullptr, static_cast<int>(found.size())), 0, 0};
    }
    if (const QList<AccountStatus> working = those(accounts, Phase::Working); !working.isEmpty())
        return workingFoot(working, left);
    if (!those(accounts, Phase::Connecting).isEmpty())
        return {FootStatus::Kind::Working, Words::tr("Connecting"), 0, 0};
    if (const auto left = leftOverFoot(those(accounts, Phase::UpToDate)))
        return *left;

    std::int64_t oldest = 0;
    for (const AccountStatus &status : accounts) {
        if (status.lastSuccess != 0 && (oldest == 0 || status.lastSuccess < oldest))
            oldest = status.lastSuccess;
    }
    return {FootStatus::Kind::UpToDate, accounts.isEmpty() ? Words::tr("No account yet") : upToDateText(oldest, now), 0, 0};
}

} // namespace petrel::ui
