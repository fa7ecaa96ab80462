// Renders the whole window with what it tells and asks in both schemes:
//     QT_QPA_PLATFORM=offscreen gallery_window DIRECTORY (QT_SCALE_FACTOR=2 for the other scale)

#include "core/base/clock.h"
#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/gui/window/window_fixture.h"
#include "ui/common/question_dialog.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/main_window.h"

using namespace petrel;
using petrel::test::Pictures;
using petrel::test::PreparedApplication;
using petrel::test::WindowFixture;

namespace {

constexpr QSize kWide(1200, 760);
constexpr QSize kSmall(800, 500);

QList<test::Letter> letters()
{
    const QString longSubject = QStringLiteral("Minutes of the harbour meeting with all the changes that were asked for by the people on the quay, ").repeated(7);
    return {{QStringLiteral("Priya Raman"), longSubject.trimmed(), QStringLiteral("Here they are.\n\nPriya")},
            {QStringLiteral("Tove Lindgren"), QStringLiteral("Ferry times"), QStringLiteral("Thursday at nine.")},
            {QStringLiteral("Mateus Oliveira"), QStringLiteral("Revised sections"), QStringLiteral("Both are attached."), false}};
}

bool settle(const std::function<bool()> &done) { return QTest::qWaitFor(done, 10'000); }

void tellNews(WindowFixture &petrel, const Pictures &pictures)
{
    engine::EngineEvents &events = petrel.engine().events();
    Q_EMIT events.serverSays(petrel.window().folders().accounts().first().id,
                             QStringLiteral("Your mailbox is 92 % full. Mail over 1 GB will be turned away from 1 December on."));
    pictures.take(petrel.window(), QStringLiteral("news-server"), kWide);
    OutboxItem late;
    late.subject = QStringLiteral("Ferry times for the whole of December");
    late.serverText = "4.7.1 Greylisted, please try again later";
    late.notBefore = Clock::nowUtc() + 600;
    Q_EMIT events.sendDelayed(late);
    petrel.window().findChild<QWidget *>(QStringLiteral("news"))->findChild<QAbstractButton *>()->click();
    pictures.take(petrel.window(), QStringLiteral("news-late"), kWide);
    pictures.take(petrel.window(), QStringLiteral("news-late-small"), kSmall);
}

void leaveSomething(WindowFixture &petrel, const Pictures &pictures)
{
    engine::AccountStatus status;
    status.account = petrel.window().folders().accounts().first().id;
    status.phase = engine::AccountStatus::Phase::UpToDate;
    status.troubles.append({engine::PassTrouble::What::Folder, QStringLiteral("Archive"), makeError(ErrorKind::Refused, QStringLiteral("refused"))});
    petrel.engine().setOnline(true);
    Q_EMIT petrel.engine().events().accountStatusChanged(status);
    pictures.take(petrel.window(), QStringLiteral("left-over"), kWide);
    petrel.engine().setOnline(false);
}

void askBeforeQuitting(WindowFixture &petrel, const Pictures &pictures)
{
    petrel.window().compose().setUndoSeconds(60);
    petrel.window().compose().mailto(QStringLiteral("mailto:tove@petrel.example?subject=Ferry&body=Thursday"));
    if (!settle([] { return WindowFixture::composer() != nullptr; }))
        return;
    WindowFixture::send();
    if (!settle([] { return !WindowFixture::composer(); }))
        return;
    petrel.window().close();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *question = qobject_cast<ui::QuestionDialog *>(widget); question && question->isVisible())
            pictures.take(*question, QStringLiteral("quit-held"));
    }
    petrel.window().quitUnasked();
}

} // namespace

int main(int argc, char **argv)
{
    const PreparedApplication application(argc, argv);
    const Pictures pictures(argc, argv);
    Pictures::inBothSchemes([&] {
        WindowFixture petrel(letters());
        petrel.window().resize(kSmall);
        if (!settle([&] { return petrel.subjects().size() == 3; }))
            return;
        petrel.press(Qt::Key_Home);
        (void)settle([&] { return petrel.shownText().contains(QStringLiteral("Here they are")); });
        pictures.take(petrel.window(), QStringLiteral("long-subject-small"), kSmall);
        pictures.take(petrel.window(), QStringLiteral("long-subject"), kWide);
        tellNews(petrel, pictures);
        leaveSomething(petrel, pictures);
        askBeforeQuitting(petrel, pictures);
    });
    return 0;
}
