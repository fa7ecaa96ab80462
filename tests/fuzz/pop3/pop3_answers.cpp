#include "core/pop3/ledger_planner.h"
#include "core/pop3/machine.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel::pop3;

namespace {

/** Whatever a listing holds, the plan names each message once at most. */
void planFrom(const QList<UidlEntry> &uidls, const QList<ListEntry> &sizes)
{
    LedgerFacts facts;
    facts.server = joinListings(uidls, sizes);
    facts.ledger.append({"a", LedgerState::Stored, 3, 1, 1, 0});
    facts.now = 2;
    const LedgerPlan plan = planLedger(facts);
    if (plan.retrieve.size() + plan.dele.size() > facts.server.size())
        std::abort();
}

} // namespace

/**
 * The first byte says which commands are in flight and in what pieces the rest arrives: the machine must
 * come to an end, and no more content may come out than bytes went in.
 */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    Limits limits;
    limits.maxLineBytes = 200;
    limits.maxListingLines = 50;
    Machine machine(limits);
    const int choice = bytes[0];
    for (int i = 0; i < 6; ++i)
        machine.send("X\r\n", static_cast<AnswerShape>((choice + i) % 4));

    const QByteArray input(reinterpret_cast<const char *>(bytes) + 1, static_cast<qsizetype>(size - 1));
    const qsizetype piece = 1 + choice / 4;
    qsizetype content = 0;
    Capabilities capabilities;
    QList<UidlEntry> uidls;
    QList<ListEntry> sizes;
    for (qsizetype at = 0; at < input.size(); at += piece) {
        machine.receive(input.mid(at, piece));
        while (true) {
            const auto event = machine.next();
            if (!event || !*event)
                break;
            if (const auto *line = std::get_if<LineEvent>(&**event)) {
                addCapability(capabilities, line->line);
                if (const auto entry = parseUidlEntry(line->line))
                    uidls.append(*entry);
                if (const auto entry = parseListEntry(line->line))
                    sizes.append(*entry);
            } else if (const auto *part = std::get_if<ContentEvent>(&**event)) {
                content += part->bytes.size();
            } else if (const auto *status = std::get_if<StatusEvent>(&**event)) {
                (void)parseMaildrop(status->status.text);
                for (const Step step : {Step::Greeting, Step::Stls, Step::LogIn, Step::Transaction})
                    (void)refusal(status->status, step, {});
            }
        }
    }
    if (content > input.size())
        std::abort();
    planFrom(uidls, sizes);
    return 0;
}
