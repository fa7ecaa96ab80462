#include "core/engine/label_actions.h"

#include "core/imap/grammar/flag_list.h"
#include "core/model/gmail_label.h"
#include "core/model/label.h"

#include <QSet>

#include <algorithm>

namespace petrel::engine {

namespace {

/** In bytes: what servers keep of a keyword differs, and none keeps less than a few dozen. */
constexpr qsizetype kLongestKeyword = 100;

Status mayBeLabel(const QString &word)
{
    if (isGmailWord(word) && !gmailName(word).simplified().isEmpty() && word.size() <= kLongestKeyword)
        return {};
    const QByteArray keyword = word.toUtf8();
    if (imap::isKeyword(keyword) && keyword.size() <= kLongestKeyword && !flagFromImapName(keyword))
        return {};
    return makeError(ErrorKind::Invalid, QStringLiteral("\"%1\" cannot be a label").arg(word)).withServerText({}, "KEYWORD");
}

/** Remembers what the message bore before. */
void remember(UndoRecord &undo, const MessageRow &row, const QStringList &touched)
{
    undo.labelled.append({row.id, row.keywords});
    for (const QString &word : touched) {
        if (!undo.touchedLabels.contains(word, Qt::CaseInsensitive))
            undo.touchedLabels.append(word);
    }
}

/**
 * What a label is at a message. Keywords elsewhere, at Gmail labels of its own (X-GM-EXT-1) but for the five classics, which every
 * program looks for under their keywords. Whatever has the label's name is the label.
 */
class Wording
{
public:
    [[nodiscard]] static Result<Wording> of(store::WriteTransaction &tx)
    {
        Wording wording;
        wording.m_labels = TRY(tx.reader().labels());
        for (const Account &account : TRY(tx.reader().accounts())) {
            if (TRY(tx.syncReader().hasGmailLabels(account.id)))
                wording.m_gmails.insert(account.id);
        }
        return wording;
    }

    /** Those of the message's words that are this label. */
    [[nodiscard]] QStringList borne(const MessageRow &row, const QString &keyword) const
    {
        QStringList words = row.keywords;
        words.removeIf([&](const QString &word) { return !isSame(word, keyword); });
        return words;
    }
    /** What puts it on the message. */
    [[nodiscard]] QString wordAt(AccountId account, const QString &keyword) const
    {
        if (isGmailWord(keyword) == m_gmails.contains(account) || isClassic(keyword))
            return keyword;
        if (!isGmailWord(keyword))
            return gmailWord(named(keyword).name);
        const auto isIt = [&](const Label &label) { return !isGmailWord(label.keyword) && isSame(label.keyword, keyword); };
        const auto known = std::find_if(m_labels.cbegin(), m_labels.cend(), isIt);
        return known == m_labels.cend() ? keywordForLabel(gmailName(keyword), {}) : known->keyword;
    }

private:
    [[nodiscard]] static bool isClassic(const QString &keyword) { return keyword.startsWith(u'$'); }
    [[nodiscard]] Label named(const QString &keyword) const
    {
        const auto isIt = [&](const Label &label) { return label.keyword.compare(keyword, Qt::CaseInsensitive) == 0; };
        const auto known = std::find_if(m_labels.cbegin(), m_labels.cend(), isIt);
        return known == m_labels.cend() ? labelOf(keyword) : *known;
    }
    [[nodiscard]] bool isSame(const QString &word, const QString &keyword) const
    {
        if (word.compare(keyword, Qt::CaseInsensitive) == 0)
            return true;
        const bool eitherIsGmails = isGmailWord(word) || isGmailWord(keyword);
        return eitherIsGmails && named(word).name.compare(named(keyword).name, Qt::CaseInsensitive) == 0;
    }

    QList<Label> m_labels;
    QSet<AccountId> m_gmails;
};

Result<UndoRecord> change(store::WriteTransaction &tx, const QList<MessageRow> &rows, const QStringList &set, const QStringList &clear)
{
    const Wording wording = TRY(Wording::of(tx));
    UndoRecord undo;
    for (const MessageRow &row : rows) {
        QStringList putOn, takenOff;
        for (const QString &keyword : clear)
            takenOff += wording.borne(row, keyword);
        for (const QString &keyword : set) {
            if (wording.borne(row, keyword).isEmpty())
                putOn.append(wording.wordAt(row.account, keyword));
        }
        if (putOn.isEmpty() && takenOff.isEmpty())
            continue;
        remember(undo, row, putOn + takenOff);
        TRY(tx.wishes().wantKeywords({row.id}, putOn, takenOff));
    }
    return undo;
}

} // namespace

Result<UndoRecord> changeLabels(store::Store &store, const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear)
{
    const QStringList touched = set + clear;
    for (const QString &word : touched)
        TRY(mayBeLabel(word));
    return store.write(u"want labels", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        return change(tx, TRY(tx.reader().rows(ids)), set, clear);
    });
}

Result<UndoRecord> flipLabel(store::Store &store, const QList<PlacementId> &ids, const QString &keyword)
{
    TRY(mayBeLabel(keyword));
    return store.write(u"flip label", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        const QList<MessageRow> rows = TRY(tx.reader().rows(ids));
        const Wording wording = TRY(Wording::of(tx));
        const auto bearsIt = [&](const MessageRow &row) { return !wording.borne(row, keyword).isEmpty(); };
        const bool allBearIt = std::all_of(rows.cbegin(), rows.cend(), bearsIt);
        return change(tx, rows, allBearIt ? QStringList() : QStringList{keyword}, allBearIt ? QStringList{keyword} : QStringList());
    });
}

Result<UndoRecord> takeLabelsOff(store::Store &store, const QList<PlacementId> &ids)
{
    return store.write(u"take labels off", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        for (const MessageRow &row : TRY(tx.reader().rows(ids))) {
            QStringList labels = row.keywords;
            labels.removeIf([](const QString &keyword) { return !isPersonsLabel(keyword); });
            if (labels.isEmpty())
                continue;
            remember(undo, row, labels);
            TRY(tx.wishes().wantKeywords({row.id}, {}, labels));
        }
        return undo;
    });
}

} // namespace petrel::engine
