#include "core/imap/session/header_items_p.h"

namespace petrel::imap {

namespace {

constexpr qsizetype kPreviewCharacters = 256; // RFC 8970 section 3.1

/** Told beside the header without another turn, and without making the server read bodies: PREVIEW is asked for LAZY. */
QList<const char *> extrasOf(const Exchange &exchange)
{
    const Capabilities &offered = exchange.machine().capabilities();
    const bool all = exchange.options().threads;
    QList<const char *> items;
    if (offered.has("OBJECTID"))
        items.append(all ? "EMAILID THREADID" : "EMAILID");
    if (offered.has("X-GM-EXT-1"))
        items.append(all ? "X-GM-MSGID X-GM-THRID" : "X-GM-MSGID");
    if (offered.has("PREVIEW") && exchange.hasPreviews())
        items.append("PREVIEW (LAZY)");
    if (offered.has("SAVEDATE") && exchange.options().saveDates)
        items.append("SAVEDATE");
    return items;
}

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

Command headerCommand(const Exchange &exchange, const MessageSet &messages, HeaderForm form)
{
    Command command(messages.by == MessageSet::By::Number ? "FETCH" : "UID FETCH");
    addSet(command, messages).words("(UID FLAGS INTERNALDATE RFC822.SIZE");
    command.words(form == HeaderForm::Plain ? "BODY.PEEK[HEADER]" : "ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]");
    if (form == HeaderForm::Parsed && exchange.headerExtras) {
        for (const char *items : extrasOf(exchange))
            command.words(items);
    }
    if (exchange.machine().capabilities().has("X-GM-EXT-1"))
        command.words("X-GM-LABELS"); // also without the extras: what is not told there is taken for none
    if (exchange.condstore)
        command.words("MODSEQ");
    command.closing(")");
    if (messages.by == MessageSet::By::Newest)
        command.numbered("(PARTIAL -1:-", messages.set.highest(), ")");
    return command;
}

bool offersExtras(const Exchange &exchange)
{
    return !extrasOf(exchange).isEmpty();
}

FetchedHeader headerOf(Exchange &exchange, FetchResponse &fetch)
{
    exchange.notePreview(fetch.preview.has_value());
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
