#include "ui/common/error_sentence.h"

#include "ui/common/formats.h"
#include "ui/common/sign_in_sentence.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

/** What the sentences are made from. */
struct Circumstances
{
    const Error &error;
    const Account &account;
    Activity activity;
    QString name; ///< what the person calls it: "Home"
    QString host;
};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::ErrorSentence)
};

bool sending(const Circumstances &c) { return c.activity == Activity::Sending; }

/** What stays true for the mail while the connection fails. */
QString meanwhile(const Circumstances &c)
{
    return sending(c) ? Words::tr("Your message waits safely in the Outbox.") : Words::tr("Nothing is lost; new mail waits on the server.");
}

ErrorSentence cancelled(const Circumstances &)
{
    return {Words::tr("It was stopped."), Words::tr("Your mail is as it was before."), Words::tr("Try again when you like."), {NextStep::TryAgain}};
}

ErrorSentence timeout(const Circumstances &c)
{
    return {Words::tr("%1 does not answer.").arg(c.host), meanwhile(c), Words::tr("Petrel tries again by itself."),
            {NextStep::TryAgain, NextStep::OpenDoctor}};
}

ErrorSentence network(const Circumstances &c)
{
    return {Words::tr("%1 cannot be reached.").arg(c.host),
            sending(c) ? Words::tr("Your message waits safely in the Outbox.") : Words::tr("Your mail here stays readable; changes go out later."),
            Words::tr("Check that this computer is online. Petrel tries again by itself."), {NextStep::TryAgain, NextStep::OpenDoctor}};
}

/** A certificate was refused: what is wrong with it, and who can mend that. */
struct Mistrust
{
    const char *code;
    const char *happened;
    const char *advice;
};

constexpr Mistrust kMistrusts[] = {
    {"expired", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 has expired."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Whoever runs the server has to renew it; look at it, or try again later.")},
    {"not-yet-valid", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 is not valid yet, or the clock of this computer is wrong."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Look at the clock of this computer, then try again.")},
    {"self-signed", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "%1 shows a certificate that it made itself."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Look at the certificate. If the server is yours, you can trust just this one.")},
    {"untrusted", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 is signed by nobody this computer knows."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Look at the certificate. A private server may need its CA certificate: add it to the servers, under More.")},
    {"name-mismatch", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 belongs to another server."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Check the name of the server, and look at the certificate.")},
    {"common-name-only", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 does not name it where names count."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Whoever runs the server has to renew it; look at the certificate.")},
    {"revoked", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The certificate of %1 was taken back by its issuer."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Do not connect from here; ask whoever runs the server.")},
};

