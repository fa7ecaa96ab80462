#pragma once

#include "core/model/address.h"
#include "core/model/ids.h"

namespace petrel {

/** Who a person is when they write from an account. Each account has at least one; one is the default. */
struct Identity
{
    IdentityId id;
    AccountId account;
    Address address;
    Address replyTo;      ///< empty as a rule
    QString signature;    ///< plain text, without the "-- " line
    bool isDefault = false;

    friend bool operator==(const Identity &, const Identity &) = default;
};

} // namespace petrel
