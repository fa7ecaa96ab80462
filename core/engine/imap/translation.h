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
/** Keywords as the store keeps them: each once, sorted. */
[[nodiscard]] QStringList toKeywords(const imap::FlagList &flags);
[[nodiscard]] store::ServerFlags toServerFlags(const imap::FlagUpdate &update);

} // namespace petrel::engine
