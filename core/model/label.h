#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace petrel {

/** The eight colours a label can have. The numbers are stored in the database: never change one. */
enum class LabelColour { Red = 0, Orange = 1, Yellow = 2, Green = 3, Teal = 4, Blue = 5, Violet = 6, Grey = 7 };
inline constexpr int kLabelColours = 8;

/**
 * A label as people see it: a name and a colour here, a keyword at the messages (RFC 3501 section 2.3.2). The keyword is what
 * servers and other programs know, so a label's name and colour may change as often as anybody likes and no message does.
 */
struct Label
{
    QString keyword;                        ///< an atom of ASCII; letter case makes no other one of it
    QString name;                           ///< any letters, one line
    LabelColour colour = LabelColour::Grey;
    bool isListed = true;                   ///< in the person's list; false: it only stands at messages
    bool isHidden = false;                  ///< forgotten by the person: shown nowhere, whatever stands at messages

    friend bool operator==(const Label &, const Label &) = default;
};

/** Characters of a label's name. */
inline constexpr qsizetype kLongestLabelName = 60;

/** The five that mail programs have shared for decades ($label1 to $label5), as long as the person has chosen nothing else. */
[[nodiscard]] const QList<Label> &classicLabels();
/**
 * What a keyword is called of which nothing else is known: the classic's name, its modified UTF-7 decoded (as other programs write
 * names into keywords), else the keyword itself. Grey but for the classics.
 */
[[nodiscard]] Label labelOf(const QString &keyword);
/**
 * False for marks that programs and servers put at messages for their own ends ("$Forwarded", "NonJunk", "$MailFlagBit0"): nobody
 * chose them, so nobody is shown them. Whatever begins with "$" and is no classic is one.
 */
[[nodiscard]] bool isPersonsLabel(const QString &keyword);
/**
 * A keyword for a new label of this name: the name in modified UTF-7, with "_" for what cannot stand in an atom, 48 bytes at
 * most (Dovecot keeps 50), and a number behind it where that is taken or means something else. Two computers that are given
 * the same name make the same keyword, and so do other programs that follow the custom.
 */
[[nodiscard]] QString keywordForLabel(const QString &name, const QStringList &taken);

/** Names are compared without case, blanks, "-" and "_": "todo" finds "To do". */
[[nodiscard]] bool isLabelNamed(const Label &label, const QString &word);
/** The keywords a person may mean by this word: those of all labels of the name, and the word itself where it can be one. */
[[nodiscard]] QStringList keywordsMeant(const QString &word, const QList<Label> &labels);

/** "red": for JSON and petrelctl. */
[[nodiscard]] QString labelColourName(LabelColour colour);
[[nodiscard]] std::optional<LabelColour> labelColourFromName(const QString &name);

} // namespace petrel
