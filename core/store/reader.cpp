#include "core/store/reader.h"

#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

constexpr const char *kAccountColumns =
    "id, uuid, kind, name, person_name, email, incoming_host, incoming_port, incoming_security, incoming_user, incoming_ca, incoming_pin, "
    "outgoing_host, outgoing_port, outgoing_security, outgoing_user, outgoing_ca, outgoing_pin, pop3_rule, pop3_days, pop3_header_above, deliver_to, offline_bodies, offline_days, "
    "secret_key, enabled, sort_order, check_every, sign_in, only_plain, oauth_client, oauth_tenant, oauth_authorization, oauth_token, oauth_device, oauth_identifier, oauth_scopes, partial_refusal, sent_copies";

ServerSettings serverFrom(sqlite::Statement &row)
{
    ServerSettings server;
    server.host = row.text();
    server.port = static_cast<quint16>(row.integer());
    server.security = row.enumeration<Security>();
    server.user = row.text();
    server.caPem = row.bytes();
    server.pinnedSha256 = row.bytes();
    return server;
}

OAuthSettings oauthFrom(sqlite::Statement &row)
{
    OAuthSettings oauth;
    for (QString *word : {&oauth.clientId, &oauth.tenant, &oauth.authorization, &oauth.token, &oauth.device, &oauth.identifier, &oauth.scopes})
        *word = row.text();
    return oauth;
}

Account accountFrom(sqlite::Statement &row)
{
    Account account;
    account.id = row.id<AccountId>();
    account.uuid = row.bytes();
    account.incomingKind = row.enumeration<IncomingKind>();
    account.name = row.text();
    account.address.name = row.text();
    account.address.email = row.text();
    account.incoming = serverFrom(row);
    account.outgoing = serverFrom(row);
    account.pop3ServerCopy.rule = row.enumeration<Pop3ServerCopy::Rule>();
    account.pop3ServerCopy.days = static_cast<int>(row.integer());
    account.pop3ServerCopy.headerOnlyAbove = row.integer();
    account.deliverTo = row.id<FolderId>();
    account.offline.bodies = row.enumeration<OfflinePolicy::Bodies>();
    account.offline.days = static_cast<int>(row.integer());
    account.secretKey = row.bytes();
    account.enabled = row.boolean();
    account.order = static_cast<int>(row.integer());
    // Whatever a damaged row says: no server is asked without a pause.
    account.checkEverySeconds = std::max(Account::kLeastCheckSeconds, static_cast<int>(row.integer()));
    account.signIn.way = row.enumeration<SignInWay>();
    account.signIn.onlyPlain = row.boolean();
    account.signIn.oauth = oauthFrom(row);
    account.partialRefusal = row.enumeration<PartialRefusal>();
    account.sentCopies = row.enumeration<SentCopies>();
    return account;
}

} // namespace

Reader::Reader(sqlite::Database &database, QString blobDirectory, std::uint64_t commit)
    : m_database(database)
    , m_blobDirectory(std::move(blobDirectory))
    , m_commit(commit)
{
}

Result<QList<Account>> Reader::accounts() const
{
    static const std::string sql = std::string("SELECT ") + kAccountColumns + " FROM account WHERE gone = 0 ORDER BY sort_order, id";
    sqlite::Statement row = TRY(m_database.query(sql));
    QList<Account> accounts;
    while (TRY(row.step()))
        accounts.append(accountFrom(row));
    return accounts;
}

Result<Account> Reader::account(AccountId id) const
{
    static const std::string sql = std::string("SELECT ") + kAccountColumns + " FROM account WHERE id = ? AND gone = 0";
    sqlite::Statement row = TRY(m_database.query(sql, id));
    if (!TRY(row.step()))
        return noSuchRow("account", id.number());
    return accountFrom(row);
}

Result<QList<Identity>> Reader::identities(AccountId account) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT i.id, i.account, i.name, i.email, i.reply_to_name, i.reply_to_email, i.signature, i.is_default "
        "FROM identity i JOIN account a ON a.id = i.account "
        "WHERE a.gone = 0 AND (?1 = 0 OR i.account = ?1) ORDER BY a.sort_order, a.id, i.is_default DESC, i.id",
        account.number()));
    QList<Identity> identities;
    while (TRY(row.step())) {
        Identity identity;
        identity.id = row.id<IdentityId>();
        identity.account = row.id<AccountId>();
        identity.address.name = row.text();
        identity.address.email = row.text();
        identity.replyTo.name = row.text();
        identity.replyTo.email = row.text();
        identity.signature = row.text();
        identity.isDefault = row.boolean();
        identities.append(identity);
    }
    return identities;
}

Result<QList<ContactRow>> Reader::contacts(const QString &prefix, int limit) const
{
    QString pattern = prefix.simplified().toCaseFolded();
    for (const QLatin1Char special : {QLatin1Char('\\'), QLatin1Char('%'), QLatin1Char('_')})
        pattern.replace(special, QLatin1Char('\\') + QString(special));
    sqlite::Statement row = TRY(m_database.query("SELECT name, shown_email, times_written, last_used FROM contact WHERE words LIKE ? ESCAPE '\\' "
                                                 "ORDER BY times_written DESC, last_used DESC, email LIMIT ?",
                                                 QString(QStringLiteral("% ") + pattern + QLatin1Char('%')), limit));
    QList<ContactRow> contacts;
    while (TRY(row.step())) {
        ContactRow contact;
        contact.address.name = row.text();
        contact.address.email = row.text();
        contact.timesWritten = static_cast<int>(row.integer());
        contact.lastUsed = row.integer();
        contacts.append(contact);
    }
    return contacts;
}

Result<QList<QByteArray>> Reader::trustedCertificates(const QString &host, quint16 port) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT key_digest FROM trusted_certificate WHERE host = ? AND port = ?", host.toLower(), port));
    QList<QByteArray> digests;
    while (TRY(row.step()))
        digests.append(row.bytes());
    return digests;
}

Result<bool> Reader::remoteContentAllowed(const QString &address) const
{
    const QString sender = address.trimmed().toLower();
    const QString domain = sender.mid(sender.lastIndexOf(QLatin1Char('@')));
    const auto found = TRY(m_database.integer("SELECT 1 FROM remote_content_allow WHERE sender IN (?, ?)", sender, domain));
    return found.has_value();
}

} // namespace petrel::store
