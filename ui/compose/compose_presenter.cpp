#include "ui/compose/compose_presenter.h"

#include "core/base/clock.h"
#include "core/mime/file_name.h"
#include "ui/common/formats.h"
#include "ui/compose/compose_start.h"

#include <QFileInfo>
#include <QMimeDatabase>

#include <chrono>

namespace petrel::ui {

namespace {
constexpr std::chrono::seconds kAutosaveAfter{30};
} // namespace

ComposePresenter::ComposePresenter(MailOut &out, QList<Identity> identities, Draft draft, QObject *parent)
    : QObject(parent), m_out(out), m_identities(std::move(identities)), m_draft(std::move(draft)),
      m_messageId(mime::newMessageId(identity().address))
{
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(kAutosaveAfter);
    connect(&m_autosave, &QTimer::timeout, this, &ComposePresenter::save);
    fetchParts();
}

// ---- writing -------------------------------------------------------------------------------------

void ComposePresenter::touch()
{
    m_changed = true;
    m_changedWhileSaving = true;
    if (!m_autosave.isActive() && m_busy != Busy::Sending)
        m_autosave.start();
    Q_EMIT findingsChanged();
}

void ComposePresenter::setIdentity(int index)
{
    if (index == m_draft.identity || index < 0 || index >= m_identities.size())
        return;
    const QString former = identity().signature;
    m_draft.identity = index;
    if (m_draft.html.isEmpty() && former != identity().signature) {
        m_draft.text = withSignature(m_draft.text, former, identity().signature);
        Q_EMIT bodyReplaced();
    }
    touch();
}

void ComposePresenter::setRecipients(ComposeField field, const AddressList &addresses, int invalid)
{
    AddressList &list = field == ComposeField::To ? m_draft.to : field == ComposeField::Cc ? m_draft.cc : m_draft.bcc;
    m_invalid[field] = invalid;
    if (list == addresses)
        return;
    list = addresses;
    touch();
}

void ComposePresenter::setSubject(const QString &subject)
{
    if (subject == m_draft.subject)
        return;
    m_draft.subject = subject;
    touch();
}

void ComposePresenter::setBody(const QString &text, const QString &html)
{
    if (text == m_draft.text && html == m_draft.html)
        return;
    m_draft.text = text;
    m_draft.html = html;
    touch();
}

void ComposePresenter::addFiles(const QStringList &paths)
{
    const QMimeDatabase types;
    QStringList refused;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (!file.isFile() || !file.isReadable()) {
            refused.append(mime::safeFileName(file.fileName()));
            continue;
        }
        mime::OutgoingFile outgoing;
        outgoing.fileName = file.fileName();
        outgoing.type = types.mimeTypeForFile(path, QMimeDatabase::MatchExtension).name().toLatin1();
        outgoing.filePath = file.absoluteFilePath();
        m_draft.files.append({outgoing, file.size()});
    }
    if (refused.size() < paths.size()) {
        touch();
        Q_EMIT filesChanged();
    }
    if (!refused.isEmpty())
        Q_EMIT filesRefused(refused);
}

void ComposePresenter::removeFile(qsizetype index)
{
    if (index < 0 || index >= m_draft.files.size())
        return;
    m_draft.files.removeAt(index);
    touch();
    Q_EMIT filesChanged();
}

void ComposePresenter::fetchParts()
{
    const QList<PartInfo> wanted = m_draft.partsToFetch;
    for (const PartInfo &part : wanted) {
        m_out.openPart(m_draft.original, part.path, this, [this, part](const Result<QByteArray> &bytes) {
            if (!bytes.ok()) {
                fail(bytes.error(), Activity::Opening);
                return;
            }
            m_draft.partsToFetch.removeOne(part);
            mime::OutgoingFile file;
            file.fileName = mime::safeFileName(part.fileName);
            file.type = part.type;
            file.bytes = *bytes;
            m_draft.files.append({file, bytes->size()});
            Q_EMIT filesChanged();
            Q_EMIT findingsChanged();
        });
    }
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
    message.subject = m_draft.subject.simplified();
    message.date = Clock::nowUtc();
    message.messageId = m_messageId;
    message.inReplyTo = m_draft.inReplyTo;
    message.references = m_draft.references;
    message.text = m_draft.text;
    message.html = m_draft.html;
    for (const DraftFile &file : m_draft.files)
        message.attachments.append(file.file);
    return message;
}

// ---- keeping -------------------------------------------------------------------------------------

