#include "ui/mainwindow/compose_desk.h"

#include "core/store/reader.h"
#include "ui/attention/outbox_words.h"
#include "ui/common/error_sentence.h"
#include "ui/compose/compose_window.h"
#include "ui/models/read_access.h"

#include <QCoreApplication>

#include <thread>
#include <utility>

namespace petrel::ui {

void EngineMailOut::sendMessage(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, const SendOptions &options,
                                QObject *context, Done<OutboxId> done)
{
    m_engine.send(account, message, former, options, context, std::move(done));
}

void EngineMailOut::saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, QObject *context,
                              Done<KeptDraft> done)
{
    m_engine.saveDraft(account, message, former, context, std::move(done));
}

void EngineMailOut::discardDraft(PlacementId draft)
{
    m_engine.discardDraft(draft);
}

void EngineMailOut::markAnswered(PlacementId original, bool forwarded)
{
    m_engine.markAnswered(original, forwarded);
}

void EngineMailOut::markAnswered(const QByteArray &messageId, bool forwarded)
{
    m_engine.markAnswered(messageId, forwarded);
}

EngineMailOut::~EngineMailOut()
{
    m_ending.request_stop();
}

/** On a thread that is left to itself: one disk that hangs holds up neither the files of another, nor the end of the program. */
void EngineMailOut::readFiles(const QStringList &paths, std::int64_t room, QObject *context, std::function<void(FilesRead)> done)
{
    auto work = [read = m_readFiles, paths, room, ending = m_ending.get_token(), guard = QPointer<QObject>(context), done = std::move(done)] {
        nameThisThread(QStringLiteral("files"));
        const FilesRead files = read(paths, room, ending);
        if (ending.stop_requested())
            return; // there may be nothing left that could be told
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, done, files] {
            if (guard)
                done(files);
        }, Qt::QueuedConnection);
    };
    std::thread(std::move(work)).detach();
}

void StoredContacts::complete(const QString &typed, int limit, QObject *context, std::function<void(AddressList)> found)
{
    m_access.read(context, [typed, limit](const store::Reader &reader) { return reader.contacts(typed, limit); },
                  [found](const Result<QList<store::ContactRow>> &rows) {
                      AddressList addresses;
                      for (const store::ContactRow &row : rows.valueOr({}))
                          addresses.append(row.address);
                      found(addresses);
                  });
}

ComposeDesk::ComposeDesk(engine::Engine &engine, ReadAccess &access, QWidget &home, QObject *parent)
    : QObject(parent), m_engine(engine), m_access(access), m_out(engine), m_contacts(access),
      m_departures(engine.events(), access, this), m_heldMail(engine, m_departures, home, this)
{
    connect(&m_heldMail, &HeldMail::draftWanted, this, &ComposeDesk::openDraft);
    connect(&m_heldMail, &HeldMail::told, this, &ComposeDesk::told);
    reload();
}

ComposeDesk::~ComposeDesk()
{
    for (const QPointer<ComposeWindow> &window : std::as_const(m_windows))
        delete window;
}

void ComposeDesk::setSignatures(std::function<QString(const QByteArray &)> signatureOf)
{
    m_signatureOf = std::move(signatureOf);
    reload();
}

void ComposeDesk::reload()
{
    m_access.read(this, [](const store::Reader &reader) -> Result<Known> { return Known{TRY(reader.accounts()), TRY(reader.identities())}; },
                  [this](const Result<Known> &known) {
                      if (known)
                          take(*known); // a damaged store is told elsewhere; those known before still serve
                  });
}

void ComposeDesk::take(const Known &known)
{
    m_identities.emplace();
    for (const petrel::Identity &kept : known.identities) {
        const auto account = std::find_if(known.accounts.cbegin(), known.accounts.cend(),
                                          [&](const Account &one) { return one.id == kept.account; });
        if (account == known.accounts.cend())
            continue;
        Identity identity;
        identity.account = kept.account;
        identity.address = kept.address;
        if (!kept.replyTo.isEmpty())
            identity.replyTo.append(kept.replyTo);
        identity.signature = m_signatureOf ? m_signatureOf(account->uuid) : kept.signature;
        identity.accountName = account->name;
        m_identities->append(identity);
    }
    for (const auto &work : std::exchange(m_waiting, {}))
        whenKnown(work);
    openLinks();
}

