#pragma once

#include "core/base/executor.h"
#include "ui/models/mail_source.h"
#include "ui/wizard/account_service.h"

namespace petrel::ui {

/** The real service: accounts are read as a snapshot, everything else is a command to the engine. Both are borrowed. */
class EngineAccountService final : public AccountService
{
public:
    EngineAccountService(engine::Engine &engine, MailSource &source) : m_engine(engine), m_source(source) {}

    void readCertificates(const QString &path, QObject *context, Done<QByteArray> done) override;
    void accounts(QObject *context, Done<QList<Account>> done) override;
    void folders(QObject *context, Done<QList<FolderRow>> done) override;
    [[nodiscard]] engine::Ticket testAccount(const engine::AccountDraft &draft, QObject *context,
                                             std::function<void(engine::TestStep)> step, Done<void> done) override;
    [[nodiscard]] engine::Ticket signIn(const engine::AccountDraft &draft, engine::SignInPlace place, QObject *context,
                                        std::function<void(engine::SignInPage)> show, Done<SignedIn> done) override;
    void addAccount(const engine::AccountDraft &draft, QObject *context, Done<AccountId> done) override;
    void updateAccount(const engine::AccountDraft &draft, QObject *context, Done<void> done) override;
    void removeAccount(AccountId account, QObject *context, Done<void> done) override;

private:
    engine::Engine &m_engine;
    MailSource &m_source;
    ThreadExecutor m_files{QStringLiteral("files")}; ///< of its own: a disk that does not answer holds up nothing else
};

} // namespace petrel::ui