ErrorSentence tls(const Circumstances &c)
{
    const QString meaning = Words::tr("Petrel stays disconnected to protect your password.");
    for (const Mistrust &mistrust : kMistrusts) {
        if (c.error.code == mistrust.code)
            return {Words::tr(mistrust.happened).arg(c.host), meaning, Words::tr(mistrust.advice), {NextStep::ShowCertificate, NextStep::TryAgain}, true};
    }
    if (c.error.code == "server-unproven") // SCRAM: whoever answers has the certificate, but not the password
        return {Words::tr("%1 could not prove that it knows your password: somebody else may be answering.").arg(c.host), meaning,
                Words::tr("Ask whoever runs the server."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {Words::tr("No protected connection to %1 comes about.").arg(c.host), meaning, Words::tr("Check that port and security belong together."),
            {NextStep::ChangeSettings, NextStep::TryAgain, NextStep::ShowDetails}, true};
}

/** The place of the passwords fails, by code: what happened, and the way to mend it. */
struct SecretsTrouble
{
    const char *code;
    const char *happened;
    const char *advice;
};

constexpr SecretsTrouble kSecretsTroubles[] = {
    {"secrets-no-answer", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The keyring of this desktop does not answer."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Unlock the keyring; Petrel tries again by itself. Or enter the password for now.")},
    {"secrets-no-keychain", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "No keyring answers on this desktop."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Start the keyring; Petrel tries again by itself. Or enter the password for now.")},
    {"secrets-locked", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The keyring of this desktop is locked."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Unlock the keyring and try again, or enter the password for now.")},
    {"secrets-denied", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Petrel was not allowed to use the keyring."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Try again and allow it, or enter the password for now.")},
    {"secrets-passphrase", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The passphrase does not open the file with your passwords."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Start Petrel again to give the right one, or enter the passwords for now.")},
    {"secrets-damaged", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The file with your passwords is damaged."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Put it back from a back-up. Or enter the passwords for now, and choose another place for them in the settings, under Privacy.")},
    {"secrets-newer", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The file with your passwords was last written by a newer Petrel."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Install the newer Petrel, or enter the passwords for now.")},
    {"secrets-unreadable", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The file with your passwords cannot be read."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Check its permissions and start Petrel again, or enter the passwords for now.")},
    {"secrets-unwritable", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The file with your passwords cannot be written."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Check the permissions of the folder it lies in, or choose another place for passwords in the settings, under Privacy.")},
    {"secrets-not-kept", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "The new place did not keep a password as it was given."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Choose another place for them.")},
    {"secrets-unopened", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "This computer has not enough memory free to open the file with your passwords."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Close other programs and try again, or enter the passwords for now.")},
};

ErrorSentence secretsTrouble(const Circumstances &c, const SecretsTrouble &trouble)
{
    const QString happened = Words::tr(trouble.happened);
    const QString advice = Words::tr(trouble.advice);
    if (c.activity == Activity::Saving)
        return {happened, Words::tr("Nothing was kept there, and what it holds is as it was. Your mail is whole."), advice, {NextStep::TryAgain, NextStep::ShowDetails}};
    const QString forNow = Words::tr("A password you enter now is used until Petrel is closed; what is kept stays as it is.");
    if (c.activity == Activity::Starting)
        return {happened, Words::tr("Your mail here is whole and readable.") + QLatin1Char(' ') + forNow, advice, {NextStep::TryAgain, NextStep::ShowDetails}};
    if (c.account.signIn.way != SignInWay::Password) // nothing to type
        return {happened, meanwhile(c), Words::tr("Unlock the keyring, then try again."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {happened, meanwhile(c) + QLatin1Char(' ') + forNow, advice, {NextStep::EnterPassword, NextStep::TryAgain, NextStep::ShowDetails}};
}

ErrorSentence authentication(const Circumstances &c)
{
    for (const SecretsTrouble &trouble : kSecretsTroubles) {
        if (c.error.code == trouble.code)
            return secretsTrouble(c, trouble);
    }
    if (c.error.code == "no-secret") // nobody refused anything: passwords are kept nowhere, or this one was never typed
        return {Words::tr("%1 needs its password.").arg(c.name), meanwhile(c), Words::tr("Enter it once; Petrel goes on by itself."),
                {NextStep::EnterPassword, NextStep::ChangeSettings}};
    return {Words::tr("%1 does not accept the password.").arg(c.name), meanwhile(c), Words::tr("Enter the password again."),
            {NextStep::EnterPassword, NextStep::ChangeSettings}};
}

ErrorSentence protocol(const Circumstances &c)
{
    if (c.error.code == "another-message")
        return {Words::tr("%1 sent another message instead of this one.").arg(c.name), Words::tr("It was not kept."),
                Words::tr("Try again later."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {Words::tr("%1 answers in a way Petrel does not understand.").arg(c.host), meanwhile(c),
            Words::tr("Check that server and port are right for mail."), {NextStep::OpenDoctor, NextStep::ShowDetails}};
}

ErrorSentence refused(const Circumstances &c)
{
    if (c.error.code == "SYS/PERM")
        return {Words::tr("%1 cannot open this mailbox.").arg(c.name), Words::tr("Nothing is lost; your mail here stays readable."),
                Words::tr("Whoever runs the server has to mend that; look at the details for the reason it gave."), {NextStep::ShowDetails, NextStep::TryAgain}};
    if (sending(c))
        return {Words::tr("%1 did not take the message.").arg(c.name), Words::tr("It has not been sent."),
                Words::tr("Change the message or the recipients, and send it again."), {NextStep::EditMessage, NextStep::ShowDetails}};
    if (c.activity == Activity::Changing)
        return {Words::tr("%1 refused the change.").arg(c.name), Words::tr("The message stays where it was; nothing is lost."),
                Words::tr("Try again, or leave it as it is."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {Words::tr("%1 refused to do it.").arg(c.name), Words::tr("Nothing is lost; your mail here stays readable."),
            Words::tr("Look at the details for the reason it gave."), {NextStep::ShowDetails, NextStep::TryAgain}};
}

/** Why a POP3 server wants us to come again later, by its code (RFC 2449 section 8, RFC 3206). */
struct Pause
{
    const char *code;
    const char *happened;
    const char *advice;
};

constexpr Pause kPauses[] = {
    {"IN-USE", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Another program is reading the mailbox of %1."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Petrel tries again by itself until it is free.")},
    {"LOGIN-DELAY", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "%1 wants to be asked less often."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Petrel waits as long as the server wants, then tries again by itself.")},
    {"SYS/TEMP", QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "%1 has a fault of its own."),
     QT_TRANSLATE_NOOP("petrel::ui::ErrorSentence", "Petrel tries again by itself in a while.")},
};

ErrorSentence throttled(const Circumstances &c)
{
    for (const Pause &pause : kPauses) {
        if (c.error.code == pause.code)
            return {Words::tr(pause.happened).arg(c.name), meanwhile(c), Words::tr(pause.advice), {NextStep::TryAgain, NextStep::ShowDetails}};
    }
    return {Words::tr("%1 asks for a pause.").arg(c.name), meanwhile(c), Words::tr("Petrel tries again by itself in a while."),
            {NextStep::TryAgain, NextStep::ShowDetails}};
}

ErrorSentence quota(const Circumstances &c)
{
    return {Words::tr("The mailbox of %1 is full.").arg(c.name), Words::tr("New mail may be turned away until there is room."),
            Words::tr("Delete what you no longer need and empty the trash."), {NextStep::ShowStorage, NextStep::TryAgain}};
}

ErrorSentence notFound(const Circumstances &c)
{
    if (c.activity == Activity::Changing)
        return {Words::tr("The folder is no longer there; it was deleted on another device."),
                Words::tr("The message is back where it was."), Words::tr("Choose another folder."), {NextStep::ChooseFolder}};
    if (c.error.code == "not-given")
        return {Words::tr("The server did not give the whole message."), Words::tr("It may have been deleted there; the header stays here."),
                Words::tr("Try again later."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {Words::tr("The message is no longer there; it was deleted or moved on another device."),
            Words::tr("Your other mail is as it was."), Words::tr("Look for it in the other folders."), {NextStep::ShowDetails}};
}

ErrorSentence unsupported(const Circumstances &c)
{
    if (c.activity == Activity::Starting)
        return {Words::tr("Your mail was last opened by a newer Petrel."), Words::tr("It is untouched and whole."),
                Words::tr("Install the newer Petrel to open it."), {NextStep::ShowDetails}};
    if (c.error.code == "no-uidl")
        return {Words::tr("%1 cannot tell its messages apart.").arg(c.name), Words::tr("Petrel would not know there what it has fetched already; nothing was deleted."),
                Words::tr("In the settings of the account, choose to delete messages from the server after fetching."), {NextStep::ChangeSettings, NextStep::ShowDetails}};
    if (c.error.code == "header-only")
        return {Words::tr("Only the header of the message is here."), Words::tr("The message itself is still on the server."),
                Words::tr("Open it and get the whole message first."), {NextStep::ShowDetails}};
    if (c.error.code == "too-large")
        return {Words::tr("The message is larger than Petrel takes."), Words::tr("It stays on the server."),
                Words::tr("Read it there with another program."), {NextStep::ShowDetails}};
    return {Words::tr("%1 does not offer this.").arg(c.name), Words::tr("Your mail is as it was."),
            Words::tr("Look at the details, or change the settings of the account."), {NextStep::ChangeSettings, NextStep::ShowDetails}};
}

/** What a full disk has stopped, and where the mail is meanwhile. */
QString stoppedByFullDisk(Activity activity)
{
    switch (activity) {
    case Activity::Receiving: return Words::tr("Petrel has stopped fetching; nothing was removed from the server.");
    case Activity::Sending: return Words::tr("Petrel has stopped sending; your message is kept, and has not left.");
    case Activity::Changing: return Words::tr("The change was not made; your mail is as it was.");
    case Activity::Saving: return Words::tr("It could not be saved; what was saved before is as it was.");
    case Activity::BackingUp: return Words::tr("No backup was made; your mail and the backups before are as they were.");
    case Activity::Restoring: return Words::tr("Nothing was restored; your mail is as it was.");
    case Activity::Opening:
    case Activity::Starting: break;
    }
    return Words::tr("Nothing is lost; your mail is as it was.");
}

ErrorSentence storeFull(const Circumstances &c)
{
    return {Words::tr("The disk is full."), stoppedByFullDisk(c.activity),
            Words::tr("Make room on the disk, then try again."), {NextStep::ShowStorage, NextStep::TryAgain}};
}

/** The damage is in the copy, or was found while it was made. */
ErrorSentence damagedBackup(const Circumstances &c)
{
    if (c.activity == Activity::BackingUp)
        return {Words::tr("The mail store on this computer is damaged, so no backup can be made of it."), Words::tr("The backups before are kept."),
                Words::tr("Check your mail below, and restore a backup when it says so."), {NextStep::CheckStore, NextStep::ShowDetails}, true};
    return {Words::tr("The backup is damaged, and was not used."), Words::tr("Your mail is as it was."), Words::tr("Take another one, or check the disk it lies on."),
            {NextStep::ShowDetails}};
}

ErrorSentence storeCorrupt(const Circumstances &c)
{
    if (c.error.code == "BACKUP")
        return damagedBackup(c);
    if (c.error.code == "UNREADABLE" && c.activity == Activity::BackingUp)
        return {Words::tr("The place for backups cannot be written."), Words::tr("No backup was made; your mail is as it was."),
                Words::tr("Choose another place, or connect the disk it lies on."), {NextStep::ShowDetails}};
    if (c.error.code == "UNREADABLE")
        return {Words::tr("The place where Petrel keeps your mail cannot be read or written."), Words::tr("Nothing in it has been changed."),
                Words::tr("Check the permissions of the folder, then start Petrel again."), {NextStep::TryAgain, NextStep::ShowDetails}, true};
    if (c.error.code == "BLOB")
        return {Words::tr("This message is damaged on this computer."), Words::tr("Your other mail is as it was."),
                Words::tr("Where the server has it still, Petrel fetches it again once it is connected."), {NextStep::TryAgain, NextStep::ShowDetails}};
    return {Words::tr("The mail store on this computer is damaged."),
            Words::tr("Petrel has stopped before anything could be lost; mail on servers is not touched."),
            Words::tr("Let Petrel check it and save what can be read."), {NextStep::CheckStore, NextStep::ShowDetails}, true};
}

ErrorSentence profileInUse(const Circumstances &)
{
    return {Words::tr("Another Petrel is using this mailbox."), Words::tr("Opening it twice could damage it."), Words::tr("Go to that window, or try again when it has finished."),
            {NextStep::GoToOtherWindow, NextStep::TryAgain}};
}

ErrorSentence invalid(const Circumstances &c)
{
    if (sending(c))
        return {Words::tr("The message cannot be sent as it is."), Words::tr("It is kept as a draft."),
                Words::tr("Look at the addresses and correct them."), {NextStep::EditMessage, NextStep::KeepAsDraft}};
    if (c.error.code == "OTHER-PROFILE")
        return {Words::tr("This backup is of another mailbox."), Words::tr("Nothing was changed: mail of the two would be mixed."),
                Words::tr("Restore it into a mailbox of its own: start Petrel with --profile and a new directory."), {NextStep::ShowDetails}};
    if (c.error.code == "BACKUP-RUNS")
        return {Words::tr("A backup is being made already."), Words::tr("Nothing was changed."), Words::tr("Wait until it is done."), {NextStep::TryAgain}};
    if (c.error.code == "unwritable")
        return {Words::tr("Petrel may not write there."), Words::tr("Nothing was saved; your mail is as it was."), Words::tr("Choose another folder."), {NextStep::ShowDetails}};
    return {Words::tr("Something in the settings of %1 cannot be right.").arg(c.name), Words::tr("Your mail here stays readable."),
            Words::tr("Look at the settings of the account."), {NextStep::ChangeSettings, NextStep::ShowDetails}};
}

ErrorSentence bug(const Circumstances &)
{
    return {Words::tr("Petrel made a mistake of its own."), Words::tr("It has stopped this one thing; your mail is as it was."),
            Words::tr("Try again. If it comes back, please send us the details."), {NextStep::TryAgain, NextStep::ShowDetails}};
}

} // namespace

QString nextStepText(NextStep step)
{
    switch (step) {
    case NextStep::EnterPassword: return Words::tr("Enter password");
    case NextStep::SignIn: return Words::tr("Sign in again");
    case NextStep::TryAgain: return Words::tr("Try again");
    case NextStep::ChangeSettings: return Words::tr("Change settings");
    case NextStep::ShowCertificate: return Words::tr("Show certificate");
    case NextStep::OpenDoctor: return Words::tr("Check the connection");
    case NextStep::ShowStorage: return Words::tr("Show what takes space");
    case NextStep::CheckStore: return Words::tr("Check the store");
    case NextStep::GoToOtherWindow: return Words::tr("Go to that window");
    case NextStep::SendAgain: return Words::tr("Send again");
    case NextStep::KeepAsDraft: return Words::tr("Keep as draft");
    case NextStep::EditMessage: return Words::tr("Edit message");
    case NextStep::ChooseFolder: return Words::tr("Choose another folder");
    case NextStep::ShowDetails: return Words::tr("Details");
    }
    return {};
}

bool isAboutSecrets(const Error &error) { return error.code.startsWith("secrets-"); }

QString ErrorSentence::text() const { return QStringList{happened, meaning, advice}.join(QLatin1Char(' ')); }

ErrorSentence sentenceFor(const Error &error, const Account &account, Activity activity)
{
    const ServerSettings &server = activity == Activity::Sending ? account.outgoing : account.incoming;
    const QString fallback = Words::tr("The mail server");
    const QString host = server.host.isEmpty() ? fallback : isolatedLtr(server.host);
    const QString shownName = account.name.isEmpty() ? account.address.email : account.name;
    const Circumstances c{error, account, activity, shownName.isEmpty() ? fallback : isolated(shownName), host};
    if (const std::optional<ErrorSentence> sentence = signInSentence(error.code, c.name, meanwhile(c)))
        return *sentence;
    switch (error.kind) {
    case ErrorKind::Cancelled: return cancelled(c);
    case ErrorKind::Timeout: return timeout(c);
    case ErrorKind::Network: return network(c);
    case ErrorKind::Tls: return tls(c);
    case ErrorKind::Auth: return authentication(c);
    case ErrorKind::Protocol: return protocol(c);
    case ErrorKind::Refused: return refused(c);
    case ErrorKind::Throttled: return throttled(c);
    case ErrorKind::Quota: return quota(c);
    case ErrorKind::NotFound: return notFound(c);
    case ErrorKind::Unsupported: return unsupported(c);
    case ErrorKind::StoreFull: return storeFull(c);
    case ErrorKind::StoreCorrupt: return storeCorrupt(c);
    case ErrorKind::ProfileInUse: return profileInUse(c);
    case ErrorKind::Invalid: return invalid(c);
    case ErrorKind::Bug: break;
    }
    return bug(c);
}

QString errorDetails(const Error &error)
{
    QString text = describe(error);
    if (!error.serverText.isEmpty())
        text += QLatin1Char('\n') + oneLine(QString::fromUtf8(error.serverText));
    return text;
}

} // namespace petrel::ui
