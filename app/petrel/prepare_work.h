#pragma once

#include "core/base/executor.h"
#include "core/base/result.h"

#include <QObject>
#include <QPointer>

class QProgressDialog;

namespace petrel::app {

/**
 * Brings a profile of a former Petrel up to date, on a thread, with a window that says so: its database is copied first,
 * which may take a minute. There is nothing to stop: what was begun is finished, or as it was. GUI thread.
 */
class PrepareWork : public QObject
{
    Q_OBJECT
public:
    explicit PrepareWork(const QString &profileDir, QObject *parent = nullptr);
    ~PrepareWork() override;

    void start();

Q_SIGNALS:
    /** It can be opened at once now, or the error with which that fails. It goes then. */
    void finished(const petrel::Status &outcome);

private:
    void finish(const Status &outcome);

    QString m_profileDir;
    QPointer<QProgressDialog> m_dialog;
    ThreadExecutor m_work{QStringLiteral("prepare")};
};

} // namespace petrel::app
