#pragma once

#include "core/engine/engine.h"
#include "core/model/folder.h"
#include "ui/attention/pace.h"
#include "ui/common/error_sentence.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace petrel::ui {

class FolderPane;
class FolderTreeModel;
class NoticeBar;

/** What was being done when the account's error came. */
[[nodiscard]] inline Activity activityOf(const engine::AccountStatus &status)
{
    return status.side == AccountSide::Outgoing ? Activity::Sending : Activity::Receiving;
}

/**
 * Tells what the accounts are doing: the foot line always, the folder tree when it is asked, and one bar above the list
 * when an account needs the person. GUI thread.
 */
class StatusDesk : public QObject
{
    Q_OBJECT
public:
    StatusDesk(engine::Engine &engine, FolderTreeModel &folders, FolderPane &pane, NoticeBar &bar, QObject *parent);

Q_SIGNALS:
    /** A button of the bar. */
    void stepWanted(petrel::AccountId account, petrel::ui::NextStep step);

private:
    void take(const engine::AccountStatus &status);
    void forgetMissing();
    /** For the tips of the folder tree. */
    [[nodiscard]] QString doing(const Account &account, const FolderRow *folder) const;
    void showFoot();
    void showBar();
    void offerSteps(AccountId account, const QList<NextStep> &steps);
    /** What the one account at work may still take; nothing when there are several, or nobody knows. */
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft() const;
    /** The account the bar is about: the one it was about before, while that still needs the person. */
    [[nodiscard]] const engine::AccountStatus *stopped() const;

    engine::Engine &m_engine;
    FolderTreeModel &m_folders;
    FolderPane &m_pane;
    NoticeBar &m_bar;
    QHash<AccountId, engine::AccountStatus> m_statuses;
    QHash<AccountId, Pace> m_paces;
    AccountId m_shown;         ///< whom the bar is about
    QList<NextStep> m_offered; ///< its buttons: replaced only by others, never under the pointer
    QTimer m_minute; ///< "Goes out in", "tries again at": words about time grow old
};

} // namespace petrel::ui
