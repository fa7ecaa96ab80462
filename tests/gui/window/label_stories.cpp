#include "tests/gui/window/label_stories.h"

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/window_fixture.h"

#include "ui/common/labels.h"
#include "ui/labels/colour_choice.h"
#include "ui/labels/label_dialog.h"
#include "ui/labels/labels_window.h"
#include "ui/mainwindow/type_ahead_menu.h"
#include "ui/models/label_book.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/reading_pane.h"
#include "ui/viewer/reading_presenter.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

namespace petrel::test {

namespace {

QString words(const char *text) { return QString::fromLatin1(text); }

QList<Letter> threeLetters()
{
    return {{words("Priya Raman"), words("Invoice"), words("Paid this morning.")},
            {words("Tove Hagen"), words("Choir"), words("The church is booked.")},
            {words("Lars Eide"), words("Boat"), words("Bring gloves."), false}};
}

void selectFirst(WindowFixture &petrel)
{
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), words("Paid this morning."));
}

void selectAll(WindowFixture &petrel)
{
    petrel.press(Qt::Key_A, Qt::ControlModifier);
    const auto *presenter = petrel.window().findChild<ui::ReadingPresenter *>();
    QTRY_COMPARE(presenter->mode(), ui::ReadingMode::Several);
}

/** The labels at the end of a row. */
QStringList inList(WindowFixture &petrel, int row)
{
    QStringList names;
    for (const ui::ShownLabel &label : petrel.list().messages()->index(row).data(ui::LabelsRole).value<QList<ui::ShownLabel>>())
        names.append(label.name);
    return names;
}

/** The chips over the message. */
QStringList inReader(WindowFixture &petrel)
{
    QStringList names;
    for (const ui::Chip *chip : petrel.window().findChild<ui::ReadingPane *>()->findChildren<ui::Chip *>()) {
        if (chip->objectName().startsWith(words("label:")))
            names.append(chip->text());
    }
    return names;
}

ui::TypeAheadMenu *openMenu(WindowFixture &petrel)
{
    petrel.choose("message.tag");
    auto *menu = qobject_cast<ui::TypeAheadMenu *>(QApplication::activePopupWidget());
    if (!menu)
        qFatal("the menu of labels did not open");
    return menu;
}

QAction *named(const QMenu &menu, const char *name)
{
    for (QAction *action : menu.actions()) {
        if (action->data().toString() == QLatin1String(name))
            return action;
    }
    return nullptr;
}

template <class Dialog>
Dialog *shown(WindowFixture &petrel)
{
    Dialog *dialog = petrel.window().findChild<Dialog *>();
    return dialog && dialog->isVisible() ? dialog : nullptr;
}

ui::LabelsWindow *openAll(WindowFixture &petrel)
{
    petrel.choose("labels.open");
    return shown<ui::LabelsWindow>(petrel);
}

QStringList rowsOf(ui::LabelsWindow &window)
{
    const auto *list = window.findChild<QListWidget *>();
    QStringList names;
    for (int row = 0; row < list->count(); ++row)
        names.append(list->item(row)->text());
    return names;
}

void press(QWidget &window, const char *button) { window.findChild<ui::Button *>(words(button))->click(); }

} // namespace

void LabelStories::aKeyPutsALabelOnAndTheSameKeyTakesItOff()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_2);
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("Work")});
    QTRY_COMPARE(inReader(petrel), QStringList{words("Work")});
    QCOMPARE(inList(petrel, 1), QStringList());
    QTRY_COMPARE(petrel.snackbar(), words("Put Work on 1 message"));
    QVERIFY(petrel.list().messages()->index(0).data(Qt::AccessibleTextRole).toString().contains(words("Label Work.")));
    petrel.press(Qt::Key_2);
    QTRY_COMPARE(inList(petrel, 0), QStringList());
    QTRY_COMPARE(inReader(petrel), QStringList());
    petrel.choose("edit.undo");
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("Work")});
}

void LabelStories::zeroTakesAllOffAndUndoBringsThemBack()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_1);
    petrel.press(Qt::Key_5);
    QTRY_COMPARE(inList(petrel, 0), (QStringList{words("Important"), words("Later")}));
    selectAll(petrel);
    petrel.press(Qt::Key_0);
    QTRY_COMPARE(inList(petrel, 0), QStringList());
    QTRY_COMPARE(petrel.snackbar(), words("Took all labels off 3 messages"));
    petrel.choose("edit.undo");
    QTRY_COMPARE(inList(petrel, 0), (QStringList{words("Important"), words("Later")}));
    QCOMPARE(inList(petrel, 1), QStringList());
}

void LabelStories::theMenuShowsWhatAllBearAndWhatSomeDo()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_1);
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("Important")});
    selectAll(petrel);
    petrel.press(Qt::Key_2);
    QTRY_COMPARE(inList(petrel, 2), QStringList{words("Work")});
    QTRY_COMPARE(inList(petrel, 0).size(), 2);
    ui::TypeAheadMenu *menu = openMenu(petrel);
    QVERIFY(named(*menu, "Work")->isChecked());
    QVERIFY(!named(*menu, "Important")->isChecked());
    QVERIFY(named(*menu, "Important")->text().contains(words("on some")));
    QVERIFY(!named(*menu, "Later")->isChecked() && !named(*menu, "Later")->text().contains(words("on some")));
    named(*menu, "Important")->trigger(); // while one lacks it, all get it
    menu->close();
    QTRY_COMPARE(inList(petrel, 2), (QStringList{words("Important"), words("Work")}));
    QTRY_COMPARE(inList(petrel, 0), (QStringList{words("Important"), words("Work")}));
}

