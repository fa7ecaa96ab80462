#include "core/store/account_repository.h"

#include "core/store/change_collector_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QUuid>

namespace petrel::store {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Account, ErrorRetry::Never, what);
}

/** Exactly one default per account that has identities. */
Status settleDefault(sqlite::Database &database, AccountId account, IdentityId preferred)
{
    return database.run("UPDATE identity SET is_default = (id = coalesce(?2, (SELECT id FROM identity WHERE account = ?1 ORDER BY is_default DESC, id LIMIT 1))) "
                        "WHERE account = ?1",
                        account, preferred);
}

/** What was learned of its servers holds for them alone. */
Status writeSendingHabits(sqlite::Database &database, const Account &account, AccountId id)
{
    return database.run("UPDATE account SET partial_refusal = ?, sent_copies = ?, sent_lesson = iif(outgoing_host = ? AND incoming_host = ?, sent_lesson, 0) WHERE id = ?",
                        account.partialRefusal, account.sentCopies, account.outgoing.host, account.incoming.host, id);
}

} // namespace

Result<AccountId> AccountRepository::insert(Account account)
{
    if (account.uuid.isEmpty())
        account.uuid = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    if (account.secretKey.isEmpty())
        account.secretKey = account.uuid;
    const OAuthSettings &oauth = account.signIn.oauth;
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("INSERT INTO account (uuid, kind, name, person_name, email, incoming_host, incoming_port, incoming_security, incoming_user, incoming_ca, incoming_pin, "
                     "outgoing_host, outgoing_port, outgoing_security, outgoing_user, outgoing_ca, outgoing_pin, pop3_rule, pop3_days, pop3_header_above, deliver_to, offline_bodies, offline_days, "
                     "secret_key, enabled, sort_order, check_every, sign_in, only_plain, oauth_client, oauth_tenant, oauth_authorization, oauth_token, oauth_device, oauth_identifier, oauth_scopes) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     account.uuid, account.incomingKind, account.name, account.address.name, account.address.email, account.incoming.host,
                     account.incoming.port, account.incoming.security, account.incoming.user, account.incoming.caPem, account.incoming.pinnedSha256,
                     account.outgoing.host, account.outgoing.port, account.outgoing.security, account.outgoing.user, account.outgoing.caPem,
                     account.outgoing.pinnedSha256, account.pop3ServerCopy.rule, account.pop3ServerCopy.days, account.pop3ServerCopy.headerOnlyAbove,
                     account.deliverTo, account.offline.bodies, account.offline.days, account.secretKey, account.enabled, account.order, account.checkEverySeconds,
                     account.signIn.way, account.signIn.onlyPlain, oauth.clientId, oauth.tenant, oauth.authorization, oauth.token, oauth.device, oauth.identifier, oauth.scopes));
    const AccountId id(database.lastInsertId());
    TRY(writeSendingHabits(database, account, id));
    Identity identity;
    identity.account = id;
    identity.address = account.address;
    identity.isDefault = true;
    TRY(insertIdentity(identity));
    m_transaction.changes().accounts();
    return id;
}

Status AccountRepository::update(const Account &account)
{
    sqlite::Database &database = m_transaction.database();
    const auto kind = TRY(database.integer("SELECT kind FROM account WHERE id = ? AND gone = 0", account.id));
    if (!kind)
        return noSuchRow("account", account.id.number());
    if (*kind != static_cast<int>(account.incomingKind))
        return invalid(QStringLiteral("an account cannot change between IMAP and POP3"));
    const OAuthSettings &oauth = account.signIn.oauth;
    TRY(writeSendingHabits(database, account, account.id)); // while its former servers stand there
    const Address former = TRY(m_transaction.reader().account(account.id)).address;
    TRY(database.run("UPDATE account SET name = ?, person_name = ?, email = ?, incoming_host = ?, incoming_port = ?, incoming_security = ?, incoming_user = ?, "
                     "incoming_ca = ?, incoming_pin = ?, outgoing_host = ?, outgoing_port = ?, outgoing_security = ?, outgoing_user = ?, outgoing_ca = ?, outgoing_pin = ?, pop3_rule = ?, "
                     "pop3_days = ?, pop3_header_above = ?, deliver_to = ?, offline_bodies = ?, offline_days = ?, enabled = ?, sort_order = ?, check_every = ?, sign_in = ?, only_plain = ?, "
                     "oauth_client = ?, oauth_tenant = ?, oauth_authorization = ?, oauth_token = ?, oauth_device = ?, oauth_identifier = ?, oauth_scopes = ? WHERE id = ?",
                     account.name, account.address.name, account.address.email, account.incoming.host, account.incoming.port, account.incoming.security,
                     account.incoming.user, account.incoming.caPem, account.incoming.pinnedSha256, account.outgoing.host, account.outgoing.port,
                     account.outgoing.security, account.outgoing.user, account.outgoing.caPem, account.outgoing.pinnedSha256, account.pop3ServerCopy.rule,
                     account.pop3ServerCopy.days, account.pop3ServerCopy.headerOnlyAbove, account.deliverTo, account.offline.bodies, account.offline.days,
                     account.enabled, account.order, account.checkEverySeconds, account.signIn.way, account.signIn.onlyPlain, oauth.clientId, oauth.tenant,
                     oauth.authorization, oauth.token, oauth.device, oauth.identifier, oauth.scopes, account.id));
    // Who writes under the account's own address goes on doing so.
    TRY(database.run("UPDATE identity SET name = iif(name = ?1, ?2, name), email = ?3 WHERE account = ?4 AND email = ?5 COLLATE NOCASE", former.name,
                     account.address.name, account.address.email, account.id, former.email));
    m_transaction.changes().accounts();
    return {};
}

