#include "core/store/sha256_p.h"

#include <openssl/evp.h>

namespace petrel::store {

namespace {

constexpr int kDigestBytes = 32;

/** Looked up once: OpenSSL 3 searches its providers each time it is asked by name. */
const EVP_MD *algorithm()
{
    static const EVP_MD *const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

} // namespace

class Sha256::Private
{
public:
    Private() : works(EVP_DigestInit_ex(context.get(), algorithm(), nullptr) == 1) {}

    struct Free
    {
        void operator()(EVP_MD_CTX *freed) const { EVP_MD_CTX_free(freed); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    bool works;
};

Sha256::Sha256()
    : d(std::make_unique<Private>())
{
}

Sha256::~Sha256() = default;

void Sha256::add(QByteArrayView bytes)
{
    d->works = d->works && EVP_DigestUpdate(d->context.get(), bytes.data(), static_cast<std::size_t>(bytes.size())) == 1;
}

Result<QByteArray> Sha256::result()
{
    QByteArray digest(kDigestBytes, Qt::Uninitialized);
    if (!d->works || EVP_DigestFinal_ex(d->context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr) != 1)
        return makeError(ErrorKind::Bug, QStringLiteral("SHA-256 cannot be computed"));
    return digest;
}

} // namespace petrel::store
