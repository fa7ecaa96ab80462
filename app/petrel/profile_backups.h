#pragma once

#include "core/base/executor.h"
#include "core/engine/engine.h"
#include "ui/settings/settings_places.h"

#include <QDate>
#include <QObject>

class QSettings;

namespace petrel::app {

/**
 * The backups of the open profile: made on a thread of its own, when the person says so, and each day by itself where there is mail that is
 * nowhere else (of a POP3 account). Ends at once when it goes, which is before the engine. GUI thread.
 */
class ProfileBackups final : public QObject, public ui::BackupPlace
{
    Q_OBJECT
public:
    /** `settings` says whether and where; `memory` keeps what was told from one start to the next. Both borrowed. */
    ProfileBackups(engine::Engine &engine, const ui::Settings &settings, QSettings &memory, QObject *parent = nullptr);
    ~ProfileBackups() override;

    [[nodiscard]] QString ownDirectory() const override;
    void list(const QString &directory, QObject *context, std::function<void(QList<Copy>)> done) override;
    void make(const QString &directory, QObject *context, std::function<void(int)> told, std::function<void(Result<Copy>)> done) override;
    [[nodiscard]] std::optional<Error> lastTrouble() const override { return m_trouble; }
    void restore(const QString &backup) override { Q_EMIT restoreWanted(backup); }

    /** Makes one, if one is due today. By itself every hour; `looked` hears whether one was made. */
    void makeDue(std::function<void(bool)> looked = {});

Q_SIGNALS:
    void restoreWanted(const QString &backup);
    /** For the window, in words: none could be made for three days (once a day), or mail is damaged that no backup has whole (once). */
    void worthTelling(const QString &title, const QString &words);

private:
    enum class Asked { ByThePerson, ByNobody };
    void hear(const Copy &made, Asked asked);
    void hear(const Error &trouble);

    store::Store &m_store;
    const ui::Settings &m_settings;
    QSettings &m_memory;
    QDate m_toldOn; ///< that they fail
    std::optional<Error> m_trouble;
    StopSource m_stopping;
    ThreadExecutor m_work{QStringLiteral("backup")};
    ThreadExecutor m_looks{QStringLiteral("backups")}; ///< what is there is shown while one is made, which takes minutes
};

} // namespace petrel::app
