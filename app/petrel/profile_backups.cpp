#include "app/petrel/profile_backups.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/backup.h"
#include "core/store/store.h"
#include "ui/common/answer_later.h"
#include "ui/common/error_sentence.h"
#include "ui/settings/backup_words.h"

#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace petrel::app {

namespace {

constexpr std::chrono::minutes kFirstLook{5}; ///< the start has better things to do
constexpr std::chrono::hours kBetweenLooks{1};
/** A disk that is not connected over a weekend is no news. */
constexpr qint64 kQuietDays = 3;
const QString failingSinceKey = QStringLiteral("backups/failingSince");
const QString damagedKey = QStringLiteral("backups/damaged"); ///< in the last one

using Copy = ui::BackupPlace::Copy;

Copy copyOf(const store::Backup &backup) { return {backup.directory, backup.madeAt, backup.messages, true, backup.damaged}; }

/** This profile's first, and of those last what is dated in the future. */
QList<Copy> copiesIn(const QString &directory, const QString &profile)
{
    const QDateTime now = Clock::current().wall();
    const QList<store::Backup> own = store::backupsOf(profile, directory);
    QList<store::Backup> all = store::backupsIn(directory);
    const auto rank = [&](const store::Backup &backup) { return !own.contains(backup) ? 2 : backup.madeAt > now ? 1 : 0; };
    std::stable_sort(all.begin(), all.end(), [&](const store::Backup &one, const store::Backup &other) { return rank(one) < rank(other); });
    QList<Copy> copies;
    for (const store::Backup &backup : std::as_const(all)) {
        copies.append(copyOf(backup));
        copies.last().isOfThisMailbox = own.contains(backup);
    }
    return copies;
}

/** A POP3 account: its server may have nothing any more. */
Result<bool> holdsOnlyCopies(store::Store &store)
{
    const QList<Account> accounts = TRY(store.read([](const store::Reader &reader) { return reader.accounts(); }));
    return std::any_of(accounts.begin(), accounts.end(), [](const Account &account) { return account.incomingKind == IncomingKind::Pop3; });
}

/** Nothing, where none is due. What the clock says is not always so: only one of this very day is one of today. */
Result<std::optional<Copy>> makeIfDue(store::Store &store, const QString &directory, const StopToken &stop)
{
    if (!TRY(holdsOnlyCopies(store)))
        return std::optional<Copy>();
    const QList<store::Backup> backups = store::backupsOf(store.profileDirectory(), directory);
    const QDate today = Clock::current().wall().toLocalTime().date();
    if (std::any_of(backups.begin(), backups.end(), [&](const store::Backup &backup) { return backup.madeAt.toLocalTime().date() == today; }))
        return std::optional<Copy>();
    return std::optional<Copy>(copyOf(TRY(store.backUp(directory, stop))));
}

} // namespace

ProfileBackups::ProfileBackups(engine::Engine &engine, const ui::Settings &settings, QSettings &memory, QObject *parent)
    : QObject(parent), m_store(engine.store()), m_settings(settings), m_memory(memory)
{
    auto *hourly = new QTimer(this);
    hourly->setInterval(kBetweenLooks);
    connect(hourly, &QTimer::timeout, this, [this] { makeDue(); });
    hourly->start();
    QTimer::singleShot(kFirstLook, this, [this] { makeDue(); });
}

ProfileBackups::~ProfileBackups() { m_stopping.request_stop(); }

QString ProfileBackups::ownDirectory() const { return store::ownBackups(m_store.profileDirectory()); }

void ProfileBackups::list(const QString &directory, QObject *context, std::function<void(QList<Copy>)> done)
{
    ui::answerLater(m_looks, context, [directory, profile = m_store.profileDirectory()] { return copiesIn(directory, profile); }, std::move(done));
}

void ProfileBackups::make(const QString &directory, QObject *context, std::function<void(int)> told, std::function<void(Result<Copy>)> done)
{
    const auto howFar = [guard = QPointer<QObject>(context), told = std::move(told), last = -1](int percent) mutable {
        if (std::exchange(last, percent) == percent)
            return;
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, told, percent] {
            if (guard)
                told(percent);
        }, Qt::QueuedConnection);
    };
    const auto work = [this, directory, howFar]() -> Result<Copy> { return copyOf(TRY(m_store.backUp(directory, m_stopping.get_token(), howFar))); };
    const auto tell = [this, done = std::move(done)](const Result<Copy> &made) {
        if (made)
            hear(*made, Asked::ByThePerson);
        done(made);
    };
    ui::answerLater(m_work, context, work, tell);
}

void ProfileBackups::makeDue(std::function<void(bool)> looked)
{
    if (!m_settings.backsUpDaily()) {
        m_memory.remove(failingSinceKey);
        if (looked)
            looked(false);
        return;
    }
    const QString chosen = m_settings.backupDirectory();
    const auto work = [this, directory = chosen.isEmpty() ? ownDirectory() : chosen] { return makeIfDue(m_store, directory, m_stopping.get_token()); };
    ui::answerLater(m_work, this, work, [this, looked = std::move(looked)](const Result<std::optional<Copy>> &made) {
        if (!made)
            hear(made.error());
        else if (made->has_value())
            hear(**made, Asked::ByNobody);
        else
            m_memory.remove(failingSinceKey); // none was due
        if (looked)
            looked(made.ok() && made->has_value());
    });
}

void ProfileBackups::hear(const Copy &made, Asked asked)
{
    m_trouble.reset();
    m_memory.remove(failingSinceKey);
    const bool isNew = m_memory.value(damagedKey).toStringList() != made.damaged;
    m_memory.setValue(damagedKey, made.damaged);
    if (asked == Asked::ByNobody && isNew && !made.damaged.isEmpty())
        Q_EMIT worthTelling(tr("Some mail on this computer is damaged."), ui::damagedMail(made.damaged) + QLatin1Char(' ') + tr("All other mail is backed up."));
}

void ProfileBackups::hear(const Error &trouble)
{
    qCWarning(logEngine) << "the backup of today:" << describe(trouble);
    m_trouble = trouble;
    const QDateTime now = Clock::current().wall();
    QDateTime since = m_memory.value(failingSinceKey).toDateTime();
    if (!since.isValid() || since > now) {
        since = now;
        m_memory.setValue(failingSinceKey, since);
    }
    const qint64 days = since.daysTo(now);
    if (days < kQuietDays || std::exchange(m_toldOn, now.date()) == now.date())
        return;
    Q_EMIT worthTelling(tr("No backup could be made for %n day(s).", nullptr, static_cast<int>(days)),
                        ui::sentenceFor(trouble, Account(), ui::Activity::BackingUp).text() + QLatin1Char(' ') + tr("See \u201cBackups and storage\u201d in the menu."));
}

} // namespace petrel::app
