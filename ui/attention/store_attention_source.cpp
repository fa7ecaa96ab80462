#include "ui/attention/store_attention_source.h"

#include "core/store/reader.h"

namespace petrel::ui {

namespace {

/** A row that may be gone by now: an empty one, then. Other errors stay errors. */
template <class T>
Result<T> orEmpty(Result<T> found)
{
    if (!found.ok() && found.error().kind == ErrorKind::NotFound)
        return T{};
    return found;
}

Status addMessage(const store::Reader &reader, AttentionStory &story)
{
    const store::MessageDetail detail = TRY(orEmpty(reader.detail(story.item.placement)));
    story.from = detail.row.from;
    story.wants = detail.wants;
    story.home = TRY(orEmpty(reader.folder(detail.serverFolder)));
    story.target = TRY(orEmpty(reader.folder(detail.wants.folder)));
    return {};
}

Result<AttentionStory> storyOf(const store::Reader &reader, const store::AttentionItem &item)
{
    AttentionStory story;
    story.item = item;
    story.account = TRY(orEmpty(reader.account(item.account)));
    if (item.subject == store::AttentionItem::Subject::Outgoing)
        story.outgoing = TRY(orEmpty(reader.outboxItem(item.outbox)));
    else if (item.subject == store::AttentionItem::Subject::Folder)
        story.home = TRY(orEmpty(reader.folder(item.folder)));
    else
        TRY(addMessage(reader, story));
    return story;
}

} // namespace

void StoreAttentionSource::outbox(QObject *context, Done<QList<OutboxItem>> done)
{
    m_access.read(context, [](const store::Reader &reader) { return reader.outbox(); }, std::move(done));
}

void StoreAttentionSource::attention(QObject *context, Done<QList<AttentionStory>> done)
{
    m_access.read(context, [](const store::Reader &reader) -> Result<QList<AttentionStory>> {
        QList<AttentionStory> stories;
        for (const store::AttentionItem &item : TRY(reader.attention()))
            stories.append(TRY(storyOf(reader, item)));
        return stories;
    }, std::move(done));
}

} // namespace petrel::ui
