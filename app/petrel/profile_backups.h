#pragma once

#include "core/base/executor.h"
#include "core/engine/engine.h"
#include "ui/settings/settings_places.h"

#include <QObject>

namespace petrel::app {

/**
 * The backups of the open profile: made on a thread of its own, when the person says so, and each day by itself where there is mail that is
 * nowhere else (of a POP3 account). Ends at once when it goes, which is before the engine. GUI thread.
 */
class ProfileBackups final : public QObject, public ui::BackupPlace
{
    Q_OBJECT
public:
    /** `settings` says whether and where; borrowed. */
    ProfileBackups(engine::Engine &engine, const ui::Settings &settings, QObject *parent = nullptr);
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

private:
    store::Store &m_store;
    const ui::Settings &m_settings;
    std::optional<Error> m_trouble;
    StopSource m_stopping;
    ThreadExecutor m_work{QStringLiteral("backup")};
};

} // namespace petrel::app
