#include "ui/wizard/engine_account_service.h"

#include "ui/common/answer_later.h"
#include "ui/wizard/certificate_file.h"

#include <QCoreApplication>

namespace petrel::ui {

void EngineAccountService::readCertificates(const QString &path, QObject *context, Done<QByteArray> done)
{
    answerLater(m_files, context, [path] { return readCertificateFile(path); }, std::move(done));
}

void EngineAccountService::accounts(QObject *context, Done<QList<Account>> done)
{
    m_source.folders(context, [done = std::move(done)](const Result<FolderSnapshot> &snapshot) {
        if (snapshot.ok())
            done(snapshot->accounts);
        else
            done(snapshot.error());
    });
}

void EngineAccountService::folders(QObject *context, Done<QList<FolderRow>> done)
{
    m_source.folders(context, [done = std::move(done)](const Result<FolderSnapshot> &snapshot) {
        if (snapshot.ok())
            done(snapshot->folders);
        else
            done(snapshot.error());
    });
}

engine::Ticket EngineAccountService::testAccount(const engine::AccountDraft &draft, QObject *context,
                                                 std::function<void(engine::TestStep)> step, Done<void> done)
{
    return m_engine.testAccount(draft, context, std::move(step), std::move(done));
}

engine::Ticket EngineAccountService::signIn(const engine::AccountDraft &draft, engine::SignInPlace place, QObject *context,
                                            std::function<void(engine::SignInPage)> show, Done<SignedIn> done)
{
    const engine::ReturnWords words{QStringLiteral("Petrel"), QCoreApplication::translate("petrel::ui::ReturnPage", "You have signed in. You can close this tab and go back to Petrel."),
                                    QCoreApplication::translate("petrel::ui::ReturnPage", "This is not the answer Petrel waits for. Nothing of it was used.")};
    return m_engine.signIn(draft, place, words, context, std::move(show), std::move(done));
}

void EngineAccountService::addAccount(const engine::AccountDraft &draft, QObject *context, Done<AccountId> done)
{
    m_engine.addAccount(draft, context, std::move(done));
}

void EngineAccountService::updateAccount(const engine::AccountDraft &draft, QObject *context, Done<void> done)
{
    m_engine.updateAccount(draft, context, std::move(done));
}

void EngineAccountService::removeAccount(AccountId account, QObject *context, Done<void> done)
{
    m_engine.removeAccount(account, context, std::move(done));
}

} // namespace petrel::ui
