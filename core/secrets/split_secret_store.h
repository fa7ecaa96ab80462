#pragma once

#include "core/secrets/secret_store.h"

#include <memory>
#include <optional>

namespace petrel::secrets {

/**
 * For a keychain that takes only short secrets (2,560 bytes at Windows; refresh tokens of OAuth 2.0 may be longer): what is longer than `most` bytes
 * is kept in pieces. What stands under the key itself then says how many there are, under which names, and what the whole is; it is written
 * last, so that a cut leaves the former secret whole. Short secrets are kept as they are. Any thread; errors as of the store behind,
 * and Auth "secrets-damaged" for pieces that are not those of one secret.
 */
class SplitSecretStore final : public SecretStore
{
public:
    static constexpr qsizetype kMost = 2'400; ///< bytes that every keychain takes

    explicit SplitSecretStore(std::shared_ptr<SecretStore> kept, qsizetype most = kMost) : m_kept(std::move(kept)), m_most(most) {}

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    /** What stands under the key of a long secret. */
    struct Pieces
    {
        QByteArray generation; ///< part of their names; no two writings share one
        int others = 0;
        QByteArray digest; ///< SHA-256 of the whole
    };
    [[nodiscard]] static std::optional<Pieces> piecesIn(const Secret &first);
    [[nodiscard]] static QByteArray nameOf(const QByteArray &key, const Pieces &pieces, int number);
    [[nodiscard]] Status writePieces(const QByteArray &key, const QByteArray &whole, const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Status removeOthers(const QByteArray &key, const Pieces &pieces, const Deadline &deadline, const StopToken &stop);
    /** What stands under the key now has pieces: those. Nothing where it has none or is not there. */
    [[nodiscard]] Result<std::optional<Pieces>> present(const QByteArray &key, const Deadline &deadline, const StopToken &stop);

    std::shared_ptr<SecretStore> m_kept;
    qsizetype m_most;
};

} // namespace petrel::secrets
