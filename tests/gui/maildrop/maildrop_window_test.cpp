#include "tests/gui/support/answering_seams.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/support/run_all.h"
#include "ui/common/buttons.h"
#include "ui/maildrop/maildrop_model.h"
#include "ui/maildrop/maildrop_window.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLabel>
#include <QTreeView>
#include <QtTest>

namespace petrel::test {

using Here = MaildropEntry::Here;
using Wish = MaildropEntry::Wish;

namespace {

MaildropEntry entry(const char *uidl, Here here, Wish wish = Wish::Nothing)
{
    MaildropEntry made;
    made.uidl = uidl;
    made.size = 43'000'000;
    made.from = {QStringLiteral("Priya Raman"), QStringLiteral("priya@example.org")};
    made.subject = QString::fromLatin1(uidl);
    made.here = here;
    made.wish = wish;
    return made;
}

struct Desk
{
    Desk()
    {
        Account account;
        account.name = QStringLiteral("Home");
        account.incoming.host = QStringLiteral("pop.example.org");
        window->setAccount(account);
        window->show();
        window->showAsking();
        QObject::connect(window.get(), &ui::MaildropWindow::fetchWanted, window.get(), [this](const QList<MaildropEntry> &entries) { note(fetched, entries); });
        QObject::connect(window.get(), &ui::MaildropWindow::deleteWanted, window.get(), [this](const QList<MaildropEntry> &entries) { note(deleted, entries); });
    }
    static void note(QByteArrayList &into, const QList<MaildropEntry> &entries)
    {
        for (const MaildropEntry &one : entries)
            into.append(one.uidl);
    }
    template <class Widget>
    Widget *find(const char *name) { return window->findChild<Widget *>(QString::fromLatin1(name)); }
    QTreeView *view() { return find<QTreeView>("maildrop"); }
    void choose(std::initializer_list<int> rows)
    {
        view()->clearSelection();
        for (const int row : rows)
            view()->selectionModel()->select(view()->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view(), key, modifiers); }

    AnsweringSeams answers;
    std::unique_ptr<ui::MaildropWindow> window = [] {
        auto made = std::make_unique<ui::MaildropWindow>();
        made->setAttribute(Qt::WA_DeleteOnClose, false);
        return made;
    }();
    QByteArrayList fetched;
    QByteArrayList deleted;
};

} // namespace

class MaildropWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** Of the older ones of a large maildrop no header was asked for: that says nothing of their subject. */
    void whatWasNotReadYetIsNotSaidToHaveNoSubject()
    {
        ui::MaildropModel model;
        MaildropEntry unread;
        unread.uidl = "a";
        unread.size = 1000;
        MaildropEntry nameless = unread;
        nameless.from.email = QStringLiteral("priya@example.org");
        model.setEntries({unread, nameless});
        QCOMPARE(model.index(0, ui::MaildropModel::Subject).data().toString(), QStringLiteral("(not read yet)"));
        QCOMPARE(model.index(1, ui::MaildropModel::Subject).data().toString(), QStringLiteral("(no subject)"));
    }

