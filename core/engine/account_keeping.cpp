#include "core/engine/account_keeping.h"

#include "core/base/log.h"
#include "core/engine/sign_in.h"
#include "core/mime/outgoing_message.h"
#include "core/model/delivery.h"

#include <QUuid>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

/** Messages of one transaction: nobody waits long at the gate. */
constexpr int kGivenTogether = 50;

/** What was trusted at one host and port is not trusted at another. */
void dropPinOfOtherPlace(const ServerSettings &former, ServerSettings &server)
{
    if (!server.isSamePlace(former) && server.pinnedSha256 == former.pinnedSha256)
        server.pinnedSha256.clear();
}

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

Status write(Surroundings &around, const QByteArray &key, const Secret &secret, const StopToken &stop)
{
    return around.secrets.write(key, secret, Deadline::in(kSecretBudget), stop);
}

/** True when sending has no password of its own: none at all, or the one for receiving. */
Result<bool> sendsWithIncoming(Surroundings &around, const Account &account, const StopToken &stop)
{
    const Result<Secret> outgoing = around.secrets.read(account.outgoingSecret(), Deadline::in(kSecretBudget), stop);
    if (!outgoing && outgoing.error().kind == ErrorKind::NotFound)
        return true;
    const Result<Secret> incoming = around.secrets.read(account.incomingSecret(), Deadline::in(kSecretBudget), stop);
    if (!incoming && incoming.error().kind == ErrorKind::NotFound)
        return false;
    return TRY(outgoing) == TRY(incoming);
}

/** Where sending shares the password, but not the server, it is kept for both: each key is bound to its own. */
Status writeIncoming(Surroundings &around, const Account &former, const Account &account, const Secret &password, const StopToken &stop)
{
    const bool serveBoth = TRY(sendsWithIncoming(around, former, stop));
    TRY(write(around, account.incomingSecret(), password, stop));
    return serveBoth ? write(around, account.outgoingSecret(), password, stop) : Status();
}

Status writePasswords(Surroundings &around, const Account &former, const AccountDraft &draft, const Account &account, const StopToken &stop)
{
    if (!draft.incomingPassword.isEmpty())
        TRY(writeIncoming(around, former, account, draft.incomingPassword, stop));
    return draft.outgoingPassword.isEmpty() ? Status() : write(around, account.outgoingSecret(), draft.outgoingPassword, stop);
}

Status writeSecrets(Surroundings &around, const Account &former, const AccountDraft &draft, const Account &account, const StopToken &stop)
{
    switch (account.signIn.way) {
    case SignInWay::Password: return writePasswords(around, former, draft, account, stop);
    case SignInWay::Certificate: return draft.clientPem.isEmpty() ? Status() : write(around, account.certificateSecret(), draft.clientPem, stop);
    case SignInWay::OAuth: break;
    }
    if (!draft.clientSecret.isEmpty())
        TRY(write(around, account.clientSecret(), draft.clientSecret, stop));
    return draft.signedIn ? keepGrant(around, account, *draft.signedIn, stop) : Status();
}

/** Nobody will ask for these again; one that cannot be taken out is no reason to keep the account. */
void forgetSecrets(Surroundings &around, const Account &former, const QList<QByteArray> &keys, const StopToken &stop)
{
    for (const QByteArray &key : keys) {
        const bool isGrant = key == former.grantSecret(); // its access token is in memory, too
        const Status removed = isGrant ? forgetGrant(around, former, stop) : around.secrets.remove(key, Deadline::in(10s), stop);
        if (!removed)
            qCWarning(logEngine) << "a password nobody needs any more stays where passwords are kept:" << describe(removed.error());
    }
}

Status refuseTakenName(const QList<Account> &accounts, const Account &account)
{
    for (const Account &other : accounts) {
        if (other.id != account.id && other.name.compare(account.name, Qt::CaseInsensitive) == 0)
            return makeError(ErrorKind::Invalid, QStringLiteral("there is an account named \"%1\" already").arg(other.name));
    }
    return {};
}

