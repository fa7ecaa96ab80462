#pragma once

#include "core/secrets/secret_store.h"

#include <QList>

#include <vector>

namespace petrel::app {

/**
 * Moves passwords from one place to another in three steps of the caller: copy(), then the new place is the one in use
 * and remembered, then removeOld(). Cut off anywhere, each password is whole in one of the places at least, and in the
 * one that is in use. Blocks as the places do: on a worker.
 */
class SecretTransfer
{
public:
    /** Borrowed. */
    SecretTransfer(secrets::SecretStore &from, secrets::SecretStore &to) : m_from(from), m_to(to) {}

    /**
     * Copies what is kept under these keys and reads each back. All or nothing: on an error `to` has none of them that it
     * had not before. A password that is not there is no failure; one that cannot be read now would be lost.
     * Auth "secrets-not-kept": the new place took it and gives something else.
     */
    [[nodiscard]] Status copy(const QList<QByteArray> &keys, const StopToken &stop);
    /**
     * Removes the old copies of what the new place gives back, now too. One that was changed at the old place since is
     * carried over first. An error leaves the rest where it is, twice.
     */
    [[nodiscard]] Status removeOld(const StopToken &stop);

private:
    struct Moved
    {
        QByteArray key;
        Secret secret;
        bool isNew = false; ///< the new place had nothing under this key
    };
    [[nodiscard]] Status copyOne(const QByteArray &key, const StopToken &stop);
    [[nodiscard]] Status writeAndReadBack(const QByteArray &key, const Secret &secret, const StopToken &stop);
    [[nodiscard]] Status removeOne(const Moved &moved, const StopToken &stop);

    secrets::SecretStore &m_from;
    secrets::SecretStore &m_to;
    std::vector<Moved> m_moved;
};

} // namespace petrel::app
