#include "ui/mainwindow/compose_desk.h"

#include "core/store/reader.h"
#include "ui/common/snackbar.h"
#include "ui/compose/compose_window.h"
#include "ui/models/read_access.h"

namespace petrel::ui {

void EngineMailOut::sendMessage(AccountId account, const mime::OutgoingMessage &message, std::int64_t notBefore, QObject *context, Done<OutboxId> done)
{
    m_engine.send(account, message, notBefore, context, std::move(done));
}

void EngineMailOut::saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, QObject *context,
                              Done<PlacementId> done)
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

void EngineMailOut::openPart(PlacementId message, const QByteArray &path, QObject *context, Done<QByteArray> done)
{
    m_tickets.push_back(m_engine.openPart(message, path, context, std::move(done)));
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
    : QObject(parent), m_engine(engine), m_access(access), m_home(home), m_out(engine), m_contacts(access)
{
    reload();
}

void ComposeDesk::setSignatures(std::function<QString(const QByteArray &)> signatureOf)
{
    m_signatureOf = std::move(signatureOf);
    reload();
}

void ComposeDesk::reload()
{
    struct Known
    {
        QList<Account> accounts;
        QList<petrel::Identity> identities;
    };
    m_access.read(this, [](const store::Reader &reader) -> Result<Known> { return Known{TRY(reader.accounts()), TRY(reader.identities())}; },
                  [this](const Result<Known> &known) {
                      if (!known)
                          return; // a damaged store is told elsewhere; those known before still serve
                      m_identities.clear();
                      for (const petrel::Identity &kept : known->identities) {
                          const auto account = std::find_if(known->accounts.cbegin(), known->accounts.cend(),
                                                            [&](const Account &one) { return one.id == kept.account; });
                          if (account == known->accounts.cend())
                              continue;
                          Identity identity;
                          identity.account = kept.account;
                          identity.address = kept.address;
                          if (!kept.replyTo.isEmpty())
                              identity.replyTo.append(kept.replyTo);
                          identity.signature = m_signatureOf ? m_signatureOf(account->uuid) : kept.signature;
                          identity.accountName = account->name;
                          m_identities.append(identity);
                      }
                  });
}

int ComposeDesk::preferredIdentity() const
{
    for (qsizetype i = 0; i < m_identities.size(); ++i) {
        if (m_identities[i].account == m_preferred)
            return static_cast<int>(i);
    }
    return 0;
}

void ComposeDesk::newMessage()
{
    if (!m_identities.isEmpty())
        open(newDraft(m_identities, preferredIdentity()), m_rich);
}

void ComposeDesk::reply(const StartMessage &original, html::ReplyTo whom)
{
    if (!m_identities.isEmpty())
        open(replyDraft(original, whom, m_identities, preferredIdentity()));
}

void ComposeDesk::forward(const StartMessage &original)
{
    if (!m_identities.isEmpty())
        open(forwardDraft(original, m_identities, preferredIdentity()));
}

void ComposeDesk::editDraft(const StartMessage &draft)
{
    if (!m_identities.isEmpty())
        open(editedDraft(draft, m_identities, preferredIdentity()));
}

void ComposeDesk::mailto(const QString &url)
{
    const Result<html::MailtoRequest> request = html::parseMailto(url);
    if (request && !m_identities.isEmpty())
        open(mailtoDraft(*request, m_identities, preferredIdentity()));
}

void ComposeDesk::open(const Draft &draft, bool rich)
{
    auto *window = new ComposeWindow(m_out, m_identities, draft, &m_contacts);
    if (rich)
        window->setRich(true);
    window->presenter().setUndoSeconds(m_undoSeconds);
    connect(window, &ComposeWindow::sent, this, [this, window](OutboxId id, std::int64_t notBefore) { wasSent(window, id, notBefore); });
    window->show();
    window->focusFirst();
}

void ComposeDesk::wasSent(ComposeWindow *window, OutboxId id, std::int64_t notBefore)
{
    if (notBefore == 0)
        return;
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("send");
    offer.text = tr("Sending in %1 s");
    offer.countdown = true;
    offer.seconds = m_undoSeconds;
    offer.action = tr("Undo");
    Draft draft = window->presenter().draft();
    draft.stored.reset(); // the kept draft went when the message was queued
    offer.accepted = [this, id, draft] {
        m_engine.cancelOutbox(id, this, [this, draft](const Status &cancelled) {
            if (cancelled)
                open(draft);
        });
    };
    offer.second = tr("Send now");
    offer.secondAccepted = [this, id] { m_engine.retryOutbox(id); };
    Snackbar::show(&m_home, offer);
}

} // namespace petrel::ui
