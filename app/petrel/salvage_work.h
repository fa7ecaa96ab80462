#pragma once

#include "core/base/executor.h"
#include "core/store/backup.h"

#include <QObject>
#include <QPointer>

class QProgressDialog;

namespace petrel::app {

/**
 * Saves what can be read of a damaged profile, or restores a backup, on a thread, with a dialog that says so. It may take minutes.
 * Stopping it in the dialog, or destroying it, leaves the profile as it was. GUI thread.
 */
class SalvageWork : public QObject
{
    Q_OBJECT
public:
    /** `backup` is the one to restore; empty: what is here is saved. */
    explicit SalvageWork(const QString &profileDir, QObject *parent = nullptr, const QString &backup = {});
    ~SalvageWork() override;

    void start();
    /** What became of the mail, for the person: only what there was is counted. */
    [[nodiscard]] static QString sentenceFor(const store::Store::Salvaged &saved);
    [[nodiscard]] static QString sentenceForRestored(const store::Restored &restored);

Q_SIGNALS:
    void saved(const petrel::store::Restored &what);
    /** Cancelled when it was stopped. */
    void failed(const petrel::Error &error);

private:
    void finish(const Result<store::Restored> &outcome);

    QString m_profileDir;
    QString m_backup;
    QPointer<QProgressDialog> m_dialog;
    StopSource m_stopping;
    ThreadExecutor m_work{QStringLiteral("salvage")};
};

} // namespace petrel::app