void ComposePresenter::setBusy(Busy busy)
{
    const bool was = isBusy();
    m_busy = busy;
    if (was != isBusy())
        Q_EMIT busyChanged(isBusy());
}

void ComposePresenter::setDraftState(const QString &state)
{
    m_draftState = state;
    Q_EMIT draftStateChanged(state);
}

void ComposePresenter::save()
{
    m_autosave.stop();
    if (!m_changed || isBusy())
        return;
    setBusy(Busy::Saving);
    m_changedWhileSaving = false;
    mime::OutgoingMessage message = outgoing();
    message.messageId = mime::newMessageId(identity().address); // each kept version is a message of its own
    m_out.saveDraft(identity().account, message, m_draft.stored, this, [this](const Result<PlacementId> &result) { saved(result); });
}

void ComposePresenter::saved(const Result<PlacementId> &result)
{
    setBusy(Busy::No);
    if (!result.ok()) {
        m_then = Then::Nothing;
        setDraftState(tr("Draft not saved"));
        fail(result.error(), Activity::Saving);
        return;
    }
    m_draft.stored = *result;
    m_changed = m_changedWhileSaving;
    if (m_changed)
        m_autosave.start();
    setDraftState(tr("Draft saved %1").arg(Clock::current().wall().toLocalTime().time().toString(QStringLiteral("HH:mm"))));
    goOn();
}

/** What was asked for while a save was on its way. */
void ComposePresenter::goOn()
{
    const Then then = std::exchange(m_then, Then::Nothing);
    switch (then) {
    case Then::Send: sendNow(); break;
    case Then::Finish: close(); break;
    case Then::Discard: discard(); break;
    case Then::Nothing: break;
    }
}

void ComposePresenter::close()
{
    if (isBusy()) {
        if (m_busy == Busy::Saving)
            m_then = Then::Finish;
        return;
    }
    if (!m_changed) {
        Q_EMIT finished();
        return;
    }
    m_then = Then::Finish;
    save();
}

void ComposePresenter::discard()
{
    if (isBusy()) {
        if (m_busy == Busy::Saving)
            m_then = Then::Discard;
        return;
    }
    m_autosave.stop();
    if (m_draft.stored)
        m_out.discardDraft(*m_draft.stored);
    m_changed = false;
    Q_EMIT finished();
}

// ---- sending -------------------------------------------------------------------------------------

bool ComposePresenter::canSend()
{
    for (const ComposeField field : {ComposeField::To, ComposeField::Cc, ComposeField::Bcc}) {
        if (m_invalid.value(field) > 0) {
            Q_EMIT blocked(field, tr("Mend or remove the marked address first."));
            return false;
        }
    }
    if (m_draft.to.isEmpty() && m_draft.cc.isEmpty() && m_draft.bcc.isEmpty()) {
        Q_EMIT blocked(ComposeField::To, tr("Say who should get this message."));
        return false;
    }
    if (!m_draft.partsToFetch.isEmpty() && !m_wavedThrough.contains(SafetyFinding::Kind::OpenAttachments)) {
        Q_EMIT blocked(ComposeField::Body, tr("Some attached files are not here yet."));
        return false;
    }
    return true;
}

void ComposePresenter::send()
{
    if (m_busy == Busy::Sending || !canSend())
        return;
    m_autosave.stop();
    if (m_busy == Busy::Saving)
        m_then = Then::Send;
    else
        sendNow();
}

void ComposePresenter::sendNow()
{
    setBusy(Busy::Sending);
    m_autosave.stop();
    const std::int64_t notBefore = m_undoSeconds > 0 ? Clock::nowUtc() + m_undoSeconds : 0;
    m_out.sendMessage(identity().account, outgoing(), notBefore, this,
                      [this, notBefore](const Result<OutboxId> &result) { wasSent(result, notBefore); });
}

void ComposePresenter::wasSent(const Result<OutboxId> &result, std::int64_t notBefore)
{
    setBusy(Busy::No);
    if (!result.ok()) {
        if (m_changed)
            m_autosave.start();
        fail(result.error(), Activity::Sending);
        return;
    }
    m_changed = false;
    if (m_draft.stored)
        m_out.discardDraft(*m_draft.stored);
    if (m_draft.original && m_draft.origin != DraftOrigin::New)
        m_out.markAnswered(m_draft.original, m_draft.origin == DraftOrigin::Forward);
    Q_EMIT sent(*result, notBefore);
    Q_EMIT finished();
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
