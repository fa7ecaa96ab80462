#pragma once

#include "core/base/result.h"
#include "ui/common/settings.h"
#include "ui/wizard/account_service.h"
#include "ui/wizard/secret_place.h"

#include <QObject>

#include <cstdint>
#include <functional>

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

/** What the settings window works on. */
struct SettingsPlaces
{
    Settings &settings;
    AccountService &accounts;
    SecretPlace &secrets;
    ProfileStorage &storage;
};

} // namespace petrel::ui
