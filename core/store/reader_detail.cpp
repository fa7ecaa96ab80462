#include "core/store/reader.h"

#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

QList<QByteArray> idsFrom(const QByteArray &text)
{
    return text.isEmpty() ? QList<QByteArray>() : text.split(' ');
}

Status readContent(sqlite::Database &database, MessageDetail &detail)
{
    sqlite::Statement row = TRY(database.query("SELECT message_id, in_reply_to, reference_ids, date_sent, date_received, subject, "
                                               "from_list, sender_list, reply_to_list, to_list, cc_list, bcc_list, raw FROM message WHERE id = ?",
                                               detail.row.message));
    if (!TRY(row.step()))
        return noSuchRow("message", detail.row.message.number());
    detail.envelope.messageId = row.bytes();
    detail.envelope.inReplyTo = row.bytes();
    detail.envelope.references = idsFrom(row.bytes());
    detail.envelope.dateSent = row.integer();
    detail.dateReceived = row.integer();
    detail.envelope.subject = row.text();
    detail.envelope.from = addressesFrom(row.text());
    detail.envelope.sender = addressesFrom(row.text());
    detail.envelope.replyTo = addressesFrom(row.text());
    detail.envelope.to = addressesFrom(row.text());
    detail.envelope.cc = addressesFrom(row.text());
    detail.envelope.bcc = addressesFrom(row.text());
    detail.raw = row.id<BlobId>();
    return {};
}

Status readPlacement(sqlite::Database &database, MessageDetail &detail)
{
    sqlite::Statement row = TRY(database.query("SELECT folder, flags_base, iif(parked_since <> 0 AND refused_set | refused_clear <> 0, refused_set, want_set), "
                                               "iif(parked_since <> 0 AND refused_set | refused_clear <> 0, refused_clear, want_clear), want_folder, parked_since, last_error "
                                               "FROM placement WHERE id = ?",
                                               detail.row.id));
    if (!TRY(row.step()))
        return noSuchRow("placement", detail.row.id.number());
    detail.serverFolder = row.id<FolderId>();
    detail.serverFlags = row.flags<Flags>();
    detail.wants.set = row.flags<Flags>();
    detail.wants.clear = row.flags<Flags>();
    const std::int64_t wantFolder = row.integer();
    detail.wants.expunge = wantFolder < 0;
    detail.wants.folder = FolderId(wantFolder > 0 ? wantFolder : 0);
    detail.wants.parked = row.boolean();
    detail.wants.lastError = row.text();
    return {};
}

Status readParts(sqlite::Database &database, MessageDetail &detail)
{
    sqlite::Statement row = TRY(database.query("SELECT path, type, charset, encoding, disposition, file_name, content_id, size, blob "
                                               "FROM part WHERE message = ? ORDER BY position",
                                               detail.row.message));
    while (TRY(row.step())) {
        PartInfo part;
        part.path = row.bytes();
        part.type = row.bytes();
        part.charset = row.bytes();
        part.encoding = row.bytes();
        part.disposition = row.bytes();
        part.fileName = row.text();
        part.contentId = row.bytes();
        part.size = row.integer();
        const auto blob = row.id<BlobId>();
        if (part.path.isEmpty()) {
            detail.outline = blob;
            continue;
        }
        if (blob)
            detail.partBlobs.insert(part.path, blob);
        detail.parts.append(part);
    }
    return {};
}

Status readKeywords(sqlite::Database &database, MessageDetail &detail)
{
    sqlite::Statement row = TRY(database.query("SELECT keyword FROM placement_keyword WHERE placement = ? AND (want = 1 OR (want = 0 AND base = 1)) "
                                               "ORDER BY keyword",
                                               detail.row.id));
    while (TRY(row.step()))
        detail.keywords.append(row.text());
    const char *waiting = detail.wants.parked ? "SELECT 1 FROM placement_keyword WHERE placement = ? AND refused <> 0 LIMIT 1"
                                              : "SELECT 1 FROM placement_keyword WHERE placement = ? AND want <> 0 AND kept_here = 0 LIMIT 1";
    detail.wants.labels = TRY(database.integer(waiting, detail.row.id)).has_value();
    return {};
}

} // namespace

Result<MessageDetail> Reader::detail(PlacementId id) const
{
    MessageDetail detail;
    detail.row = TRY(row(id));
    TRY(readContent(m_database, detail));
    TRY(readPlacement(m_database, detail));
    TRY(readParts(m_database, detail));
    TRY(readKeywords(m_database, detail));
    return detail;
}

Result<QList<PlacementId>> Reader::placementsOf(const QByteArray &messageId) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT p.id FROM account a JOIN message m ON m.account = a.id AND m.message_id = ? "
                                                 "JOIN placement p ON p.message = m.id WHERE a.gone = 0 ORDER BY p.id",
                                                 messageId));
    QList<PlacementId> found;
    while (TRY(row.step()))
        found.append(row.id<PlacementId>());
    return found;
}

} // namespace petrel::store
