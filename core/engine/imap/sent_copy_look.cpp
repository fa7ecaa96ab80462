// The copy of what was sent that the server may have filed itself: the part of WishPush that looks before it appends ours.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/engine/imap/own_mail.h"
#include "core/engine/send/sent_habits.h"

namespace petrel::engine {

Result<bool> WishPush::isLeftToServer(const store::AppendWish &wish)
{
    if (wish.stage != store::AppendWish::Stage::Wanted || wish.looksLeft == 0)
        return false;
    const Uid filed = TRY(findOwnMail(m_session, TRY(nameOf(wish.folder)), {wish.messageId, wish.internalDate, wish.attempts == 0}));
    const bool isLastLook = wish.looksLeft == 1;
    TRY(m_context.store().write(u"sent copy", [&](store::WriteTransaction &tx) -> Status {
        if (filed || isLastLook)
            TRY(learnServersCopy(tx, m_context.account.id, bool(filed)));
        if (filed)
            return tx.appends().done(wish.id, TRY(inKnownNumbers(tx, wish.folder, m_session.selectedUidValidity(), filed)));
        return tx.appends().lookedInVain(wish.id, Clock::nowUtc() + sentLookPause(wish.looks + 1).count());
    }));
    m_context.report.pushed += filed ? 1 : 0;
    return filed || !isLastLook;
}

} // namespace petrel::engine
