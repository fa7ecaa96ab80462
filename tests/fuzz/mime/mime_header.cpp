#include "core/html/mailto.h"
#include "core/html/reply.h"
#include "core/mime/file_name.h"
#include "core/mime/header_values.h"
#include "core/mime/outgoing_message.h"
#include "core/mime/parsed_message.h"

#include <cstdint>
#include <cstdlib>

using namespace petrel;

namespace {

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

void require(bool held)
{
    if (!held)
        std::abort();
}

/** What came in from outside can always be answered: the builder takes what the parser gives. */
void answer(const QString &subject, const AddressList &people)
{
    mime::OutgoingMessage message;
    message.from = {QString(), QStringLiteral("ada@example.org")};
    message.date = 1;
    message.messageId = "1@example.org";
    message.subject = html::replySubject(subject);
    const Result<QByteArray> plain = mime::buildMessage(message);
    require(plain.ok());
    message.to = people;
    const Result<QByteArray> bytes = mime::buildMessage(message);
    if (bytes.ok())
        require(mime::parseHeaderFields(*bytes).size() <= mime::parseHeaderFields(*plain).size() + 1);
}

} // namespace

/** One header value read in every way there is: no control character comes out, and none goes into an answer. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const QByteArray raw(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const QString words = mime::decodeWords(raw);
    require(!hasControls(words));
    const AddressList people = mime::parseAddressList(raw);
    for (const Address &address : people)
        require(!hasControls(address.full()));
    for (const mime::Parameter &parameter : mime::parseParameters(raw).parameters)
        require(!hasControls(mime::safeFileName(parameter.value)));
    const QString name = mime::safeFileName(words);
    require(!name.contains(QLatin1Char('/')) && name.toUtf8().size() <= 200 && !name.startsWith(QLatin1Char('.')));
    (void)mime::parseDate(raw);
    (void)mime::parseMessageIds(raw);
    (void)html::parseMailto(QStringLiteral("mailto:") + QString::fromLatin1(raw));
    answer(words, people);
    return 0;
}
