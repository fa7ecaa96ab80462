#pragma once

#include "ui/wizard/secret_place.h"

#include <QWidget>

class QButtonGroup;

namespace petrel::ui {

class PasswordField;
class RoleLabel;

/** "Kept in your keyring", in words for the mode in use. */
[[nodiscard]] QString secretPlaceSentence(SecretPlace::Mode mode);

/** Where passwords are to live when no keyring answers: a sealed file with its passphrase, or ask at each start. */
class SecretPlaceBox : public QWidget
{
    Q_OBJECT
public:
    explicit SecretPlaceBox(QWidget *parent = nullptr);

    void setMode(SecretPlace::Mode mode);
    [[nodiscard]] SecretPlace::Mode mode() const;
    /** Adds the keyring as a choice; it is shown disabled when none answers. */
    void offerKeychain(bool answers);
    [[nodiscard]] QString passphrase() const;
    [[nodiscard]] QString repeated() const;
    void setProblem(const QString &words);
    void focusPassphrase();

Q_SIGNALS:
    void modeChosen(petrel::ui::SecretPlace::Mode mode);
    void passphraseEdited();

private:
    void refresh();

    QButtonGroup *m_modes;
    QWidget *m_fields;
    PasswordField *m_passphrase;
    PasswordField *m_again;
    RoleLabel *m_note;
};

} // namespace petrel::ui
