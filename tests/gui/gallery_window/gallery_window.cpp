// Renders the whole window with what it tells and asks in both schemes:
//     QT_QPA_PLATFORM=offscreen gallery_window DIRECTORY (QT_SCALE_FACTOR=2 for the other scale)

#include "core/base/clock.h"
#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/gui/window/window_fixture.h"
#include "ui/common/question_dialog.h"
#include "ui/compose/compose_window.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/folders/account_window.h"
#include "ui/folders/folder_name_dialog.h"
#include "ui/maildrop/maildrop_window.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/main_window.h"
#include "ui/viewer/message_properties.h"

#include <QLineEdit>
#include <QTreeView>

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

/** Names as people have them: long, deep, and written the other way. */
QList<FolderId> addFolders(WindowFixture &petrel)
{
    const auto added = petrel.engine().store().write(u"gallery", [&](store::WriteTransaction &tx) -> Result<QList<FolderId>> {
        QList<FolderId> ids;
        const AccountId home = TRY(tx.reader().accounts()).first().id;
        const QStringList deep = QStringLiteral("Projects Bridges North Piers Drawings 2026 Accepted").split(QLatin1Char(' '));
        const QList<QStringList> paths{{QStringLiteral("Correspondence with the harbour authority, 2019 to 2026")},
                                       {QStringLiteral("Invoices")}, {QStringLiteral("Invoices"), QStringLiteral("2026")},
                                       {QString::fromUtf8("مراسلات الميناء")}, deep.mid(0, 1), deep.mid(0, 2), deep.mid(0, 3), deep.mid(0, 4), deep.mid(0, 5), deep.mid(0, 6), deep};
        for (const QStringList &path : paths) {
            store::RemoteFolder folder;
            folder.wireName = path.join(QLatin1Char('/')).toUtf8();
            folder.path = path;
            ids.append(TRY(tx.folders().upsertRemote(home, folder)));
        }
        return ids;
    });
    return added.ok() ? *added : QList<FolderId>();
}

void takeWindow(const char *name, const QString &picture, const Pictures &pictures)
{
    (void)settle([&] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == QLatin1String(name) && widget->isVisible())
                return true;
        }
        return false;
    });
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == QLatin1String(name) && widget->isVisible()) {
            pictures.take(*widget, picture);
            widget->close();
            return; // others of the list may have gone with it
        }
    }
}

