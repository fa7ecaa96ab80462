// What an IMAP server may say, cut and parsed. The first byte tells in how many bytes at a time it arrives.
#include "core/imap/grammar/response_parser.h"

#include <cstdlib>

using namespace petrel;
using namespace petrel::imap;

namespace {

/** Sets that went out as text come back as the same set. */
void checkSet(const SequenceSet &set)
{
    if (set.isEmpty())
        return;
    const Result<SequenceSet> again = SequenceSet::parse(set.toWire());
    if (!again.ok() || !(again.value() == set))
        std::abort();
}

void check(const Response &response)
{
    if (const auto *search = std::get_if<SearchResponse>(&response))
        checkSet(search->numbers);
    if (const auto *vanished = std::get_if<VanishedResponse>(&response))
        checkSet(vanished->uids);
    const auto *listed = std::get_if<ListedMailbox>(&response);
    if (listed && !(MailboxName::fromWire(listed->name.wire()).valueOr({}) == listed->name))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const qsizetype step = data[0] == 0 ? qsizetype(size) : data[0];
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1), qsizetype(size) - 1);
    Fragmentizer fragmentizer;
    for (qsizetype i = 0; i < bytes.size(); i += step) {
        fragmentizer.feed(bytes.mid(i, step));
        for (;;) {
            const Result<std::optional<RawResponse>> raw = fragmentizer.next();
            if (!raw.ok())
                return 0;
            if (!raw.value())
                break;
            const Result<Response> response = parseResponse(**raw);
            if (response.ok())
                check(response.value());
        }
    }
    return 0;
}
