#pragma once

#include <QByteArray>

namespace petrel::sasl {

/** A name within a GS2 header or a SCRAM message (saslname of RFC 5801 and 5802): comma and equals sign stand for themselves no more. */
[[nodiscard]] inline QByteArray saslName(QByteArray name)
{
    return name.replace('=', "=3D").replace(',', "=2C");
}

} // namespace petrel::sasl
