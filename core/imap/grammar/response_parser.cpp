#include "core/imap/grammar/response_parser.h"

#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

struct StatusWord
{
    const char *word;
    StatusResponse::Kind kind;
};

constexpr StatusWord kStatusWords[] = {
    {"OK", StatusResponse::Kind::Ok},           {"NO", StatusResponse::Kind::No},   {"BAD", StatusResponse::Kind::Bad},
    {"PREAUTH", StatusResponse::Kind::PreAuth}, {"BYE", StatusResponse::Kind::Bye},
};

/** The untagged responses we read. An extension adds a file with its reader and a line here. */
struct Kind
{
    const char *word;
    Result<Response> (*read)(ResponseCursor &);
};

constexpr Kind kKinds[] = {
    {"CAPABILITY", readCapability}, {"ENABLED", readEnabled}, {"LIST", readList},           {"LSUB", readLsub},
    {"XLIST", readList},            {"STATUS", readStatus},   {"FLAGS", readFlags},         {"SEARCH", readSearch},
    {"ESEARCH", readEsearch},       {"VANISHED", readVanished}, {"NAMESPACE", readNamespace}, {"ID", readId},
    {"QUOTA", readQuota},           {"QUOTAROOT", readQuotaRoot}, {"SORT", readSort},           {"THREAD", readThread},
};

Result<Response> readStatusResponse(ResponseCursor &cursor, StatusResponse::Kind kind, QByteArray tag)
{
    StatusResponse status;
    status.kind = kind;
    status.tag = std::move(tag);
    cursor.skipSpaces();
    if (cursor.peek() == '[')
        status.code = TRY(readResponseCode(cursor));
    cursor.skipSpaces();
    status.text = cursor.rest().toByteArray();
    return Response(std::move(status));
}

/** Tagged, or untagged with an empty tag. Nothing when the next word is none of the five. */
Result<std::optional<Response>> tryStatus(ResponseCursor &cursor, const QByteArray &tag)
{
    for (const StatusWord &known : kStatusWords) {
        const bool tagged = !tag.isEmpty();
        const bool untaggedOnly = known.kind == StatusResponse::Kind::PreAuth || known.kind == StatusResponse::Kind::Bye;
        if (!(tagged && untaggedOnly) && cursor.takeWord(known.word))
            return std::optional<Response>(TRY(readStatusResponse(cursor, known.kind, tag)));
    }
    if (cursor.peek() == '[' && cursor.tolerates(Quirk::MissingStatusWord))
        return std::optional<Response>(TRY(readStatusResponse(cursor, StatusResponse::Kind::Ok, tag)));
    return std::optional<Response>();
}

Result<Response> readNumbered(ResponseCursor &cursor, std::uint32_t number, QByteArray &word)
{
    TRY(cursor.space());
    word = TRY(cursor.atom()).toUpper();
    if (word == "EXISTS")
        return Response(ExistsResponse{number});
    if (word == "RECENT")
        return Response(RecentResponse{number});
    const bool aboutMessage = word == "EXPUNGE" || word == "FETCH" || word == "UIDFETCH";
    if (aboutMessage && number == 0)
        return cursor.fail("message number above 0");
    if (word == "EXPUNGE")
        return Response(ExpungeResponse{number});
    if (word == "FETCH") {
        TRY(cursor.space());
        return readFetch(cursor, number);
    }
    if (word == "UIDFETCH") {
        TRY(cursor.space());
        Response response = TRY(readFetch(cursor, 0));
        std::get<FetchResponse>(response).uid = Uid(number);
        return response;
    }
    return Response(OtherResponse{word});
}

Result<Response> readData(ResponseCursor &cursor, std::uint32_t &number, QByteArray &word)
{
    if (cursor.peek() >= '0' && cursor.peek() <= '9') {
        number = TRY(cursor.number32());
        return readNumbered(cursor, number, word);
    }
    word = TRY(cursor.atom()).toUpper();
    for (const Kind &kind : kKinds) {
        if (word == kind.word)
            return kind.read(cursor);
    }
    return Response(OtherResponse{word});
}

Result<Response> readUntagged(ResponseCursor &cursor)
{
    if (std::optional<Response> status = TRY(tryStatus(cursor, {})))
        return *std::move(status);
    std::uint32_t number = 0;
    QByteArray word;
    Result<Response> read = readData(cursor, number, word);
    if (read.ok())
        return read;
    return Response(MalformedResponse{word, number, std::move(read).error()});
}

} // namespace

std::uint64_t ResponseCode::number() const
{
    const auto *found = std::get_if<std::uint64_t>(&value);
    return found ? *found : 0;
}

Result<Response> parseResponse(const RawResponse &raw, const ParserOptions &options)
{
    if (raw.lines.size() != raw.literals.size() + 1)
        return makeError(ErrorKind::Bug, QStringLiteral("raw response with lines and literals that do not alternate"));
    ResponseCursor cursor(raw, options);
    if (cursor.take('+')) {
        if (!cursor.take(' ') && !cursor.tolerates(Quirk::BarePlus))
            return cursor.fail("space after +");
        return Response(ContinuationResponse{cursor.rest().toByteArray()});
    }
    if (cursor.take('*')) {
        TRY(cursor.space());
        return readUntagged(cursor);
    }
    const QByteArray tag = TRY(cursor.atom());
    TRY(cursor.space());
    std::optional<Response> status = TRY(tryStatus(cursor, tag));
    if (!status)
        return cursor.fail("OK, NO or BAD after the tag");
    return *std::move(status);
}

} // namespace petrel::imap
