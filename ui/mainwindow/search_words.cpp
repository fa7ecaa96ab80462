#include "ui/mainwindow/search_words.h"

#include "ui/common/formats.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::SearchFoot)
};

QString howComplete(const engine::SearchReach &reach)
{
    const QString all = countText(reach.messages);
    if (reach.searchable >= reach.messages)
        return Words::tr("Searched %1 messages here.").arg(all);
    const QString some = countText(reach.searchable);
    return reach.byText ? Words::tr("%1 of %2 messages can be searched here by their text.").arg(some, all)
                        : Words::tr("%1 of %2 messages can be searched here.").arg(some, all);
}

SearchFootWords beforeAsking(const engine::SearchReach &reach, bool isOnline)
{
    SearchFootWords words{howComplete(reach), {}, {}};
    if (reach.folders == 0)
        return words;
    if (isOnline) {
        words.detail = Words::tr("The rest, in %n folder(s), is on the server.", nullptr, reach.folders);
        words.button = Words::tr("Search there too");
    } else {
        words.detail = Words::tr("You are offline. %n folder(s) can be searched on the server when you are back.", nullptr, reach.folders);
    }
    return words;
}

QString found(int count)
{
    return count == 0 ? Words::tr("Nothing more was found on the server.") : Words::tr("%n more found on the server.", nullptr, count);
}

SearchFootWords whileAsking(const SearchState &state, const FolderNaming &nameOf)
{
    const engine::ServerFind &find = *state.find;
    SearchFootWords words{Words::tr("Searching on the server"), {}, Words::tr("Stop")};
    if (find.folder)
        words.title = Words::tr("Searching %1 on the server").arg(isolated(nameOf(find.folder)));
    const QString so = find.messages > 0 ? Words::tr("%1 of %2 messages").arg(countText(find.messagesAsked), countText(find.messages)) : QString();
    const QString yet = state.added > 0 ? Words::tr("%n found", nullptr, state.added) : QString();
    words.detail = so.isEmpty() || yet.isEmpty() ? so + yet : Words::tr("%1, %2", "how far, what was found").arg(so, yet);
    return words;
}

SearchFootWords afterAsking(const SearchState &state, const TroubleTelling &tell)
{
    const engine::ServerFind &find = *state.find;
    SearchFootWords words{found(state.added), {}, {}};
    if (!find.troubles.isEmpty() && find.troubles.size() >= find.folders && state.added == 0)
        words.title = Words::tr("The server was not searched.");
    if (!find.troubles.isEmpty())
        words.detail = tell(find.troubles.first());
    if (find.troubles.size() > 1 && find.troubles.size() < find.folders)
        words.detail += QLatin1Char(' ') + Words::tr("The same holds for %n other folder(s).", nullptr, static_cast<int>(find.troubles.size()) - 1);
    if (!find.left.isEmpty())
        words.button = Words::tr("Search on");
    else if (!find.troubles.isEmpty())
        words.button = Words::tr("Try again");
    return words;
}

} // namespace

SearchFootWords searchFootWords(const SearchState &state, const FolderNaming &nameOf, const TroubleTelling &tell)
{
    if (state.find)
        return state.find->isOver ? afterAsking(state, tell) : whileAsking(state, nameOf);
    return state.reach ? beforeAsking(*state.reach, state.isOnline) : SearchFootWords();
}

} // namespace petrel::ui
