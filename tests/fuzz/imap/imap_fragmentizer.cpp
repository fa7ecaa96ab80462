// The cutting of a byte stream alone: it must not matter in how many bytes at a time they arrive, what comes out is made of
// what went in, and nothing beyond the limits is ever held. The first byte is the step, the second the limit on a line.
#include "core/imap/grammar/fragmentizer.h"

#include <cstdlib>

using namespace petrel;
using namespace petrel::imap;

namespace {

struct Cut
{
    QList<RawResponse> responses;
    bool refused = false;
    friend bool operator==(const Cut &, const Cut &) = default;
};

void check(bool holds)
{
    if (!holds)
        std::abort();
}

qsizetype bytesOf(const RawResponse &response)
{
    qsizetype bytes = 0;
    for (const QByteArray &line : response.lines)
        bytes += line.size();
    for (const QByteArray &literal : response.literals)
        bytes += literal.size();
    return bytes;
}

/** Takes all there is; false when it is dead, which it must stay. */
bool takeAll(Fragmentizer &fragmentizer, const Limits &limits, Cut &cut)
{
    for (;;) {
        Result<std::optional<RawResponse>> raw = fragmentizer.next();
        if (!raw.ok()) {
            check(!fragmentizer.next().ok());
            return false;
        }
        if (!raw.value())
            return true;
        check((*raw)->lines.size() == (*raw)->literals.size() + 1 && bytesOf(**raw) <= limits.responseBytes);
        cut.responses.append(std::move(**raw));
    }
}

Cut cutIn(qsizetype step, const QByteArray &bytes, const Limits &limits)
{
    Cut cut;
    Fragmentizer fragmentizer(limits);
    for (qsizetype i = 0; i < bytes.size() && !cut.refused; i += step) {
        fragmentizer.feed(bytes.mid(i, step));
        cut.refused = !takeAll(fragmentizer, limits, cut);
    }
    qsizetype out = 0;
    for (const RawResponse &response : std::as_const(cut.responses))
        out += bytesOf(response);
    check(out <= bytes.size());
    fragmentizer.reset();
    check(fragmentizer.isEmpty());
    return cut;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 2), static_cast<qsizetype>(size) - 2);
    Limits limits;
    limits.lineBytes = data[1] == 0 ? limits.lineBytes : data[1];
    limits.responseBytes = data[1] == 0 ? limits.responseBytes : data[1] * 4;
    const qsizetype step = data[0] == 0 ? std::max<qsizetype>(bytes.size(), 1) : data[0];
    check(cutIn(step, bytes, limits) == cutIn(1, bytes, limits));
    return 0;
}
