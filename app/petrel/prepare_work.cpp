#include "app/petrel/prepare_work.h"

#include "core/store/store.h"

#include <QProgressDialog>

namespace petrel::app {

PrepareWork::PrepareWork(const QString &profileDir, QObject *parent) : QObject(parent), m_profileDir(profileDir) {}

PrepareWork::~PrepareWork()
{
    delete m_dialog;
}

void PrepareWork::start()
{
    m_dialog = new QProgressDialog(tr("Petrel was updated and prepares your mail. This may take a minute."), QString(), 0, 0);
    m_dialog->setObjectName(QStringLiteral("prepare"));
    m_dialog->setWindowTitle(tr("Preparing your mail"));
    m_dialog->setMinimumDuration(0);
    m_dialog->show();
    m_work.post([this] {
        const Status outcome = [this]() -> Status {
            store::Store::Options options;
            options.afterCrash = store::Store::Options::AfterCrash::Defer; // whoever opens it next looks
            TRY(store::Store::open(m_profileDir, options));
            return {};
        }();
        QMetaObject::invokeMethod(this, [this, outcome] { finish(outcome); }, Qt::QueuedConnection);
    });
}

void PrepareWork::finish(const Status &outcome)
{
    delete m_dialog;
    deleteLater();
    Q_EMIT finished(outcome);
}

} // namespace petrel::app
