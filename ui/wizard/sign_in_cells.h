#pragma once

#include "ui/common/dialog_parts.h"
#include "ui/wizard/account_presenter.h"

class QComboBox;
class QVBoxLayout;

namespace petrel::ui {

class IssuerVisitView;

/**
 * How an account signs in, as rows of the card of servers: the choice, and where it is the browser, what the issuer must know of this
 * installation, and the sign-in itself. The password has its own row, in the table. Writes each change back at once.
 */
class SignInCells : public QWidget
{
    Q_OBJECT
public:
    explicit SignInCells(AccountPresenter &account, QWidget *parent = nullptr);

    void refresh();
    /** Where the problem of this field is said and mended; null for fields that are not here. */
    [[nodiscard]] QLineEdit *fieldOf(AccountField field) const;
    [[nodiscard]] RoleLabel *noteOf(AccountField field) const;
    /** What is missing first, else the way to sign in. */
    void focusFirst();
    /** The way to sign in, where that is missing. */
    [[nodiscard]] QWidget *button() const;

private:
    void buildChoice(QVBoxLayout *card);
    void buildClient(QVBoxLayout *card);
    void buildAddresses(QVBoxLayout *card);
    void buildVisit(QVBoxLayout *card);
    void bringIntoView();
    QLineEdit *addField(QVBoxLayout *card, const QString &label, const char *name, QString OAuthSettings::*value, RoleLabel *note, RoleLabel *remark = nullptr);

    AccountPresenter &m_account;
    QComboBox *m_way = nullptr;
    QWidget *m_issuerRows = nullptr;
    QWidget *m_addresses = nullptr;
    QWidget *m_tenantRow = nullptr;
    PasswordField *m_clientSecret = nullptr;
    RoleLabel *m_clientNote = nullptr;
    RoleLabel *m_addressNote = nullptr;
    RoleLabel *m_visitNote = nullptr;
    IssuerVisitView *m_visit = nullptr;
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_authorization = nullptr;
    QList<std::pair<QLineEdit *, QString OAuthSettings::*>> m_fields;
};

} // namespace petrel::ui
