#include "ui/wizard/engine_account_service.h"

namespace petrel::ui {

void EngineAccountService::accounts(QObject *context, Done<QList<Account>> done)
{
    m_source.folders(context, [done = std::move(done)](const Result<FolderSnapshot> &snapshot) {
        if (snapshot.ok())
            done(snapshot->accounts);
        else
            done(snapshot.error());
    });
}

engine::Ticket EngineAccountService::testAccount(const engine::AccountDraft &draft, QObject *context,
                                                 std::function<void(engine::TestStep)> step, Done<void> done)
{
    return m_engine.testAccount(draft, context, std::move(step), std::move(done));
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
