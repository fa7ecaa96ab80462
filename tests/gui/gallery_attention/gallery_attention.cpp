// Writes pictures of the outbox, "Needs attention" and the activity list: gallery_attention DIRECTORY. Not a test.
// QT_SCALE_FACTOR=2 shows another scale, QT_QPA_PLATFORM=offscreen needs no display; -large shows text at 200 %.

#include "tests/gui/attention/sample_waiting.h"
#include "ui/attention/activity_popup.h"
#include "ui/attention/attention_model.h"
#include "ui/attention/attention_page.h"
#include "ui/attention/card_frame.h"
#include "ui/attention/outbox_model.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"

#include <QApplication>
#include <QDir>
#include <QLocale>

#include <cstdio>

using namespace petrel;
using namespace petrel::ui;

namespace {

QString directory;

void save(QWidget &widget, const QString &name)
{
    const QString scheme = theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light");
    widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(directory, name, scheme));
}

template <class Model, class Page>
void savePage(test::MemoryAttentionSource &source, const QString &name, QSize size, int unfolded = -1)
{
    Model model(source);
    Page page(model);
    model.reload();
    if (CardFrame *frame = page.frameAt(unfolded))
        frame->setDetailsShown(true);
    page.resize(size);
    page.show();
    QApplication::sendPostedEvents();
    save(page, name);
}

engine::AccountStatus status(int account, engine::AccountStatus::Phase phase)
{
    engine::AccountStatus status;
    status.account = AccountId(account);
    status.phase = phase;
    status.lastSuccess = test::at(0);
    return status;
}

void saveActivity()
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
    QApplication::sendPostedEvents();
    save(popup, QStringLiteral("activity"));
}

void saveAll()
{
    test::MemoryAttentionSource source;
    savePage<OutboxModel, OutboxPage>(source, QStringLiteral("outbox-empty"), {900, 560});
    test::fillWithWaiting(source);
    savePage<OutboxModel, OutboxPage>(source, QStringLiteral("outbox"), {968, 940}, 3);
    savePage<OutboxModel, OutboxPage>(source, QStringLiteral("outbox-narrow"), {430, 900});
    savePage<AttentionModel, AttentionPage>(source, QStringLiteral("attention"), {968, 860});
    QApplication::setLayoutDirection(Qt::RightToLeft);
    savePage<AttentionModel, AttentionPage>(source, QStringLiteral("attention-rtl"), {968, 860}, 0);
    QApplication::setLayoutDirection(Qt::LeftToRight);
    saveActivity();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: gallery_attention DIRECTORY [-large]\n", stderr);
        return 2;
    }
    directory = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(directory);
    QApplication::setFont(QFont(QStringLiteral("Inter"), argc > 2 ? 20 : 10));
    const test::StandingClock clock;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    Appearance::instance().install();
    Appearance::instance().setReducedMotion(true);
    for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
        Appearance::instance().setChoice(scheme);
        saveAll();
    }
    return 0;
}
