#include "core/sasl/authentication.h"
#include "core/sasl/cram_md5.h"
#include "core/sasl/external.h"
#include "core/sasl/login.h"
#include "core/sasl/oauthbearer.h"
#include "core/sasl/plain.h"
#include "core/sasl/saslprep.h"
#include "core/sasl/scram.h"
#include "core/sasl/xoauth2.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel;
using namespace petrel::sasl;

namespace {

std::unique_ptr<Mechanism> mechanism(unsigned which, const Credentials &credentials)
{
    constexpr ScramIterations few{1, 16}; // not to hash all night
    switch (which % 8) {
    case 0: return std::make_unique<Scram>(Scram::Hash::Sha256, credentials, QByteArray(), "abc", few);
    case 1: return std::make_unique<Scram>(Scram::Hash::Sha1, credentials, "end point", "abc", few);
    case 2: return std::make_unique<CramMd5>(credentials);
    case 3: return std::make_unique<Plain>(credentials);
    case 4: return std::make_unique<Login>(credentials);
    case 5: return std::make_unique<OAuthBearer>(credentials);
    case 6: return std::make_unique<XOAuth2>(credentials);
    default: return std::make_unique<External>(credentials);
    }
}

/** SASLprep is the same when done twice, or not possible. */
void prepareTwice(const QByteArray &input)
{
    const auto once = saslPrepared(QString::fromUtf8(input));
    if (once && saslPrepared(*once) != once)
        std::abort();
}

} // namespace

/**
 * The first byte chooses the mechanism and whether it speaks first; each line that follows is a challenge. The exchange ends, a server
 * that cannot know the password is never believed by SCRAM, and after "*" nothing more is said.
 */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray input(reinterpret_cast<const char *>(bytes) + 1, static_cast<qsizetype>(size - 1));
    prepareTwice(input);
    Authentication authentication(mechanism(bytes[0], {QStringLiteral("ada"), Secret("secret"), Secret("token")}));
    const bool isScram = authentication.mechanism().startsWith("SCRAM");
    if (bytes[0] & 0x80)
        (void)authentication.initialArgument(bytes[0]);
    bool cancelled = false;
    int answers = 0;
    for (const QByteArray &challenge : input.split('\n')) {
        const auto line = authentication.answer(challenge);
        if (line.ok() == cancelled)
            std::abort();
        if (!line)
            break;
        if (line->reveal().contains('\n') || ++answers > kMostChallenges + 1)
            std::abort();
        cancelled = line->reveal() == "*";
    }
    const Status in = authentication.settle({});
    if (in.ok() && (isScram || cancelled))
        std::abort();
    (void)authentication.settle(makeError(ErrorKind::Auth, {}));
    return 0;
}
