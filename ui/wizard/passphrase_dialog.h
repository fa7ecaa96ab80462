#pragma once

#include "ui/wizard/secret_dialog.h"

namespace petrel::ui {

/**
 * Asks for the passphrase of the sealed file of passwords when Petrel starts. The application opens the file with what it is
 * given: accept() when it fits, refuse() when not. Closing without an answer is rejected(): Petrel goes on without passwords.
 */
class PassphraseDialog final : public SecretDialog
{
    Q_OBJECT
public:
    explicit PassphraseDialog(QWidget *parent = nullptr);

    /** The passphrase did not open the file; the person may try again. */
    void refuse();
    /** Anything else that went wrong, as a sentence. */
    void showProblem(const QString &words) { showNote(words); }

Q_SIGNALS:
    void entered(const petrel::Secret &passphrase);

private:
    void submit() override;
};

} // namespace petrel::ui
