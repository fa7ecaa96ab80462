#pragma once

#include "ui/compose/draft.h"
#include "ui/compose/mail_out.h"

#include <QPointer>

namespace petrel::test {

/** Takes everything down and answers when the test says so. */
class FakeMailOut final : public ui::MailOut
{
public:
    void sendMessage(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former, const SendOptions &given,
                     QObject *context, Done<OutboxId> done) override
    {
        account_ = account;
        sent.append(message);
        successorOf = former;
        notBefore_ = given.notBefore;
        options = given;
        m_sending = guarded<OutboxId>(context, std::move(done));
    }
    void saveDraft(AccountId, const mime::OutgoingMessage &message, std::optional<PlacementId> former, QObject *context, Done<KeptDraft> done) override
    {
        saved.append(message);
        formers.append(former);
        m_saving = guarded<KeptDraft>(context, std::move(done));
    }
    void discardDraft(PlacementId draft) override { discarded.append(draft); }
    void markAnswered(PlacementId original, bool forwarded) override { answered.append({original, forwarded}); }
    void markAnswered(const QByteArray &messageId, bool forwarded) override { answeredById.append({messageId, forwarded}); }
    void readFiles(const QStringList &paths, std::int64_t room, QObject *, std::function<void(ui::FilesRead)> done) override
    {
        m_reading = [paths, room, done = std::move(done)] { done(ui::readFiles(paths, room, {})); };
        if (!slowDisk)
            finishReading();
    }

    void finishSending(Result<OutboxId> result) { std::exchange(m_sending, {})(std::move(result)); }
    void finishSaving(Result<KeptDraft> result) { std::exchange(m_saving, {})(std::move(result)); }
    void finishSaving(PlacementId id) { finishSaving(KeptDraft{id, {}}); }
    void finishSaving(const Error &error) { finishSaving(Result<KeptDraft>(error)); }
    void finishReading() { std::exchange(m_reading, {})(); }

    QList<mime::OutgoingMessage> sent;
    QList<mime::OutgoingMessage> saved;
    QList<std::optional<PlacementId>> formers;
    QList<PlacementId> discarded;
    QList<std::pair<PlacementId, bool>> answered;
    QList<std::pair<QByteArray, bool>> answeredById;
    std::optional<PlacementId> successorOf; ///< the draft that goes with the message sent last
    AccountId account_;
    std::int64_t notBefore_ = 0;
    SendOptions options; ///< of the message sent last
    bool slowDisk = false;

private:
    template <class T>
    static Done<T> guarded(QObject *context, Done<T> done)
    {
        return [alive = QPointer<QObject>(context), done = std::move(done)](Result<T> result) {
            if (alive)
                done(std::move(result));
        };
    }

    Done<OutboxId> m_sending;
    Done<KeptDraft> m_saving;
    std::function<void()> m_reading;
};

inline QList<ui::Identity> twoIdentities()
{
    return {{AccountId(1), {QStringLiteral("Nora"), QStringLiteral("nora@halden.example")}, {}, QStringLiteral("Nora\nHalden"), QStringLiteral("Studio")},
            {AccountId(2), {QStringLiteral("Nora L"), QStringLiteral("nora@postbox.example")}, {}, {}, QStringLiteral("Home")}};
}

inline Error diskFull() { return makeError(ErrorKind::StoreFull, QStringLiteral("no space")); }

} // namespace petrel::test
