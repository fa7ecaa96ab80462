#include "core/model/address.h"

#include <QStringList>

namespace petrel {

QString Address::full() const
{
    if (name.isEmpty())
        return email;
    return name + QStringLiteral(" <") + email + QLatin1Char('>');
}

bool Address::sameMailbox(const Address &other) const
{
    return email.compare(other.email, Qt::CaseInsensitive) == 0;
}

QString shownList(const AddressList &addresses)
{
    QStringList names;
    for (const Address &address : addresses)
        names.append(address.shown());
    return names.join(QStringLiteral(", "));
}

} // namespace petrel
