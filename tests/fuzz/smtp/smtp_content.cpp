#include "core/smtp/content_meter.h"
#include "core/smtp/dot_stuffer.h"
#include "core/smtp/grammar.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel::smtp;

/** Whatever a message holds: on the wire it has only CRLF, and cannot end itself; and no address breaks its command. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const qsizetype piece = size == 0 ? 1 : 1 + bytes[0] % 16;
    DotStuffer stuffer;
    QByteArray wire = "\r\n";
    for (qsizetype at = 0; at < input.size(); at += piece)
        wire += stuffer.encode(QByteArrayView(input).sliced(at, std::min(piece, input.size() - at)));
    wire += stuffer.finish();
    const qsizetype ends = wire.count("\r\n");
    if (!wire.endsWith("\r\n") || wire.contains("\r\n.\r\n") || wire.count('\r') != ends || wire.count('\n') != ends)
        std::abort();

    DotStuffer counted(DotStuffer::Dots::AsTheyAre); // as BDAT wants it: what travels is what SIZE announces
    QByteArray chunk = counted.encode(input);
    chunk += counted.finish();
    ContentMeter meter;
    for (qsizetype at = 0; at < input.size(); at += piece)
        meter.add(QByteArrayView(input).sliced(at, std::min(piece, input.size() - at)));
    if (chunk.size() != meter.size())
        std::abort();

    if (const auto path = petrel::smtp::path(input)) {
        const auto line = commandLine("RCPT TO:" + *path);
        if (!line || line->count('>') != 1 || line->count('\n') != 1)
            std::abort();
    }
    return 0;
}