void ComposeDesk::whenKnown(std::function<void()> work)
{
    if (!m_identities)
        m_waiting.push_back(std::move(work));
    else if (!m_identities->isEmpty())
        work();
}

/** Its attachments go along: those that are still at the server come first. */
void ComposeDesk::whenWhole(const StartMessage &message, std::function<void(const StartMessage &)> work)
{
    if (message.content.partsElsewhere.isEmpty())
        return work(message);
    Q_EMIT told(tr("Getting the attachments first. The window opens when they are here."));
    m_opening = m_engine.openMessage(message.id, engine::Engine::Extent::Whole, this,
                                     [this, whole = message, work = std::move(work)](const Result<mime::MessageContent> &content) mutable {
        if (!content)
            return Q_EMIT told(tr("The attachments did not come.") + u' ' + sentenceFor(content.error(), Account{}, Activity::Opening).text());
        whole.content = *content;
        work(whole);
    });
}

void ComposeDesk::whenLocated(const StartMessage &message, std::function<void(const StartMessage &)> work)
{
    if (!message.account.isNull())
        return whenKnown([message, work = std::move(work)] { work(message); });
    m_access.read(this, [id = message.id](const store::Reader &reader) { return reader.row(id); },
                  [this, located = message, work = std::move(work)](const Result<MessageRow> &row) mutable {
                      if (row)
                          located.account = row->receiver(); // else it went meanwhile: its addresses alone tell
                      whenKnown([located, work] { work(located); });
                  });
}

int ComposeDesk::preferredIdentity() const
{
    for (qsizetype i = 0; i < m_identities->size(); ++i) {
        if (m_identities->at(i).account == m_preferred)
            return static_cast<int>(i);
    }
    return 0;
}

// ---- opening composers ---------------------------------------------------------------------------

void ComposeDesk::newMessage()
{
    whenKnown([this] { open(newDraft(*m_identities, preferredIdentity(), m_rich)); });
}

void ComposeDesk::reply(const StartMessage &original, html::ReplyTo whom)
{
    whenLocated(original, [this, whom](const StartMessage &located) {
        open(replyDraft(located, whom, *m_identities, preferredIdentity()));
    });
}

void ComposeDesk::forward(const StartMessage &original)
{
    whenWhole(original, [this](const StartMessage &whole) {
        whenLocated(whole, [this](const StartMessage &located) { open(forwardDraft(located, *m_identities, preferredIdentity())); });
    });
}

void ComposeDesk::editDraft(const StartMessage &draft)
{
    whenWhole(draft, [this](const StartMessage &whole) { editWhole(whole); });
}

void ComposeDesk::editWhole(const StartMessage &draft)
{
    whenLocated(draft, [this](const StartMessage &located) {
        if (ComposeWindow *window = composerOf(located.id)) {
            window->raise();
            window->activateWindow();
        } else {
            ComposeWindow *composer = open(editedDraft(located, *m_identities, preferredIdentity()));
            if (m_returned.contains(located.id))
                tellReturned(*composer, m_returned.take(located.id));
        }
    });
}

void ComposeDesk::openReturned(PlacementId draft, const OutboxItem &item)
{
    m_returned.insert(draft, item);
    openDraft(draft);
}

void ComposeDesk::tellReturned(ComposeWindow &composer, const OutboxItem &item)
{
    const ErrorSentence sentence = returnedSentence(item);
    if (sentence.happened.isEmpty())
        return;
    QList<RefusedRecipient> refused;
    for (const CardFact &one : refusedRecipients(item))
        refused.append({one.name, one.words});
    composer.tellReturned(sentence, refused);
}

