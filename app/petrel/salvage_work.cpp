#include "app/petrel/salvage_work.h"

#include "ui/settings/backup_words.h"

#include <QProgressDialog>

namespace petrel::app {

namespace {

Result<store::Restored> saveWhatIsHere(const QString &profileDir, const StopToken &stop)
{
    return store::Restored{TRY(store::Store::setAside(profileDir, stop))};
}

} // namespace

SalvageWork::SalvageWork(const QString &profileDir, QObject *parent, const QString &backup) : QObject(parent), m_profileDir(profileDir), m_backup(backup) {}

SalvageWork::~SalvageWork()
{
    m_stopping.request_stop();
    delete m_dialog;
}

void SalvageWork::start()
{
    const bool restores = !m_backup.isEmpty();
    m_dialog = new QProgressDialog(restores ? tr("Reading the backup and restoring it. This may take some minutes.") : tr("Saving what can be read. This may take some minutes."), tr("Stop"), 0, 0);
    m_dialog->setObjectName(QStringLiteral("salvage"));
    m_dialog->setWindowTitle(restores ? tr("Restoring your mail") : tr("Saving your mail"));
    m_dialog->setMinimumDuration(0);
    m_dialog->setAutoClose(false);
    connect(m_dialog, &QProgressDialog::canceled, this, [this] { m_stopping.request_stop(); });
    m_dialog->show();
    m_work.post([this, stop = m_stopping.get_token()] {
        const Result<store::Restored> outcome = m_backup.isEmpty() ? saveWhatIsHere(m_profileDir, stop) : store::restoreBackup(m_profileDir, m_backup, stop);
        QMetaObject::invokeMethod(this, [this, outcome] { finish(outcome); }, Qt::QueuedConnection);
    });
}

QString SalvageWork::sentenceFor(const store::Store::Salvaged &saved)
{
    QStringList sentences;
    if (saved.messages > 0)
        sentences.append(tr("Saved %n message(s) that existed only here.", nullptr, saved.messages));
    if (saved.outbox > 0)
        sentences.append(tr("Saved from the Outbox: %n message(s).", nullptr, saved.outbox));
    if (sentences.isEmpty() && saved.accounts > 0)
        sentences.append(tr("Your accounts are saved; no message was found that existed only here."));
    if (sentences.isEmpty())
        sentences.append(tr("Nothing in the damaged mailbox could be read; it is kept beside the new one. Add your accounts again."));
    sentences.append(tr("Mail at servers is fetched again."));
    if (saved.unclaimed > 0)
        sentences.append(tr("%n large message(s) without a place are kept in the folder blobs/unclaimed of the profile.", nullptr, saved.unclaimed));
    return sentences.join(QLatin1Char(' '));
}

QString SalvageWork::sentenceForRestored(const store::Restored &restored)
{
    const QString here = tr("%n message(s) are here, those that came since among them. The mailbox as it was before is kept beside it.", nullptr, restored.messages);
    return restored.damaged.isEmpty() ? here : here + QLatin1Char(' ') + ui::damagedMail(restored.damaged);
}

void SalvageWork::finish(const Result<store::Restored> &outcome)
{
    delete m_dialog;
    deleteLater();
    if (outcome)
        Q_EMIT saved(*outcome);
    else
        Q_EMIT failed(outcome.error());
}

} // namespace petrel::app
