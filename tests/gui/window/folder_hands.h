#pragma once

#include "tests/gui/window/window_fixture.h"

#include "ui/folderpane/folder_tree_view.h"
#include "ui/folders/folder_name_dialog.h"

#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>

namespace petrel::test {

// What hands do in the tree of folders.

inline QString words(const char *text) { return QString::fromUtf8(text); }

inline QList<Letter> threeLetters()
{
    return {{words("Priya Raman"), words("Invoice"), words("Paid this morning.")},
            {words("Tove Hagen"), words("Choir"), words("The church is booked."), false},
            {words("Lars Eide"), words("Boat"), words("Bring gloves.")}};
}

inline ui::FolderTreeView &tree(WindowFixture &petrel) { return *petrel.window().findChild<ui::FolderTreeView *>(); }

inline QModelIndex folder(WindowFixture &petrel, const char *name, const char *account = "Home")
{
    const ui::FolderTreeModel &folders = petrel.window().folders();
    for (const Account &one : folders.accounts()) {
        for (const FolderRow &row : folders.foldersOf(one.id)) {
            if (one.name == words(account) && ui::shownName(row) == words(name))
                return folders.indexOf(row.id);
        }
    }
    return {};
}

inline QMenu *menu(WindowFixture &petrel)
{
    for (QMenu *menu : petrel.window().findChildren<QMenu *>(words("folderMenu"))) {
        if (menu->isVisible())
            return menu;
    }
    return nullptr;
}

/** As a right click does. */
inline void openMenu(WindowFixture &petrel, const QModelIndex &index)
{
    tree(petrel).scrollTo(index);
    const QPoint at = tree(petrel).visualRect(index).center();
    QTest::mouseClick(tree(petrel).viewport(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree(petrel).viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree(petrel).viewport(), &event);
}

inline QAction *line(WindowFixture &petrel, const char *text)
{
    const QList<QAction *> lines = menu(petrel) ? menu(petrel)->actions() : QList<QAction *>();
    for (QAction *action : lines) {
        if (action->text().section(QLatin1Char('\t'), 0, 0).remove(QLatin1Char('&')) == words(text)) // without its key
            return action;
    }
    return nullptr;
}

inline void take(WindowFixture &petrel, const char *text)
{
    QAction *action = line(petrel, text);
    QVERIFY2(action && action->isEnabled(), text);
    QMenu *open = menu(petrel);
    open->setActiveAction(action);
    QTest::keyClick(open, Qt::Key_Return);
}

/** Mail of a maildrop lies on this computer, and its folders do. */
inline void addMaildrop(WindowFixture &petrel)
{
    const auto added = petrel.engine().store().write(u"test", [](store::WriteTransaction &tx) -> Status {
        Account boat;
        boat.name = words("Boat");
        boat.address = {words("Ada"), words("boat@petrel.example")};
        boat.incomingKind = IncomingKind::Pop3;
        const AccountId id = TRY(tx.accounts().insert(boat));
        return tx.folders().ensureLocalFolders(id);
    });
    QVERIFY(added.ok());
    QTRY_VERIFY(folder(petrel, "Inbox", "Boat").isValid());
}

inline ui::FolderNameDialog *dialog(WindowFixture &petrel) { return petrel.window().findChild<ui::FolderNameDialog *>(); }

inline QLineEdit *nameField(WindowFixture &petrel) { return dialog(petrel)->findChild<QLineEdit *>(words("name")); }

} // namespace petrel::test