/** Where new mail goes is to be a folder that may take it in; one that is gone since it was chosen is forgotten. */
Status settleDelivery(Surroundings &around, FolderId former, Account &account)
{
    if (!account.deliverTo)
        return {};
    const bool isOffered = TRY(around.store.read([&](const store::Reader &reader) -> Result<bool> {
        const QList<FolderRow> offered = deliveryFolders(account.id, TRY(reader.accounts()), TRY(reader.folders()));
        return account.incomingKind == IncomingKind::Pop3
            && std::any_of(offered.cbegin(), offered.cend(), [&](const FolderRow &folder) { return folder.id == account.deliverTo; });
    }));
    if (!isOffered && account.deliverTo != former)
        return makeError(ErrorKind::Invalid, QStringLiteral("new mail of this account cannot be put into that folder")).withServerText({}, "DELIVERY");
    if (!isOffered)
        account.deliverTo = {};
    return {};
}

Result<QList<Account>> accountsOf(Surroundings &around)
{
    return around.store.read([](const store::Reader &reader) { return reader.accounts(); });
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
    if (account.checkEverySeconds < Account::kLeastCheckSeconds)
        return makeError(ErrorKind::Invalid, QStringLiteral("an account is looked at every %1 seconds at most").arg(Account::kLeastCheckSeconds));
    return {};
}

Result<AccountId> keepAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop)
{
    TRY(checkAccount(draft.account));
    Account account = draft.account;
    account.uuid = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    account.secretKey = "account/" + account.uuid;
    const QList<Account> others = TRY(accountsOf(around));
    TRY(refuseTakenName(others, account));
    TRY(settleDelivery(around, {}, account));
    account.order = static_cast<int>(others.size());
    TRY(writeSecrets(around, account, draft, account, stop));
    const Result<AccountId> kept = around.store.write(u"add account", [&](store::WriteTransaction &tx) -> Result<AccountId> {
        const AccountId id = TRY(tx.accounts().insert(account));
        if (account.incomingKind == IncomingKind::Pop3)
            TRY(tx.folders().ensureLocalFolders(id));
        return id;
    });
    if (!kept)
        forgetSecrets(around, account, account.secretKeys(), stop);
    return kept;
}

Status changeAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop)
{
    TRY(checkAccount(draft.account));
    Account account = draft.account;
    TRY(refuseTakenName(TRY(accountsOf(around)), account));
    const Account former = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(account.id); }));
    account.uuid = former.uuid;
    account.secretKey = former.secretKey;
    TRY(settleDelivery(around, former.deliverTo, account));
    dropPinOfOtherPlace(former.incoming, account.incoming);
    dropPinOfOtherPlace(former.outgoing, account.outgoing);
    TRY(writeSecrets(around, former, draft, account, stop));
    TRY(around.store.write(u"change account", [&](store::WriteTransaction &tx) { return tx.accounts().update(account); }));
    QList<QByteArray> outdated = former.secretKeys();
    const QList<QByteArray> current = account.secretKeys();
    outdated.removeIf([&](const QByteArray &key) { return current.contains(key); });
    forgetSecrets(around, former, outdated, stop);
    return {};
}

Status dropAccount(Surroundings &around, AccountId id, const StopToken &stop)
{
    const Account account = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(id); }));
    int given = 0;
    do {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("removing the account was cancelled"));
        given = TRY(around.store.write(u"give mail back", [&](store::WriteTransaction &tx) { return tx.accounts().giveBackMail(id, kGivenTogether); }));
    } while (given > 0);
    TRY(around.store.write(u"remove account", [&](store::WriteTransaction &tx) { return tx.accounts().remove(id); }));
    forgetSecrets(around, account, account.secretKeys(), stop);
    return {};
}

Status keepPassword(Surroundings &around, AccountId id, AccountSide side, const Secret &password, const StopToken &stop)
{
    const Account account = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(id); }));
    return side == AccountSide::Incoming ? writeIncoming(around, account, account, password, stop)
                                         : write(around, account.outgoingSecret(), password, stop);
}

Status keepTypedPassword(Surroundings &around, secrets::SessionSecretStore &session, const TypedPassword &typed, const StopToken &stop)
{
    const Account account = TRY(around.store.read([&](const store::Reader &reader) { return reader.account(typed.account); }));
    Status kept;
    if (!session.isOutOfReach(account.secretFor(typed.side))) {
        kept = keepPassword(around, typed.account, typed.side, typed.password, stop);
        if (kept || kept.error().kind == ErrorKind::Cancelled)
            return kept;
    }
    session.useForSession(account.secretFor(typed.side), typed.password);
    // Whether sending has one of its own cannot be asked now; to another server this one must not go.
    if (typed.side == AccountSide::Incoming && account.signsInOnce())
        session.useForSession(account.outgoingSecret(), typed.password);
    return kept;
}

} // namespace petrel::engine
