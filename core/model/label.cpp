#include "core/model/label.h"

#include "core/base/modified_utf7.h"
#include "core/model/flags.h"
#include "core/model/gmail_label.h"

#include <algorithm>

namespace petrel {

namespace {

constexpr qsizetype kLongestKeyword = 48;
constexpr const char *kColourNames[kLabelColours] = {"red", "orange", "yellow", "green", "teal", "blue", "violet", "grey"};

/** Marks of programs that do not begin with "$". */
const QStringList &programMarks()
{
    static const QStringList marks{QStringLiteral("NonJunk"),   QStringLiteral("Junk"),     QStringLiteral("NotJunk"),         QStringLiteral("Forwarded"),
                                   QStringLiteral("Redirected"), QStringLiteral("MDNSent"),  QStringLiteral("Old"),             QStringLiteral("Recent"),
                                   QStringLiteral("Unread"),     QStringLiteral("Phishing"), QStringLiteral("ReadReceiptSent"), QStringLiteral("receipt-handled")};
    return marks;
}

bool isClassic(const QString &keyword)
{
    const QList<Label> &classics = classicLabels();
    return std::any_of(classics.cbegin(), classics.cend(), [&](const Label &one) { return one.keyword.compare(keyword, Qt::CaseInsensitive) == 0; });
}

/** What an atom cannot hold (RFC 3501 section 9), and what programs trip over. */
bool needsReplacing(char c)
{
    return c == ' ' || QByteArrayView("(){}[]/%*\"\\<>").contains(c);
}

/** The name, or so many of its first characters as have room, as an atom. */
QByteArray atomFrom(QString name)
{
    QByteArray atom = toModifiedUtf7(name);
    while (atom.size() > kLongestKeyword) {
        name.chop(name.back().isLowSurrogate() ? 2 : 1);
        atom = toModifiedUtf7(name);
    }
    for (char &c : atom)
        c = needsReplacing(c) ? '_' : c;
    return atom.startsWith('$') ? '_' + atom.sliced(1) : atom;
}

/** Thunderbird writes its keywords in small letters, which makes other characters of those in modified UTF-7. */
bool isCaseKept(const QString &keyword)
{
    return keyword.toLower() != keyword || !keyword.contains(u'&') || keyword.contains(QStringLiteral("&-"));
}

QString compared(const QString &name)
{
    QString rest = name.toCaseFolded();
    rest.removeIf([](QChar c) { return c.isSpace() || c == u'_' || c == u'-'; });
    return rest;
}

} // namespace

QString gmailWord(const QString &name) { return QLatin1Char('"') + name; }

bool isGmailWord(const QString &word) { return word.startsWith(QLatin1Char('"')); }

QString gmailName(const QString &word) { return word.mid(1); }

const QList<Label> &classicLabels()
{
    static const QList<Label> classics{{QStringLiteral("$label1"), QStringLiteral("Important"), LabelColour::Red},
                                       {QStringLiteral("$label2"), QStringLiteral("Work"), LabelColour::Orange},
                                       {QStringLiteral("$label3"), QStringLiteral("Personal"), LabelColour::Green},
                                       {QStringLiteral("$label4"), QStringLiteral("To do"), LabelColour::Blue},
                                       {QStringLiteral("$label5"), QStringLiteral("Later"), LabelColour::Violet}};
    return classics;
}

Label labelOf(const QString &keyword)
{
    const QList<Label> &classics = classicLabels();
    const auto classic = std::find_if(classics.cbegin(), classics.cend(), [&](const Label &one) { return one.keyword.compare(keyword, Qt::CaseInsensitive) == 0; });
    if (classic != classics.cend())
        return *classic;
    if (isGmailWord(keyword))
        return {keyword, gmailName(keyword), LabelColour::Grey, false};
    const std::optional<QString> decoded = fromModifiedUtf7(keyword.toUtf8());
    const bool isReadable = decoded && isCaseKept(keyword) && std::all_of(decoded->cbegin(), decoded->cend(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    return {keyword, isReadable ? *decoded : keyword, LabelColour::Grey, false};
}

bool isPersonsLabel(const QString &keyword)
{
    if (isClassic(keyword))
        return true;
    return !keyword.isEmpty() && !keyword.startsWith(u'$') && !keyword.startsWith(QStringLiteral("XAOL"), Qt::CaseInsensitive)
        && !programMarks().contains(keyword, Qt::CaseInsensitive);
}

QString keywordForLabel(const QString &name, const QStringList &taken)
{
    const QString first = QString::fromLatin1(atomFrom(name.simplified()));
    const auto isFree = [&](const QString &word) {
        return isPersonsLabel(word) && !flagFromImapName(word.toLatin1()) && !taken.contains(word, Qt::CaseInsensitive);
    };
    QString word = first;
    for (int number = 2; !isFree(word); ++number)
        word = first + u'_' + QString::number(number);
    return word;
}

bool isLabelNamed(const Label &label, const QString &word)
{
    return label.keyword.compare(word, Qt::CaseInsensitive) == 0 || compared(label.name) == compared(word);
}

QStringList keywordsMeant(const QString &word, const QList<Label> &labels)
{
    QStringList keywords;
    for (const Label &label : labels) {
        if (isLabelNamed(label, word))
            keywords.append(label.keyword);
    }
    if (!keywords.contains(word, Qt::CaseInsensitive) && isPersonsLabel(word) && !word.contains(u' '))
        keywords.append(word);
    return keywords;
}

QString labelColourName(LabelColour colour)
{
    return QLatin1String(kColourNames[static_cast<int>(colour)]);
}

std::optional<LabelColour> labelColourFromName(const QString &name)
{
    for (int colour = 0; colour < kLabelColours; ++colour) {
        if (name.compare(QLatin1String(kColourNames[colour]), Qt::CaseInsensitive) == 0)
            return static_cast<LabelColour>(colour);
    }
    return std::nullopt;
}

} // namespace petrel
