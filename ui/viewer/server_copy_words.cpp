#include "ui/viewer/server_copy_words.h"

#include "core/model/recent_mode.h"

#include <QCoreApplication>
#include <QLocale>

namespace petrel::ui {

namespace {

using State = ServerCopy::State;
using Rule = Pop3ServerCopy::Rule;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::ServerCopy)
};

QString dayText(const QDateTime &day)
{
    return QLocale().toString(day.date(), QLocale::LongFormat);
}

/** What the account's rule means for a copy that is on the server, its message being here whole. */
QString ruleText(const ServerCopy &copy, const Pop3ServerCopy &rule, const QDateTime &now)
{
    switch (rule.rule) {
    case Rule::DeleteAfterDownload: break;
    case Rule::Keep: return Words::tr("On the server too, where Petrel leaves it.");
    case Rule::DeleteWithLocal: return Words::tr("On the server too, until you delete it here for good.");
    case Rule::DeleteAfterDays:
        const QDateTime last = QDateTime::fromSecsSinceEpoch(copy.storedHere).addDays(rule.days);
        if (last > now)
            return Words::tr("On the server too, until %1.").arg(dayText(last));
        break;
    }
    return Words::tr("On the server too; it is removed there when Petrel looks next.");
}

QString maildropText(const ServerCopy &copy, const Pop3ServerCopy &rule, const QDateTime &now)
{
    if (copy.isToBeRemoved)
        return copy.isWholeHere ? Words::tr("On the server too; as you wanted, it is removed there when Petrel looks next.")
                                : Words::tr("On the server; as you wanted, it is removed there when Petrel looks next. Only the header is here.");
    if (!copy.isWholeHere)
        return Words::tr("On the server; only the header is here. It stays there until you get the whole message.");
    return ruleText(copy, rule, now);
}

} // namespace

QString serverCopyText(const ServerCopy &copy, const Account &account, const QDateTime &now)
{
    const bool isImap = account.incomingKind == IncomingKind::Imap;
    switch (copy.state) {
    case State::None: return copy.isWholeHere ? Words::tr("None: this computer holds the only copy.") : Words::tr("None that Petrel knows of; only the header is here.");
    case State::OnItsWay: return Words::tr("Not yet: it goes to the server when that can be reached.");
    case State::Leaving: return Words::tr("Removed there; the server has not confirmed it yet.");
    case State::Gone: return copy.isWholeHere ? Words::tr("Removed there on %1: this computer holds the only copy.").arg(dayText(QDateTime::fromSecsSinceEpoch(copy.removed)))
                                              : Words::tr("Removed there on %1. Only the header is here.").arg(dayText(QDateTime::fromSecsSinceEpoch(copy.removed)));
    case State::There: break;
    }
    if (isImap)
        return copy.isWholeHere ? Words::tr("On the server; all of it is here too.") : Words::tr("On the server; what is not here is fetched when you open it.");
    return maildropText(copy, serverCopyInEffect(account), now);
}

} // namespace petrel::ui
