#pragma once

#include "ui/wizard/wizard_page.h"

class QBoxLayout;

namespace petrel::ui {

class ChoiceCard;
class DeliveryChoice;
class ServerCopyChoice;

/** Where should your mail live: IMAP or POP3, and for POP3 what happens with the server's copy, and into which inbox the mail goes where there is more than one. */
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
    void readPlaces();

    ChoiceCard *m_imap;
    ChoiceCard *m_pop3;
    QBoxLayout *m_cards;
    ServerCopyChoice *m_copy;
    DeliveryChoice *m_delivery;
    QWidget *m_reason;
};

} // namespace petrel::ui
