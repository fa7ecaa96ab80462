#pragma once

#include "tests/gui/wizard/scripted_service.h"
#include "ui/wizard/account_presenter.h"

#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

/** The rules of one account's values, without a window. */
class AccountPresenterTest : public QObject
{
    Q_OBJECT

    using Side = ui::AccountPresenter::Side;

    static QString fileWith(const QTemporaryDir &directory, const QByteArray &content)
    {
        QFile file(directory.filePath(QStringLiteral("ca.pem")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return file.fileName();
    }
    static QList<ui::AccountField> fieldsOf(const QList<ui::FieldProblem> &problems)
    {
        QList<ui::AccountField> fields;
        for (const ui::FieldProblem &problem : problems)
            fields.append(problem.field);
        return fields;
    }

private Q_SLOTS:
    void an_address_needs_something_on_both_sides_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<bool>("fine");
        QTest::newRow("ordinary") << QStringLiteral("nora@postbox.example") << true;
        QTest::newRow("one label, as at home") << QStringLiteral("nora@localhost") << true;
        QTest::newRow("not ASCII") << QStringLiteral("nörä@bücher.example") << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no domain") << QStringLiteral("nora@") << false;
        QTest::newRow("nobody") << QStringLiteral("@postbox.example") << false;
        QTest::newRow("no at") << QStringLiteral("nora.postbox.example") << false;
        QTest::newRow("space") << QStringLiteral("nora l@postbox.example") << false;
        QTest::newRow("still typing") << QStringLiteral("nora@postbox.") << false;
    }
    void an_address_needs_something_on_both_sides()
    {
        QFETCH(QString, email);
        QFETCH(bool, fine);
        QCOMPARE(ui::AccountPresenter::isAddress(email), fine);
    }

    void a_new_account_misses_everything_in_the_order_of_the_fields()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        using Field = ui::AccountField;
        QCOMPARE(fieldsOf(account.problems()),
                 (QList<Field>{Field::Address, Field::IncomingHost, Field::OutgoingHost, Field::IncomingUser, Field::Password}));
    }

    void the_port_follows_the_security_while_it_is_a_usual_one()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        QCOMPARE(account.server(Side::Receiving).port, quint16(993));
        account.setSecurity(Side::Receiving, Security::Starttls);
        QCOMPARE(account.server(Side::Receiving).port, quint16(143));
        account.setPort(Side::Receiving, QStringLiteral("10143"));
        account.setSecurity(Side::Receiving, Security::Tls);
        QCOMPARE(account.server(Side::Receiving).port, quint16(10143));
    }

    void what_is_no_port_is_told_data()
    {
        QTest::addColumn<QString>("port");
        for (const char *port : {"0", "-1", "65536", "99999", "ten", "", "99 3"})
            QTest::newRow(port) << QString::fromLatin1(port);
    }
    void what_is_no_port_is_told()
    {
        QFETCH(QString, port);
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        account.setPort(Side::Sending, port);
        QCOMPARE(fieldsOf(account.problems()), QList<ui::AccountField>{ui::AccountField::OutgoingPort});
    }

    void an_unprotected_connection_is_confirmed_each_time_it_is_chosen()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        account.setSecurity(Side::Sending, Security::None);
        QCOMPARE(fieldsOf(account.problems()), QList<ui::AccountField>{ui::AccountField::PlainConsent});
        account.setConsent(true);
        QVERIFY(account.problems().isEmpty());
        account.setSecurity(Side::Sending, Security::Tls);
        account.setSecurity(Side::Sending, Security::None);
        QVERIFY(!account.consents());
    }

    void a_known_account_keeps_its_password()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        QVERIFY(account.problems().isEmpty());
        account.save();
        QCOMPARE(service.updated.size(), 1);
        QVERIFY(service.updated[0].incomingPassword.isEmpty());
        QVERIFY(service.added.isEmpty());
    }

    void a_change_forgets_the_test_of_the_former_values()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        account.startTrial();
        service.pass();
        QCOMPARE(account.trial().state(), ui::AccountTrial::State::Passed);
        account.setHost(Side::Sending, QStringLiteral("mail.postbox.example"));
        QCOMPARE(account.trial().state(), ui::AccountTrial::State::Idle);
    }

    void a_certificate_file_is_trusted_for_both_servers()
    {
        QTemporaryDir directory;
        ScriptedService service;
        ui::AccountPresenter account(service);
        const QByteArray pem("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        account.takeCaFile(fileWith(directory, pem));
        QCOMPARE(account.server(Side::Receiving).caPem, pem);
        QCOMPARE(account.server(Side::Sending).caPem, pem);
        account.forgetCa();
        QVERIFY(!account.hasCa());
    }

    void a_file_that_is_no_certificate_changes_nothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a key") << QByteArray("-----BEGIN PRIVATE KEY-----\nMIIB\n");
        QTest::newRow("binary") << QByteArray("\x30\x82\x01\x00", 4);
        QTest::newRow("huge") << QByteArray(1024 * 1024 + 1, 'A') + "-----BEGIN CERTIFICATE-----";
    }
    void a_file_that_is_no_certificate_changes_nothing()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir directory;
        ScriptedService service;
        ui::AccountPresenter account(service);
        QStringList told;
        connect(&account, &ui::AccountPresenter::caFileRefused, this, [&](const QString &words) { told.append(words); });
        account.takeCaFile(fileWith(directory, content));
        account.takeCaFile(directory.filePath(QStringLiteral("missing")));
        QCOMPARE(told.size(), 2);
        QVERIFY(told[0] != told[1]);
        QVERIFY(!account.hasCa() && !account.isReadingCa());
    }

    void a_disk_that_does_not_answer_holds_up_nothing()
    {
        QTemporaryDir directory;
        ScriptedService service;
        service.holdsFiles = true;
        ui::AccountPresenter account(service);
        const QByteArray pem("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        account.takeCaFile(fileWith(directory, pem));
        QVERIFY(account.isReadingCa() && !account.hasCa());
        account.forgetCa(); // the person has seen enough
        service.readHeldFiles();
        QVERIFY(!account.isReadingCa() && !account.hasCa());
    }

    void days_are_needed_only_where_days_count()
    {
        ScriptedService service;
        ui::AccountPresenter account(service);
        account.load(homeAccount(IncomingKind::Pop3));
        account.setServerCopy({Pop3ServerCopy::Rule::DeleteAfterDays, 0});
        QCOMPARE(fieldsOf(account.problems()), QList<ui::AccountField>{ui::AccountField::Days});
        account.setServerCopy({Pop3ServerCopy::Rule::Keep, 0});
        QVERIFY(account.problems().isEmpty());
    }

    void a_refused_save_is_told_and_can_be_repeated()
    {
        ScriptedService service;
        service.refusal = makeError(ErrorKind::StoreFull, QStringLiteral("disk full"));
        ui::AccountPresenter account(service);
        account.load(homeAccount());
        QStringList told;
        connect(&account, &ui::AccountPresenter::saveFailed, this, [&](const ui::ErrorSentence &sentence) { told.append(sentence.happened); });
        account.save();
        QCOMPARE(told, QStringList{QStringLiteral("The disk is full.")});
        QVERIFY(!account.isSaving());
        service.refusal.reset();
        account.save();
        QCOMPARE(service.updated.size(), 2);
    }
};

} // namespace petrel::test
