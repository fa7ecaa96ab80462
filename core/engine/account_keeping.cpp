#include "core/engine/account_keeping.h"

#include "core/mime/outgoing_message.h"

#include <QUuid>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes kSecretBudget{5}; // an unlock prompt waits for the person

Status checkServer(const ServerSettings &server, const QString &side)
{
    if (server.host.trimmed().isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("the %1 server has no host name").arg(side));
    if (server.host.contains(QLatin1Char(' ')) || server.host.contains(QLatin1Char('/')))
        return makeError(ErrorKind::Invalid, QStringLiteral("\"%1\" is no host name").arg(server.host));
    if (server.port == 0)
        return makeError(ErrorKind::Invalid, QStringLiteral("the %1 server has no port").arg(side));
    return {};
}

Status writeSecrets(Surroundings &around, const Account &account, const AccountDraft &draft, const StopToken &stop)
{
    if (!draft.incomingPassword.isEmpty())
        TRY(around.secrets.write(account.incomingSecret(), draft.incomingPassword, Deadline::in(kSecretBudget), stop));
    if (!draft.outgoingPassword.isEmpty())
        TRY(around.secrets.write(account.outgoingSecret(), draft.outgoingPassword, Deadline::in(kSecretBudget), stop));
    return {};
}

} // namespace

Status checkAccount(const Account &account)
{
    if (account.name.trimmed().isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("the account has no name"));
    if (mime::asciiAddress(account.address.email).isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("\"%1\" is no e-mail address").arg(account.address.email));
    TRY(checkServer(account.incoming, QStringLiteral("incoming")));
    TRY(checkServer(account.outgoing, QStringLiteral("outgoing")));
    if (account.incoming.user.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("the account has no user name"));
    return {};
}

Result<AccountId> keepAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop)
{
    TRY(checkAccount(draft.account));
    Account account = draft.account;
    account.uuid = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    account.secretKey = "account/" + account.uuid;
    const QList<Account> others = TRY(around.store.read([](const store::Reader &reader) { return reader.accounts(); }));
    for (const Account &other : others) {
        if (other.name.compare(account.name, Qt::CaseInsensitive) == 0)
            return makeError(ErrorKind::Invalid, QStringLiteral("there is an account named \"%1\" already").arg(other.name));
    }
    account.order = static_cast<int>(others.size());
    TRY(writeSecrets(around, account, draft, stop));
    const Result<AccountId> kept = around.store.write(u"add account", [&](store::WriteTransaction &tx) -> Result<AccountId> {
        const AccountId id = TRY(tx.accounts().insert(account));
        if (account.incomingKind == IncomingKind::Pop3)
            TRY(tx.folders().ensureLocalFolders(id));
        return id;
    });
    if (!kept) {
        // Nobody will ask for these again.
        (void)around.secrets.remove(account.incomingSecret(), Deadline::in(10s), stop);
        (void)around.secrets.remove(account.outgoingSecret(), Deadline::in(10s), stop);
    }
    return kept;
}

Status changeAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop)
{
    TRY(checkAccount(draft.account));
    Account account = draft.account;
    const Account former = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(account.id); }));
    account.uuid = former.uuid;
    account.secretKey = former.secretKey;
    TRY(writeSecrets(around, account, draft, stop));
    return around.store.write(u"change account", [&](store::WriteTransaction &tx) { return tx.accounts().update(account); });
}

Status dropAccount(Surroundings &around, AccountId id, const StopToken &stop)
{
    const Account account = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(id); }));
    TRY(around.store.write(u"remove account", [&](store::WriteTransaction &tx) { return tx.accounts().remove(id); }));
    TRY(around.secrets.remove(account.incomingSecret(), Deadline::in(kSecretBudget), stop));
    return around.secrets.remove(account.outgoingSecret(), Deadline::in(kSecretBudget), stop);
}

Status keepPassword(Surroundings &around, AccountId id, const Secret &password, const StopToken &stop)
{
    const Account account = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(id); }));
    return around.secrets.write(account.incomingSecret(), password, Deadline::in(kSecretBudget), stop);
}

} // namespace petrel::engine
