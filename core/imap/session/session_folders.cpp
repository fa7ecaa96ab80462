// LIST, LSUB, STATUS, NAMESPACE and what changes folders (RFC 3501 6.3, RFC 5258, RFC 5819, RFC 6154).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/role_names.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace petrel::imap {

namespace {

/** What LIST, LSUB and STATUS brought, until it becomes a list of folders. */
struct Listing
{
    QList<ListedMailbox> mailboxes;
    QHash<QByteArray, qsizetype> index; ///< of mailboxes, by wire name
    QSet<QByteArray> subscribed;
    QHash<QByteArray, MailboxStatus> status;
    bool incomplete = false; ///< not all that was listed is among them

    void add(const ListedMailbox &mailbox, int limit);
    [[nodiscard]] bool claim(Response &response, int limit);
    [[nodiscard]] bool hasInbox() const;
};

void Listing::add(const ListedMailbox &mailbox, int limit)
{
    if (mailbox.subscribed)
        subscribed.insert(mailbox.name.wire());
    if (mailbox.lsub || index.contains(mailbox.name.wire()))
        return;
    if (mailboxes.size() >= limit) {
        incomplete = true;
        return;
    }
    index.insert(mailbox.name.wire(), mailboxes.size());
    mailboxes.append(mailbox);
}

bool Listing::claim(Response &response, int limit)
{
    if (const auto *listed = std::get_if<ListedMailbox>(&response)) {
        add(*listed, limit);
        return true;
    }
    if (const auto *told = std::get_if<MailboxStatus>(&response)) {
        status.insert(told->name.wire(), *told);
        return true;
    }
    const auto *malformed = std::get_if<MalformedResponse>(&response);
    if (!malformed || (malformed->word != "LIST" && malformed->word != "XLIST"))
        return false;
    incomplete = true;
    return true;
}

bool Listing::hasInbox() const
{
    return std::any_of(mailboxes.cbegin(), mailboxes.cend(), [](const ListedMailbox &mailbox) { return mailbox.name.isInbox(); });
}

/** What STATUS is asked for: all that tells whether a folder is worth a look, and nothing that costs the server one. */
Command &askStatusItems(Command &command, const Capabilities &capabilities)
{
    command.words("(MESSAGES UNSEEN UIDNEXT UIDVALIDITY");
    if (capabilities.has("CONDSTORE"))
        command.words("HIGHESTMODSEQ");
    if (capabilities.has("OBJECTID"))
        command.words("MAILBOXID");
    return command.closing(")");
}

Command statusCommand(const MailboxName &name, const Capabilities &capabilities)
{
    Command command = Command("STATUS").mailbox(name);
    return askStatusItems(command, capabilities);
}

Command extendedList(const Capabilities &capabilities, bool withStatus)
{
    Command command("LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN");
    if (capabilities.has("SPECIAL-USE"))
        command.words("SPECIAL-USE");
    if (withStatus && capabilities.has("LIST-STATUS"))
        askStatusItems(command.words("STATUS"), capabilities);
    return command.closing(")");
}

FolderList foldersOf(const Listing &listing)
{
    QList<FolderListing> folders;
    QList<QList<FolderRole>> attributes;
    for (const ListedMailbox &mailbox : listing.mailboxes) {
        FolderListing folder;
        folder.name = mailbox.name;
        folder.delimiter = mailbox.delimiter;
        folder.selectable = mailbox.selectable;
        folder.mayHaveChildren = mailbox.mayHaveChildren;
        folder.oldName = mailbox.oldName;
        folder.subscribed = listing.subscribed.contains(mailbox.name.wire());
        if (const auto status = listing.status.constFind(mailbox.name.wire()); status != listing.status.constEnd())
            folder.status = *status;
        const qsizetype at = mailbox.name.isInbox() ? 0 : folders.size();
        folders.insert(at, folder);
        attributes.insert(at, mailbox.roles);
    }
    assignRoles(folders, attributes);
    return {folders, listing.incomplete};
}

} // namespace

Result<Namespaces> ImapSession::namespaces()
{
    if (!capabilities().has("NAMESPACE"))
        return makeError(ErrorKind::Unsupported, QStringLiteral("no NAMESPACE"));
    Namespaces namespaces;
    (void)TRY(m_exchange->run(Command("NAMESPACE"), m_exchange->options().timeouts.command, [&](Response &response) {
        auto *told = std::get_if<NamespaceResponse>(&response);
        if (told)
            namespaces = std::move(told->namespaces);
        return told != nullptr;
    }));
    return namespaces;
}

