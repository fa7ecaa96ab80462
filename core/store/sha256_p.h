#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <memory>

namespace petrel::store {

/**
 * The digest a content is known by (SHA-256, FIPS 180-4), taken piece by piece. OpenSSL's, which uses the processor's own
 * instructions: every byte of all mail passes here, and Qt's would take longer for it than packing does. One thread at a time.
 */
class Sha256
{
public:
    Sha256();
    ~Sha256();

    void add(QByteArrayView bytes);
    /** 32 bytes; once, as the last call. Bug: OpenSSL would not, and what has no digest has no name. */
    [[nodiscard]] Result<QByteArray> result();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace petrel::store
