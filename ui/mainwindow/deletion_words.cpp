#include "ui/mainwindow/deletion_words.h"

#include "core/model/recent_mode.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Deletion)
};

using Rule = Pop3ServerCopy::Rule;

bool goesFromServer(const Account &account)
{
    return account.incomingKind == IncomingKind::Imap || serverCopyInEffect(account).rule == Rule::DeleteWithLocal;
}

bool staysOnServer(const Account &account)
{
    return account.incomingKind == IncomingKind::Pop3 && serverCopyInEffect(account).rule == Rule::Keep;
}

} // namespace

DeletionWords deletionWords(int messages, const QList<Account> &owners, bool areHeaders)
{
    const QString noWayBack = Words::tr("There is no way back once it is done.");
    const auto all = [&](auto rule) { return !owners.isEmpty() && std::all_of(owners.cbegin(), owners.cend(), rule); };
    if (all(goesFromServer)) {
        const QString gone = Words::tr("%n message(s) will be removed from this computer and from the server.", nullptr, messages);
        const QString stays = Words::tr("What was never fetched whole stays on the server: “Mail on the server” can delete it there.");
        return {gone, areHeaders ? noWayBack + QLatin1Char(' ') + stays : noWayBack};
    }
    if (all(staysOnServer))
        return {Words::tr("%n message(s) will be removed from this computer.", nullptr, messages),
                Words::tr("What the server still has stays there: with “Mail on the server” it can be fetched again.")};
    const bool areMaildrops = all([](const Account &account) { return account.incomingKind == IncomingKind::Pop3; });
    if (areMaildrops && std::none_of(owners.cbegin(), owners.cend(), goesFromServer))
        return {Words::tr("%n message(s) will be removed from this computer. On the server this changes nothing.", nullptr, messages), noWayBack};
    return {Words::tr("%n message(s) will be removed from this computer, and from the server where the account keeps mail there.", nullptr, messages), noWayBack};
}

} // namespace petrel::ui
