#pragma once

#include <QString>

namespace petrel::net {

/** How the first byte travels. A session that is to use STARTTLS or STLS opens Plain and upgrades. */
enum class Transport { Tls, Plain };

/** Where to connect. `host` is a name (IDN allowed) or an address literal; it is also the name the certificate must bear. */
struct Endpoint
{
    QString host;
    quint16 port = 0;
    Transport transport = Transport::Tls;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace petrel::net
