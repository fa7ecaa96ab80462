#pragma once

#include "tests/gui/wizard/scripted_service.h"
#include "ui/wizard/account_trial.h"

#include <QtTest>

namespace petrel::test {

/** How far a test got, told by the engine's steps. */
class AccountTrialTest : public QObject
{
    Q_OBJECT

    using Side = Step::Side;
    using What = Step::What;
    using Shown = ui::TrialStep::State;

    struct Bench
    {
        ScriptedService service;
        ui::AccountTrial trial{service};

        explicit Bench(Security security = Security::Tls)
        {
            engine::AccountDraft draft;
            draft.account = homeAccount();
            draft.account.incoming.security = security;
            trial.start(draft);
        }
        [[nodiscard]] QList<Shown> shown(Side side) const
        {
            QList<Shown> states;
            for (const ui::TrialStep &step : trial.side(side).steps)
                states.append(step.state);
            return states;
        }
        void fail(Side side, What what, const Error &error)
        {
            service.step(side, what, Step::State::Failed, {}, error);
        }
    };

private Q_SLOTS:
    void at_first_everything_waits()
    {
        const Bench bench;
        QCOMPARE(bench.shown(Side::Receiving), QList<Shown>(5, Shown::Waiting));
        QCOMPARE(bench.trial.state(), ui::AccountTrial::State::Running);
    }

    void a_side_that_works_is_done_in_all_steps()
    {
        Bench bench;
        bench.service.works(Side::Receiving);
        QCOMPARE(bench.shown(Side::Receiving), QList<Shown>(5, Shown::Done));
        QCOMPARE(bench.trial.side(Side::Receiving).state(), ui::TrialSide::State::Works);
        QCOMPARE(bench.trial.side(Side::Receiving).steps[0].fact, QStringLiteral("mail.postbox.example"));
        QCOMPARE(bench.trial.side(Side::Sending).state(), ui::TrialSide::State::Waiting);
    }

    void securing_goes_on_while_signing_in()
    {
        Bench bench(Security::Starttls);
        bench.service.step(Side::Receiving, What::Connect, Step::State::Running);
        bench.service.step(Side::Receiving, What::Connect, Step::State::Done);
        bench.service.step(Side::Receiving, What::Secure, Step::State::Running);
        bench.service.step(Side::Receiving, What::SignIn, Step::State::Running);
        QCOMPARE(bench.shown(Side::Receiving), (QList<Shown>{Shown::Done, Shown::Done, Shown::Running, Shown::Running, Shown::Waiting}));
    }

    void an_unknown_name_fails_where_people_look_for_it()
    {
        Bench bench;
        Error error = makeError(ErrorKind::Network, QStringLiteral("host not found"));
        error.code = "host-not-found";
        bench.service.step(Side::Receiving, What::Connect, Step::State::Running);
        bench.fail(Side::Receiving, What::Connect, error);
        QCOMPARE(bench.shown(Side::Receiving), (QList<Shown>{Shown::Failed, Shown::Waiting, Shown::Waiting, Shown::Waiting, Shown::Waiting}));
    }

    void a_refused_connection_leaves_the_name_found()
    {
        Bench bench;
        bench.service.step(Side::Sending, What::Connect, Step::State::Running);
        bench.fail(Side::Sending, What::Connect, makeError(ErrorKind::Network, QStringLiteral("refused")));
        QCOMPARE(bench.shown(Side::Sending), (QList<Shown>{Shown::Done, Shown::Failed, Shown::Waiting, Shown::Waiting, Shown::Waiting}));
        QCOMPARE(bench.trial.side(Side::Sending).steps[0].fact, QStringLiteral("smtp.postbox.example"));
        QVERIFY(bench.trial.side(Side::Sending).failed()->failure->happened.contains(QStringLiteral("smtp.postbox.example")));
    }

    void a_certificate_that_is_not_trusted_leaves_the_server_reached()
    {
        Bench bench;
        bench.service.step(Side::Receiving, What::Connect, Step::State::Running);
        bench.fail(Side::Receiving, What::Secure, makeError(ErrorKind::Tls, QStringLiteral("self-signed")));
        QCOMPARE(bench.shown(Side::Receiving), (QList<Shown>{Shown::Done, Shown::Done, Shown::Failed, Shown::Waiting, Shown::Waiting}));
    }

    void a_wrong_password_is_told_with_what_to_do_and_promises_nothing_about_mail()
    {
        Bench bench;
        bench.service.step(Side::Receiving, What::SignIn, Step::State::Running);
        bench.fail(Side::Receiving, What::SignIn, makeError(ErrorKind::Auth, QStringLiteral("LOGIN refused")).withServerText("no such user", "AUTH"));
        const ui::TrialStep *failed = bench.trial.side(Side::Receiving).failed();
        QVERIFY(failed);
        QCOMPARE(failed->what, What::SignIn);
        QVERIFY(failed->failure->happened.contains(QStringLiteral("does not accept the password")));
        QVERIFY(!failed->failure->text().contains(QStringLiteral("no such user")));
        QVERIFY(failed->details.contains(QStringLiteral("no such user")));
        QVERIFY(!failed->failure->text().contains(QStringLiteral("Outbox")));
    }

    void a_test_that_fails_before_any_step_is_told_all_the_same()
    {
        Bench bench;
        bench.service.finish(makeError(ErrorKind::Bug, QStringLiteral("no thread")));
        QCOMPARE(bench.trial.state(), ui::AccountTrial::State::Failed);
        QVERIFY(bench.trial.side(Side::Receiving).failed());
    }

    void cancelling_stops_the_engine_and_hears_nothing_more()
    {
        Bench bench;
        bench.service.step(Side::Receiving, What::Connect, Step::State::Running);
        bench.trial.cancel();
        QVERIFY(bench.service.wasStopped());
        QCOMPARE(bench.shown(Side::Receiving).at(1), Shown::Stopped);
        bench.service.pass();
        QCOMPARE(bench.trial.state(), ui::AccountTrial::State::Cancelled);
    }

    void a_second_test_begins_afresh()
    {
        Bench bench;
        bench.fail(Side::Receiving, What::SignIn, makeError(ErrorKind::Auth, QStringLiteral("no")));
        bench.service.finish(makeError(ErrorKind::Auth, QStringLiteral("no")));
        engine::AccountDraft draft;
        draft.account = homeAccount();
        bench.trial.start(draft);
        QCOMPARE(bench.shown(Side::Receiving), QList<Shown>(5, Shown::Waiting));
    }
};

} // namespace petrel::test
