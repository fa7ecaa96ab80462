#include "core/store/search_query.h"

#include "core/store/search_text.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <optional>

namespace petrel::store {

namespace {

/** One blank-separated piece: `-name:"value"`. */
struct Piece
{
    bool negated = false;
    bool quoted = false;
    bool stillTyped = false; ///< the text ends right behind it
    QString name;            ///< before the colon, empty when there is none
    QString value;
};

class Scanner
{
public:
    explicit Scanner(const QString &text) : m_text(text) {}

    bool next(Piece &piece)
    {
        piece = {};
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        if (m_at == m_text.size())
            return false;
        if (m_text[m_at] == QLatin1Char('-') && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()) {
            piece.negated = true;
            ++m_at;
        }
        piece.name = operatorName();
        piece.quoted = m_at < m_text.size() && m_text[m_at] == QLatin1Char('"');
        piece.value = piece.quoted ? upToQuote() : upToSpace();
        piece.stillTyped = m_at == m_text.size() && !piece.quoted;
        return true;
    }

private:
    QString operatorName()
    {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end].isLetter())
            ++end;
        if (end == m_at || end == m_text.size() || m_text[end] != QLatin1Char(':'))
            return {};
        const QString name = m_text.mid(m_at, end - m_at).toLower();
        static const QStringList known{QStringLiteral("from"), QStringLiteral("to"), QStringLiteral("subject"), QStringLiteral("has"),
                                       QStringLiteral("is"), QStringLiteral("in"), QStringLiteral("tag"), QStringLiteral("label"), QStringLiteral("before"), QStringLiteral("after"),
                                       QStringLiteral("larger"), QStringLiteral("smaller")};
        if (!known.contains(name))
            return {};
        m_at = end + 1;
        return name;
    }

    QString upToQuote()
    {
        const qsizetype begin = m_at + 1;
        const qsizetype end = m_text.indexOf(QLatin1Char('"'), begin);
        m_at = end < 0 ? m_text.size() : end + 1;
        return m_text.mid(begin, end < 0 ? -1 : end - begin);
    }

    QString upToSpace()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace())
            ++m_at;
        return m_text.mid(begin, m_at - begin);
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

/** "2026", "2026-03", "2026-03-01": the first moment of it. */
std::optional<std::int64_t> startOf(const QString &text)
{
    for (const auto &format : {QStringLiteral("yyyy-M-d"), QStringLiteral("yyyy-M"), QStringLiteral("yyyy")}) {
        const QDate date = QDate::fromString(text, format);
        if (date.isValid())
            return date.startOfDay(Qt::UTC).toSecsSinceEpoch();
    }
    return std::nullopt;
}

/** "500", "20k", "1.5M", "2GB". */
std::optional<std::int64_t> bytesOf(QString text)
{
    constexpr double kMost = 1e15; // no message, and no overflow
    if (text.endsWith(QLatin1Char('b'), Qt::CaseInsensitive))
        text.chop(1);
    static const QString units = QStringLiteral("kmg");
    const qsizetype unit = text.isEmpty() ? -1 : units.indexOf(text.back().toLower());
    double bytes = 1;
    for (qsizetype i = 0; i <= unit; ++i)
        bytes *= 1000;
    if (unit >= 0)
        text.chop(1);
    bool isNumber = false;
    bytes *= text.toDouble(&isNumber);
    return isNumber && bytes >= 0 && bytes < kMost ? std::optional(static_cast<std::int64_t>(bytes)) : std::nullopt;
}

struct FlagWord
{
    QLatin1String word;
    Flag flag;
    bool set;
};

const FlagWord *flagWord(const QString &word)
{
    static const FlagWord words[] = {
        {QLatin1String("unread"), Flag::Seen, false},      {QLatin1String("read"), Flag::Seen, true},
        {QLatin1String("flagged"), Flag::Flagged, true},   {QLatin1String("unflagged"), Flag::Flagged, false},
        {QLatin1String("answered"), Flag::Answered, true}, {QLatin1String("draft"), Flag::Draft, true},
    };
    for (const FlagWord &candidate : words) {
        if (word.compare(candidate.word, Qt::CaseInsensitive) == 0)
            return &candidate;
    }
    return nullptr;
}

using What = SearchTerm::What;

std::optional<SearchTerm> textTerm(const Piece &piece, What column, const QString &words)
{
    const bool isColumn = column != What::Words;
    const SearchTerm term{.what = column, .negated = piece.negated, .words = words, .anyEnding = piece.stillTyped || (isColumn && !piece.quoted)};
    return matchTerm(words, Continuation::Exact).isEmpty() ? std::nullopt : std::optional(term);
}

