#include "ui/compose/compose_presenter.h"

#include "core/base/clock.h"
#include "core/mime/file_name.h"
#include "ui/common/formats.h"

#include <QFileInfo>

#include <chrono>
#include <numeric>

namespace petrel::ui {

namespace {
constexpr std::chrono::seconds kAutosaveAfter{30}; ///< at the latest, however long somebody types
constexpr std::chrono::seconds kPause{4};          ///< of the keys: a thought has ended
constexpr std::int64_t kSmall = 1'000'000;         ///< bytes of files that may be written, and passed on, at each pause
constexpr std::chrono::milliseconds kLookAfter{300};

/** One line that a header can carry: a control character pasted along would keep the message from ever being kept or sent. */
QString headerLine(const QString &typed)
{
    QString line = QString::fromUtf8(typed.toUtf8()); // half character pairs go too
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control && !c.isSpace(); });
    return line.simplified();
}
} // namespace

ComposePresenter::ComposePresenter(MailOut &out, QList<Identity> identities, Draft draft, QObject *parent)
    : QObject(parent), m_out(out), m_identities(std::move(identities)), m_draft(std::move(draft)),
      m_messageId(mime::newMessageId(identity().address))
{
    m_autosave.setObjectName(QStringLiteral("autosave"));
    m_autosave.setParent(this);
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(kAutosaveAfter);
    connect(&m_autosave, &QTimer::timeout, this, &ComposePresenter::save);
    m_pause.setObjectName(QStringLiteral("pause"));
    m_pause.setParent(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &ComposePresenter::save);
    m_lookAgain.setSingleShot(true);
    m_lookAgain.setInterval(kLookAfter);
    connect(&m_lookAgain, &QTimer::timeout, this, [this] {
        pullBody();
        Q_EMIT findingsChanged();
    });
}

// ---- writing -------------------------------------------------------------------------------------

void ComposePresenter::touch()
{
    m_life.touched();
    if (m_life.isUnsaved() && !m_autosave.isActive())
        m_autosave.start();
    const auto files = std::accumulate(m_draft.files.cbegin(), m_draft.files.cend(), std::int64_t(0),
                                       [](std::int64_t sum, const DraftFile &file) { return sum + file.size; });
    if (m_life.isUnsaved() && files <= kSmall)
        m_pause.start(); // begins anew with each key
    if (!m_lookAgain.isActive())
        m_lookAgain.start();
}

void ComposePresenter::stopTimers()
{
    m_autosave.stop();
    m_pause.stop();
}

void ComposePresenter::setIdentity(int index)
{
    if (index == m_draft.identity || index < 0 || index >= m_identities.size())
        return;
    const QString former = identity().signature;
    m_draft.identity = index;
    m_messageId = mime::newMessageId(identity().address); // it names the domain: that of the sender and no other of theirs
    if (former != identity().signature)
        Q_EMIT signatureChanged(former, identity().signature);
    touch();
}

void ComposePresenter::setRecipients(ComposeField field, const AddressList &addresses, const QString &unfinished)
{
    AddressList &list = field == ComposeField::To ? m_draft.to : field == ComposeField::Cc ? m_draft.cc : m_draft.bcc;
    mime::UnfinishedRecipients &kept = m_draft.unfinished;
    QString &typed = field == ComposeField::To ? kept.to : field == ComposeField::Cc ? kept.cc : kept.bcc;
    if (list == addresses && typed == unfinished)
        return;
    list = addresses;
    typed = unfinished;
    touch();
}

void ComposePresenter::setSubject(const QString &subject)
{
    if (subject == m_draft.subject)
        return;
    m_draft.subject = subject;
    touch();
}

void ComposePresenter::touchBody()
{
    m_bodyTouched = true;
    touch();
}

void ComposePresenter::pullBody()
{
    if (std::exchange(m_bodyTouched, false))
        Q_EMIT bodyWanted();
}

void ComposePresenter::setBody(const QString &text, const QString &html)
{
    if (text == m_draft.text && html == m_draft.html)
        return;
    m_draft.text = text;
    m_draft.html = html;
    touch();
}