Status AccountRepository::learnSentCopies(AccountId account, SentLesson lesson)
{
    return m_transaction.database().run("UPDATE account SET sent_lesson = ? WHERE id = ?", lesson, account);
}

Status AccountRepository::remove(AccountId account)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE account SET gone = 1, enabled = 0 WHERE id = ? AND gone = 0", account));
    if (database.changedRows() == 0)
        return noSuchRow("account", account.number());
    // What was on its way to it stays where it is, or is there again.
    TRY(database.run("DELETE FROM append_wish WHERE account = ?", account));
    TRY(database.run("UPDATE placement SET want_folder = 0, stage = 0 WHERE want_folder IN (SELECT id FROM folder WHERE account = ?1) "
                     "AND folder NOT IN (SELECT id FROM folder WHERE account = ?1)",
                     account));
    TRY(database.run("UPDATE folder SET gone = 1 WHERE account = ?", account));
    TRY(endDeliveries());
    TRY(database.run("UPDATE outbox SET state = 5 WHERE account = ? AND state IN (0, 3, 4)", account));
    m_transaction.changes().accounts();
    m_transaction.changes().folderList();
    m_transaction.changes().outbox();
    m_transaction.changes().attention();
    return {};
}

Result<IdentityId> AccountRepository::insertIdentity(const Identity &identity)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("INSERT INTO identity (account, name, email, reply_to_name, reply_to_email, signature) VALUES (?, ?, ?, ?, ?, ?)", identity.account,
                     identity.address.name, identity.address.email, identity.replyTo.name, identity.replyTo.email, identity.signature));
    const IdentityId id(database.lastInsertId());
    TRY(settleDefault(database, identity.account, identity.isDefault ? id : IdentityId()));
    m_transaction.changes().accounts();
    return id;
}

Status AccountRepository::updateIdentity(const Identity &identity)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE identity SET name = ?, email = ?, reply_to_name = ?, reply_to_email = ?, signature = ? WHERE id = ? AND account = ?",
                     identity.address.name, identity.address.email, identity.replyTo.name, identity.replyTo.email, identity.signature, identity.id,
                     identity.account));
    if (database.changedRows() == 0)
        return noSuchRow("identity", identity.id.number());
    m_transaction.changes().accounts();
    return settleDefault(database, identity.account, identity.isDefault ? identity.id : IdentityId());
}

Status AccountRepository::removeIdentity(IdentityId identity)
{
    sqlite::Database &database = m_transaction.database();
    const auto account = TRY(database.integer("SELECT account FROM identity WHERE id = ?", identity));
    if (!account)
        return noSuchRow("identity", identity.number());
    if (TRY(database.integer("SELECT count(*) FROM identity WHERE account = ?", *account)).value_or(0) < 2)
        return invalid(QStringLiteral("the last identity of an account stays"));
    TRY(database.run("DELETE FROM identity WHERE id = ?", identity));
    m_transaction.changes().accounts();
    return settleDefault(database, AccountId(*account), {});
}

Result<bool> AccountRepository::hearWords(AccountId account, const QString &words, std::int64_t now)
{
    constexpr std::int64_t kDay = 24 * 60 * 60;
    constexpr int kMostADay = 20;
    sqlite::Database &database = m_transaction.database();
    // Those of the future too: a clock that was ahead must not silence a server for years.
    TRY(database.run("DELETE FROM server_words WHERE account = ? AND (told_at <= ? OR told_at > ?)", account, now - kDay, now));
    if (TRY(database.integer("SELECT count(*) FROM server_words WHERE account = ?", account)).value_or(0) >= kMostADay)
        return false;
    TRY(database.run("INSERT OR IGNORE INTO server_words (account, words, told_at) VALUES (?, ?, ?)", account, words, now));
    return database.changedRows() > 0;
}

} // namespace petrel::store
