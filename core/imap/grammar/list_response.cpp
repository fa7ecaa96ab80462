#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

struct RoleAttribute
{
    const char *attribute;
    FolderRole role;
    bool xlistOnly;
};

constexpr RoleAttribute kRoles[] = {
    {"\\Drafts", FolderRole::Drafts, false},   {"\\Sent", FolderRole::Sent, false},    {"\\Archive", FolderRole::Archive, false},
    {"\\Junk", FolderRole::Junk, false},       {"\\Trash", FolderRole::Trash, false},  {"\\All", FolderRole::All, false},
    {"\\Flagged", FolderRole::Flagged, false}, {"\\Spam", FolderRole::Junk, true},     {"\\AllMail", FolderRole::All, true},
    {"\\Starred", FolderRole::Flagged, true},  {"\\Inbox", FolderRole::Inbox, true},
};

void applyAttribute(ListedMailbox &mailbox, const QByteArray &attribute, bool xlist)
{
    const auto is = [&](QByteArrayView name) { return name.compare(attribute, Qt::CaseInsensitive) == 0; };
    if (is("\\Noselect"))
        mailbox.selectable = false;
    else if (is("\\NonExistent"))
        mailbox.selectable = mailbox.exists = false;
    else if (is("\\Noinferiors"))
        mailbox.mayHaveChildren = false;
    else if (is("\\HasChildren"))
        mailbox.hasChildren = true;
    else if (is("\\HasNoChildren"))
        mailbox.hasChildren = false;
    else if (is("\\Subscribed"))
        mailbox.subscribed = true;
    for (const RoleAttribute &known : kRoles) {
        if (is(known.attribute) && (!known.xlistOnly || xlist) && !mailbox.roles.contains(known.role))
            mailbox.roles.append(known.role);
    }
}

/** One character in quotes, or NIL; "" as some servers have it counts as NIL. */
Result<char> readDelimiter(ResponseCursor &cursor)
{
    const std::optional<QByteArray> delimiter = TRY(cursor.nstring());
    if (!delimiter || delimiter->isEmpty())
        return '\0';
    if (delimiter->size() > 1)
        return cursor.fail("hierarchy delimiter of one character");
    return delimiter->at(0);
}

/** What CHILDINFO lists: selection options that children answer. */
Status readChildInfo(ResponseCursor &cursor, ListedMailbox &mailbox)
{
    TRY(cursor.expect('('));
    while (!cursor.take(')')) {
        const QByteArray option = TRY(cursor.astring());
        if (option.compare("SUBSCRIBED", Qt::CaseInsensitive) == 0)
            mailbox.subscribedChildren = true;
        cursor.skipSpaces();
    }
    return {};
}

/** Extended data behind the name (RFC 5258 section 6): pairs of a tag and a value. */
Status readExtendedData(ResponseCursor &cursor, ListedMailbox &mailbox)
{
    TRY(cursor.expect('('));
    while (!cursor.take(')')) {
        const QByteArray tag = TRY(cursor.astring()).toUpper();
        TRY(cursor.space());
        if (tag == "OLDNAME") {
            TRY(cursor.expect('('));
            mailbox.oldName = TRY(cursor.mailbox());
            TRY(cursor.expect(')'));
        } else if (tag == "CHILDINFO") {
            TRY(readChildInfo(cursor, mailbox));
        } else {
            TRY(cursor.skipValue());
        }
        cursor.skipSpaces();
    }
    return {};
}

Result<ListedMailbox> readListed(ResponseCursor &cursor)
{
    ListedMailbox mailbox;
    TRY(cursor.space());
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        applyAttribute(mailbox, TRY(cursor.flag()), cursor.tolerates(Quirk::Xlist));
        if (cursor.peek() != ')')
            TRY(cursor.space());
    }
    TRY(cursor.space());
    mailbox.delimiter = TRY(readDelimiter(cursor));
    TRY(cursor.space());
    mailbox.name = TRY(cursor.mailbox());
    cursor.skipSpaces();
    if (cursor.peek() != '(')
        return mailbox;
    // A folder is there by its name: what stands behind it is taken only where it is understood whole.
    ListedMailbox extended = mailbox;
    return readExtendedData(cursor, extended) ? extended : mailbox;
}

} // namespace

Result<Response> readList(ResponseCursor &cursor)
{
    return Response(TRY(readListed(cursor)));
}

Result<Response> readLsub(ResponseCursor &cursor)
{
    ListedMailbox mailbox = TRY(readListed(cursor));
    mailbox.lsub = true;
    mailbox.subscribed = mailbox.selectable; // \Noselect in LSUB: only a child is subscribed
    return Response(std::move(mailbox));
}

} // namespace petrel::imap
