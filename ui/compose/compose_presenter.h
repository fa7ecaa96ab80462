#pragma once

#include "core/base/error.h"
#include "ui/common/error_sentence.h"
#include "ui/compose/draft.h"
#include "ui/compose/mail_out.h"
#include "ui/compose/safety_check.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace petrel::ui {

/** The fields of a composer, for putting the focus where something is missing. */
enum class ComposeField { To, Cc, Bcc, Subject, Body };

/**
 * Writing one message: holds the draft, keeps it, sends it. No widgets. The window may close only after finished(): that
 * is when the outbox row, or the kept draft, is committed. GUI thread.
 *
 * Keeping: 30 s after the first change since the last time, and on close(). Only one save or send is on its way at
 * a time, so an older draft never lands after a newer one, and none after the message was sent.
 */
class ComposePresenter : public QObject
{
    Q_OBJECT
public:
    /** `out` is borrowed and outlives this. `identities` is not empty. */
    ComposePresenter(MailOut &out, QList<Identity> identities, Draft draft, QObject *parent = nullptr);

    [[nodiscard]] const Draft &draft() const { return m_draft; }
    [[nodiscard]] const QList<Identity> &identities() const { return m_identities; }
    [[nodiscard]] const Identity &identity() const { return m_identities[m_draft.identity]; }
    [[nodiscard]] bool isChanged() const { return m_changed; }
    [[nodiscard]] bool isBusy() const { return m_busy != Busy::No; }

    void setIdentity(int index);
    /** To, Cc or Bcc: the valid addresses, and how many entries are not. */
    void setRecipients(ComposeField field, const AddressList &addresses, int invalid);
    void setSubject(const QString &subject);
    void setBody(const QString &text, const QString &html);
    /** Files that cannot be read are told by filesRefused(). */
    void addFiles(const QStringList &paths);
    void removeFile(qsizetype index);
    /** Gets the attachments that go along with a forward. Called by the constructor; again after a failure. */
    void fetchParts();

    /** What the safety bar shows: the worst finding the person has not waved through. */
    [[nodiscard]] QList<SafetyFinding> findings() const;
    void waveThrough(SafetyFinding::Kind kind);

    /** Holds a sent message back this long, so that it can be taken back. */
    void setUndoSeconds(int seconds) { m_undoSeconds = seconds; }
    void send();
    /** Keeps the draft now, when there is something to keep. */
    void save();
    /** Keeps what was changed, then finished(). */
    void close();
    /** Throws the draft away, then finished(). */
    void discard();

    /** "Draft saved 10:12", or empty. */
    [[nodiscard]] QString draftState() const { return m_draftState; }
    /** The message as it would go out now. */
    [[nodiscard]] mime::OutgoingMessage outgoing() const;

Q_SIGNALS:
    void bodyReplaced();      ///< the signature changed: read draft().text again
    void filesChanged();
    void findingsChanged();
    void draftStateChanged(const QString &state);
    void busyChanged(bool busy);
    /** Nothing was sent: words for the field, and where. */
    void blocked(petrel::ui::ComposeField field, const QString &words);
    void filesRefused(const QStringList &names);
    /** Sending or keeping failed; everything is still here. */
    void failed(const petrel::ui::ErrorSentence &sentence, const QString &details);
    /** Queued. notBefore is when it leaves, UTC seconds, 0 at once. */
    void sent(petrel::OutboxId id, std::int64_t notBefore);
    /** The window may close. */
    void finished();

private:
    enum class Busy { No, Saving, Sending };
    enum class Then { Nothing, Send, Finish, Discard };

    void touch();
    void setBusy(Busy busy);
    void saved(const Result<PlacementId> &result);
    void sendNow();
    void wasSent(const Result<OutboxId> &result, std::int64_t notBefore);
    void goOn();
    void fail(const Error &error, Activity activity);
    void setDraftState(const QString &state);
    [[nodiscard]] bool canSend();

    MailOut &m_out;
    QList<Identity> m_identities;
    Draft m_draft;
    QByteArray m_messageId;      ///< of the message that is sent: the same at each attempt
    QHash<ComposeField, int> m_invalid;
    QList<SafetyFinding::Kind> m_wavedThrough;
    QString m_draftState;
    QTimer m_autosave;
    int m_undoSeconds = 0;
    bool m_changed = false;
    bool m_changedWhileSaving = false;
    Busy m_busy = Busy::No;
    Then m_then = Then::Nothing;
};

} // namespace petrel::ui
