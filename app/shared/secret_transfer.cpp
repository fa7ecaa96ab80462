#include "app/shared/secret_transfer.h"

#include <chrono>

namespace petrel::app {

using namespace std::chrono_literals;

namespace {

Deadline soon()
{
    return Deadline::in(30s);
}

bool isAbsent(const Result<Secret> &secret)
{
    return !secret && secret.error().kind == ErrorKind::NotFound;
}

} // namespace

Status SecretTransfer::copy(const QList<QByteArray> &keys, const StopToken &stop)
{
    for (const QByteArray &key : keys) {
        const Status copied = copyOne(key, stop);
        if (copied)
            continue;
        for (const Moved &moved : m_moved) {
            if (moved.isNew)
                (void)m_to.remove(moved.key, soon(), {});
        }
        m_moved.clear();
        return copied;
    }
    return {};
}

Status SecretTransfer::copyOne(const QByteArray &key, const StopToken &stop)
{
    const Result<Secret> secret = m_from.read(key, soon(), stop);
    if (isAbsent(secret))
        return {};
    if (!secret)
        return secret.error();
    m_moved.push_back({key, *secret, isAbsent(m_to.read(key, soon(), stop))});
    return writeAndReadBack(key, *secret, stop);
}

Status SecretTransfer::writeAndReadBack(const QByteArray &key, const Secret &secret, const StopToken &stop)
{
    TRY(m_to.write(key, secret, soon(), stop));
    const Result<Secret> kept = m_to.read(key, soon(), stop);
    if (kept && *kept == secret)
        return {};
    return makeError(ErrorKind::Auth, QStringLiteral("a password did not come back as it was kept")).withServerText({}, "secrets-not-kept");
}

Status SecretTransfer::removeOld(const StopToken &stop)
{
    for (const Moved &moved : m_moved)
        TRY(removeOne(moved, stop));
    m_moved.clear();
    return {};
}

Status SecretTransfer::removeOne(const Moved &moved, const StopToken &stop)
{
    const Result<Secret> before = m_from.read(moved.key, soon(), stop);
    if (isAbsent(before))
        return {};
    if (!before)
        return before.error();
    const Secret now = TRY(m_to.read(moved.key, soon(), stop));
    // Written to the old place while the copies were made, and to the new one since: the new one is the later.
    if (*before != moved.secret && now == moved.secret)
        TRY(writeAndReadBack(moved.key, *before, stop));
    return m_from.remove(moved.key, soon(), stop);
}

} // namespace petrel::app
