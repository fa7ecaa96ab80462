#pragma once

#include "core/base/result.h"
#include "core/model/address.h"

#include <QByteArray>
#include <QString>

namespace petrel::html {

/** What a mailto link may ask for. Nothing else of it is kept: no attach, no From, no other header. */
struct MailtoRequest
{
    AddressList to;
    AddressList cc;
    AddressList bcc;
    QString subject;
    QString body;          ///< LF lines
    QByteArray inReplyTo;  ///< without angle brackets

    friend bool operator==(const MailtoRequest &, const MailtoRequest &) = default;
};

/**
 * RFC 6068: takes "mailto:a@example.org?subject=Hi". Line breaks and controls are taken out of every field but the body, which is
 * capped at 100,000 characters; at most 100 recipients. Invalid (Message) when it is no mailto URL.
 */
[[nodiscard]] Result<MailtoRequest> parseMailto(const QString &url);

} // namespace petrel::html
