#pragma once

#include "ui/common/dialog_parts.h"
#include "ui/wizard/account_presenter.h"

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

Q_SIGNALS:
    void certificateWanted(const petrel::CertificateProblem &certificate);

private:
    AccountTrial::Side m_side;
    IconMark *m_icon;
    Spinner *m_spinner;
    QStackedLayout *m_mark;
    RoleLabel *m_title;
    RoleLabel *m_fact;
    Button *m_certificate;
    std::optional<CertificateProblem> m_refused;
    Button *m_details;
    RoleLabel *m_detailText;
};

/** Receiving and sending side by side, five steps each. Follows the trial live; a certificate that was refused can be looked at here. */
class TrialView : public QWidget
{
    Q_OBJECT
public:
    explicit TrialView(AccountPresenter &account, QWidget *parent = nullptr);
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
    void openCertificate(const CertificateProblem &certificate);

    AccountPresenter &m_account;
    QBoxLayout *m_cards;
    Card m_receiving;
    Card m_sending;
};

} // namespace petrel::ui
