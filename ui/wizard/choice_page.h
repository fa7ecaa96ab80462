#pragma once

#include "ui/wizard/wizard_page.h"

class QBoxLayout;

namespace petrel::ui {

class ChoiceCard;
class ServerCopyChoice;

/** Where should your mail live: IMAP or POP3, and for POP3 what happens with the server's copy. */
class ChoicePage : public WizardPage
{
    Q_OBJECT
public:
    explicit ChoicePage(WizardPresenter &presenter, QWidget *parent = nullptr);
    void enter() override;
    void setNarrow(bool narrow) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildCards();
    void refresh();

    ChoiceCard *m_imap;
    ChoiceCard *m_pop3;
    QBoxLayout *m_cards;
    ServerCopyChoice *m_copy;
    QWidget *m_reason;
};

} // namespace petrel::ui