void LabelStories::aFewLettersAndEnterPutALabelOn()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_T);
    auto *menu = qobject_cast<ui::TypeAheadMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QTest::keyClicks(menu, words("pers"));
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("Personal")});
}

void LabelStories::aNameThatNobodyHasMakesANewLabel()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_2);
    QTRY_VERIFY(petrel.snackbar().contains(words("Work")));
    petrel.press(Qt::Key_2);
    QTRY_COMPARE(inList(petrel, 0), QStringList());
    ui::TypeAheadMenu *menu = openMenu(petrel);
    QTest::keyClicks(menu, words("Boats & co"));
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(shown<ui::LabelDialog>(petrel));
    auto *dialog = shown<ui::LabelDialog>(petrel);
    auto *name = dialog->findChild<QLineEdit *>(words("name"));
    QCOMPARE(name->text(), words("Boats & co"));
    name->setText(words("work"));
    QVERIFY(!dialog->findChild<ui::Button *>(words("accept"))->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(words("problem"))->text().contains(words("work")));
    name->setText(QString::fromUtf8("Båter & co"));
    dialog->findChild<ui::ColourChoice *>()->setColour(LabelColour::Orange);
    press(*dialog, "accept");
    QTRY_COMPARE(inList(petrel, 0), QStringList{QString::fromUtf8("Båter & co")});
    const auto label = petrel.list().messages()->index(0).data(ui::LabelsRole).value<QList<ui::ShownLabel>>().first();
    QCOMPARE(label.colour, ui::TagColour::Orange);
    QCOMPARE(label.keyword, words("B&AOU-ter_&-_co"));
    QTRY_VERIFY(!shown<ui::LabelDialog>(petrel));
    QTRY_VERIFY2(petrel.snackbar().contains(QString::fromUtf8("Båter & co")), qPrintable(petrel.snackbar())); // not the former one
    QTRY_COMPARE(openMenu(petrel)->actions().at(7)->data().toString(), QString::fromUtf8("Båter & co"));
}

void LabelStories::aLabelThatIsRenamedIsCalledSoEverywhere()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_1);
    QTRY_COMPARE(inReader(petrel), QStringList{words("Important")});
    ui::LabelsWindow *all = openAll(petrel);
    QVERIFY(all);
    press(*all, "changeLabel");
    QTRY_VERIFY(all->findChild<ui::LabelDialog *>());
    auto *dialog = all->findChild<ui::LabelDialog *>();
    dialog->findChild<QLineEdit *>(words("name"))->setText(words("Urgent"));
    press(*dialog, "accept");
    QTRY_COMPARE(inReader(petrel), QStringList{words("Urgent")});
    QCOMPARE(inList(petrel, 0), QStringList{words("Urgent")});
    QTRY_COMPARE(rowsOf(*all).first(), words("Urgent"));
    QCOMPARE(petrel.window().findChild<QAction *>(words("message.label1"))->text(), words("Label Urgent"));
}

void LabelStories::aForgottenLabelIsShownNowhere()
{
    AnsweringSeams seams;
    seams.answer = 0;
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_1);
    QTRY_COMPARE(inReader(petrel), QStringList{words("Important")});
    ui::LabelsWindow *all = openAll(petrel);
    press(*all, "forgetLabel");
    QTRY_COMPARE(inReader(petrel), QStringList());
    QCOMPARE(inList(petrel, 0), QStringList());
    QTRY_COMPARE(rowsOf(*all).first(), words("Work"));
    QVERIFY(!rowsOf(*all).contains(words("Important")));
}

void LabelStories::labelsAreOfferedInTheOrderThePersonChose()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    ui::LabelsWindow *all = openAll(petrel);
    QVERIFY(!all->findChild<ui::Button *>(words("moveUp"))->isEnabled());
    all->findChild<QListWidget *>()->setCurrentRow(2);
    press(*all, "moveUp");
    QTRY_COMPARE(rowsOf(*all).at(1), words("Personal"));
    QCOMPARE(all->findChild<QListWidget *>()->currentRow(), 1);
    press(*all, "moveUp");
    QTRY_COMPARE(rowsOf(*all).first(), words("Personal"));
    all->close();
    petrel.choose("message.label1");
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("Personal")});
}

void LabelStories::marksOfProgramsAreShownNowhere()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.engine().setLabels(petrel.list().selectedPlacements(), {words("NonJunk"), words("$HasAttachment"), words("zoo")}, {});
    QTRY_COMPARE(inList(petrel, 0), QStringList{words("zoo")});
    petrel.press(Qt::Key_0);
    QTRY_COMPARE(inList(petrel, 0), QStringList());
    const auto row = petrel.list().messages()->index(0).data(ui::RowRole).value<MessageRow>();
    QCOMPARE(row.keywords, (QStringList{words("$HasAttachment"), words("NonJunk")}));
}

void LabelStories::digitsTypedIntoTheSearchFieldAreDigits()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.searchField().setFocus();
    QTest::keyClicks(&petrel.searchField(), words("102"));
    QCOMPARE(petrel.searchField().text(), words("102"));
}

} // namespace petrel::test
