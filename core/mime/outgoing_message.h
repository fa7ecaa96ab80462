#pragma once

#include "core/base/result.h"
#include "core/model/address.h"
#include "core/model/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>

namespace petrel::mime {

/** A part of a message in the store, named instead of carried about: a kept draft's file, the attachment of what is forwarded. */
struct StoredPart
{
    PlacementId message;
    QByteArray path;         ///< section number: "2"

    [[nodiscard]] bool isNull() const { return message.isNull(); }
    friend bool operator==(const StoredPart &, const StoredPart &) = default;
};

/** A file to be sent. Exactly one of bytes and stored is used. */
struct OutgoingFile
{
    QString fileName;        ///< as the receiver sees it; any path in front is dropped
    QByteArray type;         ///< "application/pdf"; empty means application/octet-stream. "message/rfc822" is a forwarded message
    QByteArray bytes;
    QByteArray contentId;    ///< inline pictures only: what the HTML names as cid:, without angle brackets
    StoredPart stored = {};  ///< its bytes take its place before the message is built: the builder knows no store

    friend bool operator==(const OutgoingFile &, const OutgoingFile &) = default;
};

/** What was typed where addresses go and is none (yet). */
struct UnfinishedRecipients
{
    QString to;
    QString cc;
    QString bcc;

    friend bool operator==(const UnfinishedRecipients &, const UnfinishedRecipients &) = default;
};

/** A message to be built. Everything that goes into the bytes is here: the same value gives the same bytes. */
struct OutgoingMessage
{
    Address from;
    Address sender;                 ///< empty as a rule
    AddressList to;
    AddressList cc;
    AddressList bcc;                ///< for the envelope; in the bytes only with BccField::Keep
    AddressList replyTo;
    UnfinishedRecipients unfinished; ///< X-Petrel-Unfinished-To, -Cc, -Bcc: in drafts (BccField::Keep) only
    bool askDelivered = false;      ///< X-Petrel-Ask-Delivered: in drafts only. What is wished of a message that is sent goes beside it
    bool requireTls = false;        ///< X-Petrel-Require-Tls: the same
    QString subject;
    std::int64_t date = 0;          ///< UTC seconds; written as +0000, whole seconds
    QByteArray messageId;           ///< without angle brackets; see newMessageId()
    QByteArray inReplyTo;           ///< without angle brackets
    QList<QByteArray> references;   ///< oldest first, without angle brackets
    QString text;                   ///< LF lines, not wrapped; sent as format=flowed
    QString html;                   ///< empty for a plain message; else multipart/alternative
    QList<OutgoingFile> attachments;
    QList<OutgoingFile> inlinePictures; ///< multipart/related with the HTML

    /** Everybody who gets it, each address once, To before Cc before Bcc: RCPT TO. */
    [[nodiscard]] AddressList recipients() const;

    friend bool operator==(const OutgoingMessage &, const OutgoingMessage &) = default;
};

enum class BccField {
    Leave, ///< the bytes that are sent
    Keep,  ///< a draft, or our own copy in Sent
};

/**
 * The bytes of the message, RFC 5322 and RFC 2045 to 2047, 2231, 3676: CRLF only, 7-bit (addresses with non-ASCII local
 * parts excepted, which need SMTPUTF8), lines of at most 998 bytes (text and headers 78 where possible), no Bcc, no
 * User-Agent, no host, no local time zone. With attachments the text is part 1 and they are 2, 3, ... Boundaries and Content-IDs come from the Message-ID: same input, same bytes.
 *
 * Errors, scope Message: Invalid for a control character in any field, an address without "@", a missing From, date or
 * Message-ID, a file that is still named only by StoredPart. A draft may lack recipients; whether a message that is sent has
 * some is for the caller to ask. Pure: no disk is touched. Besides the files themselves it takes the memory of the result.
 */
[[nodiscard]] Result<QByteArray> buildMessage(const OutgoingMessage &message, BccField bcc = BccField::Leave);

/** 128 random bits at the domain of the address: nothing of this computer. Without angle brackets. */
[[nodiscard]] QByteArray newMessageId(const Address &from);
/** A fresh Content-ID without angle brackets for an inline picture. */
[[nodiscard]] QByteArray newContentId();

/** The local part as is, the domain in its ASCII form (IDNA): what RCPT TO and the header carry. Empty when it is no address. */
[[nodiscard]] QByteArray asciiAddress(const QString &email);

/** One header field of addresses with their names, as a message that is built bears it; empty for an empty list. */
[[nodiscard]] QByteArray addressField(const char *name, const AddressList &list);

/** An address line as typed: names, quotes, commas and semicolons, "Ada <ada@example.org>, bob@example.org". */
[[nodiscard]] AddressList parseTypedAddresses(const QString &line);

} // namespace petrel::mime
