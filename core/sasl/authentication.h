#pragma once

#include "core/sasl/mechanism.h"

#include <memory>

namespace petrel::sasl {

/** Challenges of one exchange; a server that goes on asking is cut off. */
inline constexpr int kMostChallenges = 20;

/**
 * What IMAP's AUTHENTICATE (RFC 9051 section 6.2.2), POP3's AUTH (RFC 5034) and SMTP's AUTH (RFC 4954) have in common: base64
 * around one Mechanism, its first word with the command or after it, cancelling, and what the server's last word means.
 * Pure; one object serves one attempt. One thread.
 *
 *     Authentication authentication(std::move(mechanism));
 *     send("AUTH " + authentication.mechanism() + initial argument)
 *     while the server sends a challenge: send(TRY(authentication.answer(challenge)))
 *     return authentication.settle(what the server said in the end);
 */
class Authentication
{
public:
    explicit Authentication(std::unique_ptr<Mechanism> mechanism);

    [[nodiscard]] QByteArray mechanism() const { return m_mechanism->name(); }
    /**
     * What goes with the command, in base64 ("=" for an empty word); for protocols and servers that allow it. Nothing when the
     * mechanism waits for the server, or its word is longer than `room` bytes: then it is the answer to the first challenge.
     */
    [[nodiscard]] std::optional<Secret> initialArgument(qsizetype room);
    /**
     * The line that answers a challenge (what follows "+ " or "334 "), without CRLF. "*", which cancels, when the mechanism makes no sense
     * of it or there are too many; the server then says no, and settle() says why. An Error when it sends a challenge even then.
     */
    [[nodiscard]] Result<Secret> answer(const QByteArray &challenge);
    /**
     * What came of it when the server said this in the end: our own Error where we cancelled; for Ok what Mechanism::accepted() says,
     * for an Auth error what Mechanism::refused() makes of it; other errors as they are.
     */
    [[nodiscard]] Status settle(Status said) const;

private:
    [[nodiscard]] Result<Secret> respond(const QByteArray &challenge);

    std::unique_ptr<Mechanism> m_mechanism;
    std::optional<Secret> m_unsaid; ///< our first word, until it was sent
    int m_challenges = 0;
    std::optional<Error> m_cancelled;
};

} // namespace petrel::sasl
