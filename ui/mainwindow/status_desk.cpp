#include "ui/mainwindow/status_desk.h"

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
    connect(&m_minute, &QTimer::timeout, this, &StatusDesk::showFoot);
    m_minute.start(std::chrono::minutes(1));
    m_bar.hide();
    showFoot();
}

void StatusDesk::take(const engine::AccountStatus &status)
{
    m_statuses.insert(status.account, status);
    showFoot();
    showBar();
    Q_EMIT changed();
}

void StatusDesk::forgetMissing()
{
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
    m_pane.setStatus(footStatusOf(m_statuses.values(), m_engine.isOnline(), QDateTime::currentDateTime()));
}

void StatusDesk::showBar()
{
    // Only what needs the person gets a bar; what is tried again by itself stays in the foot line.
    const auto stopped = std::find_if(m_statuses.cbegin(), m_statuses.cend(),
                                      [](const engine::AccountStatus &status) { return status.phase == Phase::Stopped && status.error; });
    if (stopped == m_statuses.cend() || !m_engine.isOnline()) {
        m_bar.hide();
        return;
    }
    const Account account = m_folders.account(stopped->account).value_or(Account{});
    const Activity activity = stopped->task == engine::AccountStatus::Task::Sending ? Activity::Sending : Activity::Receiving;
    const ErrorSentence sentence = sentenceFor(*stopped->error, account, activity);
    m_bar.setLevel(sentence.dangerous ? NoticeBar::Level::Danger : NoticeBar::Level::Warning);
    m_bar.setText(sentence.happened);
    m_bar.setDetail(sentence.meaning);
    m_bar.clearButtons();
    int shown = 0;
    for (const NextStep step : sentence.steps) {
        if (shown++ == 2)
            break; // one suggestion and one other way; the rest is in settings
        Button *button = m_bar.addButton(nextStepText(step), shown == 1 ? Button::Kind::Tonal : Button::Kind::Normal);
        connect(button, &Button::clicked, this, [this, id = account.id, step] { Q_EMIT stepWanted(id, step); });
    }
    m_bar.show();
}

} // namespace petrel::ui
