#pragma once

#include "ui/attention/attention_source.h"
#include "ui/models/read_access.h"

namespace petrel::ui {

/** Answers from the store, one short read transaction per question. */
class StoreAttentionSource final : public AttentionSource
{
public:
    explicit StoreAttentionSource(ReadAccess &access) : m_access(access) {}

    void outbox(QObject *context, Done<QList<OutboxItem>> done) override;
    void attention(QObject *context, Done<QList<AttentionStory>> done) override;

private:
    ReadAccess &m_access;
};

} // namespace petrel::ui
