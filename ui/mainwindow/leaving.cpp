#include "ui/mainwindow/leaving.h"

#include "core/base/clock.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/later.h"
#include "ui/common/seams.h"
#include "ui/mainwindow/compose_desk.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace petrel::ui {

namespace {
constexpr std::chrono::seconds kPatience{20}; ///< for a server that does not answer
constexpr std::int64_t kSoon = 60;            ///< seconds; what goes out later than that was meant to
constexpr int kStay = 2;                      ///< the last answer

QString shown(const Departure &mail)
{
    return isolated(oneLine(mail.subject));
}

bool isForLater(const Departure &mail)
{
    return mail.state == OutboxState::Queued && mail.notBefore > Clock::nowUtc() + kSoon;
}

} // namespace

Leaving::Leaving(engine::Engine &engine, ComposeDesk &compose, QWidget &window)
    : QObject(&window), m_engine(engine), m_compose(compose), m_departures(compose.departures()), m_window(window)
{
    connect(&m_departures, &Departures::changed, this, &Leaving::hearVerdicts);
    connect(&engine.events(), &engine::EngineEvents::accountStatusChanged, this, &Leaving::hearStatus);
    connect(&compose, &ComposeDesk::handedOver, this, [this] {
        if (std::exchange(m_handingOver, false))
            m_window.close();
    });
    m_patience.setSingleShot(true);
    m_patience.setParent(this);
    m_patience.setObjectName(QStringLiteral("patience"));
    connect(&m_patience, &QTimer::timeout, this, &Leaving::giveUpWaiting);
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

QList<Departure> Leaving::undecided() const
{
    QList<Departure> mail = m_departures.held();
    mail.removeIf([this](const Departure &one) { return m_letGo.contains(one.id); });
    return mail;
}

void Leaving::ask()
{
    QList<Departure> soon = undecided();
    QList<Departure> later = soon;
    soon.removeIf(isForLater);
    later.removeIf([](const Departure &one) { return !isForLater(one); });
    const bool sends = m_engine.isOnline() && !soon.isEmpty() && canSend(soon);
    const Question question = soon.isEmpty() ? questionOfLater(later) : questionOf(soon, later.size(), sends);
    m_asking = true;
    if (!m_window.isVisible()) { // it was closed before the last composer
        m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
        m_window.show();
    }
    QSet<OutboxId> asked;
    for (const Departure &mail : soon.isEmpty() ? later : soon)
        asked.insert(mail.id);
    QSet<OutboxId> waiting;
    for (const Departure &mail : later)
        waiting.insert(mail.id);
    Seams::current().ask(&m_window, question, [this, sends, asked, waiting](int answer) {
        m_asking = false;
        if (answer != kStay)
            m_letGo += waiting - asked; // they were told of
        if (answer == 1)
            keepAsDrafts(asked);
        else if (answer == 0 && sends)
            sendFirst(asked);
        else if (answer == 0)
            sendLater(asked);
    });
}

Question Leaving::questionOf(const QList<Departure> &soon, qsizetype waiting, bool sends) const
{
    Question question;
    question.title = tr("Mail has not gone out yet");
    question.text = soon.size() == 1 ? tr("\u201c%1\u201d has not gone out yet.").arg(shown(soon.first()))
                                     : tr("%n messages have not gone out yet.", nullptr, static_cast<int>(soon.size()));
    question.meaning = sends                    ? tr("Petrel sends only while it runs.")
                       : m_engine.isOnline()    ? tr("The mail server takes nothing at the moment. What is in the Outbox goes out the next time Petrel runs and the server takes it.")
                                                : tr("Petrel is offline. What is in the Outbox goes out the next time Petrel runs and is online.");
    if (waiting > 0)
        question.meaning += u' ' + tr("%n more are to go out later, when Petrel runs then or next after that.", nullptr, static_cast<int>(waiting));
    question.answers = {sends ? tr("Send now and quit") : tr("Quit and send later"), tr("Keep as draft and quit"), tr("Stay")};
    return question;
}

Question Leaving::questionOfLater(const QList<Departure> &later)
{
    const auto next = std::min_element(later.cbegin(), later.cend(), [](const Departure &one, const Departure &other) { return one.notBefore < other.notBefore; });
    const QString when = whenText(next->notBefore, Clock::current().wall().toLocalTime());
    Question question;
    question.title = tr("Mail waits for its time");
    question.text = later.size() == 1 ? tr("\u201c%1\u201d is to go out %2.").arg(shown(later.first()), when)
                                      : tr("%n messages are to go out later, the first %1.", nullptr, static_cast<int>(later.size())).arg(when);
    question.meaning = tr("Petrel sends only while it runs. If it does not run at that time, the mail goes out when Petrel runs next after it.");
    question.answers = {tr("Quit"), later.size() == 1 ? tr("Keep as draft and quit") : tr("Keep as drafts and quit"), tr("Stay")};
    return question;
}

void Leaving::sendFirst(const QSet<OutboxId> &asked)
{
    Q_EMIT told(tr("Sending; then Petrel closes."));
    m_sendsFirst = true;
    for (const OutboxId id : asked)
        m_engine.retryOutbox(id, OutboxState::Queued);
    awaitVerdicts(asked);
}

void Leaving::keepAsDrafts(const QSet<OutboxId> &asked)
{
    m_sendsFirst = false;
    for (const OutboxId id : asked) {
        m_engine.takeBackOutbox(id, OutboxState::Queued, this, [this, id](const Result<PlacementId> &draft) {
            if (draft || !m_awaited.contains(id))
                return;
            if (draft.error().kind == ErrorKind::Invalid)
                Q_EMIT told(tr("The server has it in hand already. Petrel closes when it has answered."));
            else
                stay(sentenceFor(draft.error(), Account{}, Activity::Saving).text());
        });
    }
    awaitVerdicts(asked);
}

void Leaving::sendLater(const QSet<OutboxId> &asked)
{
    m_letGo += asked;
    close();
}

/** Some may have come while the question stood. */
void Leaving::awaitVerdicts(const QSet<OutboxId> &asked)
{
    m_awaited = asked;
    m_patience.start(kPatience);
    hearVerdicts();
}

void Leaving::hearVerdicts()
{
    if (m_awaited.isEmpty())
        return;
    QSet<OutboxId> open;
    for (const Departure &mail : m_departures.all()) {
        if (!m_awaited.contains(mail.id) || mail.state == OutboxState::Cancelled)
            continue;
        if (!mail.isHeld())
            return stay(mail.state == OutboxState::Uncertain ? tr("Nobody knows whether \u201c%1\u201d has gone out. The Outbox asks what to do.").arg(shown(mail))
                                                             : tr("\u201c%1\u201d has not gone out. The Outbox says why.").arg(shown(mail)));
        open.insert(mail.id);
    }
    m_awaited = open;
    if (m_awaited.isEmpty())
        close();
}

void Leaving::giveUpWaiting()
{
    const QList<Departure> held = m_departures.held();
    const bool inHand = std::any_of(held.cbegin(), held.cend(),
                                    [this](const Departure &mail) { return m_awaited.contains(mail.id) && mail.state == OutboxState::Sending; });
    m_letGo += std::exchange(m_awaited, {});
    Q_EMIT told(inHand ? tr("The server has not said yet whether it took it. If Petrel closes now, the Outbox asks the next time.")
                       : tr("The server has not taken it yet. It waits in the Outbox, and goes out the next time Petrel runs."));
}

bool Leaving::canSend(const QList<Departure> &mail) const
{
    return std::none_of(mail.cbegin(), mail.cend(), [this](const Departure &one) { return m_failing.contains(one.account); });
}

void Leaving::hearStatus(const engine::AccountStatus &status)
{
    if (!status.sendingFails) {
        m_failing.remove(status.account);
        return;
    }
    m_failing.insert(status.account);
    if (!m_sendsFirst)
        return;
    QList<Departure> awaited = undecided();
    awaited.removeIf([this](const Departure &one) { return !m_awaited.contains(one.id) || one.state != OutboxState::Queued; });
    if (awaited.isEmpty() || canSend(awaited))
        return;
    m_awaited.clear();
    m_patience.stop();
    ask();
}

void Leaving::stay(const QString &why)
{
    m_awaited.clear();
    m_patience.stop();
    Q_EMIT told(why);
}

void Leaving::close()
{
    m_patience.stop();
    m_window.close();
}

} // namespace petrel::ui
