#include "core/html/text_from_html.h"
#include "core/mime/parsed_message.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel;

/** A whole message: every part decodes, every section number leads back to its part, the shown text holds no NUL. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const QByteArray raw(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const Result<mime::ParsedMessage> message = mime::parseMessage(raw);
    if (!message.ok())
        return 0;
    for (const mime::Part &part : message->parts()) {
        if (!part.isContainer() && (message->part(part.info.path) != &part || !message->decoded(part.info.path).ok()))
            std::abort();
    }
    mime::MessageContent content = message->content();
    html::completeText(content);
    if (content.text.contains(QChar(0)) || content.preview.contains(QLatin1Char('\n')))
        std::abort();
    return 0;
}
