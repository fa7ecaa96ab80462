#pragma once

#include "core/engine/engine.h"
#include "core/model/account.h"

#include <QObject>
#include <QTemporaryDir>

#include <map>
#include <memory>

namespace petrel::ui {

struct AttachmentItem;

/**
 * Opens and saves what hangs on a message: asks where, has the engine write it, and tells what came of it once that is
 * known. GUI thread.
 */
class AttachmentDesk : public QObject
{
    Q_OBJECT
public:
    /** Which message, and whose: for the sentence when its server is needed and cannot be reached. */
    struct Origin
    {
        PlacementId message;
        Account account;
    };

    /** `window`: dialogs stand before it. Both are borrowed. */
    AttachmentDesk(engine::Engine &engine, QWidget &window, QObject *parent);

    /**
     * Hands a copy to the desktop. The copy is read-only and goes when Petrel ends, so that nobody works on in it:
     * programs then offer to save elsewhere. What runs or scripts by its content is told of and not handed over.
     */
    void open(const Origin &origin, const AttachmentItem &item);
    void save(const Origin &origin, const AttachmentItem &item);
    void saveAll(const Origin &origin, const QList<AttachmentItem> &items);

Q_SIGNALS:
    void told(const QString &sentence);

private:
    struct SavingAll;
    using Written = std::function<void(const Result<QString> &)>;

    void write(const Origin &origin, const QByteArray &partPath, const QString &filePath, engine::Engine::WhenTaken whenTaken, Written written);
    void handOver(const Result<QString> &copy, const QString &name, const Account &account);
    void tellSavedAll(const SavingAll &saving);
    void tellFailure(const Error &error, const Account &account);

    engine::Engine &m_engine;
    QWidget &m_window;
    std::map<int, engine::Ticket> m_running; ///< those not answered yet
    int m_lastNumber = 0;
    std::unique_ptr<QTemporaryDir> m_copies; ///< handed to other programs, for as long as we run
};

} // namespace petrel::ui
