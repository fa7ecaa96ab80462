#pragma once

#include "core/base/executor.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/engine/account_draft.h"
#include "core/engine/account_status.h"
#include "core/engine/engine_events.h"
#include "core/engine/server_facts.h"
#include "core/engine/server_find.h"
#include "core/engine/sign_in_page.h"
#include "core/engine/ticket.h"
#include "core/mime/message_content.h"
#include "core/mime/outgoing_message.h"
#include "core/model/flags.h"
#include "core/model/ids.h"
#include "core/model/kept_draft.h"
#include "core/model/label.h"
#include "core/model/maildrop_entry.h"
#include "core/model/protocol_line.h"
#include "core/store/list_query.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

namespace petrel::secrets {
class SecretStore;
}
namespace petrel::store {
class Store;
}

namespace petrel::engine {

struct EnginePrivate;

/** What people do to messages. Each is recorded as a wish first and reaches the server later. */
enum class MessageAction { Move, Copy, Archive, Trash, Junk, NotJunk, DeleteForever };

/** What becomes of a folder that the person deletes. */
enum class FolderDeletion {
    ToTrash, ///< it goes into Trash with all it holds: nothing is lost
    ForGood, ///< it goes with all below it and all its mail
};

/** Names one thing done that can be undone. Zero: nothing to undo. */
using UndoId = StrongId<struct UndoTag>;

/**
 * The only thing the window commands. Every call is made on the thread that opened the engine (the GUI thread),
 * returns at once, and never touches disk or network itself: it hands work to the engine's threads. Answers are
 * delivered on the calling thread, later, and only while `context` lives.
 *
 * The engine owns the store, the workers of each account and the clock that wakes them. Destroying it first records
 * the wishes it was handed (30 seconds at most, for a disk that hangs), then stops everything within 2 seconds, also
 * when servers are dead.
 */
class Engine
{
public:
    struct Options
    {
        QString profileDir;                             ///< created when absent
        std::shared_ptr<secrets::SecretStore> secrets;
        bool online = true;                             ///< false: no worker connects until setOnline(true)
    };

    template <class T>
    using Done = std::function<void(Result<T>)>;

    /**
     * Opens or creates the profile. Errors: ProfileInUse, StoreCorrupt, StoreFull, Unsupported (newer profile). Touches disk,
     * but reads no whole database, except once after an update that changes the
     * schema: then it is copied first. Call before the first window, or on a thread.
     */
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(Options options);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] EngineEvents &events();
    /**
     * Starts the workers of all enabled accounts; until then nothing connects. After a crash the database is looked over
     * first, in the background: workers only start beside a sound one, else EngineEvents::storeDamaged.
     */
    void start();

    // ---- reading -------------------------------------------------------------------------------
    /** The thread on which snapshots are read; the item models post their queries here. */
    [[nodiscard]] Executor &readExecutor();
    /** For composition (app, tests): models read through store().read(...) on readExecutor(). Not for widgets. */
    [[nodiscard]] store::Store &store();
    enum class Extent {
        Text,  ///< enough to read it: of a large message, its large attachments may stay at the server (partsElsewhere)
        Whole,
    };
    /**
     * A message, fetched from the server first as far as it is not here; EngineEvents::fetching() tells of it. Errors:
     * NotFound; Network and Timeout when it must be fetched and cannot ("Text not here yet").
     */
    [[nodiscard]] Ticket openMessage(PlacementId id, Extent extent, QObject *context, Done<mime::MessageContent> done);
    /** The bytes as the server has them. */
    [[nodiscard]] Ticket openSource(PlacementId id, QObject *context, Done<QByteArray> done);
    /** What to do when the file exists already. */
    enum class WhenTaken {
        Replace,      ///< the person confirmed it
        PickFreeName, ///< "plan (2).pdf"
    };
    /** Decodes one part into a file, fetched first when it is not here; mode 0600, whole or not at all; the answer is the path it has. Never follows a link. */
    [[nodiscard]] Ticket savePart(PlacementId id, const QByteArray &partPath, const QString &filePath, WhenTaken whenTaken,
                                  QObject *context, Done<QString> done);
    /**
     * A copy of one part for another program, written as by savePart() under a free name. Unsupported "program" when its
     * content runs or scripts, whatever its name and type say: nothing is written then.
     */
    [[nodiscard]] Ticket copyPart(PlacementId id, const QByteArray &partPath, const QString &filePath, QObject *context, Done<QString> done);
    /** The decoded bytes of one part (forwarding attachments). */
    [[nodiscard]] Ticket openPart(PlacementId id, const QByteArray &partPath, QObject *context, Done<QByteArray> done);