Result<FolderList> ImapSession::list(WithStatus withStatus)
{
    Listing listing;
    const auto timeout = m_exchange->options().timeouts.command;
    const int limit = m_exchange->options().limits.folders;
    const auto claim = [&](Response &response) { return listing.claim(response, limit); };

    bool extended = capabilities().has("LIST-EXTENDED");
    if (extended) {
        const Result<StatusResponse> answer = m_exchange->enableAndRun(extendedList(capabilities(), withStatus == WithStatus::Yes), timeout, claim);
        if (!answer.ok() && !m_exchange->isAlive())
            return answer.error();
        // Strato answers nothing, Proton Bridge BAD: then the plain commands.
        extended = answer.ok() && !listing.mailboxes.isEmpty();
    }
    if (!extended) {
        const QList<StatusResponse> answers = TRY(m_exchange->runAll({Command("LIST \"\" \"*\""), Command("LSUB \"\" \"*\"")}, timeout, claim));
        if (answers.first().kind != StatusResponse::Kind::Ok)
            return makeError(ErrorKind::Refused, ErrorScope::Account, ErrorRetry::Backoff, QStringLiteral("the server lists no folders"))
                .withServerText(answers.first().text, answers.first().code.name);
    }
    if (extended && !listing.hasInbox())
        (void)TRY(m_exchange->runAll({Command("LIST \"\" INBOX")}, timeout, claim)); // Strato's extended list may leave it out
    // Everybody has an inbox (RFC 9051 section 5.1): a list without it names not all there is.
    listing.incomplete = listing.incomplete || !listing.hasInbox();
    if (withStatus == WithStatus::Yes) {
        QList<Command> commands;
        for (qsizetype i = 0; i < listing.mailboxes.size(); ++i) {
            const ListedMailbox &mailbox = listing.mailboxes.at(i);
            if (mailbox.selectable && !listing.status.contains(mailbox.name.wire()))
                commands.append(statusCommand(mailbox.name, capabilities()));
            if (!commands.isEmpty() && (commands.size() >= m_exchange->commandsAtOnce() || i == listing.mailboxes.size() - 1))
                (void)TRY(m_exchange->runAll(std::exchange(commands, {}), timeout, claim)); // a folder that refuses has no counters
        }
    }
    return foldersOf(listing);
}

Result<MailboxStatus> ImapSession::status(const MailboxName &name)
{
    std::optional<MailboxStatus> found;
    (void)TRY(m_exchange->run(statusCommand(name, capabilities()), m_exchange->options().timeouts.command, [&](Response &response) {
        const auto *told = std::get_if<MailboxStatus>(&response);
        if (told && told->name == name)
            found = *told;
        return told != nullptr;
    }));
    if (!found)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("STATUS was answered without counters"));
    return *found;
}

namespace {

/** `use`: the attribute of RFC 6154 the new folder is to bear, or null. */
Result<ObjectId> create(Exchange &exchange, const MailboxName &name, const char *use)
{
    Command command("CREATE");
    command.mailbox(name);
    if (use)
        command.words("(USE (").closing(use).closing("))");
    const StatusResponse status = TRY(exchange.run(command, exchange.options().timeouts.command));
    const auto *id = std::get_if<ObjectId>(&status.code.value);
    return id ? *id : ObjectId();
}

} // namespace

Result<ObjectId> ImapSession::createFolder(const MailboxName &name, FolderRole role)
{
    const char *use = capabilities().has("CREATE-SPECIAL-USE") ? specialUse(role) : nullptr;
    Result<ObjectId> created = create(*m_exchange, name, use);
    // The role may be taken, or be none this server gives: the folder is wanted all the same.
    if (!created.ok() && use && created.error().code == "USEATTR")
        return create(*m_exchange, name, nullptr);
    return created;
}

Status ImapSession::renameFolder(const MailboxName &from, const MailboxName &to)
{
    (void)TRY(m_exchange->run(Command("RENAME").mailbox(from).mailbox(to), m_exchange->options().timeouts.command));
    return {};
}

Status ImapSession::deleteFolder(const MailboxName &name)
{
    (void)TRY(m_exchange->run(Command("DELETE").mailbox(name), m_exchange->options().timeouts.command));
    return {};
}

Status ImapSession::subscribe(const MailboxName &name, bool wanted)
{
    (void)TRY(m_exchange->run(Command(wanted ? "SUBSCRIBE" : "UNSUBSCRIBE").mailbox(name), m_exchange->options().timeouts.command));
    return {};
}

} // namespace petrel::imap
