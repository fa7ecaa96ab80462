#include "core/store/search_query.h"

#include "core/store/search_text.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

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
                                       QStringLiteral("is"), QStringLiteral("in"), QStringLiteral("before"), QStringLiteral("after")};
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

QString columnOf(const QString &name)
{
    if (name == QLatin1String("from"))
        return QStringLiteral("sender : ");
    if (name == QLatin1String("to"))
        return QStringLiteral("recipients : ");
    if (name == QLatin1String("subject"))
        return QStringLiteral("subject : ");
    return {};
}

void addWords(SearchQuery &query, const Piece &piece, const QString &column, const QString &words)
{
    const bool open = piece.stillTyped || (!column.isEmpty() && !piece.quoted);
    const QString term = matchTerm(words, open ? Continuation::AnyEnding : Continuation::Exact);
    if (term.isEmpty())
        return;
    if (piece.negated)
        query.excluded.append(column + term);
    else
        query.match += (query.match.isEmpty() ? QString() : QStringLiteral(" AND ")) + column + term;
}

/** True when the piece was an operator with a sense; otherwise it is words. */
bool addFilter(SearchQuery &query, const Piece &piece)
{
    if (piece.name == QLatin1String("in")) {
        (piece.negated ? query.excludedFolders : query.folders).append(piece.value);
        return !piece.value.isEmpty();
    }
    if (piece.name == QLatin1String("has") && piece.value.startsWith(QLatin1String("attach"), Qt::CaseInsensitive)) {
        query.hasAttachment = !piece.negated;
        return true;
    }
    if (piece.name == QLatin1String("is")) {
        const FlagWord *word = flagWord(piece.value);
        if (word)
            (word->set != piece.negated ? query.flagsSet : query.flagsClear) |= word->flag;
        return word != nullptr;
    }
    if (piece.name == QLatin1String("before") || piece.name == QLatin1String("after")) {
        const auto moment = startOf(piece.value);
        if (moment)
            ((piece.name == QLatin1String("before")) != piece.negated ? query.before : query.after) = moment;
        return moment.has_value();
    }
    return false;
}

} // namespace

bool SearchQuery::isEmpty() const
{
    const bool hasWords = !match.isEmpty() || !excluded.isEmpty();
    const bool hasFolders = !folders.isEmpty() || !excludedFolders.isEmpty();
    return !hasWords && !hasFolders && !flagsSet && !flagsClear && !hasAttachment && !before && !after;
}

SearchQuery parseSearch(const QString &text)
{
    SearchQuery query;
    Scanner scanner(text);
    Piece piece;
    while (scanner.next(piece)) {
        const QString column = columnOf(piece.name);
        if (!column.isEmpty() || piece.name.isEmpty())
            addWords(query, piece, column, piece.value);
        else if (!addFilter(query, piece) && !piece.value.isEmpty())
            addWords(query, piece, {}, piece.name + QLatin1Char(' ') + piece.value);
    }
    return query;
}

} // namespace petrel::store