    // ---- finding -------------------------------------------------------------------------------
    /** How much of what this search looks for it can find here. The latest one asked for is answered soon; drop the tickets of others. */
    [[nodiscard]] Ticket searchReach(const store::SearchRequest &request, QObject *context, Done<SearchReach> done);
    /**
     * Asks the servers for what this search cannot find here, at most some 500 messages of each account; `from`: goes on where
     * one stopped. What is found and was not listed yet is listed then. `told` is called at once and with all that comes, last
     * with isOver. What cannot be searched is a trouble of its folder: Network and Timeout when nothing is connected, Unsupported
     * where a server cannot be asked that. Without the ticket it ends after the window that is being asked for.
     */
    [[nodiscard]] Ticket searchServers(const store::SearchRequest &request, const QList<FindLeft> &from, QObject *context,
                                       std::function<void(const ServerFind &)> told);

    // ---- wishes --------------------------------------------------------------------------------
    // `done` is called once the wish is recorded here, which is what counts for the person. A wish without `done` that
    // cannot be recorded is told by EngineEvents::wishFailed.
    UndoId setFlags(const QList<PlacementId> &ids, Flags set, Flags clear, QObject *context = nullptr, Done<void> done = {});
    /**
     * Labels are keywords at the server (RFC 3501 section 2.3.2); letter case makes no other one. Where a folder takes none they
     * stand here alone, which EngineEvents::labelsStayHere() tells. Invalid "KEYWORD": an atom of 100 characters at most, no flag's name.
     */
    UndoId setLabels(const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear, QObject *context = nullptr, Done<void> done = {});
    /** Puts the label on all of them while one lacks it, else takes it from all, as toggleFlag() does. */
    UndoId toggleLabel(const QList<PlacementId> &ids, const QString &keyword, QObject *context = nullptr, Done<void> done = {});
    /** Whatever labels they bear; marks of programs (isPersonsLabel()) stay. */
    UndoId takeLabelsOff(const QList<PlacementId> &ids, QObject *context = nullptr, Done<void> done = {});
    /** Sets the flag on all of them while one lacks it, else takes it from all: the store decides, not what a window has loaded. */
    UndoId toggleFlag(const QList<PlacementId> &ids, Flag flag, QObject *context = nullptr, Done<void> done = {});
    /** Every message that is unread in these folders when it is recorded. */
    UndoId markRead(const QList<FolderId> &folders, QObject *context = nullptr, Done<void> done = {});
    /**
     * `target` only for Move and Copy; it may be a folder of any account. What goes to another one is shown there at once, is
     * fetched, appended there, and only then removed where it came from. A role folder that the account lacks is created.
     * Errors: NotFound; Invalid "NOSELECT": the target holds folders only; Unsupported "header-only": for another account, of a maildrop's message. undo() of a copy removes it, as long as the original is there.
     */
    UndoId act(const QList<PlacementId> &ids, MessageAction action, FolderId target = {}, QObject *context = nullptr, Done<void> done = {});
    /** All that the folder (Trash, Junk) shows now goes for good, sub-folders aside; what comes after this call stays. undo() for a few seconds. */
    UndoId emptyFolder(FolderId folder, QObject *context = nullptr, Done<void> done = {});
    /** Errors: NotFound when some of it is gone for good; the rest is back. */
    void undo(UndoId id, QObject *context = nullptr, Done<void> done = {});
    /** Something parked under "Needs attention": try it again, or give the wish up. */
    void retryParked(PlacementId id);
    void discardParked(PlacementId id);
    /** A draft, a sent copy, or a copy that the server would not take. */
    void retryAppend(WishId id);
    /** A copy that the server would not take is given up. What has no original any more stays as it is. */
    void discardCopy(WishId id);

