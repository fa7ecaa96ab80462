#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"
#include "core/store/blob_writer.h"

namespace petrel::store {

class WriteTransaction;

/**
 * Contents by their SHA-256; the same content is kept once. There are no reference counts: a blob that
 * no row names is removed by Store::sweep(), so insert it in the transaction that also names it.
 */
class BlobRepository
{
public:
    explicit BlobRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    enum class IfKnown {
        Compare, ///< read it: what changed on the disk is replaced by the arriving one, whose other copy may be deleted for it
        Trust,   ///< the same bytes were read of it just now
    };
    /** Gives a large content its final name (synced) and then its row; one that is here whole stays. StoreFull, StoreCorrupt. */
    [[nodiscard]] Result<BlobId> insert(FinishedBlob finished, IfKnown ifKnown = IfKnown::Compare);
    /** Packs and inserts at once; for contents of up to a few MB. */
    [[nodiscard]] Result<BlobId> insertBytes(const QByteArray &content);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
