#include "app/petrel/profile_backups.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/backup.h"
#include "core/store/store.h"
#include "ui/common/answer_later.h"

#include <QTimer>

namespace petrel::app {

namespace {

constexpr std::chrono::minutes kFirstLook{5}; ///< the start has better things to do
constexpr std::chrono::hours kBetweenLooks{1};

using Copy = ui::BackupPlace::Copy;

Copy copyOf(const store::Backup &backup) { return {backup.directory, backup.madeAt, backup.messages}; }

/** A POP3 account: its server may have nothing any more. */
Result<bool> holdsOnlyCopies(store::Store &store)
{
    const QList<Account> accounts = TRY(store.read([](const store::Reader &reader) { return reader.accounts(); }));
    return std::any_of(accounts.begin(), accounts.end(), [](const Account &account) { return account.incomingKind == IncomingKind::Pop3; });
}

/** Nothing, where none is due. */
Result<std::optional<Copy>> makeIfDue(store::Store &store, const QString &directory, const StopToken &stop)
{
    if (!TRY(holdsOnlyCopies(store)))
        return std::optional<Copy>();
    const QList<store::Backup> backups = store::backupsIn(directory);
    if (!backups.isEmpty() && backups.first().madeAt.toLocalTime().date() >= Clock::current().wall().toLocalTime().date())
        return std::optional<Copy>();
    return std::optional<Copy>(copyOf(TRY(store.backUp(directory, stop))));
}

} // namespace

ProfileBackups::ProfileBackups(engine::Engine &engine, const ui::Settings &settings, QObject *parent)
    : QObject(parent), m_store(engine.store()), m_settings(settings)
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
    const auto look = [directory] {
        const QList<store::Backup> backups = store::backupsIn(directory);
        QList<Copy> copies;
        std::transform(backups.begin(), backups.end(), std::back_inserter(copies), copyOf);
        return copies;
    };
    ui::answerLater(m_work, context, look, std::move(done));
}

void ProfileBackups::make(const QString &directory, QObject *context, std::function<void(int)> told, std::function<void(Result<Copy>)> done)
{
    const auto hear = [guard = QPointer<QObject>(context), told = std::move(told), last = -1](int percent) mutable {
        if (std::exchange(last, percent) == percent)
            return;
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, told, percent] {
            if (guard)
                told(percent);
        }, Qt::QueuedConnection);
    };
    const auto work = [this, directory, hear]() -> Result<Copy> { return copyOf(TRY(m_store.backUp(directory, m_stopping.get_token(), hear))); };
    const auto tell = [this, done = std::move(done)](const Result<Copy> &made) {
        if (made)
            m_trouble.reset();
        done(made);
    };
    ui::answerLater(m_work, context, work, tell);
}

void ProfileBackups::makeDue(std::function<void(bool)> looked)
{
    if (!m_settings.backsUpDaily()) {
        if (looked)
            looked(false);
        return;
    }
    const QString chosen = m_settings.backupDirectory();
    const auto work = [this, directory = chosen.isEmpty() ? ownDirectory() : chosen] { return makeIfDue(m_store, directory, m_stopping.get_token()); };
    ui::answerLater(m_work, this, work, [this, looked = std::move(looked)](const Result<std::optional<Copy>> &made) {
        if (!made) {
            qCWarning(logEngine) << "the backup of today:" << describe(made.error());
            m_trouble = made.error();
        } else if (made->has_value()) {
            m_trouble.reset();
        }
        if (looked)
            looked(made.ok() && made->has_value());
    });
}

} // namespace petrel::app