    // ---- labels: names and colours of keywords, for all accounts; no message changes --------------
    /** Behind the others. Invalid "NAME": empty or longer than kLongestLabelName; Invalid "TAKEN": another label has the name. */
    void addLabel(const QString &name, LabelColour colour, QObject *context, Done<Label> done);
    /** Errors as above. One that only stood at messages is listed from now on. */
    void changeLabel(const QString &keyword, const QString &name, LabelColour colour, QObject *context = nullptr, Done<void> done = {});
    /** Not shown any more. Messages keep the keyword: other programs still see it, and it is there again when a label of the name is added. */
    void forgetLabel(const QString &keyword, QObject *context = nullptr, Done<void> done = {});
    /** These first, in this order. */
    void arrangeLabels(const QStringList &keywords, QObject *context = nullptr, Done<void> done = {});

    // ---- writing and sending -------------------------------------------------------------------
    // Nothing leaves the store before its successor, with all its parts, is in it. Files may be named by StoredPart:
    // their bytes are copied here. What they name may not be here (any more): nothing is sent then (NotFound
    // "file-gone"), and a draft is kept without that file, as KeptDraft::fileParts tells.
    /**
     * `done` is called once the outbox row is committed: only then may the composer close. `former`, the kept draft that
     * the message was, goes in the same transaction.
     */
    void send(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, const SendOptions &options, QObject *context, Done<OutboxId> done);
    /** Keeps a draft here (and in Drafts at the server, later); replaces `former` when given. */
    void saveDraft(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, QObject *context, Done<KeptDraft> done);
    void discardDraft(PlacementId draft);
    /** Marks what was answered or forwarded. */
    void markAnswered(PlacementId original, bool forwarded);
    /** The same for every copy of the message with this Message-ID, whatever account it is in. */
    void markAnswered(const QByteArray &messageId, bool forwarded);
    /**
     * Queued, refused or uncertain: try (again) now. `seen` is how it stood when the person said so; when it stands otherwise
     * by then, nothing is done. With Uncertain this is the person's own decision to risk a second copy: ask first.
     */
    void retryOutbox(OutboxId id, OutboxState seen);
    /** Queued: to go out at `notBefore` (UTC seconds) or as soon as possible after it. Invalid when it is not Queued any more. */
    void sendOutboxAt(OutboxId id, std::int64_t notBefore, QObject *context, Done<void> done);
    /**
     * Takes it out of the outbox and into Drafts; the answer is the draft. Invalid when it is on its way or sent, or when it
     * is not as it was `seen`: what nobody knows the fate of is a draft only where the person knows that.
     */
    void takeBackOutbox(OutboxId id, OutboxState seen, QObject *context, Done<PlacementId> done);
    /** Takes takeBackOutbox() back: the draft goes, the message waits again. Invalid when the draft was changed meanwhile. */
    void sendAfterAll(OutboxId id, PlacementId draft, QObject *context, Done<void> done);
    /** Takes a message whose fate is uncertain out of the outbox and into Sent; it is not sent again. Invalid when it is on its way. */
    void leaveAsSent(OutboxId id, QObject *context, Done<void> done);

    // ---- accounts ------------------------------------------------------------------------------
    void addAccount(AccountDraft draft, QObject *context, Done<AccountId> done);
    /** Secrets that the draft leaves empty stay as they are kept, as far as they are for the same servers and issuer. */
    void updateAccount(AccountDraft draft, QObject *context, Done<void> done);
    /** Removes the account with all mail that is here, once its workers have ended. */
    void removeAccount(AccountId account, QObject *context, Done<void> done);
    /** Signs in both ways without keeping anything. `step` is called for each step of both sides, then `done` once. */
    [[nodiscard]] Ticket testAccount(AccountDraft draft, QObject *context, std::function<void(TestStep)> step, Done<void> done);
    /**
     * An answer to EngineEvents::secretWanted; also after the person changed the password. It is used at once, also when
     * `done` hears that it could not be kept; see keepTypedPassword().
     */
    void provideSecret(AccountId account, AccountSide side, const Secret &password, QObject *context, Done<void> done);

    /**
     * Takes the person to the issuer of the draft's account and waits for them (OAuth 2.0); nothing is kept. `show`: open this in the browser, and show it.
     */
    [[nodiscard]] Ticket signIn(AccountDraft draft, SignInPlace place, const ReturnWords &words, QObject *context, std::function<void(SignInPage)> show, Done<SignedIn> done);
    /** An answer to EngineEvents::signInWanted; it is used at once. Errors: those of the SecretStore; it is not kept then. */
    void provideSignIn(AccountId account, const SignedIn &signedIn, QObject *context, Done<void> done);

