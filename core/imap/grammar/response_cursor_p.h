#pragma once

#include "core/imap/grammar/response_parser.h"

namespace petrel::imap {

/**
 * Walks one raw response. A literal can only be met where a line ends with its announcement; its
 * bytes are never looked at as syntax. Every reader either consumes what it names or fails.
 */
class ResponseCursor
{
public:
    ResponseCursor(const RawResponse &raw, const ParserOptions &options) : m_raw(&raw), m_options(&options) {}

    [[nodiscard]] const ParserOptions &options() const { return *m_options; }
    [[nodiscard]] bool tolerates(Quirk quirk) const { return m_options->quirks.testFlag(quirk); }

    /** The end of the last line. */
    [[nodiscard]] bool atEnd() const;
    /** The next byte of this line, 0 at its end. */
    [[nodiscard]] char peek() const;
    /** The rest of this line. */
    [[nodiscard]] QByteArrayView rest() const;
    [[nodiscard]] bool take(char wanted);
    /** Consumes the word when it comes next, in any case, and a delimiter follows. */
    [[nodiscard]] bool takeWord(QByteArrayView word);
    [[nodiscard]] Status expect(char wanted);
    /** One space; more of them with Quirk::ExtraSpaces. */
    [[nodiscard]] Status space();
    /** Spaces, if there are any. */
    void skipSpaces();
    /** Nothing but tolerated spaces until the end. */
    [[nodiscard]] Status end();

    [[nodiscard]] Result<QByteArray> atom();
    [[nodiscard]] Result<QByteArray> flag();
    [[nodiscard]] bool atNil() const;
    [[nodiscard]] bool atString() const;
    [[nodiscard]] Result<QByteArray> string();
    /** NIL is nothing. */
    [[nodiscard]] Result<std::optional<QByteArray>> nstring();
    /** nstring(), with NIL as empty. */
    [[nodiscard]] Result<QByteArray> text();
    /** atom or string. */
    [[nodiscard]] Result<QByteArray> astring();
    [[nodiscard]] Result<std::uint32_t> number32();
    /** 0 to 2^63-1, with Quirk::OddNumbers. */
    [[nodiscard]] Result<std::uint64_t> number64();
    [[nodiscard]] Result<SequenceSet> sequenceSet();
    [[nodiscard]] Result<MailboxName> mailbox();

    /** Skips one value of any kind: atom, string, literal, balanced list. Iterative. */
    [[nodiscard]] Status skipValue();

    [[nodiscard]] Error fail(const char *expected) const;

private:
    [[nodiscard]] const QByteArray &line() const { return m_raw->lines.at(m_line); }
    [[nodiscard]] bool atLiteral() const;
    [[nodiscard]] QByteArray word(bool (*isInside)(char));
    [[nodiscard]] Result<QByteArray> quoted();
    [[nodiscard]] Result<QByteArray> literal();
    [[nodiscard]] bool quoteEndsHere(qsizetype at) const;

    const RawResponse *m_raw;
    const ParserOptions *m_options;
    qsizetype m_line = 0;
    qsizetype m_at = 0;
};

// One reader for each kind of response; the first word and, for numbered ones, the number are consumed.
[[nodiscard]] Result<ResponseCode> readResponseCode(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readFetch(ResponseCursor &cursor, std::uint32_t number);
[[nodiscard]] Result<Response> readCapability(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readEnabled(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readList(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readLsub(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readStatus(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readFlags(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readSearch(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readEsearch(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readSort(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readThread(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readVanished(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readNamespace(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readId(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readQuota(ResponseCursor &cursor);
[[nodiscard]] Result<Response> readQuotaRoot(ResponseCursor &cursor);

// Items of FETCH that extensions bring, one file for each extension.
[[nodiscard]] Status readEmailIdItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readThreadIdItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readGmailMessageIdItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readGmailThreadIdItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readGmailLabelsItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readPreviewItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readSaveDateItem(ResponseCursor &cursor, FetchResponse &fetch);
[[nodiscard]] Status readBinarySizeItem(ResponseCursor &cursor, FetchResponse &fetch);

// Codes that extensions bring.
[[nodiscard]] Result<ResponseCode::Value> readMessageLimitCode(ResponseCursor &cursor);
[[nodiscard]] Result<ResponseCode::Value> readInProgressCode(ResponseCursor &cursor);

// Pieces several of them share.
[[nodiscard]] Result<ObjectId> readObjectId(ResponseCursor &cursor);
[[nodiscard]] Result<QByteArray> readSectionName(ResponseCursor &cursor);
[[nodiscard]] Result<FlagList> readFlagList(ResponseCursor &cursor, bool *anyKeyword = nullptr);
[[nodiscard]] QList<QByteArray> readCapabilityWords(ResponseCursor &cursor, char end);
[[nodiscard]] Result<RawEnvelope> readEnvelope(ResponseCursor &cursor);
[[nodiscard]] Result<BodyStructure> readBodyStructure(ResponseCursor &cursor);
[[nodiscard]] Result<std::int64_t> parseInternalDate(QByteArrayView text, Quirks quirks);

} // namespace petrel::imap
