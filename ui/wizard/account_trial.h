#pragma once

#include "ui/common/error_sentence.h"
#include "ui/wizard/account_service.h"

#include <QObject>

#include <array>
#include <optional>

namespace petrel::ui {

/** One step of a test as it is shown. */
struct TrialStep
{
    enum class State { Waiting, Running, Done, Failed, Stopped };

    engine::TestStep::What what = engine::TestStep::What::FindName;
    State state = State::Waiting;
    QString fact;                         ///< technical, may be empty
    engine::TestStep::Awaits awaits = engine::TestStep::Awaits::Connection; ///< when Running or Failed
    std::optional<ErrorSentence> failure; ///< when Failed
    bool unanswered = false;              ///< when Failed: nobody is there, which says nothing about the password
    QString details;                      ///< codes and the server's words, behind "Details"
    std::optional<CertificateProblem> certificate; ///< when it failed for this one
};

/** The five steps of one side, in their order. */
struct TrialSide
{
    enum class State { Waiting, Running, Works, Failed, Stopped };

    std::array<TrialStep, 5> steps;
    Security security = Security::Tls;
    [[nodiscard]] State state() const;
    /** The one that failed, or null. */
    [[nodiscard]] const TrialStep *failed() const;
};

/** Tries an account at both ends and keeps the picture of how far it got. No widgets. GUI thread. */
class AccountTrial : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Running, Passed, Failed, Cancelled };
    using Side = engine::TestStep::Side;

    /** `service` is borrowed. */
    explicit AccountTrial(AccountService &service, QObject *parent = nullptr);

    void start(const engine::AccountDraft &draft);
    /** At once: nothing that arrives later is shown. */
    void cancel();
    /** Forgets the last test. */
    void clear();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    [[nodiscard]] const TrialSide &side(Side side) const { return m_sides[side == Side::Receiving ? 0 : 1]; }

Q_SIGNALS:
    void changed();

private:
    void take(const engine::TestStep &step);
    void settleOthers(TrialSide &side, size_t at, bool brokenOff);
    void finish(const Status &result);
    void setState(State state);
    [[nodiscard]] TrialSide &sideOf(Side side) { return m_sides[side == Side::Receiving ? 0 : 1]; }

    AccountService &m_service;
    std::array<TrialSide, 2> m_sides;
    engine::Ticket m_ticket;
    Account m_account;
    State m_state = State::Idle;
    int m_round = 0; ///< answers of an earlier test are not ours
};

} // namespace petrel::ui