void showMaildrop(WindowFixture &petrel, const Pictures &pictures, Qt::LayoutDirection direction)
{
    const QString suffix = direction == Qt::RightToLeft ? QStringLiteral("-rtl") : QString();
    using Here = MaildropEntry::Here;
    using Wish = MaildropEntry::Wish;
    const auto entry = [](const char *from, const QString &subject, std::int64_t size, Here here, Wish wish = Wish::Nothing) {
        MaildropEntry made;
        made.uidl = QByteArray::number(size);
        made.from = {QString::fromUtf8(from), QStringLiteral("someone@example.org")};
        made.subject = subject;
        made.size = size;
        made.date = Clock::nowUtc() - size / 100;
        made.here = here;
        made.wish = wish;
        return made;
    };
    auto *window = new ui::MaildropWindow(&petrel.window());
    window->setAccount(petrel.window().folders().accounts().first());
    window->showEntries({entry("Priya Raman", QStringLiteral("Film of the launch, all of it, from the quay and from the boat itself"), 143'000'000, Here::Header),
                         entry("Tove Lindgren", QStringLiteral("Ferry times"), 4'200, Here::Whole), entry("Mateus Oliveira", {}, 88'000, Here::Nothing),
                         entry("Lars Eide", QString::fromUtf8("مراسلات الميناء"), 2'900'000, Here::Whole, Wish::Delete), entry("Ida Berg", QStringLiteral("Old news"), 9'000, Here::Deleted)});
    window->show();
    auto *view = window->findChild<QTreeView *>();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    pictures.take(*window, QStringLiteral("maildrop") + suffix);
    window->showAsking();
    window->showError(makeError(ErrorKind::Timeout, QStringLiteral("silence")));
    takeWindow("maildropWindow", QStringLiteral("maildrop-trouble") + suffix, pictures);
    auto *properties = new ui::MessageProperties(&petrel.window());
    Envelope envelope;
    envelope.subject = QStringLiteral("Film of the launch, all of it, from the quay and from the boat itself");
    envelope.from = {{QStringLiteral("Priya Raman"), QStringLiteral("priya@halden.example")}};
    envelope.to = {{QStringLiteral("Nora Hald"), QStringLiteral("nora@halden.example")}, {{}, QStringLiteral("crew@halden.example")}};
    envelope.dateSent = Clock::nowUtc() - 90'000;
    envelope.messageId = "20261122094400.7f3a91c2@mail.halden.example";
    MessageRow row;
    row.size = 143'000'000;
    Account pop = petrel.window().folders().accounts().first();
    pop.incomingKind = IncomingKind::Pop3;
    ServerCopy copy;
    copy.state = ServerCopy::State::There;
    copy.isWholeHere = false;
    properties->setKnown({row, envelope, Clock::nowUtc() - 89'000, {QStringLiteral("harbour"), QStringLiteral("film")}, QStringLiteral("Inbox"), pop, copy});
    properties->show();
    takeWindow("messageProperties", QStringLiteral("message-properties") + suffix, pictures);
}

void showFolders(WindowFixture &petrel, const Pictures &pictures, Qt::LayoutDirection direction)
{
    const QString suffix = direction == Qt::RightToLeft ? QStringLiteral("-rtl") : QString();
    const QList<FolderId> folders = addFolders(petrel);
    petrel.engine().setFavourites({folders.value(3), folders.value(0), folders.value(2)});
    const ui::FolderTreeModel &model = petrel.window().folders();
    (void)settle([&] { return model.indexOfFavourite(folders.value(2)).isValid(); });
    auto &tree = *petrel.window().findChild<ui::FolderTreeView *>();
    petrel.window().folders().setRoom(model.accounts().first().id, ui::roomFrom({{engine::QuotaUse::What::Bytes, 980, 1000}}));
    (void)petrel.engine().store().write(u"gallery", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.folderWishes().wantPlace(folders.value(1), {}, QStringLiteral("Bills")));
        return tx.folderWishes().park(folders.value(1), QStringLiteral("refused: RENAME [NOPERM]; the server says: not in a shared folder"));
    });
    (void)settle([&] { return model.indexOf(folders.value(1)).data(ui::RefusedRole).toBool(); });
    tree.expandAll();
    pictures.take(petrel.window(), QStringLiteral("folders") + suffix, kWide);
    pictures.take(petrel.window(), QStringLiteral("folders-rail") + suffix, QSize(800, 600));
    petrel.window().resize(kWide);
    Q_EMIT tree.menuWanted(model.indexOfFavourite(folders.value(0)), petrel.window().mapToGlobal(QPoint(60, 260)));
    pictures.take(petrel.window(), QStringLiteral("folders-menu-row") + suffix, kWide);
    takeWindow("folderMenu", QStringLiteral("folder-menu") + suffix, pictures);
    Q_EMIT tree.propertiesWanted(model.indexOf(folders.value(0)));
    takeWindow("folderWindow", QStringLiteral("folder-properties") + suffix, pictures);
    Q_EMIT tree.propertiesWanted(model.indexOf(folders.value(1)));
    takeWindow("folderWindow", QStringLiteral("folder-refused") + suffix, pictures);
    Q_EMIT tree.menuWanted(model.indexOf(folders.value(1)), petrel.window().mapToGlobal(QPoint(60, 260)));
    takeWindow("folderMenu", QStringLiteral("folder-menu-refused") + suffix, pictures);
    auto *account = new ui::AccountWindow(&petrel.window());
    account->setAccount(model.accounts().first());
    account->setFacts({{"COMPRESS=DEFLATE", "IDLE", "LIST-STATUS", "MOVE", "NOTIFY", "OBJECTID", "PREVIEW", "QRESYNC", "QUOTA", "SPECIAL-USE", "UIDPLUS"},
                      {{engine::QuotaUse::What::Bytes, 1'980'000'000, 2'147'483'648}}, 1});
    account->setDoing(QStringLiteral("Up to date at 09:44"));
    account->show();
    takeWindow("accountWindow", QStringLiteral("account-properties") + suffix, pictures);
    ui::FolderNameDialog dialog({QStringLiteral("New folder"), QStringLiteral("New folder in Home"), QStringLiteral("Create")}, {},
                                {{QStringLiteral("Invoices")}, true}, &petrel.window());
    dialog.findChild<QLineEdit *>()->setText(QStringLiteral("Invoices"));
    pictures.take(dialog, QStringLiteral("folder-name") + suffix);
    dialog.close();
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
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QApplication::setLayoutDirection(direction);
        Pictures::inBothSchemes([&] {
            WindowFixture petrel(letters());
            showMaildrop(petrel, pictures, direction);
            showFolders(petrel, pictures, direction);
        });
    }
    return 0;
}
