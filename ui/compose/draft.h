#pragma once

#include "core/mime/outgoing_message.h"
#include "core/model/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace petrel::ui {

/** Somebody the person can write as. */
struct Identity
{
    AccountId account;
    Address address;
    AddressList replyTo;
    QString signature;   ///< plain text without "-- "; empty for none
    QString accountName; ///< "Studio Halden"

    friend bool operator==(const Identity &, const Identity &) = default;
};

/** Of all files of one message together. It is built in memory, and few servers take half of it. */
inline constexpr std::int64_t kMostAttachedBytes = 100 * 1024 * 1024;

/** A file that goes along: its bytes until the draft is kept, then a part of that, or of the message it was forwarded from. */
struct DraftFile
{
    mime::OutgoingFile file;
    std::int64_t size = 0; ///< bytes
    bool gone = false;     ///< its bytes are nowhere any more: shown until it is taken out, neither kept nor sent

    friend bool operator==(const DraftFile &, const DraftFile &) = default;
};

/** What the message is an answer to. */
enum class DraftOrigin { New, Reply, Forward };

/** The fields of a composer, for putting the focus where something is missing. */
enum class ComposeField { To, Cc, Bcc, Subject, Body };

/** A message while it is written: a plain value, changed only through the presenter. */
struct Draft
{
    int identity = 0;           ///< index into the identities of the composer it was made for
    AddressList to;
    AddressList cc;
    AddressList bcc;
    mime::UnfinishedRecipients unfinished; ///< what was typed there and is no address (yet)
    QString subject;
    QString text;               ///< LF lines, quotes marked with '>'
    QString html;               ///< of our own editor; empty for plain messages
    bool rich = false;          ///< written as simple rich text, though there may be no html yet
    bool askDelivered = false;  ///< the servers on the way are to report
    bool requireTls = false;    ///< nobody may pass it on without TLS
    QList<DraftFile> files;
    QByteArray inReplyTo;
    QList<QByteArray> references;
    DraftOrigin origin = DraftOrigin::New;
    PlacementId original;       ///< what is answered or forwarded; null when only its Message-ID is known
    std::optional<PlacementId> stored; ///< where this draft is kept already
    qsizetype caret = 0;        ///< where writing begins, in characters of `text`

    /** The Message-ID of what this answers or forwards; empty for a new message. */
    [[nodiscard]] QByteArray originalMessageId() const
    {
        if (origin == DraftOrigin::Reply)
            return inReplyTo;
        return origin == DraftOrigin::Forward && !references.isEmpty() ? references.last() : QByteArray();
    }

    friend bool operator==(const Draft &, const Draft &) = default;
};

} // namespace petrel::ui