    // ---- a POP3 server's mailbox ----------------------------------------------------------------
    /** What lies there, newest first; waits for the session that is going on. Errors as those of any session; Unsupported for IMAP and "no-uidl". */
    [[nodiscard]] Ticket listMaildrop(AccountId account, QObject *context, Done<QList<MaildropEntry>> done);
    /**
     * To be fetched whole, deleted there whether it is here or not, or (Nothing) neither after all; carried out by the next session, which begins
     * at once where it can. Ask before what is not here is deleted.
     */
    void wishFromMaildrop(AccountId account, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish, QObject *context = nullptr, Done<void> done = {});

    // ---- folders -------------------------------------------------------------------------------
    // As wishes: the tree shows at once what is wanted, the server learns it when it can (folders of this computer change at
    // once). Errors: NotFound; Invalid with a code that says why: "NAME" (empty, or a character that the server keeps for
    // itself in it), "TAKEN" (another folder has the name), "ROLE" (the inbox and folders with a role stay what and where
    // they are), "WITHIN" (into itself), "FLAT" (no folder can lie there: the server takes none, or none below this one).
    /** `parent` null: at the top. undo() takes an empty one away again. */
    UndoId createFolder(AccountId account, FolderId parent, const QString &name, QObject *context, Done<FolderId> done);
    UndoId renameFolder(FolderId folder, const QString &name, QObject *context = nullptr, Done<void> done = {});
    /** Below another folder of the account; null: to the top. Unsupported for another account's folder. */
    UndoId moveFolder(FolderId folder, FolderId parent, QObject *context = nullptr, Done<void> done = {});
    /**
     * ToTrash is undone by undo() at any time, under another name where Trash has one of that name. Invalid "FLAT" or "WITHIN":
     * Trash takes no folders, or it lies there already: ask the person, then ForGood, which undo() takes back only for a
     * few seconds, until it was begun.
     */
    UndoId deleteFolder(FolderId folder, FolderDeletion how, QObject *context = nullptr, Done<void> done = {});
    UndoId setSubscribed(FolderId folder, bool subscribed, QObject *context = nullptr, Done<void> done = {});
    /** What is wanted of a folder and parked under "Needs attention": try it again, or give it up. */
    void retryFolder(FolderId folder);
    void discardFolderWish(FolderId folder);

    /** What the person keeps on top of the tree: these and no others, in this order. */
    void setFavourites(const QList<FolderId> &folders, QObject *context = nullptr, Done<void> done = {});
    /** How much of a folder's mail is kept here; nothing: as its account says. What is here already stays. */
    void setFolderOffline(FolderId folder, const std::optional<OfflinePolicy> &policy, QObject *context = nullptr, Done<void> done = {});

    // ---- being online --------------------------------------------------------------------------
    /** Going offline ends at once what the workers are at; only a message between its final dot and the server's answer is waited for. */
    void setOnline(bool online);
    [[nodiscard]] bool isOnline() const;
    /** Looks for new mail now; null: every account. Also ends a back-off. */
    void checkMail(AccountId account = {});
    /** The fetching of a POP3 account ends at once; what is here stays, and the rest comes with the next look. Nothing for IMAP. */
    void stopFetching(AccountId account);
    /**
     * The person is back at the window: connections that died in silence are found now, not when they are needed. Each is asked
     * for a sign of life, and not again within half a minute.
     */
    void confirmLines();
    /** The folder on screen: its headers come first. */
    void setFolderInView(FolderId folder);
    [[nodiscard]] AccountStatus status(AccountId account) const;
    /** Of an IMAP account, since the program started: looked up with a full pass, every quarter of an hour at most. */
    [[nodiscard]] ServerFacts serverFacts(AccountId account) const;
    /** The certificate that was refused last at this host and port, by a worker or a test; nothing when none was. */
    [[nodiscard]] std::optional<CertificateProblem> refusedCertificate(const QString &host, quint16 port) const;
    /**
     * What the account's connections have said since `number`, passwords and contents of messages left out; `number` then
     * is where to go on, 0 asks for all that is kept, which are the last 2,000 lines since the account was last changed.
     */
    [[nodiscard]] QList<ProtocolLine> protocolLines(AccountId account, std::uint64_t &number) const;

private:
    explicit Engine(std::unique_ptr<EnginePrivate> d);
    std::unique_ptr<EnginePrivate> d;
};

} // namespace petrel::engine
