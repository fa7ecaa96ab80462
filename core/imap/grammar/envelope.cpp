#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

/** What servers write where a header had no mailbox or no domain. */
bool isMissingMarker(const QByteArray &word)
{
    for (const char *marker : {"MISSING_MAILBOX", "MISSING_DOMAIN", "MISSING_HOST_NAME", ".MISSING-HOST-NAME.", ".SYNTAX-ERROR."}) {
        if (word == marker)
            return true;
    }
    return false;
}

struct ReadAddress
{
    RawAddress address;
    bool groupMarker = false; ///< host NIL: a group begins or ends here
};

Result<ReadAddress> readAddress(ResponseCursor &cursor)
{
    ReadAddress read;
    TRY(cursor.expect('('));
    read.address.name = TRY(cursor.text());
    TRY(cursor.space());
    (void)TRY(cursor.text()); // source route: obsolete since RFC 2822
    TRY(cursor.space());
    read.address.mailbox = TRY(cursor.text());
    TRY(cursor.space());
    const std::optional<QByteArray> host = TRY(cursor.nstring());
    read.groupMarker = !host.has_value();
    read.address.host = host.value_or(QByteArray());
    if (cursor.tolerates(Quirk::MissingMarkers)) {
        if (isMissingMarker(read.address.mailbox))
            read.address.mailbox.clear();
        if (isMissingMarker(read.address.host))
            read.address.host.clear();
    }
    cursor.skipSpaces();
    TRY(cursor.expect(')'));
    return read;
}

Result<QList<RawAddress>> readAddresses(ResponseCursor &cursor)
{
    QList<RawAddress> addresses;
    if (cursor.atNil() || cursor.atString()) {
        (void)TRY(cursor.nstring()); // "" for an absent list
        return addresses;
    }
    TRY(cursor.expect('('));
    while (!cursor.take(')')) {
        if (cursor.atNil() && cursor.tolerates(Quirk::NilAddress)) {
            (void)TRY(cursor.nstring());
        } else {
            ReadAddress read = TRY(readAddress(cursor));
            const bool empty = read.address.mailbox.isEmpty() && read.address.host.isEmpty() && read.address.name.isEmpty();
            if (!read.groupMarker && !empty && addresses.size() < cursor.options().limits.addresses)
                addresses.append(std::move(read.address));
        }
        cursor.skipSpaces();
    }
    return addresses;
}

} // namespace

QByteArray RawAddress::address() const
{
    return host.isEmpty() ? mailbox : mailbox + '@' + host;
}

Result<RawEnvelope> readEnvelope(ResponseCursor &cursor)
{
    RawEnvelope envelope;
    TRY(cursor.expect('('));
    envelope.date = TRY(cursor.text());
    TRY(cursor.space());
    envelope.subject = TRY(cursor.text());
    for (QList<RawAddress> *field : {&envelope.from, &envelope.sender, &envelope.replyTo, &envelope.to, &envelope.cc, &envelope.bcc}) {
        TRY(cursor.space());
        *field = TRY(readAddresses(cursor));
    }
    TRY(cursor.space());
    envelope.inReplyTo = TRY(cursor.text());
    TRY(cursor.space());
    envelope.messageId = TRY(cursor.text());
    cursor.skipSpaces();
    TRY(cursor.expect(')'));
    return envelope;
}

} // namespace petrel::imap
