#include "ui/mainwindow/status_desk.h"

#include "core/base/clock.h"
#include "ui/attention/activity_text.h"
#include "ui/common/notice_bar.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/models/folder_tree_model.h"

namespace petrel::ui {

using Phase = engine::AccountStatus::Phase;

StatusDesk::StatusDesk(engine::Engine &engine, FolderTreeModel &folders, FolderPane &pane, NoticeBar &bar, QObject *parent)
    : QObject(parent), m_engine(engine), m_folders(folders), m_pane(pane), m_bar(bar)
{
    connect(&engine.events(), &engine::EngineEvents::accountStatusChanged, this, &StatusDesk::take);
    connect(&engine.events(), &engine::EngineEvents::onlineChanged, this, [this](bool online) {
        m_pane.foot()->setOnline(online);
        showFoot();
    });
    connect(&folders, &FolderTreeModel::loaded, this, &StatusDesk::forgetMissing);
    folders.setDoing([desk = QPointer(this)](const Account &account, const FolderRow *folder) {
        return desk ? desk->doing(account, folder) : QString();
    });
    connect(&m_minute, &QTimer::timeout, this, &StatusDesk::showFoot);
    m_minute.start(std::chrono::minutes(1));
    m_bar.hide();
    showFoot();
}

QString StatusDesk::doing(const Account &account, const FolderRow *folder) const
{
    const auto status = m_statuses.constFind(account.id);
    if (status == m_statuses.constEnd())
        return {};
    const QDateTime now = QDateTime::currentDateTime();
    const auto left = m_paces.value(account.id).left();
    return folder ? folderActivityText(*status, account, *folder, now)
                  : activityText(*status, account.name.isEmpty() ? account.address.email : account.name, now, left);
}

void StatusDesk::take(const engine::AccountStatus &status)
{
    m_statuses.insert(status.account, status);
    m_paces[status.account].follow(status, std::chrono::duration_cast<Pace::Time>(Clock::current().monotonic().time_since_epoch()));
    showFoot();
    showBar();
}

void StatusDesk::forgetMissing()
{
    m_paces.removeIf([this](const auto &entry) { return !m_folders.account(entry.key()); });
    m_statuses.removeIf([this](const auto &entry) { return !m_folders.account(entry.key()); });
    for (const Account &account : m_folders.accounts()) {
        if (!m_statuses.contains(account.id))
            m_statuses.insert(account.id, m_engine.status(account.id));
    }
    showFoot();
    showBar();
}

void StatusDesk::showFoot()
{
    m_pane.setStatus(footStatusOf(m_statuses.values(), m_engine.isOnline(), QDateTime::currentDateTime(), timeLeft()));
}

std::optional<std::chrono::seconds> StatusDesk::timeLeft() const
{
    std::optional<AccountId> working;
    for (const engine::AccountStatus &status : m_statuses) {
        if (status.phase == Phase::Working && std::exchange(working, status.account))
            return std::nullopt;
    }
    return working ? m_paces.value(*working).left() : std::nullopt;
}

const engine::AccountStatus *StatusDesk::stopped() const
{
    const auto needsThePerson = [this](AccountId id) {
        const auto found = m_statuses.constFind(id);
        return found != m_statuses.constEnd() && found->phase == Phase::Stopped && found->error ? &*found : nullptr;
    };
    if (const engine::AccountStatus *same = needsThePerson(m_shown))
        return same;
    for (const Account &account : m_folders.accounts()) {
        if (const engine::AccountStatus *first = needsThePerson(account.id))
            return first;
    }
    return nullptr;
}

void StatusDesk::showBar()
{
    // Only what needs the person gets a bar; what is tried again by itself stays in the foot line.
    const engine::AccountStatus *status = m_engine.isOnline() ? stopped() : nullptr;
    if (!status) {
        m_bar.hide();
        return;
    }
    const Account account = m_folders.account(status->account).value_or(Account{});
    const ErrorSentence sentence = sentenceFor(*status->error, account, activityOf(*status));
    m_bar.setLevel(sentence.dangerous ? NoticeBar::Level::Danger : NoticeBar::Level::Warning);
    m_bar.setText(sentence.happened);
    m_bar.setDetail(sentence.meaning);
    offerSteps(status->account, sentence.steps.first(std::min<qsizetype>(sentence.steps.size(), 2))); // the rest is in settings
    m_bar.show();
}

void StatusDesk::offerSteps(AccountId account, const QList<NextStep> &steps)
{
    if (account == m_shown && steps == m_offered)
        return;
    m_shown = account;
    m_offered = steps;
    m_bar.clearButtons();
    for (const NextStep step : steps) {
        Button *button = m_bar.addButton(nextStepText(step), step == steps.first() ? Button::Kind::Tonal : Button::Kind::Normal);
        connect(button, &Button::clicked, this, [this, account, step] { Q_EMIT stepWanted(account, step); });
    }
}

} // namespace petrel::ui
