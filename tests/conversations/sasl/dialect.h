#pragma once

#include "core/model/account.h"
#include "core/sasl/mechanism.h"
#include "tests/support/fake_stream.h"

namespace petrel::test {

enum class Protocol { Imap, Pop3, Smtp };

inline constexpr Protocol kProtocols[] = {Protocol::Imap, Protocol::Pop3, Protocol::Smtp};

/** How a log-in was set up. */
struct Scene
{
    QByteArrayList offer;            ///< mechanism names
    sasl::Credentials credentials;
    bool firstWordWithCommand = true; ///< IMAP's SASL-IR; POP3 and SMTP always allow it
    Security security = Security::Tls;
};

/**
 * A log-in, told once and played in three protocols, in the words of one of them. A line is a step:
 *
 *     auth PLAIN AGFk       the client begins, with its first word or without
 *     auth^ PLAIN           it begins so
 *     ask UGFzcw==          the server's challenge
 *     say c2VjcmV0          what the client answers; nothing behind it: an empty line. "say^": it begins so
 *     cancel                it answers "*"
 *     yes, no, bad          the server's last word: welcome, not you, what?
 *     lie                   it says yes, and the client does not believe it
 */
[[nodiscard]] QByteArray inWordsOf(Protocol protocol, const Scene &scene, const QByteArray &steps);
/** Opens a session over the stream and logs in. */
[[nodiscard]] Status logIn(Protocol protocol, const Scene &scene, FakeStream &stream);
/** "IMAP", for messages. */
[[nodiscard]] const char *nameOf(Protocol protocol);

} // namespace petrel::test
