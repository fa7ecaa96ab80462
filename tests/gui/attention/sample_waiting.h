#pragma once

#include "core/base/clock.h"
#include "ui/attention/attention_source.h"

#include <QDateTime>
#include <QPointer>

#include <deque>

namespace petrel::test {

/** Answers the two models from memory: at once, or, when held, when the test lets the answer go. */
class MemoryAttentionSource final : public ui::AttentionSource
{
public:
    QList<OutboxItem> items;
    QList<ui::AttentionStory> stories;
    std::optional<Error> failure; ///< every answer is this error
    int questions = 0;

    void hold() { m_held = true; }
    void release()
    {
        m_held = false;
        while (!m_waiting.empty()) {
            const auto answer = m_waiting.front();
            m_waiting.pop_front();
            answer();
        }
    }

    void outbox(QObject *context, Done<QList<OutboxItem>> done) override { answer(context, items, std::move(done)); }
    void attention(QObject *context, Done<QList<ui::AttentionStory>> done) override { answer(context, stories, std::move(done)); }

private:
    template <class T>
    void answer(QObject *context, const T &value, Done<T> done)
    {
        ++questions;
        const Result<T> result = failure ? Result<T>(*failure) : Result<T>(value);
        if (!m_held)
            done(result);
        else
            m_waiting.push_back([receiver = QPointer<QObject>(context), result, done] { if (receiver) done(result); });
    }

    bool m_held = false;
    std::deque<std::function<void()>> m_waiting;
};

/** Thursday 19 November 2026, 09:44:00 UTC, and whatever is added to it. */
class StandingClock final : public Clock
{
public:
    StandingClock() : m_former(Clock::replace(this)) {}
    ~StandingClock() override { Clock::replace(m_former); }
    [[nodiscard]] QDateTime wall() const override { return start().addSecs(seconds); }
    [[nodiscard]] static QDateTime start() { return {QDate(2026, 11, 19), QTime(9, 44)}; }

    qint64 seconds = 0;

private:
    const Clock *m_former;
};

/** `offset` seconds from the sample moment, as UTC seconds. */
[[nodiscard]] std::int64_t at(qint64 offset);
[[nodiscard]] Account sampleAccount();
[[nodiscard]] OutboxItem outgoing(int id, OutboxState state, const QString &subject = QStringLiteral("Contract, signed"));
[[nodiscard]] OutboxRecipient recipient(const char *address, RecipientState state = RecipientState::Pending, const QByteArray &reply = {});
[[nodiscard]] ui::AttentionStory parkedMove(int placement, qint64 since, const QString &subject = QStringLiteral("Pier lighting, offer no. 3"));
[[nodiscard]] ui::AttentionStory parkedAppend(int wish, qint64 since);
[[nodiscard]] ui::AttentionStory parkedCopy(int wish, qint64 since);
[[nodiscard]] ui::AttentionStory unsent(const OutboxItem &item, qint64 since);

/** One of each state, as the gallery and some tests show them. */
void fillWithWaiting(MemoryAttentionSource &source);

/** Without the marks that isolate names, and the breaks in long words. */
[[nodiscard]] QString plain(QString text);

} // namespace petrel::test
