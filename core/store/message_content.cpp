#include "core/store/message_content_p.h"

#include "core/store/change_collector_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/search_text.h"
#include "core/store/sqlite/many_rows.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

/** More text than this says nothing new to a search, and would keep the gate closed too long. */
constexpr qsizetype kMaxIndexedChars = 256 * 1024;
constexpr qsizetype kMaxPreviewChars = 300;

} // namespace

int MessageContent::attachmentCount(const QList<PartInfo> &parts)
{
    return static_cast<int>(std::count_if(parts.begin(), parts.end(), [](const PartInfo &part) { return part.isAttachment(); }));
}

QString MessageContent::indexedAttachments(const QList<PartInfo> &parts)
{
    QStringList names;
    for (const PartInfo &part : parts) {
        if (!part.fileName.isEmpty())
            names.append(part.fileName);
    }
    return indexText(names.join(QLatin1Char('\n')));
}

QString MessageContent::indexedBody(const QString &text)
{
    return indexText(text.left(kMaxIndexedChars));
}

QString MessageContent::shortPreview(const QString &preview)
{
    return preview.left(kMaxPreviewChars);
}

std::int64_t MessageContent::sortDate(const NewMessage &message)
{
    return message.dateReceived != 0 ? message.dateReceived : message.envelope.dateSent;
}

Status MessageContent::replaceParts(MessageId message, const QList<PartInfo> &parts)
{
    TRY(m_transaction.database().run("DELETE FROM part WHERE message = ?", message));
    std::vector<Part> rows;
    for (const PartInfo &part : parts)
        rows.push_back({message, static_cast<int>(&part - parts.constData()), &part});
    return insertParts(rows);
}

Status MessageContent::insertParts(std::span<const Part> parts)
{
    const sqlite::ManyRows sql{"INSERT INTO part (message, position, path, type, charset, encoding, disposition, file_name, content_id, size)", 10};
    return sqlite::runForRows(m_transaction.database(), sql, parts, [](sqlite::Statement &row, const Part &part) {
        const PartInfo &info = *part.info;
        row.bind(part.message, part.position, info.path, info.type, info.charset, info.encoding, info.disposition, info.fileName, info.contentId, info.size);
    });
}

Status MessageContent::changedEverywhere(MessageId message)
{
    sqlite::Statement row = TRY(m_transaction.database().query("SELECT view_folder, id FROM placement WHERE message = ? AND view_folder > 0", message));
    while (TRY(row.step())) {
        const auto folder = row.id<FolderId>();
        m_transaction.changes().changed(folder, row.id<PlacementId>());
    }
    return {};
}

Status MessageContent::storeBody(MessageId message, const BodyUpdate &body)
{
    sqlite::Database &database = m_transaction.database();
    const auto present = TRY(database.integer("SELECT body_state FROM message WHERE id = ?", message));
    if (!present)
        return noSuchRow("message", message.number());
    const BodyState state = body.raw.isNull() ? body.state : BodyState::Full;
    if (static_cast<int>(state) < *present)
        return {};
    TRY(database.run("UPDATE message SET body_state = ?, raw = coalesce(?, raw), attachments = ?, preview = ? WHERE id = ?", state, body.raw,
                     attachmentCount(body.parts), shortPreview(body.preview), message));
    // Parts that were fetched on their own are in the whole message too; only the same list keeps them.
    const bool onlyStructure = state == BodyState::Text && *present >= static_cast<int>(BodyState::Structure);
    if (!onlyStructure)
        TRY(replaceParts(message, body.parts));
    TRY(database.run("UPDATE search_doc SET attachments = ?, body = ? WHERE message = ?", indexedAttachments(body.parts), indexedBody(body.text), message));
    return changedEverywhere(message);
}

} // namespace petrel::store
