#pragma once

#include "core/base/result.h"
#include "core/model/address.h"

namespace petrel::store {

class WriteTransaction;

/** Whom the person has written to, for completion. */
class ContactRepository
{
public:
    explicit ContactRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** One more message to each. A name that is empty keeps the one known. */
    [[nodiscard]] Status touch(const AddressList &addresses);
    [[nodiscard]] Status remove(const QString &email);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