std::optional<SearchTerm> numberTerm(const Piece &piece, What what, const std::optional<std::int64_t> &number)
{
    if (!number)
        return std::nullopt;
    return SearchTerm{.what = what, .negated = piece.negated, .number = *number};
}

/** What an operator asks for; nothing when its value makes no sense: then it is words. */
std::optional<SearchTerm> filterTerm(const Piece &piece)
{
    const auto named = [&piece](const char *name) { return piece.name == QLatin1String(name); };
    if (named("in") && !piece.value.isEmpty())
        return SearchTerm{.what = What::Folder, .negated = piece.negated, .words = piece.value};
    if ((named("tag") || named("label")) && !piece.value.isEmpty())
        return SearchTerm{.what = What::Label, .negated = piece.negated, .words = piece.value};
    if (named("has") && piece.value.startsWith(QLatin1String("attach"), Qt::CaseInsensitive))
        return SearchTerm{.what = What::Attachment, .negated = piece.negated};
    if (const FlagWord *word = named("is") ? flagWord(piece.value) : nullptr)
        return SearchTerm{.what = What::Flag, .negated = piece.negated == word->set, .flag = word->flag};
    if (named("before"))
        return numberTerm(piece, What::Before, startOf(piece.value));
    if (named("after"))
        return numberTerm(piece, What::Since, startOf(piece.value));
    if (named("larger"))
        return numberTerm(piece, What::Larger, bytesOf(piece.value));
    if (named("smaller"))
        return numberTerm(piece, What::Smaller, bytesOf(piece.value));
    return std::nullopt;
}

std::optional<SearchTerm> termOf(const Piece &piece)
{
    if (piece.name == QLatin1String("from"))
        return textTerm(piece, What::Sender, piece.value);
    if (piece.name == QLatin1String("to"))
        return textTerm(piece, What::Recipient, piece.value);
    if (piece.name == QLatin1String("subject"))
        return textTerm(piece, What::Subject, piece.value);
    if (piece.name.isEmpty())
        return textTerm(piece, What::Words, piece.value);
    if (const std::optional<SearchTerm> filter = filterTerm(piece))
        return filter;
    return piece.value.isEmpty() ? std::nullopt : textTerm(piece, What::Words, piece.name + QLatin1Char(' ') + piece.value);
}

bool isFolder(const SearchTerm &term)
{
    return term.what == What::Folder;
}

bool isOr(const Piece &piece)
{
    return piece.name.isEmpty() && !piece.quoted && !piece.negated && piece.value == QLatin1String("OR");
}

} // namespace

bool SearchQuery::asksForText() const
{
    const auto isWords = [](const SearchTerm &term) { return term.what == What::Words; };
    return std::any_of(clauses.cbegin(), clauses.cend(), [&](const SearchClause &clause) { return std::any_of(clause.cbegin(), clause.cend(), isWords); });
}

SearchQuery parseSearch(const QString &text)
{
    SearchQuery query;
    Scanner scanner(text);
    Piece piece;
    bool joins = false;
    bool mayJoin = false; ///< something stands right before
    while (scanner.next(piece)) {
        if (mayJoin && !joins && isOr(piece)) {
            joins = true;
            continue;
        }
        const std::optional<SearchTerm> term = termOf(piece);
        if (term && joins)
            query.clauses.last().append(*term);
        else if (term)
            query.clauses.append(SearchClause{*term});
        joins = joins && !term;
        mayJoin = term.has_value();
    }
    return query;
}

bool isFolderNamed(const FolderRow &folder, const QString &word)
{
    return folder.path.compare(word, Qt::CaseInsensitive) == 0 || folder.name.compare(word, Qt::CaseInsensitive) == 0
        || roleName(folder.role).compare(word, Qt::CaseInsensitive) == 0;
}

bool mayLieIn(const FolderRow &folder, const SearchQuery &query)
{
    const auto holds = [&folder](const SearchTerm &term) { return isFolderNamed(folder, term.words) != term.negated; };
    const auto leavesIn = [&](const SearchClause &clause) {
        return !std::all_of(clause.cbegin(), clause.cend(), isFolder) || std::any_of(clause.cbegin(), clause.cend(), holds);
    };
    return std::all_of(query.clauses.cbegin(), query.clauses.cend(), leavesIn);
}

} // namespace petrel::store