void ComposeDesk::openDraft(PlacementId draft)
{
    m_opening = m_engine.openMessage(draft, engine::Engine::Extent::Whole, this, [this, draft](const Result<mime::MessageContent> &content) {
        if (content)
            editDraft({draft, *content});
        else
            Q_EMIT told(tr("The message lies in Drafts. It cannot be opened now.") + u' '
                        + sentenceFor(content.error(), Account{}, Activity::Opening).meaning);
    });
}

void ComposeDesk::mailto(const QString &url)
{
    if (const Result<html::MailtoRequest> request = html::parseMailto(url)) {
        m_links.append(*request);
        openLinks();
    }
}

/** A link comes from elsewhere and is not clicked again: it waits for the first account, too. */
void ComposeDesk::openLinks()
{
    if (!m_identities || m_identities->isEmpty())
        return;
    for (const html::MailtoRequest &request : std::exchange(m_links, {}))
        open(mailtoDraft(request, *m_identities, preferredIdentity()));
}

QList<UnfinishedMessage> ComposeDesk::takeUnfinished()
{
    QList<UnfinishedMessage> unfinished;
    for (const QPointer<ComposeWindow> &window : std::exchange(m_windows, {})) {
        if (!window)
            continue;
        ComposePresenter &presenter = window->presenter();
        const Draft draft = presenter.wholeDraft();
        const DraftLife &life = presenter.life();
        const bool done = life.state() == DraftLife::State::Held || life.state() == DraftLife::State::Gone; // about to close
        if (!done)
            unfinished.append({withoutMailbox(draft), presenter.identity().address, life.isUnsaved() || life.isHandingOver() || draft.stored});
        delete window;
    }
    return unfinished;
}

void ComposeDesk::resume(const QList<UnfinishedMessage> &messages)
{
    for (const UnfinishedMessage &message : messages) {
        whenKnown([this, message] {
            Draft draft = message.draft;
            const auto writer = std::find_if(m_identities->cbegin(), m_identities->cend(),
                                             [&](const Identity &one) { return one.address.sameMailbox(message.writer); });
            draft.identity = writer == m_identities->cend() ? preferredIdentity() : static_cast<int>(writer - m_identities->cbegin());
            ComposeWindow *window = open(draft);
            if (message.written)
                window->presenter().touchBody();
        });
    }
}

ComposeWindow *ComposeDesk::open(const Draft &draft)
{
    auto *window = new ComposeWindow(m_out, *m_identities, draft, &m_contacts);
    m_windows.removeIf([](const QPointer<ComposeWindow> &former) { return former.isNull(); });
    m_windows.append(window);
    window->presenter().setUndoSeconds(m_undoSeconds);
    connect(window, &ComposeWindow::sent, this, [this, window](OutboxId id, std::int64_t notBefore) { wasSent(window, id, notBefore); });
    connect(window, &ComposeWindow::anotherWanted, this, &ComposeDesk::newMessage);
    connect(&window->presenter(), &ComposePresenter::handingOverChanged, this, [this] {
        if (!isHandingOver())
            Q_EMIT handedOver();
    });
    window->show();
    window->focusFirst();
    return window;
}

ComposeWindow *ComposeDesk::composerOf(PlacementId draft) const
{
    for (const QPointer<ComposeWindow> &window : m_windows) {
        if (window && window->presenter().draft().stored == draft)
            return window;
    }
    return nullptr;
}

// ---- sending ------------------------------------------------------------------------------------

void ComposeDesk::wasSent(ComposeWindow *window, OutboxId id, std::int64_t notBefore)
{
    m_departures.add(id, window->presenter().draft().subject, notBefore);
    if (notBefore != 0)
        m_heldMail.hold(id, *window, notBefore);
}

bool ComposeDesk::isHandingOver() const
{
    return std::any_of(m_windows.cbegin(), m_windows.cend(),
                       [](const QPointer<ComposeWindow> &window) { return window && window->presenter().life().isHandingOver(); });
}

} // namespace petrel::ui
