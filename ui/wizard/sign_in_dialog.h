#pragma once

#include "core/base/error.h"
#include "ui/wizard/issuer_visit.h"

#include <QDialog>

namespace petrel::ui {

/**
 * Asks the person to sign in at the issuer again, after EngineEvents::signInWanted: the sentence first (what happened, what it means for
 * the mail), then the way into the browser. Closing it loses nothing: mail stays readable and new mail waits.
 */
class SignInDialog final : public QDialog
{
    Q_OBJECT
public:
    /** `refusal` is why; without one nobody signed in yet. `service` is borrowed. */
    SignInDialog(AccountService &service, const Account &account, const std::optional<Error> &refusal, QWidget *parent = nullptr);

    [[nodiscard]] AccountId account() const { return m_account; }
    [[nodiscard]] IssuerVisit &visit() { return m_visit; }

Q_SIGNALS:
    /** Hand it to Engine::provideSignIn. The dialog closes itself. */
    void signedIn(petrel::AccountId account, const petrel::SignedIn &signedIn);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    AccountId m_account;
    IssuerVisit m_visit;
};

} // namespace petrel::ui
