#pragma once

#include "core/imap/grammar/flag_list.h"
#include "core/model/ids.h"

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <optional>

namespace petrel::imap {

/** One address of an ENVELOPE, raw: encoded words are not decoded here. Group syntax is left out. */
struct RawAddress
{
    QByteArray name;
    QByteArray mailbox;
    QByteArray host; ///< empty where the server had none to tell ("MISSING_DOMAIN" counts as none)

    /** "mailbox@host", or the part that is there. */
    [[nodiscard]] QByteArray address() const;
    friend bool operator==(const RawAddress &, const RawAddress &) = default;
};

/** ENVELOPE (RFC 3501 7.4.2) as bytes; NIL and "" are both empty. core/mime makes a petrel::Envelope of it. */
struct RawEnvelope
{
    QByteArray date; ///< the Date: header as written
    QByteArray subject;
    QList<RawAddress> from;
    QList<RawAddress> sender;
    QList<RawAddress> replyTo;
    QList<RawAddress> to;
    QList<RawAddress> cc;
    QList<RawAddress> bcc;
    QByteArray inReplyTo; ///< with angle brackets, as written
    QByteArray messageId; ///< with angle brackets, as written

    friend bool operator==(const RawEnvelope &, const RawEnvelope &) = default;
};

/** One MIME parameter as sent; RFC 2231 pieces ("filename*0*") and encoded words are for core/mime to join. */
struct RawParameter
{
    QByteArray name; ///< lower case
    QByteArray value;

    friend bool operator==(const RawParameter &, const RawParameter &) = default;
};

/** One part of a BODYSTRUCTURE (RFC 3501 7.4.2). Containers are listed too, before their children. */
struct BodyPart
{
    QByteArray section;      ///< what BODY[...] takes: "1", "2.1"; containers: "" at the root, "3.TEXT" inside message/rfc822 3
    QByteArray type;         ///< lower case "text/plain"; "multipart/mixed" for containers
    QList<RawParameter> parameters;
    QByteArray contentId;    ///< without angle brackets
    QByteArray description;
    QByteArray encoding;     ///< lower case
    std::int64_t size = 0;   ///< bytes, still encoded
    QByteArray disposition;  ///< lower case, or empty
    QList<RawParameter> dispositionParameters;

    [[nodiscard]] bool isMultipart() const { return type.startsWith("multipart/"); }
    /** Value of a Content-Type parameter, empty when absent. */
    [[nodiscard]] QByteArray parameter(QByteArrayView name) const;
    [[nodiscard]] QByteArray dispositionParameter(QByteArrayView name) const;
    friend bool operator==(const BodyPart &, const BodyPart &) = default;
};

/** All parts in the order of the message. Empty: unknown. */
using BodyStructure = QList<BodyPart>;

/** BODY[section]<origin>: the bytes a FETCH brought. */
struct BodySection
{
    QByteArray section; ///< as the server wrote it between the brackets, upper case: "", "1.2", "HEADER.FIELDS (REFERENCES)"
    std::optional<std::uint32_t> origin;
    QByteArray bytes;
    bool nil = false;    ///< the server said NIL: there is no such section
    bool binary = false; ///< BINARY[...] (RFC 3516): without its Content-Transfer-Encoding

    friend bool operator==(const BodySection &, const BodySection &) = default;
};

/** BINARY.SIZE[section] (RFC 3516): how many bytes it has, decoded. */
struct BinarySize
{
    QByteArray section;
    std::int64_t size = 0;

    friend bool operator==(const BinarySize &, const BinarySize &) = default;
};

/** New flags of one message. */
struct FlagUpdate
{
    Uid uid;
    FlagList flags;
    ModSeq modSeq; ///< null when the server told none
    std::optional<QList<QByteArray>> gmailLabels = {}; ///< X-GM-LABELS as on the wire; nullopt: not told

    friend bool operator==(const FlagUpdate &, const FlagUpdate &) = default;
};

} // namespace petrel::imap
