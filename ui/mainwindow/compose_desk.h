#pragma once

#include "core/engine/engine.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/contact_source.h"
#include "ui/compose/mail_out.h"

#include <QObject>

#include <vector>

namespace petrel::ui {

class ComposeWindow;
class ReadAccess;

/** What a composer needs of the engine, done by the engine. */
class EngineMailOut final : public MailOut
{
public:
    explicit EngineMailOut(engine::Engine &engine) : m_engine(engine) {}

    void sendMessage(AccountId account, const mime::OutgoingMessage &message, std::int64_t notBefore, QObject *context,
                     Done<OutboxId> done) override;
    void saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, QObject *context,
                   Done<PlacementId> done) override;
    void discardDraft(PlacementId draft) override;
    void markAnswered(PlacementId original, bool forwarded) override;
    void openPart(PlacementId message, const QByteArray &path, QObject *context, Done<QByteArray> done) override;

private:
    engine::Engine &m_engine;
    std::vector<engine::Ticket> m_tickets;
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
 * Opens composers for new messages, answers, drafts and mail links, and holds what was sent back for a
 * moment so that it can be undone: then the same composer opens again. GUI thread.
 */
class ComposeDesk : public QObject
{
    Q_OBJECT
public:
    /** `home`: where the "Sending" snackbar shows. All borrowed. */
    ComposeDesk(engine::Engine &engine, ReadAccess &access, QWidget &home, QObject *parent);

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
    void editDraft(const StartMessage &draft);
    void mailto(const QString &url);

private:
    void open(const Draft &draft, bool rich = false);
    void wasSent(ComposeWindow *window, OutboxId id, std::int64_t notBefore);
    [[nodiscard]] int preferredIdentity() const;

    engine::Engine &m_engine;
    ReadAccess &m_access;
    QWidget &m_home;
    EngineMailOut m_out;
    StoredContacts m_contacts;
    QList<Identity> m_identities;
    AccountId m_preferred;
    std::function<QString(const QByteArray &)> m_signatureOf;
    int m_undoSeconds = 10;
    bool m_rich = false;
};

} // namespace petrel::ui
