#pragma once

#include "tests/gui/application/application_test.h"
#include "tests/support/scripted_server.h"
#include "ui/models/folder_tree_model.h"
#include "ui/wizard/certificate_dialog.h"

#include <QAbstractButton>

namespace petrel::test {

/** An account that runs, and a server whose certificate does not verify. */
class CertificateStory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    static ServerTls selfSigned()
    {
        ServerTls tls;
        tls.fromFirstByte = true;
        tls.identity = Certificates::identity(Flaw::SelfSigned);
        return tls;
    }
    static engine::AccountDraft accountAt(const ScriptedServer &server)
    {
        engine::AccountDraft draft;
        draft.account.name = QStringLiteral("Home");
        draft.account.address = {QStringLiteral("Nora"), QStringLiteral("nora@postbox.example")};
        draft.account.incoming = {QStringLiteral("localhost"), server.port(), Security::Tls, QStringLiteral("nora"), {}};
        draft.account.outgoing = {QStringLiteral("localhost"), server.port(), Security::Starttls, {}, {}};
        draft.incomingPassword = Secret("tulip");
        return draft;
    }
    static QAbstractButton *buttonNamed(QWidget *window, const QString &text)
    {
        for (auto *button : window->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text)
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(Certificates::obstacle().isEmpty(), Certificates::obstacle().constData()); }

    void nothingIsSaidToTheServerBeforeThePersonTrustsItsCertificate()
    {
        ScriptedServer server(QList<QByteArray>(12, "S: * OK ready"), selfSigned());
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QStringLiteral("profile"));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        app::Application petrel(line);
        petrel.start();
        petrel.engine()->addAccount(accountAt(server), this, [](const Result<AccountId> &) {});

        // The notice says what is wrong, and shows it.
        auto *notice = petrel.window()->findChild<QWidget *>(QStringLiteral("accountNotice"));
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->accessibleName().contains(QStringLiteral("made itself")), qPrintable(notice->accessibleName()));
        QCOMPARE(server.received(), QByteArray());
        QTRY_VERIFY(!petrel.window()->folders().accounts().isEmpty());
        QVERIFY(buttonNamed(notice, QStringLiteral("Show certificate")));
        buttonNamed(notice, QStringLiteral("Show certificate"))->click();
        auto *dialog = petrel.window()->findChild<ui::CertificateDialog *>();
        QVERIFY(dialog);

        // Trusted by an explicit choice only; then the account connects by itself.
        dialog->findChild<QAbstractButton *>(QStringLiteral("compared"))->click();
        dialog->findChild<QAbstractButton *>(QStringLiteral("trust"))->click();
        QTRY_VERIFY(!server.received().isEmpty());
        QTRY_VERIFY(!petrel.window()->folders().accounts().first().incoming.pinnedSha256.isEmpty());
    }
};

} // namespace petrel::test
