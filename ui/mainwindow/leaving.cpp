#include "ui/mainwindow/leaving.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/mainwindow/compose_desk.h"

#include <QWidget>

#include <utility>

namespace petrel::ui {

namespace {
constexpr std::chrono::seconds kPatience{20}; ///< for a server that does not answer
} // namespace

Leaving::Leaving(engine::Engine &engine, ComposeDesk &compose, QWidget &window)
    : QObject(&window), m_engine(engine), m_compose(compose), m_window(window)
{
    connect(&engine.events(), &engine::EngineEvents::sendFinished, this, &Leaving::settled);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_awaited.clear();
        m_decided = true;
        Q_EMIT told(tr("The server has not taken it yet. It waits in the Outbox, and goes out the next time Petrel runs."));
    });
}

bool Leaving::mayClose()
{
    if (std::exchange(m_decided, false) || m_compose.held().isEmpty())
        return true;
    if (!m_asking && m_awaited.isEmpty())
        ask();
    return false;
}

void Leaving::ask()
{
    const QList<HeldMail> held = m_compose.held();
    const bool online = m_engine.isOnline();
    Question question;
    question.title = tr("Mail has not gone out yet");
    question.text = held.size() == 1 ? tr("\u201c%1\u201d has not gone out yet.").arg(isolated(oneLine(held.first().subject)))
                                     : tr("%n messages have not gone out yet.", nullptr, static_cast<int>(held.size()));
    question.meaning = online ? tr("Petrel sends only while it runs.") : tr("Petrel is offline. What is in the Outbox goes out the next time Petrel runs and is online.");
    question.answers = {online ? tr("Send now and quit") : tr("Quit and send later"), tr("Keep as draft and quit"), tr("Stay")};
    m_asking = true;
    Seams::current().ask(&m_window, question, [this, online](int answer) {
        m_asking = false;
        if (answer == 1)
            keepAsDrafts();
        else if (answer == 0 && online)
            sendFirst();
        else if (answer == 0)
            close();
    });
}

void Leaving::sendFirst()
{
    for (const HeldMail &mail : m_compose.held()) {
        m_awaited.insert(mail.id);
        m_engine.retryOutbox(mail.id);
    }
    if (m_awaited.isEmpty())
        return close(); // it went out while the question was open
    m_patience.start(kPatience);
    Q_EMIT told(tr("Sending; then Petrel closes."));
}

void Leaving::keepAsDrafts()
{
    const QList<HeldMail> held = m_compose.held();
    if (held.isEmpty())
        return close();
    for (const HeldMail &mail : held) {
        m_awaited.insert(mail.id);
        m_engine.takeBackOutbox(mail.id, this, [this, id = mail.id](const Result<PlacementId> &draft) {
            // Invalid: it left meanwhile, which is no loss.
            if (draft || draft.error().kind == ErrorKind::Invalid)
                return settled(id);
            m_awaited.clear();
            Q_EMIT told(sentenceFor(draft.error(), Account{}, Activity::Saving).text());
        });
    }
}

void Leaving::settled(OutboxId id)
{
    if (m_awaited.remove(id) && m_awaited.isEmpty())
        close();
}

void Leaving::close()
{
    m_decided = true;
    m_window.close();
}

} // namespace petrel::ui
