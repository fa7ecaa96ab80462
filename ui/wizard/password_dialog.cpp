#include "ui/wizard/password_dialog.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"

namespace petrel::ui {

namespace {

QString nameOf(const Account &account)
{
    return account.name.isEmpty() ? account.address.email : account.name;
}

/** There was none at hand. */
ErrorSentence missing(const Account &account, AccountSide side)
{
    ErrorSentence sentence;
    if (side == AccountSide::Incoming) {
        sentence.happened = PasswordDialog::tr("%1 needs its password.").arg(isolated(nameOf(account)));
        sentence.meaning = PasswordDialog::tr("Nothing is lost; new mail waits on the server until then.");
    } else {
        sentence.happened = PasswordDialog::tr("%1 needs its password for sending.").arg(isolated(nameOf(account)));
        sentence.meaning = PasswordDialog::tr("Nothing is lost; what you send waits in the Outbox until then.");
    }
    return sentence;
}

/** "Password of ada@postbox.example at imap.postbox.example" */
QString fieldName(const Account &account, AccountSide side)
{
    const bool incoming = side == AccountSide::Incoming;
    const QString user = incoming ? account.incoming.user : account.outgoingUser();
    const QString host = incoming ? account.incoming.host : account.outgoing.host;
    return PasswordDialog::tr("&Password of %1 at %2").arg(isolatedLtr(user), isolatedLtr(host));
}

} // namespace

PasswordDialog::PasswordDialog(const Account &account, AccountSide side, const std::optional<Error> &refusal, QWidget *parent)
    : SecretDialog([&] {
          const Activity activity = side == AccountSide::Incoming ? Activity::Receiving : Activity::Sending;
          const ErrorSentence sentence = refusal ? sentenceFor(*refusal, account, activity) : missing(account, side);
          return Words{tr("Password for %1").arg(nameOf(account)), sentence.happened, TypeRole::Heading, sentence.meaning, fieldName(account, side),
                       tr("&Later"), tr("&Sign in")};
      }(), parent), m_account(account.id)
{
    setObjectName(QStringLiteral("passwordDialog"));
}

void PasswordDialog::submit()
{
    const Secret password = typed();
    forgetTyped();
    Q_EMIT entered(m_account, password);
    accept();
}

} // namespace petrel::ui
