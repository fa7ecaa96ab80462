#pragma once

#include "ui/common/error_sentence.h"
#include "ui/wizard/account_service.h"

#include <optional>

namespace petrel::ui {

/** One visit of the person's to the issuer of an account (OAuth 2.0), from the click to the tokens. No widgets. GUI thread. */
class IssuerVisit : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Idle,
        Asking,  ///< where to go is not known yet
        Waiting, ///< the person is there; see page()
        Done,
        Failed,  ///< see failure()
    };

    /** `service` is borrowed. */
    explicit IssuerVisit(AccountService &service, QObject *parent = nullptr) : QObject(parent), m_service(service) {}

    /** Another one that is under way is given up. */
    void start(const engine::AccountDraft &draft, engine::SignInPlace place);
    /** At once: nothing that arrives later is taken. */
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isUnderWay() const { return m_state == State::Asking || m_state == State::Waiting; }
    [[nodiscard]] const engine::SignInPage &page() const { return m_page; }
    [[nodiscard]] const std::optional<ErrorSentence> &failure() const { return m_failure; }
    [[nodiscard]] QString details() const { return m_details; }

Q_SIGNALS:
    void changed();
    /** To be opened in the browser; not with a code, which may be typed anywhere. */
    void pageWanted(const QUrl &address);
    void signedIn(const petrel::SignedIn &signedIn);

private:
    void show(const engine::SignInPage &page);
    void finish(const Result<SignedIn> &result);
    void setState(State state);

    AccountService &m_service;
    engine::Ticket m_ticket;
    Account m_account;
    engine::SignInPage m_page;
    std::optional<ErrorSentence> m_failure;
    QString m_details;
    State m_state = State::Idle;
    int m_round = 0; ///< answers of an earlier visit are not ours
};

} // namespace petrel::ui
