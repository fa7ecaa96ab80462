#pragma once

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/wizard/refused_certificate.h"
#include "tests/gui/wizard/wizard_desk.h"
#include "ui/settings/account_editor.h"
#include "ui/wizard/certificate_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>

namespace petrel::test {

inline ui::CertificateDialog *shownCertificate(QWidget &window)
{
    for (auto *dialog : window.findChildren<ui::CertificateDialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

/** A certificate that does not verify: told in a sentence, looked at, and trusted by two steps only, for its host and port. */
class CertificateTest : public QObject
{
    Q_OBJECT

    static QString words(QWidget &dialog, const char *name) { return dialog.findChild<QLabel *>(QString::fromLatin1(name))->text(); }
    static QAbstractButton *button(QWidget &window, const char *name) { return window.findChild<QAbstractButton *>(QString::fromLatin1(name)); }

    /** The buttons in sight that show a certificate: each step has one for its time. */
    static QList<QAbstractButton *> offers(QWidget &window)
    {
        QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>(QStringLiteral("showCertificate"));
        buttons.removeIf([](const QAbstractButton *button) { return !button->isVisible(); });
        return buttons;
    }

    /** The trust of somebody who has read. */
    static void trust(QWidget &dialog)
    {
        button(dialog, "compared")->click();
        button(dialog, "trust")->click();
    }
    static void fail(ScriptedService &service, const CertificateProblem &problem)
    {
        service.step(Step::Side::Receiving, Step::What::Connect, Step::State::Running);
        service.failFor(Step::Side::Receiving, certificateError(problem.code), problem);
        service.works(Step::Side::Sending);
        service.finish(certificateError(problem.code));
    }

private Q_SLOTS:
    void each_fault_says_what_is_wrong_and_what_it_means_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code : {"expired", "not-yet-valid", "self-signed", "untrusted", "name-mismatch", "common-name-only", "revoked"})
            QTest::newRow(code) << QByteArray(code);
    }
    void each_fault_says_what_is_wrong_and_what_it_means()
    {
        QFETCH(const QByteArray, code);
        static QSet<QString> told;
        ui::CertificateDialog dialog(refusedCertificate(code));
        for (const char *part : {"sentence", "meaning"}) {
            const QString sentence = words(dialog, part);
            QVERIFY2(sentence.endsWith(QLatin1Char('.')) && !sentence.contains(QLatin1Char('%')), qPrintable(sentence));
            QVERIFY2(!told.contains(sentence), qPrintable(sentence));
            told.insert(sentence);
        }
        QVERIFY(words(dialog, "sentence").contains(QStringLiteral("imap.postbox.example")));
    }

    void whose_it_is_and_its_fingerprint_are_shown()
    {
        ui::CertificateDialog dialog(refusedCertificate("untrusted"));
        QVERIFY(words(dialog, "server").contains(QStringLiteral("993")));
        QVERIFY(words(dialog, "subject").contains(QStringLiteral("postbox.example")));
        QVERIFY(words(dialog, "names").contains(QStringLiteral("www.postbox.example")));
        QVERIFY(words(dialog, "issuer").contains(QStringLiteral("Postbox Home CA")));
        QVERIFY(words(dialog, "validity").contains(QStringLiteral("2025")) && words(dialog, "validity").contains(QStringLiteral("2026")));
        QCOMPARE(words(dialog, "fingerprint"),
                 QStringLiteral("3A:5F:0C:99:21:D4:A7:B8\nE6:FF:00:11:22:33:44:55\n66:77:88:99:AA:BB:CC:DD\nEE:FF:01:23:45:67:89:AB"));
    }

    void what_a_certificate_says_of_itself_stays_plain_text()
    {
        CertificateProblem problem = refusedCertificate("self-signed");
        problem.subject = QStringLiteral("<img src=\"/etc/passwd\">\nTrusted Bank ") + QChar(0x202E);
        problem.names = QStringList(2000, QStringLiteral("a.example"));
        ui::CertificateDialog dialog(problem);
        QCOMPARE(dialog.findChild<QLabel *>(QStringLiteral("subject"))->textFormat(), Qt::PlainText);
        QVERIFY(!words(dialog, "subject").contains(QLatin1Char('\n')) && !words(dialog, "subject").contains(QChar(0x202E)));
        QVERIFY(words(dialog, "names").size() < 300);
    }

    void trusting_takes_two_steps_and_enter_is_not_one_of_them()
    {
        ui::CertificateDialog dialog(refusedCertificate("self-signed"));
        QSignalSpy trusted(&dialog, &ui::CertificateDialog::trusted);
        dialog.open();
        QVERIFY(!button(dialog, "trust")->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(trusted.size(), 0);
        dialog.open();
        trust(dialog);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(trusted.size(), 1);
    }

    void a_revoked_one_cannot_be_trusted()
    {
        ui::CertificateDialog dialog(refusedCertificate("revoked"));
        QVERIFY(!button(dialog, "trust"));
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        account.trustCertificate(refusedCertificate("revoked"));
        QVERIFY(!account.hasPin(Step::Side::Receiving));
        QVERIFY(service.tried.isEmpty());
    }

    void the_wizard_trusts_one_certificate_and_tries_again()
    {
        WizardDesk desk;
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.wizard->presenter().account().setHost(Step::Side::Receiving, QStringLiteral("imap.postbox.example"));
        desk.press("continue");
        const CertificateProblem problem = refusedCertificate("self-signed");
        fail(desk.service, problem);
        QCOMPARE(offers(*desk.wizard).size(), 1);
        offers(*desk.wizard).first()->click();
        QVERIFY(shownCertificate(*desk.wizard));
        trust(*shownCertificate(*desk.wizard));
        QCOMPARE(desk.service.tried.size(), 2);
        QCOMPARE(desk.service.tried[1].account.incoming.pinnedSha256, problem.sha256);
        QCOMPARE(desk.service.tried[1].account.outgoing.pinnedSha256, QByteArray());
        desk.service.pass();
        desk.press("continue");
        QCOMPARE(desk.service.added[0].account.incoming.pinnedSha256, problem.sha256);
    }

    void a_failure_without_a_certificate_offers_none_to_look_at()
    {
        WizardDesk desk;
        desk.reachTest();
        desk.service.step(Step::Side::Receiving, Step::What::Secure, Step::State::Failed, {}, certificateError("handshake"));
        QCOMPARE(offers(*desk.wizard).size(), 0);
    }

    void the_editor_tells_what_is_trusted_and_takes_it_back()
    {
        Account account = homeAccount();
        account.incoming.pinnedSha256 = refusedCertificate("expired").sha256;
        ScriptedService service;
        const AnsweringSeams seams;
        ui::AccountEditor editor(service, account);
        editor.open();
        button(editor, "more")->click();
        QVERIFY(words(editor, "pinState").contains(QStringLiteral("imap.postbox.example")));
        button(editor, "pinForget")->click();
        QVERIFY(!button(editor, "pinForget")->isVisible());
        button(editor, "save")->click();
        QCOMPARE(service.updated[0].account.incoming.pinnedSha256, QByteArray());
    }

    void another_host_or_port_is_not_trusted_with_it()
    {
        Account account = homeAccount();
        account.incoming.pinnedSha256 = QByteArray(32, 'a');
        account.outgoing.pinnedSha256 = QByteArray(32, 'b');
        ScriptedService service;
        ui::AccountPresenter presenter(service);
        presenter.load(account);
        presenter.setUser(Step::Side::Receiving, QStringLiteral("nora"));
        QVERIFY(presenter.hasPin(Step::Side::Receiving));
        presenter.setPort(Step::Side::Receiving, QStringLiteral("1993"));
        presenter.setHost(Step::Side::Sending, QStringLiteral("smtp.elsewhere.example"));
        QVERIFY(!presenter.hasPin(Step::Side::Receiving));
        QVERIFY(!presenter.hasPin(Step::Side::Sending));
    }
};

} // namespace petrel::test
