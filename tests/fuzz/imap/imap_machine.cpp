// A hostile server against the machine, before TLS: whatever it says, no command but STARTTLS and CAPABILITY leaves,
// no event carries its words, and the machine neither crashes nor hangs.
#include "core/imap/machine/imap_machine.h"

#include <cstdlib>

using namespace petrel;
using namespace petrel::imap;

namespace {

bool isAllowed(const Event &event)
{
    if (const auto *told = std::get_if<Told>(&event))
        return std::holds_alternative<CapabilityResponse>(told->response);
    if (const auto *completed = std::get_if<Completed>(&event))
        return completed->status.text.isEmpty();
    if (const auto *bye = std::get_if<ByeSaid>(&event))
        return bye->status.text.isEmpty();
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    MachineOptions options;
    options.requireTls = true;
    ImapMachine machine(options);
    (void)machine.enqueue(Command("CAPABILITY"));
    (void)machine.startTls();
    (void)machine.enqueue(Command("LOGIN").string("user").secret("CANARY"));
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    for (qsizetype i = 0; i < bytes.size(); i += 16) {
        machine.receive(bytes.mid(i, 16));
        for (;;) {
            const Result<std::optional<Event>> event = machine.next();
            if (!event.ok() || (event.value() && std::holds_alternative<ReadyForTls>(**event)))
                return 0;
            if (!event.value())
                break;
            if (!isAllowed(**event))
                std::abort();
        }
        const Result<QByteArray> out = machine.takeOutput();
        if (out.ok() && out->contains("CANARY") && machine.hasInFlight())
            return 0; // STARTTLS was refused; ending the connection then is the session's part
    }
    return 0;
}