void ComposePresenter::setAskDelivered(bool ask)
{
    if (std::exchange(m_draft.askDelivered, ask) == ask)
        return;
    touch();
    Q_EMIT optionsChanged();
}

void ComposePresenter::setRequireTls(bool require)
{
    if (std::exchange(m_draft.requireTls, require) == require)
        return;
    touch();
    Q_EMIT optionsChanged();
}

void ComposePresenter::addFiles(const QStringList &paths)
{
    const int number = ++m_lastReading;
    m_reading[number] = paths;
    m_out.readFiles(paths, roomForFiles(), this, [this, number](const FilesRead &read) {
        m_reading.remove(number);
        takeFiles(read);
    });
}

QString ComposePresenter::namesOfFilesComing() const
{
    QStringList names;
    for (const QStringList &paths : m_reading) {
        for (const QString &path : paths)
            names.append(mime::safeFileName(QFileInfo(path).fileName()));
    }
    return names.join(QStringLiteral(", "));
}

std::int64_t ComposePresenter::roomForFiles() const
{
    std::int64_t room = kMostAttachedBytes;
    for (const DraftFile &file : filesAtHand())
        room -= file.size;
    return std::max<std::int64_t>(room, 0);
}

void ComposePresenter::takeFiles(FilesRead read)
{
    qsizetype taken = 0;
    for (const DraftFile &file : std::as_const(read.files)) {
        if (file.size > roomForFiles()) { // others came first
            read.tooLarge.append(file.file.fileName);
            continue;
        }
        m_draft.files.append(file);
        ++taken;
    }
    if (taken > 0) {
        touch();
        Q_EMIT filesChanged();
    }
    if (!read.unreadable.isEmpty() || !read.tooLarge.isEmpty())
        Q_EMIT filesRefused(read.unreadable, read.tooLarge);
    const bool allTaken = taken == read.files.size() && read.unreadable.isEmpty() && read.tooLarge.isEmpty();
    m_closeOnceRead = m_closeOnceRead && allTaken; // what was refused is to be read first
    if (m_closeOnceRead && m_reading.isEmpty())
        close();
}

void ComposePresenter::removeFile(qsizetype index)
{
    if (index < 0 || index >= m_draft.files.size())
        return;
    m_draft.files.removeAt(index);
    touch();
    Q_EMIT filesChanged();
}

QList<SafetyFinding> ComposePresenter::findings() const
{
    QList<SafetyFinding> open = safetyFindings(m_draft);
    open.removeIf([this](const SafetyFinding &finding) { return m_wavedThrough.contains(finding.kind); });
    return open;
}

void ComposePresenter::waveThrough(SafetyFinding::Kind kind)
{
    m_wavedThrough.append(kind);
    Q_EMIT findingsChanged();
}

mime::OutgoingMessage ComposePresenter::outgoing() const
{
    mime::OutgoingMessage message;
    message.from = identity().address;
    message.replyTo = identity().replyTo;
    message.to = m_draft.to;
    message.cc = m_draft.cc;
    message.bcc = m_draft.bcc;
    message.unfinished = {headerLine(m_draft.unfinished.to), headerLine(m_draft.unfinished.cc), headerLine(m_draft.unfinished.bcc)};
    message.askDelivered = m_draft.askDelivered;
    message.requireTls = m_draft.requireTls;
    message.subject = headerLine(m_draft.subject);
    message.date = Clock::nowUtc();
    message.messageId = m_messageId;
    message.inReplyTo = m_draft.inReplyTo;
    message.references = m_draft.references;
    message.text = m_draft.text;
    message.html = m_draft.html;
    for (const DraftFile &file : filesAtHand())
        message.attachments.append(file.file);
    return message;
}

QList<DraftFile> ComposePresenter::filesAtHand() const
{
    QList<DraftFile> files = m_draft.files;
    files.removeIf([](const DraftFile &file) { return file.gone; });
    return files;
}

const Draft &ComposePresenter::wholeDraft()
{
    pullBody();
    return m_draft;
}

