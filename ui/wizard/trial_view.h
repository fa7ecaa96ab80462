#pragma once

#include "ui/wizard/account_trial.h"
#include "ui/wizard/dialog_parts.h"

#include <array>

class QBoxLayout;
class QStackedLayout;

namespace petrel::ui {

class Spinner;

/** One step of a test: its state as a picture and in words, one fact, or the sentence why it failed. */
class TrialStepRow : public QWidget
{
    Q_OBJECT
public:
    TrialStepRow(AccountTrial::Side side, QWidget *parent = nullptr);
    void show(const TrialStep &step, Security security);
    [[nodiscard]] QString words() const;

private:
    AccountTrial::Side m_side;
    IconMark *m_icon;
    Spinner *m_spinner;
    QStackedLayout *m_mark;
    RoleLabel *m_title;
    RoleLabel *m_fact;
    Button *m_details;
    RoleLabel *m_detailText;
};

/** Receiving and sending side by side, five steps each. Follows the trial live. */
class TrialView : public QWidget
{
    Q_OBJECT
public:
    explicit TrialView(AccountTrial &trial, QWidget *parent = nullptr);
    void setNarrow(bool narrow);

private:
    struct Card
    {
        RoleLabel *state = nullptr;
        std::array<TrialStepRow *, 5> rows{};
    };
    Card addCard(AccountTrial::Side side, const QString &icon, const QString &title);
    void refresh();
    void show(const Card &card, AccountTrial::Side side);

    AccountTrial &m_trial;
    QBoxLayout *m_cards;
    Card m_receiving;
    Card m_sending;
};

} // namespace petrel::ui
