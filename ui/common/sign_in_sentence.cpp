#include "ui/common/sign_in_sentence.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::SignInSentence)
};

struct Trouble
{
    const char *code;
    NextStep step; ///< the suggested one
    const char *happened;
    const char *advice;
};

#define SAID(text) QT_TRANSLATE_NOOP("petrel::ui::SignInSentence", text)

constexpr Trouble kTroubles[] = {
    {"oauth-sign-in", NextStep::SignIn, SAID("%1 wants you to sign in again."), SAID("Sign in once in the browser; Petrel goes on by itself.")},
    {"oauth-expired", NextStep::SignIn, SAID("Nobody signed in for %1 while there was time."), SAID("Sign in again when you like.")},
    {"oauth-denied", NextStep::SignIn, SAID("Signing in for %1 was declined in the browser."), SAID("Sign in again, and allow Petrel to read and send your mail.")},
    {"oauth-scope", NextStep::SignIn, SAID("%1 does not get what mail needs."),
     SAID("Sign in again and allow all that is asked for. If it comes back, whoever registered the client id has to add mail to it.")},
    {"oauth-refused", NextStep::SignIn, SAID("The mail server of %1 does not accept the sign-in."),
     SAID("Sign in as the person whose mailbox it is. If it comes back, see in the settings of the mailbox that IMAP, POP and SMTP are allowed for it.")},
    {"token-refused", NextStep::SignIn, SAID("%1 does not accept the sign-in any more."), SAID("Sign in again as the person whose mailbox it is.")},
    {"oauth-policy", NextStep::TryAgain, SAID("A rule of those who run the mail of %1 forbids signing in."),
     SAID("Ask the administrator to allow the client id of Petrel, and IMAP, POP and SMTP for your mailbox.")},
    {"oauth-client", NextStep::ChangeSettings, SAID("The provider of %1 does not know this client id."),
     SAID("Compare client id, client secret and tenant with what was registered there: a desktop program that comes back to this computer.")},
    {"oauth-settings", NextStep::ChangeSettings, SAID("Signing in for %1 wants a client id and addresses that begin with https."),
     SAID("Enter them in the settings of the account, under Servers.")},
    {"oauth-foreign-server", NextStep::ChangeSettings, SAID("The server %1 sends by belongs to somebody else than the one it signs in at."),
     SAID("Petrel did not show it the sign-in. Enter the provider's own server for sending in the settings of the account, under Servers.")},
    {"oauth-busy", NextStep::TryAgain, SAID("The sign-in of %1 asks for a pause."), SAID("Petrel tries again by itself in a while.")},
    {"oauth-unreachable", NextStep::TryAgain, SAID("The place where %1 signs in cannot be reached."), SAID("Check that this computer is online. Petrel tries again by itself.")},
    {"oauth-tls", NextStep::TryAgain, SAID("No safe connection to the place where %1 signs in comes about."), SAID("Check the clock of this computer, and its network. Petrel tries again by itself.")},
    {"oauth-forged", NextStep::SignIn, SAID("What came back from the browser was not the answer for %1."), SAID("Nothing of it was used. Sign in again, and in one tab only.")},
    {"oauth-answer", NextStep::TryAgain, SAID("The place where %1 signs in answers in a way Petrel does not understand."), SAID("Check the addresses for signing in, or try again later.")},
    {"oauth-nobody-came", NextStep::SignIn, SAID("Nobody came back from the browser for %1."), SAID("Sign in again when you like.")},
    {"oauth-no-device", NextStep::SignIn, SAID("The provider of %1 does not offer signing in by a code."), SAID("Sign in in the browser of this computer.")},
    {"no-loopback", NextStep::TryAgain, SAID("The browser has no way back to Petrel."), SAID("Another program may forbid connections within this computer; look at its firewall.")},
    {"policy-app-password", NextStep::EnterPassword, SAID("%1 does not take your usual password from programs."),
     SAID("Sign in in the browser instead, or make a password for programs (app password) in the security settings of the provider and enter that.")},
    {"policy-no-password", NextStep::ChangeSettings, SAID("%1 takes no passwords from programs."), SAID("Change the account to signing in in the browser, under Servers.")},
    {"policy-protocol-off", NextStep::TryAgain, SAID("Mail programs are switched off for the mailbox of %1."),
     SAID("Switch IMAP or POP on in the web settings of the mailbox; in a company or school, ask the administrator to.")},
    {"policy-sending-off", NextStep::TryAgain, SAID("Sending by mail programs is switched off for the mailbox of %1."),
     SAID("Ask the administrator to switch on authenticated SMTP for your mailbox. Your password is right.")},
    {"policy-browser", NextStep::TryAgain, SAID("The provider of %1 wants you to look at something first."),
     SAID("Open the mailbox in a browser, confirm there that it was you, then try again.")},
    {"policy-administrator", NextStep::TryAgain, SAID("A rule of those who run the mail of %1 forbids it."), SAID("Ask the administrator what it takes. Your password is right.")},
    {"policy-not-connected", NextStep::TryAgain, SAID("%1 lets you in, but opens no mailbox."),
     SAID("Petrel tries again by itself. If it stays so: the user name is to be the main address of the mailbox, IMAP is to be allowed for it, and it needs a licence.")},
    {"no-mechanism", NextStep::ChangeSettings, SAID("%1 and Petrel know no common way to sign in."), SAID("Choose another way in the settings of the account, under Servers.")},
    {"unencrypted", NextStep::ChangeSettings, SAID("%1 is not protected by TLS, so nothing secret was sent."), SAID("Choose TLS or STARTTLS for both servers in the settings of the account.")},
    {"no-certificate", NextStep::ChangeSettings, SAID("%1 needs your certificate."), SAID("Choose it in the settings of the account, under Servers.")},
    {"client-certificate", NextStep::ChangeSettings, SAID("The certificate of %1 cannot be used."), SAID("Choose it anew in the settings of the account, under Servers.")},
};

#undef SAID

const Trouble *troubleOf(const QByteArray &code)
{
    const auto found = std::find_if(std::begin(kTroubles), std::end(kTroubles), [&](const Trouble &trouble) { return code == trouble.code; });
    return found == std::end(kTroubles) ? nullptr : found;
}

} // namespace

std::optional<ErrorSentence> signInSentence(const QByteArray &code, const QString &name, const QString &meanwhile)
{
    const Trouble *trouble = troubleOf(code);
    if (!trouble)
        return std::nullopt;
    QList<NextStep> steps{trouble->step};
    for (const NextStep other : {NextStep::TryAgain, NextStep::ChangeSettings, NextStep::ShowDetails}) {
        if (!steps.contains(other))
            steps.append(other);
    }
    const QString happened = Words::tr(trouble->happened);
    return ErrorSentence{happened.contains(QLatin1String("%1")) ? happened.arg(name) : happened, meanwhile, Words::tr(trouble->advice), steps};
}

bool isAboutSigningIn(const Error &error)
{
    return troubleOf(error.code) != nullptr;
}

std::optional<NextStep> suggestedStep(const Error &error)
{
    const Trouble *trouble = troubleOf(error.code);
    return trouble ? std::optional(trouble->step) : std::nullopt;
}

} // namespace petrel::ui