// ---- what is to be done --------------------------------------------------------------------------

void ComposePresenter::perform(DraftLife::Step step)
{
    switch (step) {
    case DraftLife::Step::Save: saveNow(); break;
    case DraftLife::Step::Send: sendNow(); break;
    case DraftLife::Step::Discard:
        stopTimers();
        if (m_draft.stored)
            m_out.discardDraft(*m_draft.stored);
        Q_EMIT finished();
        break;
    case DraftLife::Step::Close:
        stopTimers();
        Q_EMIT finished();
        break;
    case DraftLife::Step::TakeBack: // of a message that has left the composer: ComposeDesk's
    case DraftLife::Step::Nothing: break;
    }
    tellHandingOver();
}

void ComposePresenter::tellHandingOver()
{
    if (m_handingOver != m_life.isHandingOver())
        Q_EMIT handingOverChanged(m_handingOver = m_life.isHandingOver());
}

void ComposePresenter::setDraftState(const QString &state)
{
    m_draftState = state;
    Q_EMIT draftStateChanged(state);
}

void ComposePresenter::tellSaved()
{
    setDraftState(tr("Draft saved %1").arg(Clock::current().wall().toLocalTime().time().toString(QStringLiteral("HH:mm"))));
}

// ---- keeping -------------------------------------------------------------------------------------

void ComposePresenter::save()
{
    pullBody();
    perform(m_life.save());
}

void ComposePresenter::close()
{
    pullBody();
    if (!m_reading.isEmpty() && !m_life.isHandingOver() && !std::exchange(m_closeOnceRead, true)) {
        Q_EMIT blocked(ComposeField::Body, tr("%1 is still being read. The window closes when it is attached; close it again to leave it out.")
                                               .arg(namesOfFilesComing()));
        return;
    }
    m_closing = true;
    perform(m_life.close());
}

void ComposePresenter::discard()
{
    perform(m_life.discard());
}

void ComposePresenter::saveNow()
{
    stopTimers();
    mime::OutgoingMessage message = outgoing();
    message.messageId = mime::newMessageId(identity().address); // each kept version is a message of its own
    m_out.saveDraft(identity().account, message, m_draft.stored, this,
                    [this, files = filesAtHand()](const Result<KeptDraft> &result) { saved(result, files); });
}

void ComposePresenter::saved(const Result<KeptDraft> &result, const QList<DraftFile> &files)
{
    pullBody();
    if (!result.ok()) {
        setDraftState(tr("Draft not saved"));
        if (!std::exchange(m_failureTold, true) || m_closing)
            fail(result.error(), Activity::Saving);
        m_closing = false;
        m_autosave.start(); // to try again
        perform(m_life.notSaved());
        return;
    }
    m_failureTold = false;
    m_draft.stored = result->id;
    const QStringList gone = takeParts(*result, files);
    tellSaved();
    const DraftLife::Step next = gone.isEmpty() ? m_life.saved() : m_life.savedInPart();
    if (!gone.isEmpty())
        m_closing = m_closeOnceRead = false;
    if (m_life.isUnsaved())
        m_autosave.start();
    perform(next);
    if (gone.isEmpty())
        return;
    Q_EMIT filesChanged();
    Q_EMIT filesGone(gone);
}

/** Each file is a part of the kept draft now, wherever it came from; its bytes need not be held here any longer. */
QStringList ComposePresenter::takeParts(const KeptDraft &kept, const QList<DraftFile> &files)
{
    QStringList gone;
    for (qsizetype i = 0; i < std::min(files.size(), kept.fileParts.size()); ++i) {
        const qsizetype at = m_draft.files.indexOf(files[i]);
        if (at < 0)
            continue; // taken out meanwhile
        DraftFile &file = m_draft.files[at];
        file.gone = kept.fileParts[i].isEmpty();
        file.file.bytes.clear();
        file.file.stored = file.gone ? mime::StoredPart() : mime::StoredPart{kept.id, kept.fileParts[i]};
        if (file.gone)
            gone.append(file.file.fileName);
    }
    return gone;
}

