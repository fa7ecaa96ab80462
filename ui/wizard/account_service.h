#pragma once

#include "core/base/result.h"
#include "core/engine/account_status.h"
#include "core/engine/engine.h"
#include "core/engine/ticket.h"
#include "core/model/account.h"
#include "core/model/folder.h"

#include <QList>
#include <QObject>

#include <functional>

namespace petrel::ui {

/**
 * What setting up and changing accounts needs of the engine. Every answer comes on the GUI thread, later or at once, and
 * only while `context` lives. EngineAccountService is the real one; tests put their own in its place.
 */
class AccountService
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~AccountService() = default;

    /** readCertificateFile() away from the GUI thread: a file may lie on a disk that does not answer. */
    virtual void readCertificates(const QString &path, QObject *context, Done<QByteArray> done) = 0;
    /** In the order of display. */
    virtual void accounts(QObject *context, Done<QList<Account>> done) = 0;
    /** Of all accounts: for where new mail may be put. */
    virtual void folders(QObject *context, Done<QList<FolderRow>> done) = 0;
    /**
     * Signs in at both ends and keeps nothing; destroying the ticket stops it. An empty password of a known account means the one
     * that is kept for these servers: Auth with "no-secret" when there is none.
     */
    [[nodiscard]] virtual engine::Ticket testAccount(const engine::AccountDraft &draft, QObject *context,
                                                     std::function<void(engine::TestStep)> step, Done<void> done) = 0;
    /** See Engine::signIn(); destroying the ticket ends it. */
    [[nodiscard]] virtual engine::Ticket signIn(const engine::AccountDraft &draft, engine::SignInPlace place, QObject *context,
                                                std::function<void(engine::SignInPage)> show, Done<SignedIn> done) = 0;
    virtual void addAccount(const engine::AccountDraft &draft, QObject *context, Done<AccountId> done) = 0;
    /** Empty passwords leave the stored ones as they are. */
    virtual void updateAccount(const engine::AccountDraft &draft, QObject *context, Done<void> done) = 0;
    /** Takes the account and its mail off this computer; nothing changes at the server. */
    virtual void removeAccount(AccountId account, QObject *context, Done<void> done) = 0;
};

} // namespace petrel::ui
