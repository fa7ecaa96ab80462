#include "ui/wizard/passphrase_dialog.h"

namespace petrel::ui {

PassphraseDialog::PassphraseDialog(QWidget *parent)
    : SecretDialog({tr("Open your passwords"), tr("Open your passwords"), TypeRole::Subject,
                    tr("Your passwords are in a sealed file. With its passphrase Petrel can fetch and send; without it your mail here stays readable."),
                    tr("&Passphrase"), tr("&Without passwords"), tr("&Open")},
                   parent)
{
    setObjectName(QStringLiteral("passphraseDialog"));
}

void PassphraseDialog::submit()
{
    awaitAnswer();
    Q_EMIT entered(typed());
}

void PassphraseDialog::refuse()
{
    showNote(tr("This passphrase does not open the file. Nothing is lost; try again."));
}

} // namespace petrel::ui
