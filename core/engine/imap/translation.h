#pragma once

#include "core/imap/grammar/message_values.h"
#include "core/imap/session/session_values.h"
#include "core/model/message.h"
#include "core/store/message_repository.h"

namespace petrel::engine {

// IMAP's raw values into the store's decoded ones. Pure; encoded words are core/mime's business.

[[nodiscard]] Envelope toEnvelope(const imap::RawEnvelope &raw, const QByteArray &extraHeader);
[[nodiscard]] QList<PartInfo> toParts(const imap::BodyStructure &structure);
/** A row for the list, header only. */
[[nodiscard]] store::NewMessage toNewMessage(const imap::FetchedHeader &header);
/**
 * Keywords as the store keeps them: each once, sorted. Labels of Gmail's are among them (core/model/gmail_label.h), but for the system's own
 * ("\Inbox", "\Starred"): those are folders and flags already, and "\Important" is a guess of Gmail's about most of the mail.
 */
[[nodiscard]] QStringList toKeywords(const imap::FlagList &flags, const QList<QByteArray> &gmailLabels = {});
[[nodiscard]] store::ServerFlags toServerFlags(const imap::FlagUpdate &update);

} // namespace petrel::engine
