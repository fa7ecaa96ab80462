#pragma once

#include "tests/engine/model/model_stream.h"

#include <QByteArrayList>

#include <mutex>
#include <optional>

namespace petrel::test {

/**
 * Stands before a model server of any of the three protocols and lets in by access token alone (XOAUTH2). Which ones, and what
 * it says to others, may change at any time. Any thread.
 */
class TokenGate
{
public:
    enum class Protocol { Imap, Pop3, Smtp };

    [[nodiscard]] std::unique_ptr<ModelTalk> before(Protocol protocol, std::unique_ptr<ModelTalk> server);

    void take(const QByteArrayList &tokens);
    /** Servers of this protocol let nobody in, whatever take() says. */
    void close(Protocol protocol);
    /** What a refused log-in is answered, behind tag, "-ERR" or "535". */
    void refuseWith(const QByteArray &words);
    /** The tokens that were shown, in order. */
    [[nodiscard]] QByteArrayList shown() const;

private:
    class Talk;
    [[nodiscard]] bool lets(Protocol protocol, const QByteArray &token);
    [[nodiscard]] QByteArray words() const;

    mutable std::mutex m_mutex;
    QByteArrayList m_taken;
    QByteArrayList m_shown;
    std::optional<Protocol> m_closed;
    QByteArray m_words = "no such token";
};

} // namespace petrel::test
