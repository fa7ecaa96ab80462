#include "ui/compose/safety_check.h"

#include "ui/viewer/reading_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::SafetyFinding)
};

/** Beginnings of words, or phrases, that people use when a file should hang on their message. */
const QRegularExpression &attachmentPattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("(?:\\b(?:"
                       "attach(?:ed|ment|ments|ing)|enclosed|"                        // English
                       "anbei|(?:im|der|den|als) anhang|angeh\u00e4ngt|beigef\u00fcgt|anh\u00e4nge|" // German
                       "pi\u00e8ces? jointes?|ci-joint|en pj\\b|"                     // French
                       "adjunt|"                                                      // Spanish
                       "allegat|in allegato|"                                         // Italian
                       "em anexo|anexad|"                                             // Portuguese
                       "bijlage|bijgevoegd|"                                          // Dutch
                       "bifoga|bilaga|"                                               // Swedish
                       "vedlagt|vedlegg|vedh\u00e6ft|"                                // Norwegian, Danish
                       "liitte|oheis|"                                                // Finnish
                       "za\u0142\u0105cz|"                                            // Polish
                       "p\u0159\u00edloh|p\u0159ilo\u017e|"                           // Czech
                       "mell\u00e9kel|csatol|"                                        // Hungarian
                       "ekte\\b|ili\u015fik|"                                         // Turkish
                       "\u03c3\u03c5\u03bd\u03b7\u03bc\u03bc|\u03b5\u03c0\u03b9\u03c3\u03c5\u03bd|" // Greek
                       "\u0432\u043b\u043e\u0436\u0435\u043d|\u043f\u0440\u0438\u043b\u043e\u0436|\u043f\u0440\u0438\u043b\u0430\u0433|" // Russian
                       "\u0432\u043a\u043b\u0430\u0434\u0435\u043d|\u0434\u043e\u0434\u0430\u043d"  // Ukrainian
                       ")\\w*"
                       "|\u6dfb\u4ed8|\u9644\u4ef6|\ucca8\ubd80|\u0645\u0631\u0641\u0642|\u05de\u05e6\u05d5\u05e8\u05e3)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

QString ownWords(const QString &text)
{
    QString words;
    for (const TextLine &line : readingText({text, {}}).lines) {
        if (line.quoteLevel == 0 && line.role == TextLine::Role::Body)
            words += line.text + u'\n';
    }
    return words;
}

} // namespace

QString attachmentWord(const QString &text)
{
    return attachmentPattern().match(text).captured();
}

QList<SafetyFinding> safetyFindings(const Draft &draft)
{
    QList<SafetyFinding> findings;
    if (draft.files.isEmpty()) {
        const QString word = attachmentWord(ownWords(draft.text) + (draft.origin == DraftOrigin::New ? draft.subject : QString()));
        if (!word.isEmpty())
            findings.append({SafetyFinding::Kind::ForgottenAttachment, Words::tr("No file is attached"),
                             Words::tr("Your text says \"%1\".").arg(word), Words::tr("Attach a file")});
    }
    if (draft.subject.trimmed().isEmpty())
        findings.append({SafetyFinding::Kind::EmptySubject, Words::tr("The subject is empty"),
                         Words::tr("A few words help the other side to find your message."), Words::tr("Write a subject")});
    return findings;
}

} // namespace petrel::ui
