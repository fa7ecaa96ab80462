#pragma once

#include "core/base/result.h"
#include "ui/common/settings.h"
#include "ui/wizard/account_service.h"
#include "ui/wizard/secret_place.h"

#include <QDateTime>
#include <QObject>

#include <cstdint>
#include <functional>
#include <optional>

namespace petrel::ui {

/** The profile on disk, as the storage page shows it. Answers come on the GUI thread and only while `context` lives. */
class ProfileStorage
{
public:
    virtual ~ProfileStorage() = default;

    /** The directory with everything that is here. */
    [[nodiscard]] virtual QString directory() const = 0;
    /** Bytes in it. */
    virtual void measure(QObject *context, std::function<void(std::int64_t)> done) = 0;
    struct Checked
    {
        QStringList faults;       ///< one sentence each; none: all is well
        bool indexChecked = true; ///< false: there was always something to be written, which came first
    };
    /** Looks at database, contents and index. What is to be written meanwhile does not wait for it. */
    virtual void check(QObject *context, std::function<void(Result<Checked>)> done) = 0;
};

/** The backups of the profile. Answers come on the GUI thread, later, and only while `context` lives. */
class BackupPlace
{
public:
    struct Copy
    {
        QString directory; ///< its own
        QDateTime madeAt;
        int messages = 0;
        bool isOfThisMailbox = true; ///< false: another one keeps its backups there, too; or this one before it was set up anew
        QStringList damaged = {}; ///< subjects of mail that was damaged when it was made, and whole in no backup before
    };

    virtual ~BackupPlace() = default;

    /** Where they are kept unless another place was chosen. */
    [[nodiscard]] virtual QString ownDirectory() const = 0;
    /** Those in `directory`: first those of this mailbox, newest first; then all others. */
    virtual void list(const QString &directory, QObject *context, std::function<void(QList<Copy>)> done) = 0;
    /** Copies everything, and reads back what no backup before had, and of the rest another part each time; `told` hears how far it is, of 100. */
    virtual void make(const QString &directory, QObject *context, std::function<void(int)> told, std::function<void(Result<Copy>)> done) = 0;
    /** Why the last one that was to be made unasked was not; nothing: it was. */
    [[nodiscard]] virtual std::optional<Error> lastTrouble() const = 0;
    /** Closes the mailbox, and opens it as it was. Every window of it goes. */
    virtual void restore(const QString &backup) = 0;
};

/** What the settings window works on. */
struct SettingsPlaces
{
    Settings &settings;
    AccountService &accounts;
    SecretPlace &secrets;
    ProfileStorage &storage;
    BackupPlace &backups;
};

} // namespace petrel::ui
