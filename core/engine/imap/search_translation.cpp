#include "core/engine/imap/search_translation.h"

#include "core/imap/grammar/flag_list.h"
#include "core/model/gmail_label.h"

#include <algorithm>
#include <limits>

namespace petrel::engine {

namespace {

using imap::SearchKey;
using What = store::SearchTerm::What;

/** SEARCH counts in 32 bits, also the seconds of WITHIN and the bytes of LARGER. */
constexpr std::int64_t kMostNumber = std::numeric_limits<std::uint32_t>::max();
/** The server counts an age from its own now: so much more is asked for, and narrowed here. */
constexpr std::int64_t kClocksMayDiffer = 3600;

/** What one term is at the server; nothing where it cannot be asked. */
class TermTranslation
{
public:
    TermTranslation(const FolderRow &folder, const imap::Capabilities &capabilities, const QList<Label> &labels, std::int64_t now)
        : m_folder(folder), m_capabilities(capabilities), m_labels(labels), m_now(now)
    {
    }

    [[nodiscard]] std::optional<SearchKey> key(const store::SearchTerm &term) const
    {
        if (const auto asWithin = keyByAge(term))
            return asWithin;
        const std::optional<SearchKey> wanted = keyOf(term);
        return wanted && term.negated ? std::optional(!*wanted) : wanted;
    }

private:
    [[nodiscard]] std::optional<SearchKey> keyOf(const store::SearchTerm &term) const
    {
        using Field = SearchKey::Field;
        switch (term.what) {
        case What::Words: return SearchKey::contains(Field::Text, term.words);
        case What::Sender: return SearchKey::contains(Field::From, term.words);
        case What::Recipient:
            return SearchKey::contains(Field::To, term.words) || (SearchKey::contains(Field::Cc, term.words) || SearchKey::contains(Field::Bcc, term.words));
        case What::Subject: return SearchKey::contains(Field::Subject, term.words);
        case What::Flag: return SearchKey::is(term.flag);
        case What::Attachment:
            return m_capabilities.has("X-GM-EXT-1") ? std::optional(SearchKey::gmail(QStringLiteral("has:attachment"))) : std::nullopt;
        case What::Larger: return SearchKey::larger(std::min(term.number, kMostNumber));
        case What::Smaller: return SearchKey::smaller(std::min(term.number, kMostNumber));
        case What::Folder: return store::isFolderNamed(m_folder, term.words) ? SearchKey::all() : !SearchKey::all();
        case What::Label: return anyOf(keywordsMeant(term.words, m_labels));
        case What::Before:
        case What::Since: break;
        }
        return std::nullopt;
    }

    [[nodiscard]] SearchKey anyOf(const QStringList &keywords) const
    {
        std::optional<SearchKey> any;
        for (const QString &keyword : keywords) {
            const bool isGmails = isGmailWord(keyword);
            if (isGmails ? !m_capabilities.has("X-GM-EXT-1") : !imap::isKeyword(keyword.toUtf8()))
                continue;
            const SearchKey key = isGmails ? SearchKey::gmailLabel(gmailName(keyword)) : SearchKey::keyword(keyword.toUtf8());
            any = any ? *any || key : key;
        }
        return any.value_or(!SearchKey::all());
    }

    /** "Not before" is "since": a key that may find some more must not be turned round. */
    [[nodiscard]] std::optional<SearchKey> keyByAge(const store::SearchTerm &term) const
    {
        if (term.what != What::Before && term.what != What::Since)
            return std::nullopt;
        const bool before = (term.what == What::Before) != term.negated;
        const std::int64_t wider = before ? -kClocksMayDiffer : kClocksMayDiffer;
        const std::chrono::seconds age(std::clamp<std::int64_t>(m_now - term.number + wider, 1, kMostNumber));
        return before ? SearchKey::older(age, m_now) : SearchKey::younger(age, m_now);
    }

    const FolderRow &m_folder;
    const imap::Capabilities &m_capabilities;
    const QList<Label> &m_labels;
    std::int64_t m_now;
};

/** Nothing: the clause is left out. */
Result<std::optional<SearchKey>> clauseKey(const store::SearchClause &clause, const TermTranslation &translation)
{
    std::optional<SearchKey> any;
    bool isLeftOut = false;
    for (const store::SearchTerm &term : clause) {
        const std::optional<SearchKey> key = translation.key(term);
        isLeftOut = isLeftOut || !key;
        if (key)
            any = any ? *any || *key : *key;
    }
    const bool hasText = std::any_of(clause.cbegin(), clause.cend(), [](const store::SearchTerm &term) { return term.isText(); });
    if (isLeftOut && hasText)
        return makeError(ErrorKind::Unsupported, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the server cannot be asked for attachments, and a text may stand for them"))
            .withServerText({}, "mixed");
    return isLeftOut ? std::nullopt : any;
}

} // namespace

Result<SearchKey> searchKeyFor(const store::SearchQuery &query, const FolderRow &folder, const imap::Capabilities &capabilities, const QList<Label> &labels, std::int64_t now)
{
    const TermTranslation translation(folder, capabilities, labels, now);
    std::optional<SearchKey> all;
    for (const store::SearchClause &clause : query.clauses) {
        const std::optional<SearchKey> key = TRY(clauseKey(clause, translation));
        if (key)
            all = all ? *all && *key : *key;
    }
    return all.value_or(SearchKey::all());
}

} // namespace petrel::engine
