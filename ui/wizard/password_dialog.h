#pragma once

#include "core/base/error.h"
#include "core/model/account.h"
#include "ui/wizard/secret_dialog.h"

#include <optional>

namespace petrel::ui {

/**
 * Asks for the password of one end of an account, after EngineEvents::secretWanted: the sentence first (what happened, what it means
 * for the mail), then the field. Closing it loses nothing: mail stays readable and new mail waits.
 */
class PasswordDialog final : public SecretDialog
{
    Q_OBJECT
public:
    /** `refusal` is what the server said to the former password; without one there was none at hand. */
    PasswordDialog(const Account &account, AccountSide side, const std::optional<Error> &refusal, QWidget *parent = nullptr);

    [[nodiscard]] AccountId account() const { return m_account; }

Q_SIGNALS:
    /** Hand it to Engine::provideSecret. The dialog closes itself. */
    void entered(petrel::AccountId account, const petrel::Secret &password);

private:
    void submit() override;

    AccountId m_account;
};

} // namespace petrel::ui
