#include "ui/mainwindow/attachment_desk.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/viewer/attachment_item.h"

#include <QFile>
#include <QWidget>

namespace petrel::ui {

using WhenTaken = engine::Engine::WhenTaken;

/** Several files on their way into one directory. */
struct AttachmentDesk::SavingAll
{
    QString directory;
    Account account;
    int files = 0;
    int answered = 0;
    int saved = 0;
    std::optional<Error> failure; ///< the first one
};

AttachmentDesk::AttachmentDesk(engine::Engine &engine, QWidget &window, QObject *parent) : QObject(parent), m_engine(engine), m_window(window) {}

void AttachmentDesk::open(const Origin &origin, const AttachmentItem &item)
{
    if (!m_copies)
        m_copies = std::make_unique<QTemporaryDir>();
    if (!m_copies->isValid()) {
        Q_EMIT told(tr("The attachment cannot be opened: there is no room for a temporary copy. Save it instead."));
        return;
    }
    const int number = ++m_lastNumber;
    m_running[number] = m_engine.copyPart(origin.message, item.part.path, m_copies->filePath(item.name), this,
                                          [this, number, account = origin.account, name = item.name](const Result<QString> &copy) {
                                              m_running.erase(number);
                                              handOver(copy, name, account);
                                          });
}

void AttachmentDesk::handOver(const Result<QString> &copy, const QString &name, const Account &account)
{
    if (!copy && copy.error().code == "program")
        return Q_EMIT told(tr("%1 holds a program or a web page, whatever its name says. It was not opened. You can save it.").arg(isolated(name)));
    if (!copy)
        return tellFailure(copy.error(), account);
    QFile::setPermissions(*copy, QFileDevice::ReadOwner);
    if (!Seams::current().openExternally(&m_window, *copy))
        Q_EMIT told(tr("No program on this computer opens %1. Save it and choose one yourself.").arg(isolated(name)));
}

void AttachmentDesk::save(const Origin &origin, const AttachmentItem &item)
{
    FileRequest request;
    request.title = tr("Save attachment");
    request.name = item.name;
    Seams::current().chooseSaveFile(&m_window, request, [this, origin, path = item.part.path](const QString &filePath) {
        if (filePath.isEmpty())
            return;
        write(origin, path, filePath, WhenTaken::Replace, [this, account = origin.account](const Result<QString> &saved) {
            if (saved)
                Q_EMIT told(tr("Saved as %1").arg(*saved));
            else
                tellFailure(saved.error(), account);
        });
    });
}

void AttachmentDesk::saveAll(const Origin &origin, const QList<AttachmentItem> &items)
{
    FileRequest request;
    request.title = tr("Save all attachments in");
    Seams::current().chooseDirectory(&m_window, request, [this, origin, items](const QString &directory) {
        if (directory.isEmpty())
            return;
        const auto saving = std::make_shared<SavingAll>(SavingAll{directory, origin.account, static_cast<int>(items.size()), 0, 0, {}});
        for (const AttachmentItem &item : items) {
            write(origin, item.part.path, directory + QLatin1Char('/') + item.name, WhenTaken::PickFreeName, [this, saving](const Result<QString> &saved) {
                saving->saved += saved ? 1 : 0;
                if (!saved && !saving->failure)
                    saving->failure = saved.error();
                if (++saving->answered == saving->files)
                    tellSavedAll(*saving);
            });
        }
    });
}

void AttachmentDesk::tellSavedAll(const SavingAll &saving)
{
    if (saving.saved == saving.files)
        return Q_EMIT told(tr("Saved %n file(s) in %1", nullptr, saving.saved).arg(saving.directory));
    const QString why = sentenceFor(*saving.failure, saving.account, Activity::Saving).text();
    if (saving.saved == 0)
        return Q_EMIT told(why);
    Q_EMIT told(tr("Only %1 of %n file(s) were saved in %2.", nullptr, saving.files).arg(saving.saved).arg(saving.directory) + u' ' + why);
}

void AttachmentDesk::tellFailure(const Error &error, const Account &account)
{
    Q_EMIT told(sentenceFor(error, account, Activity::Saving).text());
}

void AttachmentDesk::write(const Origin &origin, const QByteArray &partPath, const QString &filePath, WhenTaken whenTaken, Written written)
{
    const int number = ++m_lastNumber;
    m_running[number] = m_engine.savePart(origin.message, partPath, filePath, whenTaken, this,
                                          [this, number, written = std::move(written)](const Result<QString> &path) {
                                              m_running.erase(number);
                                              written(path);
                                          });
}

} // namespace petrel::ui
