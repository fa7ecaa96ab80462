#include "core/imap/grammar/notified_name.h"

#include "core/base/modified_utf7.h"

namespace petrel::imap {

MailboxName notifiedName(const MailboxName &name, Quirks quirks)
{
    const bool asAgreed = fromModifiedUtf7(name.wire()).has_value();
    if (asAgreed || !quirks.testFlag(Quirk::Utf8Notification))
        return name;
    return MailboxName::fromWire(name.wire(), NameEncoding::Utf8).valueOr(name);
}

} // namespace petrel::imap
