#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/model/account.h"

#include <QDialog>

#include <optional>

class QLineEdit;

namespace petrel::ui {

class Button;
class RoleLabel;

/**
 * Asks for the password of one end of an account, after EngineEvents::secretWanted: the sentence first (what happened, what it means
 * for the mail), then the field. Closing it loses nothing: mail stays readable and new mail waits.
 */
class PasswordDialog : public QDialog
{
    Q_OBJECT
public:
    /** `refusal` is what the server said to the former password; without one there was none at hand. */
    PasswordDialog(const Account &account, AccountSide side, const std::optional<Error> &refusal, QWidget *parent = nullptr);

    [[nodiscard]] AccountId account() const { return m_account; }

Q_SIGNALS:
    /** Hand it to Engine::provideSecret. The dialog closes itself. */
    void entered(petrel::AccountId account, const petrel::Secret &password);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();

    AccountId m_account;
    QLineEdit *m_field;
    Button *m_signIn;
};

} // namespace petrel::ui
