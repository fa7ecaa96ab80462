#include "core/secrets/split_secret_store.h"

#include "core/secrets/secret_errors_p.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <optional>

namespace petrel::secrets {

namespace {

/** No password and no token holds a NUL (RFC 4616, RFC 6750). */
const QByteArray kMark("\0petrel ", 8);
constexpr int kMostPieces = 64;

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

std::optional<SplitSecretStore::Pieces> SplitSecretStore::piecesIn(const Secret &first)
{
    if (!first.reveal().startsWith(kMark))
        return std::nullopt;
    const QByteArrayList words = first.reveal().mid(kMark.size()).split(' ');
    return Pieces{words.value(0), words.value(1).toInt(), words.value(2)};
}

QByteArray SplitSecretStore::nameOf(const QByteArray &key, const Pieces &pieces, int number)
{
    return key + '/' + pieces.generation + '/' + QByteArray::number(number);
}

Result<Secret> SplitSecretStore::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    Secret first = TRY(m_kept->read(key, deadline, stop));
    const std::optional<Pieces> pieces = piecesIn(first);
    if (!pieces)
        return first;
    QByteArray whole;
    bool areThere = pieces->others > 0 && pieces->others <= kMostPieces;
    for (int number = 1; areThere && number <= pieces->others; ++number) {
        const Result<Secret> piece = m_kept->read(nameOf(key, *pieces, number), deadline, stop);
        if (!piece && piece.error().kind != ErrorKind::NotFound)
            return piece.error();
        areThere = piece.ok();
        whole += areThere ? piece->reveal() : QByteArray();
    }
    if (!areThere || digestOf(whole) != pieces->digest)
        return secretError("secrets-damaged", QStringLiteral("the pieces of a long secret do not belong together"));
    return Secret(std::move(whole));
}

Status SplitSecretStore::write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    const QByteArray &whole = secret.reveal();
    const std::optional<Pieces> former = TRY(present(key, deadline, stop));
    if (whole.size() <= m_most)
        TRY(m_kept->write(key, secret, deadline, stop));
    else
        TRY(writePieces(key, whole, deadline, stop));
    if (former)
        (void)removeOthers(key, *former, deadline, stop); // the new secret stands, whatever is left of the former
    return {};
}

Status SplitSecretStore::writePieces(const QByteArray &key, const QByteArray &whole, const Deadline &deadline, const StopToken &stop)
{
    const Pieces pieces{QByteArray::number(QRandomGenerator::system()->generate64(), 16), static_cast<int>((whole.size() + m_most - 1) / m_most), digestOf(whole)};
    if (pieces.others > kMostPieces)
        return secretError("secrets-unwritable", QStringLiteral("a secret is longer than any keychain takes"));
    const auto writeAll = [&]() -> Status {
        for (int number = 1; number <= pieces.others; ++number)
            TRY(m_kept->write(nameOf(key, pieces, number), Secret(whole.mid((number - 1) * m_most, m_most)), deadline, stop));
        return m_kept->write(key, Secret(kMark + pieces.generation + ' ' + QByteArray::number(pieces.others) + ' ' + pieces.digest), deadline, stop);
    };
    const Status written = writeAll();
    if (!written)
        (void)removeOthers(key, pieces, deadline, stop); // the former secret stands
    return written;
}

Status SplitSecretStore::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    const std::optional<Pieces> former = TRY(present(key, deadline, stop));
    if (former)
        TRY(removeOthers(key, *former, deadline, stop)); // first: without the one that names them nobody would find them again
    return m_kept->remove(key, deadline, stop);
}

Status SplitSecretStore::removeOthers(const QByteArray &key, const Pieces &pieces, const Deadline &deadline, const StopToken &stop)
{
    for (int number = 1; number <= std::min(pieces.others, kMostPieces); ++number)
        TRY(m_kept->remove(nameOf(key, pieces, number), deadline, stop));
    return {};
}

Result<std::optional<SplitSecretStore::Pieces>> SplitSecretStore::present(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    const Result<Secret> first = m_kept->read(key, deadline, stop);
    if (!first && first.error().kind != ErrorKind::NotFound)
        return first.error();
    return first ? piecesIn(*first) : std::nullopt;
}

} // namespace petrel::secrets
