#include "ui/folders/extension_words.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Extensions)
};

struct Sentence
{
    const char *word;
    const char *text;
};

constexpr Sentence kSentences[] = {
    {"NOTIFY", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells at once of new mail in any folder")},
    {"IDLE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells at once of new mail in the inbox")},
    {"QRESYNC", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells in one answer what changed since the last look")},
    {"CONDSTORE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells only the marks that changed since the last look")},
    {"LIST-STATUS", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It counts all folders in one answer")},
    {"COMPRESS=DEFLATE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "What travels is compressed")},
    {"MOVE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "Messages move in one step")},
    {"UIDPLUS", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "Messages are deleted one by one, and nothing else with them")},
    {"REPLACE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "A newer draft takes the place of the older in one step")},
    {"PREVIEW", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "The first words of messages come along with their headers")},
    {"OBJECTID", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "Messages and folders are known again, whatever they are called or wherever they go")},
    {"SPECIAL-USE", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It says which folders are for sent mail, drafts and trash")},
    {"X-GM-EXT-1", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It gives Gmail’s labels and conversations")},
    {"QUOTA", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells how much room is left")},
    {"APPENDLIMIT", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It tells how large a message may be")},
    {"IMAP4REV2", QT_TRANSLATE_NOOP("petrel::ui::Extensions", "It speaks the newest version of IMAP")},
};

} // namespace

QList<ExtensionWords> extensionsInWords(const engine::ServerFacts &facts)
{
    QList<ExtensionWords> words;
    for (const Sentence &sentence : kSentences) {
        const bool isOutdone = qstrcmp(sentence.word, "IDLE") == 0 && facts.extensions.contains("NOTIFY"); // the inbox is any folder
        if (facts.extensions.contains(sentence.word) && !isOutdone)
            words.append({Words::tr(sentence.text), sentence.word});
    }
    return words;
}

} // namespace petrel::ui
