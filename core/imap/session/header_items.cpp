#include "core/imap/session/header_items_p.h"

namespace petrel::imap {

namespace {

constexpr qsizetype kPreviewCharacters = 256; // RFC 8970 section 3.1

/** Told beside the header without another turn, and without making the server read bodies: PREVIEW is asked for LAZY. */
struct Extra
{
    const char *capability;
    const char *items;
};

constexpr Extra kExtras[] = {
    {"OBJECTID", "EMAILID THREADID"},
    {"X-GM-EXT-1", "X-GM-MSGID X-GM-THRID X-GM-LABELS"},
    {"PREVIEW", "PREVIEW (LAZY)"},
    {"SAVEDATE", "SAVEDATE"},
};

ObjectId gmailId(std::uint64_t number)
{
    return number > 0 ? ObjectId{QByteArray::number(qulonglong(number))} : ObjectId();
}

Command &addSet(Command &command, const MessageSet &messages)
{
    switch (messages.by) {
    case MessageSet::By::Newest: return command.words("1:*");
    case MessageSet::By::Found: return command.words("$");
    case MessageSet::By::Uid:
    case MessageSet::By::Number: break;
    }
    return command.set(messages.set);
}

} // namespace

Command headerCommand(const MessageSet &messages, HeaderForm form, const Capabilities &capabilities, bool withModSeq)
{
    Command command(messages.by == MessageSet::By::Number ? "FETCH" : "UID FETCH");
    addSet(command, messages).words("(UID FLAGS INTERNALDATE RFC822.SIZE");
    command.words(form == HeaderForm::Plain ? "BODY.PEEK[HEADER]" : "ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]");
    for (const Extra &extra : kExtras) {
        if (capabilities.has(extra.capability))
            command.words(extra.items);
    }
    if (withModSeq)
        command.words("MODSEQ");
    command.closing(")");
    if (messages.by == MessageSet::By::Newest)
        command.numbered("(PARTIAL -1:-", messages.set.highest(), ")");
    return command;
}

FetchedHeader headerOf(FetchResponse &fetch)
{
    FetchedHeader header;
    header.uid = fetch.uid;
    header.flags = fetch.flags.value_or(FlagList());
    header.modSeq = fetch.modSeq;
    header.internalDate = fetch.internalDate.value_or(0);
    header.saveDate = fetch.saveDate.value_or(0);
    header.size = fetch.size.value_or(0);
    header.emailId = std::move(fetch.emailId);
    header.threadId = std::move(fetch.threadId);
    if (fetch.gmail) {
        header.emailId = header.emailId.isNull() ? gmailId(fetch.gmail->messageId) : header.emailId;
        header.threadId = header.threadId.isNull() ? gmailId(fetch.gmail->threadId) : header.threadId;
        header.gmailLabels = std::move(fetch.gmail->labels);
    }
    header.preview = QString::fromUtf8(fetch.preview.value_or(QByteArray())).simplified().left(kPreviewCharacters);
    header.envelope = std::move(fetch.envelope);
    header.structure = std::move(fetch.structure).value_or(BodyStructure());
    for (BodySection &section : fetch.sections) {
        if (section.section.startsWith("HEADER"))
            header.header = std::move(section.bytes);
    }
    return header;
}

} // namespace petrel::imap
