#pragma once

#include "core/base/executor.h"
#include "core/engine/engine.h"
#include "core/model/identity.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/contact_source.h"
#include "ui/compose/mail_out.h"
#include "ui/mainwindow/departures.h"
#include "ui/mainwindow/held_mail.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace petrel::ui {

class ComposeWindow;
class ReadAccess;

/** A message that was being written when its mailbox was closed. */
struct UnfinishedMessage
{
    Draft draft;
    Address writer; ///< who: the identities of the next mailbox may stand in another order
    bool written = false; ///< there was something to keep
};

/** What a composer needs of the engine, done by the engine. */
class EngineMailOut final : public MailOut
{
public:
    using ReadFiles = std::function<FilesRead(const QStringList &, std::int64_t, const StopToken &)>;

    explicit EngineMailOut(engine::Engine &engine, ReadFiles readFiles = ui::readFiles) : m_engine(engine), m_readFiles(std::move(readFiles)) {}
    /** Does not wait for files: a disk that does not answer may never do. */
    ~EngineMailOut() override;

    void sendMessage(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, const SendOptions &options,
                     QObject *context, Done<OutboxId> done) override;
    void saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, QObject *context,
                   Done<KeptDraft> done) override;
    void discardDraft(PlacementId draft) override;
    void markAnswered(PlacementId original, bool forwarded) override;
    void markAnswered(const QByteArray &messageId, bool forwarded) override;
    void readFiles(const QStringList &paths, std::int64_t room, QObject *context, std::function<void(FilesRead)> done) override;

private:
    engine::Engine &m_engine;
    ReadFiles m_readFiles;
    StopSource m_ending;
};

/** People the person has written to, from the store. */
class StoredContacts final : public ContactSource
{
public:
    explicit StoredContacts(ReadAccess &access) : m_access(access) {}
    void complete(const QString &typed, int limit, QObject *context, std::function<void(AddressList)> found) override;

private:
    ReadAccess &m_access;
};

/**
 * Opens composers for new messages, answers, drafts and mail links, one for each draft, and offers to take back what
 * was sent a moment ago: it is a draft then, and open again. What is asked for before the identities are known waits for
 * them; without any account nothing can be written, and nothing is said. GUI thread.
 */
class ComposeDesk : public QObject
{
    Q_OBJECT
public:
    /** `home`: where the "Sending" snackbar shows. All borrowed. */
    ComposeDesk(engine::Engine &engine, ReadAccess &access, QWidget &home, QObject *parent);
    /** Composers end with it: they write to its engine. */
    ~ComposeDesk() override;

    void setUndoSeconds(int seconds) { m_undoSeconds = seconds; }
    /** The account whose identity is proposed. */
    void setPreferredAccount(AccountId account) { m_preferred = account; }
    /** New messages, not answers, begin as rich text. */
    void setWritesRichText(bool rich) { m_rich = rich; }
    /** What stands under messages of an account (by Account::uuid), as the person set it; asked at each reload(). */
    void setSignatures(std::function<QString(const QByteArray &accountUuid)> signatureOf);
    /** Reads the identities anew: after accounts or signatures changed. */
    void reload();

    void newMessage();
    void reply(const StartMessage &original, html::ReplyTo whom);
    void forward(const StartMessage &original);
    /** Raises the composer that has this draft already. */
    void editDraft(const StartMessage &draft);
    /** Reads the draft first; what hinders that is told. */
    void openDraft(PlacementId draft);
    /** The same of what came back from the outbox, where it stood as `item`: its composer says why, and whom a server refused. */
    void openReturned(PlacementId draft, const OutboxItem &item);
    void mailto(const QString &url);
    /** What was sent here. */
    [[nodiscard]] Departures &departures() { return m_departures; }
    /** Of it, what can still be taken back. */
    [[nodiscard]] HeldMail &heldMail() { return m_heldMail; }
    /** A composer is bound to send, and the outbox has not got its message yet. */
    [[nodiscard]] bool isHandingOver() const;

    /** Closes the composers and hands over what was in them, for the desk of the next mailbox. Not while one isHandingOver(). */
    [[nodiscard]] QList<UnfinishedMessage> takeUnfinished();
    /** Goes on with them; they are kept in this mailbox from now on. */
    void resume(const QList<UnfinishedMessage> &messages);

Q_SIGNALS:
    /** Something the person did not expect, in a sentence. */
    void told(const QString &sentence);
    /** No composer hands a message over any more: the last one is in the outbox, or its composer says why not. */
    void handedOver();

private:
    struct Known
    {
        QList<Account> accounts;
        QList<petrel::Identity> identities;
    };

    void take(const Known &known);
    void editWhole(const StartMessage &draft);
    void whenWhole(const StartMessage &message, std::function<void(const StartMessage &)> work);
    /** Now, or when the identities are known; never without any. */
    void whenKnown(std::function<void()> work);
    /** The same with the account of the message, which is looked up where the window does not know it. */
    void whenLocated(const StartMessage &message, std::function<void(const StartMessage &)> work);
    ComposeWindow *open(const Draft &draft);
    void tellReturned(ComposeWindow &composer, const OutboxItem &item);
    void openLinks();
    [[nodiscard]] ComposeWindow *composerOf(PlacementId draft) const;
    void wasSent(ComposeWindow *window, OutboxId id, std::int64_t notBefore);
    [[nodiscard]] int preferredIdentity() const;

    engine::Engine &m_engine;
    ReadAccess &m_access;
    EngineMailOut m_out;
    StoredContacts m_contacts;
    std::optional<QList<Identity>> m_identities; ///< not known before the first answer
    std::vector<std::function<void()>> m_waiting;
    QList<html::MailtoRequest> m_links; ///< not opened yet: there is no account to write from
    QList<QPointer<ComposeWindow>> m_windows;
    QHash<PlacementId, OutboxItem> m_returned; ///< not open yet
    Departures m_departures;
    HeldMail m_heldMail;
    engine::Ticket m_opening;
    AccountId m_preferred;
    std::function<QString(const QByteArray &)> m_signatureOf;
    int m_undoSeconds = 10;
    bool m_rich = false;
};

} // namespace petrel::ui
