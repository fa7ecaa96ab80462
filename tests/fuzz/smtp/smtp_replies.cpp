#include "core/smtp/machine.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel::smtp;

/** The first byte says in what pieces the rest arrives. A reply that comes out keeps every promise of its type. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    Limits limits;
    limits.maxLineBytes = 200;
    limits.maxReplyLines = 20;
    Machine machine(limits);
    for (int i = 0; i < 5; ++i)
        machine.send("X\r\n");

    const QByteArray input(reinterpret_cast<const char *>(bytes) + 1, static_cast<qsizetype>(size - 1));
    const qsizetype piece = 1 + bytes[0];
    for (qsizetype at = 0; at < input.size(); at += piece) {
        machine.receive(input.mid(at, piece));
        while (true) {
            const auto reply = machine.next();
            if (!reply || !*reply)
                break;
            const Reply &got = **reply;
            if (got.code < 200 || got.code > 599 || got.lines.isEmpty() || got.lines.size() > limits.maxReplyLines)
                std::abort();
            if (!got.enhanced.isEmpty() && got.enhanced[0] - '0' != got.code / 100)
                std::abort();
            (void)parseCapabilities(got);
            for (int step = 0; step <= static_cast<int>(Step::Other); ++step)
                (void)refusal(got, static_cast<Step>(step), {});
        }
    }
    if (machine.pending() < 0)
        std::abort();
    return 0;
}
