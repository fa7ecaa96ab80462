#pragma once

#include <QList>
#include <QString>

namespace petrel {

/** One mailbox of RFC 5322 3.4: a display name (decoded, may be empty) and an address "local@domain". */
struct Address
{
    QString name;
    QString email;

    [[nodiscard]] bool isEmpty() const { return name.isEmpty() && email.isEmpty(); }
    /** The name, or the address where there is none. */
    [[nodiscard]] QString shown() const { return name.isEmpty() ? email : name; }
    /** `Ada <ada@example.org>`, for people to read; not for the wire. */
    [[nodiscard]] QString full() const;
    /** Same mailbox: the address, letter case ignored. */
    [[nodiscard]] bool sameMailbox(const Address &other) const;

    friend bool operator==(const Address &, const Address &) = default;
};

using AddressList = QList<Address>;

/** "Ada, Bob and 3 more"-free plain form: shown() of each, joined by ", ". */
[[nodiscard]] QString shownList(const AddressList &addresses);

} // namespace petrel
