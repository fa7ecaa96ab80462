#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QObject>

#include <functional>

namespace petrel::ui {

/** Where passwords live on this computer, for the pages that show it and let the person choose. The application knows how. */
class SecretPlace
{
public:
    enum class Mode {
        Keychain, ///< the desktop's keyring
        File,     ///< a file of the profile, sealed with a passphrase
        Memory,   ///< nowhere: asked for at each start
    };

    virtual ~SecretPlace() = default;

    /** The one in use. */
    [[nodiscard]] virtual Mode mode() const = 0;
    /** Whether a keyring answered when the program started. */
    [[nodiscard]] virtual bool keychainAnswers() const = 0;
    /** The person has chosen, or a keyring made the choice needless: the wizard asks nothing. */
    [[nodiscard]] virtual bool isSettled() const = 0;
    /**
     * Passwords live there from now on; those that are known move along. `passphrase` for File only, never empty then.
     * Errors: StoreFull, and Auth with a code of the store of passwords: "secrets-passphrase" (the sealed file has another
     * one), "secrets-no-keychain", "secrets-damaged" ...
     */
    virtual void choose(Mode mode, const Secret &passphrase, QObject *context, std::function<void(Status)> done) = 0;
};

} // namespace petrel::ui