    void aRowTellsWhatIsHereOfAMessage()
    {
        ui::MaildropModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({entry("a", Here::Nothing), entry("b", Here::Header), entry("c", Here::Whole), entry("d", Here::Deleted), entry("e", Here::Whole, Wish::Delete)});
        QStringList here;
        for (int row = 0; row < model.rowCount(); ++row)
            here.append(model.index(row, ui::MaildropModel::Here).data().toString());
        QCOMPARE(here, (QStringList{QStringLiteral("not here"), QStringLiteral("only the header"), QStringLiteral("here"), QStringLiteral("deleted here"), QStringLiteral("to be deleted")}));
        const QString heard = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char *part : {"Priya Raman", "43 MB", "not here"})
            QVERIFY2(heard.contains(QString::fromLatin1(part)), part);
    }

    void onlyWhatThereIsToDoCanBeDone()
    {
        Desk desk;
        QVERIFY(!desk.find<ui::Button>("listAgain")->isEnabled()); // the server is being asked
        desk.window->showEntries({entry("here", Here::Whole), entry("doomed", Here::Header, Wish::Delete), entry({}, Here::Nothing)});
        QVERIFY(desk.find<ui::Button>("listAgain")->isEnabled());
        const auto can = [&](const char *button) { return desk.find<ui::Button>(button)->isEnabled(); };
        QVERIFY(!can("fetch") && !can("deleteThere")); // nothing is chosen
        desk.choose({0});
        QVERIFY(!can("fetch") && can("deleteThere"));
        desk.choose({1});
        QVERIFY(can("fetch") && !can("deleteThere"));
        desk.choose({2}); // without an id nothing can be wanted of it
        QVERIFY(!can("fetch") && !can("deleteThere"));
    }

    void keysDoWhatTheButtonsDo()
    {
        Desk desk;
        desk.window->showEntries({entry("here", Here::Whole), entry("there", Here::Nothing)});
        desk.choose({0, 1});
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.fetched, QByteArrayList{"there"});
        QSignalSpy list(desk.window.get(), &ui::MaildropWindow::listWanted);
        desk.press(Qt::Key_F5);
        QCOMPARE(list.size(), 1);
        desk.choose({0});
        desk.press(Qt::Key_Delete, Qt::ShiftModifier); // means something else elsewhere
        QCOMPARE(desk.deleted, QByteArrayList());
        desk.press(Qt::Key_Delete);
        QCOMPARE(desk.deleted, QByteArrayList{"here"});
        QVERIFY(desk.answers.asked.isEmpty()); // it is here
        desk.press(Qt::Key_Escape);
        QVERIFY(!desk.window->isVisible());
    }

    void whatIsNotHereIsAskedAboutBeforeItIsDeleted()
    {
        Desk desk;
        desk.window->showEntries({entry("here", Here::Whole), entry("header", Here::Header)});
        desk.choose({0, 1});
        desk.answers.answer = 1;
        desk.press(Qt::Key_Delete);
        QCOMPARE(desk.deleted, QByteArrayList());
        QCOMPARE(desk.answers.asked.size(), 1);
        QVERIFY(desk.answers.asked.first().dangerous && desk.answers.asked.first().preferred == 1);
        QVERIFY(desk.answers.asked.first().meaning.contains(QStringLiteral("1 message")));
        desk.answers.answer = 0;
        desk.find<ui::Button>("deleteThere")->click();
        QCOMPARE(desk.deleted, (QByteArrayList{"here", "header"}));
    }

    void aNewListingKeepsWhatWasChosen()
    {
        Desk desk;
        desk.window->showEntries({entry("a", Here::Whole), entry("b", Here::Whole)});
        desk.choose({1});
        desk.window->showAsking();
        desk.window->showEntries({entry("new", Here::Nothing), entry("a", Here::Whole), entry("b", Here::Whole)});
        QCOMPARE(desk.view()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(desk.view()->selectionModel()->selectedRows().first().row(), 2);
    }

    void aServerThatDoesNotAnswerIsTold()
    {
        Desk desk;
        desk.window->showEntries({entry("a", Here::Whole)});
        desk.window->showAsking();
        desk.window->showError(makeError(ErrorKind::Timeout, QStringLiteral("silence")));
        QVERIFY(desk.find<QWidget>("trouble")->isVisible());
        QVERIFY(desk.find<QLabel>("summary")->text().contains(QStringLiteral("last asked")));
        QVERIFY(desk.find<ui::Button>("listAgain")->isEnabled());
    }

    void aReaderHearsWhatItIs()
    {
        Desk desk;
        desk.window->showEntries({entry("a", Here::Whole)});
        QCOMPARE(QAccessible::queryAccessibleInterface(desk.view())->text(QAccessible::Name), QStringLiteral("Mail on the server"));
    }
};

} // namespace petrel::test

int main(int argc, char **argv)
{
    return petrel::test::runAllIn<petrel::test::PreparedApplication, petrel::test::MaildropWindowTest>(argc, argv);
}

#include "maildrop_window_test.moc"
