// Writes pictures of the outbox, "Needs attention" and the activity list: gallery_attention DIRECTORY. Not a test.
// QT_SCALE_FACTOR=2 shows another scale, QT_QPA_PLATFORM=offscreen needs no display; -large shows text at 200 %.

#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "ui/attention/activity_popup.h"
#include "ui/attention/attention_model.h"
#include "ui/attention/attention_page.h"
#include "ui/attention/card_frame.h"
#include "ui/attention/outbox_model.h"
#include "ui/attention/outbox_page.h"

using namespace petrel;
using namespace petrel::ui;

namespace {

template <class Model, class Page>
void savePage(const test::Pictures &pictures, test::MemoryAttentionSource &source, const QString &name, QSize size, int unfolded = -1)
{
    Model model(source);
    Page page(model);
    model.reload();
    if (CardFrame *frame = page.frameAt(unfolded))
        frame->setDetailsShown(true);
    pictures.take(page, name, size);
}

engine::AccountStatus status(int account, engine::AccountStatus::Phase phase)
{
    engine::AccountStatus status;
    status.account = AccountId(account);
    status.phase = phase;
    status.lastSuccess = test::at(0);
    return status;
}

void saveActivity(const test::Pictures &pictures)
{
    using Phase = engine::AccountStatus::Phase;
    ActivityPopup popup;
    QList<Account> accounts;
    for (const char *name : {"Home", "Studio Halden", "Harbour", "Choir"}) {
        Account account = test::sampleAccount();
        account.id = AccountId(accounts.size() + 1);
        account.name = QString::fromLatin1(name);
        accounts.append(account);
    }
    popup.setAccounts(accounts);
    engine::AccountStatus working = status(1, Phase::Working);
    working.task = engine::AccountStatus::Task::Headers;
    working.folder = QStringLiteral("Inbox");
    working.done = 1204;
    working.total = 8310;
    engine::AccountStatus waiting = status(2, Phase::Waiting);
    waiting.error = makeError(ErrorKind::Network, QStringLiteral("reset"));
    waiting.retryAt = test::at(300);
    engine::AccountStatus stopped = status(3, Phase::Stopped);
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("no"));
    for (const engine::AccountStatus &one : {working, waiting, stopped, status(4, Phase::UpToDate)})
        popup.setStatus(one);
    QWidget foot;
    foot.setGeometry(20, 700, 232, 40);
    foot.show();
    popup.openOver(&foot);
    pictures.take(popup, QStringLiteral("activity"));
}

void saveAll(const test::Pictures &pictures)
{
    test::MemoryAttentionSource source;
    savePage<OutboxModel, OutboxPage>(pictures, source, QStringLiteral("outbox-empty"), {900, 560});
    test::fillWithWaiting(source);
    savePage<OutboxModel, OutboxPage>(pictures, source, QStringLiteral("outbox"), {968, 940}, 3);
    savePage<OutboxModel, OutboxPage>(pictures, source, QStringLiteral("outbox-narrow"), {430, 900});
    savePage<AttentionModel, AttentionPage>(pictures, source, QStringLiteral("attention"), {968, 860});
    QApplication::setLayoutDirection(Qt::RightToLeft);
    savePage<AttentionModel, AttentionPage>(pictures, source, QStringLiteral("attention-rtl"), {968, 860}, 0);
    QApplication::setLayoutDirection(Qt::LeftToRight);
    saveActivity(pictures);
}

} // namespace

int main(int argc, char **argv)
{
    const test::PreparedApplication application(argc, argv);
    const test::Pictures pictures(argc, argv);
    QApplication::setFont(QFont(QStringLiteral("Inter"), argc > 2 ? 20 : 10));
    const test::StandingClock clock;
    test::Pictures::inBothSchemes([&] { saveAll(pictures); });
    return 0;
}
