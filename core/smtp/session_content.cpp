#include "core/smtp/session.h"

#include "core/smtp/dot_stuffer.h"

namespace petrel::smtp {

// The message itself, by DATA or by BDAT, to the verdict on it.

namespace {

constexpr qsizetype kBlockBytes = 128 * 1024;

} // namespace

Result<Delivery> SmtpSession::data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop)
{
    return data(source, beforeFinalDot, stop, stop);
}

Result<Delivery> SmtpSession::data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop,
                                   const StopToken &afterDot)
{
    if (!usesChunks())
        TRY(startData(stop));
    // From here to the end there is no way back but closing: what came next would be taken for content.
    const auto orClose = [this](Status status) -> Status {
        if (!status)
            close();
        return status;
    };
    TRY(orClose(sendContent(source, stop)));
    TRY(orClose(beforeFinalDot()));
    TRY(orClose(refuseEarlyReplies()));
    if (usesChunks())
        m_machine.sendLastChunk();
    else
        m_machine.sendFinalDot();
    TRY(orClose(writeOutput()));
    return awaitDelivery(afterDot);
}

Status SmtpSession::startData(const StopToken &stop)
{
    const Reply reply = m_dataReply ? *std::exchange(m_dataReply, {}) : TRY(ask("DATA", m_options.timeouts.data, stop));
    if (reply.temporary() || reply.permanent())
        return noted(refusal(reply, Step::Data, QStringLiteral("the server does not want the message")));
    if (reply.code != 354)
        return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer to DATA that is none")).withServerText(reply.text()));
    return {};
}

/** All of it but the end, block by block. */
Status SmtpSession::sendContent(MessageSource &source, const StopToken &stop)
{
    DotStuffer stuffer(usesChunks() ? DotStuffer::Dots::AsTheyAre : DotStuffer::Dots::Doubled);
    qint64 sent = 0;
    bool atEnd = false;
    while (!atEnd) {
        QByteArray block;
        while (!atEnd && block.size() < kBlockBytes) {
            const QByteArray piece = TRY(source.next());
            atEnd = piece.isEmpty();
            block += atEnd ? stuffer.finish() : stuffer.encode(piece);
        }
        if (!block.isEmpty())
            TRY(sendBlock(block, stop));
        sent += block.size();
    }
    if (m_options.transcript)
        m_options.transcript->clientBytes(sent);
    return {};
}

Status SmtpSession::sendBlock(const QByteArray &block, const StopToken &stop)
{
    Status done;
    if (usesChunks()) {
        m_machine.sendChunk(block);
        done = m_stream->write(m_machine.takeOutput());
    } else {
        done = m_stream->write(block);
    }
    if (done)
        done = m_stream->flush(Deadline::in(m_options.timeouts.block), stop);
    // What the server said before it closed the line tells more than that it did.
    TRY(refuseEarlyReplies());
    return done;
}

/** A reply before the end means that the server has given up, unless it is that a chunk has come well; nothing was delivered. */
Status SmtpSession::refuseEarlyReplies()
{
    if (m_stream->bytesAvailable() > 0)
        m_machine.receive(m_stream->readAvailable());
    while (const std::optional<Reply> reply = TRY(m_machine.next())) {
        if (!usesChunks() || !reply->positive())
            return refusal(*reply, Step::AfterData, QStringLiteral("the server gave up in the middle of the message"));
    }
    return {};
}

/** The server's word on the message; after BDAT the words on its chunks come first, and one that was refused decides. */
Delivery SmtpSession::awaitDelivery(const StopToken &stop)
{
    const Deadline deadline = Deadline::in(m_options.timeouts.afterDot);
    std::optional<Reply> refused;
    Result<Reply> reply = nextReply(deadline, stop);
    while (reply && m_machine.pending() > 0) {
        if (!refused && !reply->positive())
            refused = *reply;
        reply = nextReply(deadline, stop);
    }
    const bool contradicts = reply && refused && (reply->positive() || refused->intermediate());
    if (contradicts || (reply && reply->intermediate())) {
        close();
        return {Delivery::Outcome::Uncertain, *reply, makeError(ErrorKind::Protocol, QStringLiteral("an answer to the end of the message that is none"))};
    }
    if (reply && reply->positive())
        return {Delivery::Outcome::Accepted, *reply, {}};
    if (!reply && !refused) {
        close();
        return {Delivery::Outcome::Uncertain, {}, std::move(reply).error()};
    }
    const Reply decisive = refused ? *refused : *reply;
    return {Delivery::Outcome::Refused, decisive, noted(refusal(decisive, Step::AfterData, QStringLiteral("the server refused the message")))};
}

} // namespace petrel::smtp
