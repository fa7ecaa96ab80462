#include "tests/gui/list/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/common/buttons.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_rail.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/models/folder_tree_model.h"

#include <QLabel>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

struct Pane
{
    Pane()
    {
        fillWithSampleMail(source);
        pane.setModel(&model);
        model.reload();
        pane.resize(232, 700);
        pane.show();
    }

    MemoryMailSource source;
    FolderTreeModel model{source};
    FolderPane pane;
};

} // namespace

void FolderPaneTest::choosingAFolderTellsOnce()
{
    Pane pane;
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    const QModelIndex family = pane.model.indexOf(FolderId(4));
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(family).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().at(0).toModelIndex(), family);
    ++pane.source.commit;
    pane.model.reload();
    QCOMPARE(chosen.size(), 1); // a fresh snapshot chooses nothing
}

void FolderPaneTest::accountsCannotBeChosen()
{
    Pane pane;
    pane.pane.choose(pane.model.indexOf(FolderEntry::AllInboxes));
    const QModelIndex home = pane.model.indexOf(FolderId(1)).parent();
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(home).center());
    QVERIFY(!pane.pane.tree()->selectionModel()->isSelected(home));
}

void FolderPaneTest::theStatusLabelTellsWhatHappens()
{
    Pane pane;
    pane.pane.setStatus({FootStatus::Kind::Offline, QStringLiteral("Offline, 3 changes waiting"), 0, 0});
    const auto *label = pane.pane.findChild<QLabel *>(QStringLiteral("Status"));
    QVERIFY(label);
    QCOMPARE(label->text(), QStringLiteral("Offline, 3 changes waiting"));
}

void FolderPaneTest::theAttentionLineIsThereOnlyWhenNeeded()
{
    Pane pane;
    auto *line = pane.pane.findChild<Button *>(QStringLiteral("AttentionLine"));
    QVERIFY(!line->isVisible());
    pane.source.attention = 3;
    ++pane.source.commit;
    ChangeSet changes;
    changes.attention = true;
    pane.model.apply(changes);
    QVERIFY(line->isVisible());
    QSignalSpy wanted(&pane.pane, &FolderPane::attentionWanted);
    line->click();
    QCOMPARE(wanted.size(), 1);
}

void FolderPaneTest::theRailShowsTheOpenEntry()
{
    Pane pane;
    pane.pane.choose(pane.model.indexOf(FolderEntry::Flagged));
    pane.pane.setCollapsed(true);
    const auto buttons = pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>();
    QStringList checked;
    for (const IconButton *button : buttons) {
        if (button->isChecked())
            checked.append(button->accessibleName());
    }
    QCOMPARE(checked, QStringList{QStringLiteral("Flagged")});
    QVERIFY(!pane.pane.tree()->isVisible());
}

} // namespace petrel::test
