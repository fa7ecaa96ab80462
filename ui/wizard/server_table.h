#pragma once

#include "ui/common/dialog_parts.h"
#include "ui/common/theme.h"
#include "ui/wizard/account_presenter.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QVBoxLayout;

namespace petrel::ui {

class NoticeBar;
class SignInCells;

/**
 * Both servers, the user name and the password of an account, every value editable in place; below them, folded, what few
 * people need (server_more.h). It shows the presenter's values and writes each change back at once.
 */
class ServerTable : public QWidget
{
    Q_OBJECT
public:
    explicit ServerTable(AccountPresenter &account, QWidget *parent = nullptr);

    /** Where the values come from; without it the card begins with the servers. */
    void setSource(const QString &icon, Colour colour, const QString &title, const QString &detail);
    /** The sentence where the password goes. */
    void setPasswordNote(const QString &words);
    /** Shows what is missing beside the fields and goes to the first. */
    void showProblems();
    void focusFirst();
    /** Port and security below the server instead of beside it. */
    void setNarrow(bool narrow);
    /** Puts the presenter's values into the fields. */
    void refresh();

private:
    struct ServerRow
    {
        QWidget *widget = nullptr;
        QGridLayout *grid = nullptr;
        QLineEdit *host = nullptr;
        QLineEdit *port = nullptr;
        QComboBox *security = nullptr;
        RoleLabel *note = nullptr;
    };
    using Side = AccountPresenter::Side;

    ServerRow addServer(QVBoxLayout *card, Side side, const QString &label);
    void buildSource(QVBoxLayout *card);
    void buildPassword(QVBoxLayout *card);
    void buildConsent(QVBoxLayout *column);
    void connectServer(const ServerRow &row, Side side);
    void showServer(const ServerRow &row, Side side);
    void refreshNotes();
    [[nodiscard]] QLineEdit *fieldOf(AccountField field) const;
    [[nodiscard]] RoleLabel *noteOf(AccountField field) const;

    AccountPresenter &m_account;
    QWidget *m_source = nullptr;
    IconMark *m_sourceIcon = nullptr;
    RoleLabel *m_sourceTitle = nullptr;
    RoleLabel *m_sourceDetail = nullptr;
    ServerRow m_receiving;
    ServerRow m_sending;
    QLineEdit *m_user;
    RoleLabel *m_userNote;
    SignInCells *m_signIn = nullptr;
    QWidget *m_passwordRow = nullptr;
    PasswordField *m_password;
    RoleLabel *m_passwordNote;
    RoleLabel *m_passwordRemark;
    QWidget *m_consent = nullptr;
    QCheckBox *m_consentBox = nullptr;
    RoleLabel *m_consentNote = nullptr;
    bool m_showsProblems = false;
};

} // namespace petrel::ui