// ---- sending -------------------------------------------------------------------------------------

bool ComposePresenter::canSend()
{
    const mime::UnfinishedRecipients &unfinished = m_draft.unfinished;
    for (const auto &[field, typed] : {std::pair(ComposeField::To, unfinished.to), std::pair(ComposeField::Cc, unfinished.cc),
                                       std::pair(ComposeField::Bcc, unfinished.bcc)}) {
        if (!typed.isEmpty()) {
            Q_EMIT blocked(field, tr("Mend or remove the marked address first."));
            return false;
        }
    }
    if (m_draft.to.isEmpty() && m_draft.cc.isEmpty() && m_draft.bcc.isEmpty()) {
        Q_EMIT blocked(ComposeField::To, tr("Say who should get this message."));
        return false;
    }
    const auto gone = std::find_if(m_draft.files.cbegin(), m_draft.files.cend(), [](const DraftFile &file) { return file.gone; });
    if (gone != m_draft.files.cend()) {
        Q_EMIT blocked(ComposeField::Body, tr("%1 is gone. Attach it again, or take it out.").arg(gone->file.fileName));
        return false;
    }
    if (!m_reading.isEmpty()) {
        Q_EMIT blocked(ComposeField::Body, tr("%1 is still being read and not attached yet.").arg(namesOfFilesComing()));
        return false;
    }
    return true;
}

void ComposePresenter::send()
{
    sendAt(0);
}

void ComposePresenter::sendLater(std::int64_t at)
{
    sendAt(at);
}

void ComposePresenter::sendAt(std::int64_t at)
{
    pullBody();
    if (m_life.isHandingOver() || !canSend())
        return;
    m_sendAt = at;
    perform(m_life.send());
}

void ComposePresenter::sendNow()
{
    stopTimers();
    tellHandingOver();
    const std::int64_t held = m_undoSeconds > 0 ? Clock::nowUtc() + m_undoSeconds : 0;
    const std::int64_t notBefore = std::max(held, m_sendAt);
    const SendOptions options{.notBefore = notBefore, .askDelivered = m_draft.askDelivered, .requireTls = m_draft.requireTls};
    m_out.sendMessage(identity().account, outgoing(), m_draft.stored, options, this,
                      [this, notBefore](const Result<OutboxId> &result) { wasSent(result, notBefore); });
}

void ComposePresenter::wasSent(const Result<OutboxId> &result, std::int64_t notBefore)
{
    if (!result.ok()) {
        m_life.refused();
        m_closing = false;
        m_autosave.start();
        tellHandingOver();
        if (result.error().code == "file-gone")
            save(); // which keeps what is left, and tells which
        else
            fail(result.error(), Activity::Sending);
        return;
    }
    const DraftLife::Step next = m_life.queued();
    m_draft.stored.reset(); // it went with the same step
    markOriginal();
    Q_EMIT sent(*result, notBefore);
    perform(next);
}

bool ComposePresenter::beginTakingBack()
{
    return m_life.undo() == DraftLife::Step::TakeBack;
}

void ComposePresenter::takenBack(PlacementId stored, const QList<DraftFile> &files)
{
    m_life.takenBack();
    m_draft.stored = stored;
    m_draft.files = files;
    m_messageId = mime::newMessageId(identity().address);
    m_closing = false;
    tellSaved();
    Q_EMIT filesChanged();
}

void ComposePresenter::markOriginal()
{
    const bool forwarded = m_draft.origin == DraftOrigin::Forward;
    if (m_draft.original && m_draft.origin != DraftOrigin::New)
        m_out.markAnswered(m_draft.original, forwarded);
    else if (const QByteArray id = m_draft.originalMessageId(); !id.isEmpty())
        m_out.markAnswered(id, forwarded);
}

void ComposePresenter::fail(const Error &error, Activity activity)
{
    Account account;
    account.id = identity().account;
    account.name = identity().accountName;
    account.address = identity().address;
    Q_EMIT failed(sentenceFor(error, account, activity), errorDetails(error));
}

} // namespace petrel::ui
