#include "app/petrel/profile_access.h"

#include "core/store/store.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QPointer>

namespace petrel::app {

Status EngineReadAccess::withReader(const std::function<void(const store::Reader &)> &work)
{
    return m_store.read([&](const store::Reader &reader) -> Status {
        work(reader);
        return {};
    });
}

EngineStorage::~EngineStorage()
{
    m_stopping.request_stop();
}

QString EngineStorage::directory() const
{
    return m_store.profileDirectory();
}

void EngineStorage::measure(QObject *context, std::function<void(std::int64_t)> done)
{
    m_work.post([directory = directory(), stop = m_stopping.get_token(), guard = QPointer<QObject>(context), done = std::move(done)] {
        std::int64_t bytes = 0;
        QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext() && !stop.stop_requested()) {
            files.next();
            bytes += files.fileInfo().size();
        }
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, done, bytes] {
            if (guard)
                done(bytes);
        }, Qt::QueuedConnection);
    });
}

void EngineStorage::check(QObject *context, std::function<void(Result<QStringList>)> done)
{
    m_work.post([this, guard = QPointer<QObject>(context), done = std::move(done)] {
        const Result<QList<store::Finding>> findings = m_store.check(m_stopping.get_token());
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, done, findings] {
            if (!guard)
                return;
            if (!findings) {
                done(findings.error());
                return;
            }
            QStringList sentences;
            for (const store::Finding &finding : *findings)
                sentences.append(finding.what);
            done(sentences);
        }, Qt::QueuedConnection);
    });
}

} // namespace petrel::app
