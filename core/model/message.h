#pragma once

#include "core/model/address.h"
#include "core/model/flags.h"
#include "core/model/ids.h"

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace petrel {

/** How much of a message is here. The numbers are stored in the database: never change one. */
enum class BodyState {
    None = 0,      ///< header only
    Structure = 1, ///< and the list of its parts
    Text = 2,      ///< and its text, not its attachments
    Full = 3,      ///< every byte
};

/** The headers that lists, threading and search need, decoded. */
struct Envelope
{
    QByteArray messageId;          ///< without angle brackets; empty when the message has none
    QByteArray inReplyTo;          ///< first id, without angle brackets
    QList<QByteArray> references;  ///< oldest first, without angle brackets
    std::int64_t dateSent = 0;     ///< UTC seconds of Date:, 0 when absent or unreadable
    QString subject;
    AddressList from;
    AddressList sender;
    AddressList replyTo;
    AddressList to;
    AddressList cc;
    AddressList bcc;

    friend bool operator==(const Envelope &, const Envelope &) = default;
};

/** One MIME part as BODYSTRUCTURE or the parser tells it. */
struct PartInfo
{
    QByteArray path;         ///< IMAP section number: "1", "2.1"
    QByteArray type;         ///< lower case "text/plain"
    QByteArray charset;
    QByteArray encoding;     ///< lower case transfer encoding
    QByteArray disposition;  ///< "attachment", "inline" or empty
    QString fileName;        ///< decoded as sent; make it safe before saving
    QByteArray contentId;    ///< without angle brackets
    std::int64_t size = 0;   ///< bytes, still encoded when told by IMAP, decoded when told by the parser

    /** What a person would call an attachment: not body text, not an inline picture of the HTML. */
    [[nodiscard]] bool isAttachment() const;

    friend bool operator==(const PartInfo &, const PartInfo &) = default;
};

/** One row of the message list. Everything in it is ready to paint. */
struct MessageRow
{
    PlacementId id;
    MessageId message;
    AccountId account;
    AccountId fetchedBy;    ///< the account whose server had it, where the folder is another's; null as a rule
    FolderId folder;        ///< the folder it is shown in
    ThreadId thread;
    Uid uid;                ///< 0 while the server has not given one
    QByteArray messageId;   ///< Message-ID header, without angle brackets
    Address from;
    AddressList to;
    QString subject;
    QString preview;        ///< first words of the body, empty until known
    std::int64_t date = 0;  ///< sort date, UTC seconds: received, or sent where the server does not tell
    std::int64_t size = 0;  ///< bytes
    Flags flags;            ///< as the person sees them: server flags with their wishes applied
    int attachments = 0;
    BodyState bodyState = BodyState::None;
    bool pending = false;   ///< a wish of this row has not reached the server yet
    QStringList keywords;   ///< as the person sees them, sorted; those that are no Flag: labels, and marks of programs

    /** The account that received it: it answers, and its server may still have a copy. */
    [[nodiscard]] AccountId receiver() const { return fetchedBy ? fetchedBy : account; }

    friend bool operator==(const MessageRow &, const MessageRow &) = default;
};

/** "header", "structure", "text", "full": petrelctl's bodyState. */
[[nodiscard]] QString bodyStateName(BodyState state);

/** Subject without reply and forward prefixes and list tags' repetition: the base for threading. */
[[nodiscard]] QString subjectBase(const QString &subject);
/** White space collapsed, and up to 50 of these taken from its beginning: for subjects. Linear; what comes after kMaxSubject is cut. */
[[nodiscard]] QString withoutPrefixes(const QString &subject, const QRegularExpression &prefix);
/** Characters of a subject that count for threads and answers. */
inline constexpr qsizetype kMaxSubject = 2'000;

} // namespace petrel
