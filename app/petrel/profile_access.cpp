#include "app/petrel/profile_access.h"

#include "core/store/store.h"
#include "ui/common/answer_later.h"

#include <QDirIterator>

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
    const auto count = [directory = directory(), stop = m_stopping.get_token()] {
        std::int64_t bytes = 0;
        QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext() && !stop.stop_requested()) {
            files.next();
            bytes += files.fileInfo().size();
        }
        return bytes;
    };
    ui::answerLater(m_work, context, count, std::move(done));
}

void EngineStorage::check(QObject *context, std::function<void(Result<Checked>)> done)
{
    const auto look = [this]() -> Result<Checked> {
        Checked checked;
        for (const store::Finding &finding : TRY(m_store.check(m_stopping.get_token()))) {
            if (finding.subject == store::Finding::Subject::Unchecked)
                checked.indexChecked = false;
            else
                checked.faults.append(finding.what);
        }
        return checked;
    };
    ui::answerLater(m_work, context, look, std::move(done));
}

} // namespace petrel::app
