#include "ui/mainwindow/leaving.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/mainwindow/compose_desk.h"

#include <QEvent>
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
    connect(&compose, &ComposeDesk::handedOver, this, [this] {
        if (std::exchange(m_handingOver, false))
            m_window.close();
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_letGo += std::exchange(m_awaited, {});
        Q_EMIT told(tr("The server has not taken it yet. It waits in the Outbox, and goes out the next time Petrel runs."));
    });
    window.installEventFilter(this);
}

bool Leaving::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        m_unasked = false;
    return QObject::eventFilter(watched, event);
}

bool Leaving::mayClose()
{
    if (m_unasked)
        return true;
    if (m_compose.isHandingOver()) {
        m_handingOver = true;
        return false;
    }
    if (undecided().isEmpty())
        return true;
    if (!m_asking && m_awaited.isEmpty())
        ask();
    return false;
}

QList<HeldMail> Leaving::undecided() const
{
    QList<HeldMail> mail = m_compose.held();
    mail.removeIf([this](const HeldMail &one) { return m_letGo.contains(one.id); });
    return mail;
}

void Leaving::ask()
{
    const QList<HeldMail> held = undecided();
    const bool online = m_engine.isOnline();
    Question question;
    question.title = tr("Mail has not gone out yet");
    question.text = held.size() == 1 ? tr("\u201c%1\u201d has not gone out yet.").arg(isolated(oneLine(held.first().subject)))
                                     : tr("%n messages have not gone out yet.", nullptr, static_cast<int>(held.size()));
    question.meaning = online ? tr("Petrel sends only while it runs.") : tr("Petrel is offline. What is in the Outbox goes out the next time Petrel runs and is online.");
    question.answers = {online ? tr("Send now and quit") : tr("Quit and send later"), tr("Keep as draft and quit"), tr("Stay")};
    m_asking = true;
    if (!m_window.isVisible()) { // it was closed before the last composer
        m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
        m_window.show();
    }
    Seams::current().ask(&m_window, question, [this, online](int answer) {
        m_asking = false;
        if (answer == 1)
            keepAsDrafts();
        else if (answer == 0 && online)
            sendFirst();
        else if (answer == 0)
            sendLater();
    });
}

void Leaving::sendFirst()
{
    for (const HeldMail &mail : undecided()) {
        m_awaited.insert(mail.id);
        m_engine.retryOutbox(mail.id, OutboxState::Queued);
    }
    if (m_awaited.isEmpty())
        return close(); // it went out while the question was open
    m_patience.start(kPatience);
    Q_EMIT told(tr("Sending; then Petrel closes."));
}

void Leaving::keepAsDrafts()
{
    const QList<HeldMail> held = undecided();
    if (held.isEmpty())
        return close();
    for (const HeldMail &mail : held) {
        m_awaited.insert(mail.id);
        m_engine.takeBackOutbox(mail.id, OutboxState::Queued, this, [this, id = mail.id](const Result<PlacementId> &draft) {
            // Invalid: it left meanwhile, which is no loss.
            if (draft || draft.error().kind == ErrorKind::Invalid) {
                m_compose.forget(id);
                return settled(id);
            }
            m_awaited.clear();
            Q_EMIT told(sentenceFor(draft.error(), Account{}, Activity::Saving).text());
        });
    }
}

void Leaving::sendLater()
{
    for (const HeldMail &mail : undecided())
        m_letGo.insert(mail.id);
    close();
}

void Leaving::settled(OutboxId id)
{
    if (m_awaited.remove(id) && m_awaited.isEmpty())
        close();
}

void Leaving::close()
{
    m_patience.stop();
    m_window.close();
}

} // namespace petrel::ui
