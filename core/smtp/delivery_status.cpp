#include "core/smtp/delivery_status.h"

#include <QByteArrayList>

#include <algorithm>

namespace petrel::smtp {

QByteArray xtext(const QByteArray &bytes)
{
    QByteArray text;
    for (const char byte : bytes) {
        if (byte > 0x20 && byte < 0x7F && byte != '+' && byte != '=')
            text += byte;
        else
            text += '+' + QByteArray(1, byte).toHex().toUpper();
    }
    return text;
}

QByteArray mailParameters(const DeliveryStatusRequest &request)
{
    const bool whole = request.returned == DeliveryStatusRequest::Return::WholeMessage;
    QByteArray parameters = whole ? " RET=FULL" : " RET=HDRS";
    if (!request.envelopeId.isEmpty())
        parameters += " ENVID=" + xtext(request.envelopeId);
    return parameters;
}

QByteArray recipientParameters(const DeliveryStatusRequest &request, const QByteArray &recipient)
{
    QByteArrayList when;
    if (request.onSuccess)
        when.append("SUCCESS");
    if (request.onFailure)
        when.append("FAILURE");
    if (request.onDelay)
        when.append("DELAY");
    const QByteArray parameters = " NOTIFY=" + (when.isEmpty() ? QByteArray("NEVER") : when.join(','));
    const bool ascii = std::all_of(recipient.begin(), recipient.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    return ascii ? parameters + " ORCPT=rfc822;" + xtext(recipient) : parameters;
}

} // namespace petrel::smtp
