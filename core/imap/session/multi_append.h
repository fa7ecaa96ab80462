#pragma once

#include "core/imap/session/imap_session.h"

namespace petrel::imap {

/** A message on its way into a folder, and what it is to bear there. */
struct MessageToAppend
{
    AppendSource message;
    Flags flags;
    std::int64_t internalDate = 0; ///< UTC seconds, 0: the server's now
    QList<QByteArray> keywords;
};

/** Told of each message the server has taken, in order; its UID is null where the server does not tell. An error ends it. */
using AppendedSink = std::function<Status(qsizetype index, const AppendUid &uid)>;

/**
 * Several messages into one folder: with MULTIAPPEND (RFC 3502) in commands that are taken whole or not at all, else one
 * after another. After a refusal, those that `done` was not told of are not there. After an error that ended the session
 * the rest of the command under way is unknown: look before repeating. Errors as ImapSession::append().
 */
[[nodiscard]] Status appendAll(ImapSession &session, const MailboxName &target, const QList<MessageToAppend> &messages, const AppendedSink &done);

/** What append() sends behind the folder's name: flags, date, bytes (as UTF8 data where that was agreed on, RFC 6855). Refused, code "TOOBIG": longer than the server takes. */
[[nodiscard]] Status addMessage(Command &command, ImapSession &session, const MessageToAppend &message);

} // namespace petrel::imap
