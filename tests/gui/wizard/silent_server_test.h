#pragma once

#include "tests/gui/wizard/wizard_desk.h"
#include "ui/wizard/trial_sentence.h"
#include "ui/wizard/trial_view.h"

namespace petrel::test {

/** A server that takes the connection and then says nothing: what the test of an account makes of it. */
class SilentServerTest : public QObject
{
    Q_OBJECT

    using Side = Step::Side;
    using Awaits = Step::Awaits;

    static Error silence() { return makeError(ErrorKind::Timeout, QStringLiteral("no answer")).withServerText({}, "timeout"); }
    static void tell(WizardDesk &desk, Step::What what, Step::State state, Awaits awaits)
    {
        Step step;
        step.what = what;
        step.state = state;
        step.awaits = awaits;
        if (state == Step::State::Failed)
            step.error = silence();
        desk.service.tell(step);
    }
    static QStringList rowWords(WizardDesk &desk)
    {
        QStringList words;
        for (const ui::TrialStepRow *row : desk.wizard->findChildren<ui::TrialStepRow *>())
            words.append(row->words());
        return words;
    }

private Q_SLOTS:
    void the_sentence_names_the_likely_cause_and_the_way_out_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<int>("port");
        QTest::addColumn<Security>("security");
        QTest::addColumn<Awaits>("awaits");
        QTest::addColumn<QString>("happened");
        QTest::addColumn<QString>("advice");
        const QString said = QStringLiteral("said nothing");
        const QString shaken = QStringLiteral("does not answer the TLS handshake");
        QTest::newRow("TLS where STARTTLS is usual") << Side::Sending << 587 << Security::Tls << Awaits::Handshake << shaken
            << QStringLiteral("Port 587 usually wants STARTTLS: choose it, or TLS with port 465.");
        QTest::newRow("TLS at the right port") << Side::Sending << 465 << Security::Tls << Awaits::Handshake << shaken
            << QStringLiteral("try STARTTLS with port 587");
        QTest::newRow("TLS at a port of their own") << Side::Receiving << 10993 << Security::Tls << Awaits::Handshake << shaken
            << QStringLiteral("Maybe this port wants STARTTLS");
        QTest::newRow("plain where TLS is usual") << Side::Receiving << 993 << Security::None << Awaits::Greeting << said
            << QStringLiteral("Port 993 usually wants TLS from the start");
        QTest::newRow("STARTTLS where TLS is usual") << Side::Sending << 465 << Security::Starttls << Awaits::Greeting << said
            << QStringLiteral("STARTTLS with port 587");
        QTest::newRow("plain at a port of their own") << Side::Receiving << 10143 << Security::None << Awaits::Greeting << said
            << QStringLiteral("another port is meant: 993 is usual for TLS");
        QTest::newRow("greets only") << Side::Receiving << 143 << Security::Starttls << Awaits::Answer
            << QStringLiteral("greets, but does not answer the sign-in") << QStringLiteral("Try again in a few minutes");
    }
    void the_sentence_names_the_likely_cause_and_the_way_out()
    {
        QFETCH(Side, side);
        QFETCH(int, port);
        QFETCH(Security, security);
        QFETCH(Awaits, awaits);
        QFETCH(QString, happened);
        QFETCH(QString, advice);
        Account account = homeAccount();
        ServerSettings &server = side == Side::Sending ? account.outgoing : account.incoming;
        server.port = static_cast<quint16>(port);
        server.security = security;
        const ui::ErrorSentence sentence = ui::trialSentence(silence(), account, side, awaits);
        QVERIFY2(sentence.happened.contains(happened), qPrintable(sentence.happened));
        QVERIFY2(sentence.happened.contains(server.host), qPrintable(sentence.happened));
        QVERIFY2(sentence.advice.contains(advice), qPrintable(sentence.advice));
        QVERIFY(!sentence.text().contains(QStringLiteral("by itself"))); // nothing goes on when nothing was set up yet
    }

    void a_closed_connection_is_not_called_out_of_reach()
    {
        const Error closed = makeError(ErrorKind::Network, QStringLiteral("closed")).withServerText({}, "closed");
        const ui::ErrorSentence sentence = ui::trialSentence(closed, homeAccount(), Side::Receiving, Awaits::Greeting);
        QVERIFY2(sentence.happened.contains(QStringLiteral("accepted the connection on port 993 and closed it again")), qPrintable(sentence.happened));
    }

    void the_row_says_what_is_waited_for()
    {
        WizardDesk desk;
        desk.reachTest();
        tell(desk, Step::What::Connect, Step::State::Running, Awaits::Connection);
        tell(desk, Step::What::Connect, Step::State::Done, Awaits::Connection);
        tell(desk, Step::What::Secure, Step::State::Running, Awaits::Handshake);
        QVERIFY(rowWords(desk)[2].contains(QStringLiteral("Waiting for its part of the TLS handshake")));
        tell(desk, Step::What::SignIn, Step::State::Running, Awaits::Greeting);
        QVERIFY(rowWords(desk)[3].contains(QStringLiteral("Waiting for its first word")));
        tell(desk, Step::What::SignIn, Step::State::Running, Awaits::Answer);
        QVERIFY(rowWords(desk)[3].contains(QStringLiteral("Waiting for its answer")));
    }

    void the_verdict_stands_in_the_row_where_it_fell_silent()
    {
        WizardDesk desk;
        desk.reachServers();
        desk.type("outgoingHost", QStringLiteral("box.postbox.example")); // a person's own choice is not replaced
        desk.type("incomingHost", QStringLiteral("box.postbox.example"));
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        tell(desk, Step::What::Connect, Step::State::Running, Awaits::Connection);
        tell(desk, Step::What::Connect, Step::State::Done, Awaits::Connection);
        tell(desk, Step::What::Secure, Step::State::Running, Awaits::Handshake);
        tell(desk, Step::What::Secure, Step::State::Failed, Awaits::Handshake);
        desk.service.finish(silence());
        const QStringList words = rowWords(desk);
        QVERIFY2(words[1].contains(QStringLiteral("Connected")), qPrintable(words[1]));
        QVERIFY2(words[2].contains(QStringLiteral("accepted the connection on port 993")), qPrintable(words[2]));
        QVERIFY2(words[2].contains(QStringLiteral("try STARTTLS with port 143")), qPrintable(words[2]));
    }

    void who_has_greeted_is_not_replaced_by_another_server()
    {
        WizardDesk desk;
        desk.reachTest();
        tell(desk, Step::What::SignIn, Step::State::Failed, Awaits::Answer);
        QVERIFY(!desk.wizard->presenter().account().trial().side(Side::Receiving).failed()->unanswered);
        tell(desk, Step::What::Secure, Step::State::Failed, Awaits::Handshake);
        QVERIFY(desk.wizard->presenter().account().trial().side(Side::Receiving).failed()->unanswered);
    }
};

} // namespace petrel::test
