#pragma once

#include <QByteArray>

namespace petrel::smtp {

/** What the servers on the way are to report to the sender (DSN, RFC 3461). Nobody reports success unless asked to. */
struct DeliveryStatusRequest
{
    enum class Return { Headers, WholeMessage }; ///< what comes back with a report of failure
    bool onSuccess = false;
    bool onDelay = false;
    bool onFailure = true;
    Return returned = Return::Headers;
    QByteArray envelopeId = {}; ///< comes back in the report; printable ASCII up to 100 characters

    friend bool operator==(const DeliveryStatusRequest &, const DeliveryStatusRequest &) = default;
};

/** " RET=HDRS ENVID=..." for MAIL (RFC 3461 sections 4.3 and 4.4). */
[[nodiscard]] QByteArray mailParameters(const DeliveryStatusRequest &request);
/** " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;..." for RCPT (sections 4.1 and 4.2). ORCPT only for addresses in ASCII: others have no place there. */
[[nodiscard]] QByteArray recipientParameters(const DeliveryStatusRequest &request, const QByteArray &recipient);

/** xtext (section 4): what is not printable ASCII, and "+" and "=", as "+2B". */
[[nodiscard]] QByteArray xtext(const QByteArray &bytes);

} // namespace petrel::smtp
