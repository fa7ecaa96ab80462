#pragma once

#include "core/secrets/secret_store.h"

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace petrel::ctl {

/** The next line of standard input, without its end. Invalid when there is none. */
[[nodiscard]] Result<Secret> passwordFromStandardInput();

/**
 * The passwords that are kept, and beside them those given to this run alone: from standard input, one line for each
 * account in the order in which they connect, instead of the kept ones; or typed at the terminal where none is kept.
 * What was given is asked for once and never kept. Any thread; one asks at a time.
 */
class GivenPasswords final : public secrets::SecretStore
{
public:
    enum class Source { Terminal, StandardInput };
    /** The account whose password a key names, in words for the prompt; empty: the key names something else. One given serves both ends. */
    using Owner = std::function<QString(const QByteArray &key)>;

    GivenPasswords(std::shared_ptr<secrets::SecretStore> kept, Source source, Owner owner)
        : m_kept(std::move(kept)), m_source(source), m_owner(std::move(owner))
    {
    }

    /** Auth (no-secret), with the ways to give one, where nobody can be asked. */
    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    std::shared_ptr<secrets::SecretStore> m_kept;
    Source m_source;
    Owner m_owner;
    std::mutex m_mutex;
    std::map<QString, Secret> m_given; ///< by owner
};

} // namespace petrel::ctl
