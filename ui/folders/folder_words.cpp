#include "ui/folders/folder_words.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/models/folder_tree_model.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::FolderWords)
};

/** By the codes of store::FolderWishRepository and Engine::undo(). */
struct Reason
{
    const char *code;
    const char *sentence;
};

constexpr Reason kReasons[] = {
    {"NAME", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "This name cannot be used here: the server keeps a character in it for itself.")},
    {"TAKEN", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "There is a folder of this name there already.")},
    {"ROLE", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "This folder stays what and where it is: Petrel needs it.")},
    {"WITHIN", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "A folder cannot lie in itself.")},
    {"FLAT", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "No folder can lie there: it holds mail only.")},
    {"FILLED", QT_TRANSLATE_NOOP("petrel::ui::FolderWords", "There is mail in the folder by now, so it stays.")},
};

} // namespace

QString nameInText(const FolderRow &folder) { return isolated(oneLine(shownName(folder))); }

QString nameInText(const Account &account) { return isolated(oneLine(account.name.isEmpty() ? account.address.email : account.name)); }

QString whyNotDone(const Error &error)
{
    for (const Reason &reason : kReasons) {
        if (error.kind == ErrorKind::Invalid && error.code == reason.code)
            return Words::tr(reason.sentence);
    }
    if (error.kind == ErrorKind::NotFound)
        return Words::tr("The folder is not there any more.");
    if (error.kind == ErrorKind::Unsupported)
        return Words::tr("A folder cannot go to another account.");
    return sentenceFor(error, Account{}, Activity::Changing).text();
}

QString fixedText(Fixed fixed, const FolderRow &folder)
{
    switch (fixed) {
    case Fixed::Role: return Words::tr("%1 stays what and where it is: Petrel needs it.").arg(nameInText(folder));
    case Fixed::RoleWithin: return Words::tr("%1 stays what and where it is: a folder that Petrel needs lies in it.").arg(nameInText(folder));
    case Fixed::No: break;
    }
    return {};
}

} // namespace petrel::ui
