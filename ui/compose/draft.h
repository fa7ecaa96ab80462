#pragma once

#include "core/mime/outgoing_message.h"
#include "core/model/ids.h"
#include "core/model/message.h"

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

/** A file that goes along. */
struct DraftFile
{
    mime::OutgoingFile file;
    std::int64_t size = 0; ///< bytes

    friend bool operator==(const DraftFile &, const DraftFile &) = default;
};

/** What the message is an answer to. */
enum class DraftOrigin { New, Reply, Forward };

/** A message while it is written: a plain value, changed only through the presenter. */
struct Draft
{
    int identity = 0;           ///< index into the composer's identities
    AddressList to;
    AddressList cc;
    AddressList bcc;
    QString subject;
    QString text;               ///< LF lines, quotes marked with '>'
    QString html;               ///< of our own editor; empty for plain messages
    QList<DraftFile> files;
    QList<PartInfo> partsToFetch; ///< attachments of `original` that go along and are not at hand yet
    QByteArray inReplyTo;
    QList<QByteArray> references;
    DraftOrigin origin = DraftOrigin::New;
    PlacementId original;       ///< what is answered or forwarded
    std::optional<PlacementId> stored; ///< where this draft is kept already
    qsizetype caret = 0;        ///< where writing begins, in characters of `text`

    friend bool operator==(const Draft &, const Draft &) = default;
};

} // namespace petrel::ui
