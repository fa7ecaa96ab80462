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
    /** Looks at database, contents and index; what is wrong, one sentence each. An empty list: all is well. */
    virtual void check(QObject *context, std::function<void(Result<QStringList>)> done) = 0;
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
