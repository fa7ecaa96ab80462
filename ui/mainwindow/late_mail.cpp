#include "ui/mainwindow/late_mail.h"

#include "core/base/clock.h"
#include "core/store/reader.h"
#include "ui/attention/outbox_words.h"
#include "ui/common/later.h"
#include "ui/models/read_access.h"

#include <chrono>

namespace petrel::ui {

namespace {
constexpr std::chrono::minutes kEachMinute{1};
constexpr std::int64_t kLate = 120;      ///< seconds: a connection that is slow to open is not worth a word
constexpr std::int64_t kLongestHold = 60; ///< seconds: what was put off for longer was meant to go out later

/** Sent to go out at a time, and neither tried nor given up yet; or it has just gone. */
bool isScheduled(const OutboxItem &item)
{
    const bool untried = item.state == OutboxState::Queued || item.state == OutboxState::Sending || item.state == OutboxState::Sent;
    return untried && item.attempts == 0 && item.notBefore - item.queuedAt > kLongestHold;
}
} // namespace

LateMail::LateMail(engine::Engine &engine, ReadAccess &access, QObject *parent) : QObject(parent), m_engine(engine), m_access(access)
{
    connect(&engine.events(), &engine::EngineEvents::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox)
            look();
    });
    m_eachMinute.setParent(this);
    m_eachMinute.setObjectName(QStringLiteral("lateMail"));
    m_eachMinute.setInterval(kEachMinute);
    connect(&m_eachMinute, &QTimer::timeout, this, &LateMail::look);
    m_eachMinute.start();
    look();
}

/** What waited is looked for by itself: the server may have been quicker than this. */
void LateMail::look()
{
    m_access.read(this, [waiting = m_waiting](const store::Reader &reader) -> Result<QList<OutboxItem>> {
        QList<OutboxItem> scheduled = TRY(reader.outbox());
        for (const OutboxId id : waiting) {
            const bool listed = std::any_of(scheduled.cbegin(), scheduled.cend(), [id](const OutboxItem &item) { return item.id == id; });
            const Result<OutboxItem> gone = reader.outboxItem(id);
            if (!listed && gone)
                scheduled.append(*gone);
        }
        scheduled.removeIf([](const OutboxItem &item) { return !isScheduled(item); });
        return scheduled;
    }, [this, now = Clock::nowUtc()](const Result<QList<OutboxItem>> &scheduled) {
        if (scheduled)
            take(*scheduled, now); // a damaged store is told elsewhere
    });
}

void LateMail::take(const QList<OutboxItem> &scheduled, std::int64_t now)
{
    QList<OutboxItem> late;
    m_waiting.clear();
    for (const OutboxItem &item : scheduled) {
        if (item.notBefore >= now - kLate && item.state != OutboxState::Sent)
            m_waiting.insert(item.id);
        else if (item.notBefore < now - kLate && !m_told.contains(item.id))
            late.append(item);
    }
    for (const OutboxItem &item : late)
        m_told.insert(item.id);
    if (!late.isEmpty())
        Q_EMIT told(sentenceFor(late));
}

QString LateMail::sentenceFor(const QList<OutboxItem> &late) const
{
    const bool online = m_engine.isOnline();
    if (late.size() > 1)
        return online ? tr("%n messages were to go out earlier. They go out now.", nullptr, static_cast<int>(late.size()))
                      : tr("%n messages were to go out earlier. They go out as soon as Petrel is online.", nullptr, static_cast<int>(late.size()));
    const QString when = whenItWasText(late.first().notBefore, Clock::current().wall().toLocalTime());
    const QString what = quotedSubject(late.first().subject);
    return online ? tr("%1 was to go out %2. It goes out now.").arg(what, when)
                  : tr("%1 was to go out %2. It goes out as soon as Petrel is online.").arg(what, when);
}

} // namespace petrel::ui
