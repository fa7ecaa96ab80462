#pragma once

#include "core/base/error.h"
#include "ui/common/error_sentence.h"
#include "ui/compose/draft.h"
#include "ui/compose/draft_life.h"
#include "ui/compose/mail_out.h"
#include "ui/compose/safety_check.h"

#include <QMap>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace petrel::ui {

/**
 * Writing one message: holds the draft, keeps it, sends it. No widgets. What may happen when stands in DraftLife; this
 * does the steps. The window may close only after finished(): that is when the outbox row, or the kept draft, is
 * committed. GUI thread.
 *
 * Keeping: when the keys have rested for 4 s (not with large files), at the latest 30 s after the first change since the
 * last time, again 30 s after a failure, and on close().
 */
class ComposePresenter : public QObject
{
    Q_OBJECT
public:
    /** `out` is borrowed and outlives this. `identities` is not empty. */
    ComposePresenter(MailOut &out, QList<Identity> identities, Draft draft, QObject *parent = nullptr);

    [[nodiscard]] const Draft &draft() const { return m_draft; }
    /** The same with the words that stand in the editor now. */
    [[nodiscard]] const Draft &wholeDraft();
    [[nodiscard]] const QList<Identity> &identities() const { return m_identities; }
    [[nodiscard]] const Identity &identity() const { return m_identities[m_draft.identity]; }
    [[nodiscard]] const DraftLife &life() const { return m_life; }

    void setIdentity(int index);
    /** To, Cc or Bcc: the valid addresses, and what was typed there and is none. */
    void setRecipients(ComposeField field, const AddressList &addresses, const QString &unfinished);
    void setSubject(const QString &subject);
    /** The editor's text changed: bodyWanted() asks for it when it is needed. */
    void touchBody();
    void setBody(const QString &text, const QString &html);
    void setRich(bool rich) { m_draft.rich = rich; }
    /** Kept with the draft. */
    void setAskDelivered(bool ask);
    void setRequireTls(bool require);
    /** Attached once their bytes are here: what becomes of the files then does not matter. Else filesRefused(). */
    void addFiles(const QStringList &paths);
    void removeFile(qsizetype index);

    /** What the safety bar shows: the worst finding the person has not waved through. */
    [[nodiscard]] QList<SafetyFinding> findings() const;
    void waveThrough(SafetyFinding::Kind kind);

    /** Holds a sent message back this long, so that it can be taken back. */
    void setUndoSeconds(int seconds) { m_undoSeconds = seconds; }
    void send();
    /** The same, to go out at this moment (UTC seconds) or as soon as possible after it. */
    void sendLater(std::int64_t at);
    /** Keeps the draft now, when there is something to keep. */
    void save();
    /**
     * Keeps what was changed, then finished(). While the message is being handed over it goes out first. A file that is
     * still being read is waited for, which is told; who closes again leaves it out.
     */
    void close();
    /** Throws the draft away, then finished(). */
    void discard();

    // Once it was queued. What is in the outbox may be taken out again, by whoever holds both: this does the telling.
    /** False when there is nothing to take back, or somebody does already. */
    [[nodiscard]] bool beginTakingBack();
    /** It is the draft `stored` again, whose parts `files` are, in the order they had here. Writing goes on. */
    void takenBack(PlacementId stored, const QList<DraftFile> &files);
    /** It waits in the outbox as before. */
    void notTakenBack() { m_life.notTakenBack(); }

    /** "Draft saved 10:12", or empty. */
    [[nodiscard]] QString draftState() const { return m_draftState; }
    /** The message as it would go out now. */
    [[nodiscard]] mime::OutgoingMessage outgoing() const;

Q_SIGNALS:
    /** Somebody is about to read draft().text: put the editor's in by setBody(), at once. */
    void bodyWanted();
    /** Another identity writes: its signature takes the place of the former one, where that still stands. */
    void signatureChanged(const QString &former, const QString &wanted);
    void filesChanged();
    void optionsChanged();
    /** Told 300 ms after the first change, not at each key. */
    void findingsChanged();
    void draftStateChanged(const QString &state);
    /** From the moment the message is bound to go out until it has, or was refused: nothing may be changed. */
    void handingOverChanged(bool handingOver);
    /** Nothing was sent: words for the field, and where. */
    void blocked(petrel::ui::ComposeField field, const QString &words);
    /**
     * They lay in mail that went meanwhile, here or elsewhere: nothing is sent while they are among the files. A send or close
     * that waited for the draft to be kept is given up, so that this is read.
     */
    void filesGone(const QStringList &names);
    void filesRefused(const QStringList &unreadable, const QStringList &tooLarge);
    /** Sending or keeping failed; everything is still here. */
    void failed(const petrel::ui::ErrorSentence &sentence, const QString &details);
    /** Queued. notBefore is when it leaves, UTC seconds, 0 at once. */
    void sent(petrel::OutboxId id, std::int64_t notBefore);
    /** The window may close. */
    void finished();

private:
    void touch();
    void pullBody();
    void perform(DraftLife::Step step);
    void saveNow();
    void saved(const Result<KeptDraft> &result, const QList<DraftFile> &files);
    /** The names of those that are gone. */
    [[nodiscard]] QStringList takeParts(const KeptDraft &kept, const QList<DraftFile> &files);
    void sendNow();
    void wasSent(const Result<OutboxId> &result, std::int64_t notBefore);
    void markOriginal();
    void takeFiles(FilesRead read);
    [[nodiscard]] QString namesOfFilesComing() const;
    [[nodiscard]] std::int64_t roomForFiles() const;
    void fail(const Error &error, Activity activity);
    void stopTimers();
    void setDraftState(const QString &state);
    void tellSaved();
    void tellHandingOver();
    void sendAt(std::int64_t at);
    [[nodiscard]] bool canSend();
    [[nodiscard]] QList<DraftFile> filesAtHand() const;

    MailOut &m_out;
    QList<Identity> m_identities;
    Draft m_draft;
    DraftLife m_life;
    QByteArray m_messageId;      ///< of the message that is sent: the same at each attempt of one identity
    QList<SafetyFinding::Kind> m_wavedThrough;
    QString m_draftState;
    QTimer m_autosave;           ///< since the first word that is nowhere else
    QTimer m_pause;              ///< since the last one
    QTimer m_lookAgain;          ///< for the safety bar
    int m_undoSeconds = 0;
    std::int64_t m_sendAt = 0;   ///< UTC seconds: the moment it was sent for; 0 for now
    QMap<int, QStringList> m_reading; ///< paths of files that are not attached yet
    int m_lastReading = 0;
    bool m_closeOnceRead = false; ///< the person wants to close, and not to leave a file behind
    bool m_bodyTouched = false;  ///< the editor has other words than the draft
    bool m_failureTold = false;  ///< of the saves that failed one after the other, the first is told
    bool m_closing = false;      ///< the person waits for this save
    bool m_handingOver = false;
};

} // namespace petrel::ui
