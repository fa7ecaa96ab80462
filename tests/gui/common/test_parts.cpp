#include "tests/gui/common/tests.h"
#include "ui/common/appearance.h"
#include "ui/common/empty_state.h"
#include "ui/common/labels.h"
#include "ui/common/monogram_disc.h"
#include "ui/common/notice_bar.h"
#include "ui/common/snackbar.h"

#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

Snackbar::Offer archived(int *undone, int *expired)
{
    Snackbar::Offer offer;
    offer.text = QStringLiteral("Archived 3 messages");
    offer.action = QStringLiteral("Undo");
    offer.accepted = [undone] { ++*undone; };
    offer.expired = [expired] { ++*expired; };
    return offer;
}

} // namespace

void PartsTest::init()
{
    Appearance::instance().install();
    Appearance::instance().setReducedMotion(true);
}

void PartsTest::aSnackbarCallsOneOutcomeOnce()
{
    QWidget pane;
    pane.resize(400, 300);
    pane.show();
    int undone = 0;
    int expired = 0;
    QPointer<Snackbar> bar = Snackbar::show(&pane, archived(&undone, &expired));
    QVERIFY(bar->isVisible());
    QVERIFY(pane.rect().contains(bar->geometry()));
    const auto buttons = bar->findChildren<Button *>();
    QCOMPARE(buttons.size(), 1);
    buttons.first()->click();
    bar->accept();
    bar->dismiss();
    QCOMPARE(undone, 1);
    QCOMPARE(expired, 0);
    QVERIFY(!Snackbar::shownIn(&pane));
    QTRY_VERIFY(bar.isNull());
}

void PartsTest::aNewSnackbarReplacesTheOld()
{
    QWidget pane;
    int undone = 0;
    int expired = 0;
    Snackbar::show(&pane, archived(&undone, &expired));
    Snackbar *second = Snackbar::show(&pane, archived(&undone, &expired));
    QCOMPARE(expired, 1);
    QCOMPARE(Snackbar::shownIn(&pane), second);
}

void PartsTest::aNoticeBarHasANameForReaders()
{
    NoticeBar bar;
    bar.setText(QStringLiteral("Probably not your bank"));
    bar.setDetail(QStringLiteral("The sender could not be checked."));
    QCOMPARE(bar.accessibleName(), QStringLiteral("Probably not your bank"));
    bar.addButton(QStringLiteral("Junk"));
    bar.clearButtons();
    QTRY_VERIFY(bar.findChildren<Button *>().isEmpty());
}

void PartsTest::iconButtonsHaveANameAndRoomToHit()
{
    IconButton button(QStringLiteral("refresh-cw"), QStringLiteral("Check mail"));
    QCOMPARE(button.accessibleName(), QStringLiteral("Check mail"));
    QCOMPARE(button.toolTip(), QStringLiteral("Check mail"));
    QVERIFY(button.sizeHint().width() >= sizes().hitTarget);
}

void PartsTest::anElidedLabelTellsTheWholeInItsToolTip()
{
    ElidingLabel label(TypeRole::Body);
    label.setText(QStringLiteral("A title that is far too long for the room it has here"));
    label.resize(60, 20);
    label.show();
    QCOMPARE(label.toolTip(), label.text());
    label.resize(900, 20);
    QVERIFY(label.toolTip().isEmpty());
}

void PartsTest::monogramsTakeFirstAndLast_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("letters");
    QTest::newRow("two names") << "Mateus Oliveira" << "MO";
    QTest::newRow("three names") << "Dr. Amara Okafor" << "DO";
    QTest::newRow("one name") << "Petrel" << "P";
    QTest::newRow("quoted") << "\"Nora\" (work)" << "NW";
    QTest::newRow("Arabic") << QString::fromUtf8("ليلى حداد") << QString::fromUtf8("لح");
    QTest::newRow("only signs") << "*** !!!" << "?";
    QTest::newRow("no name: the address") << "" << "S";
}

void PartsTest::monogramsTakeFirstAndLast()
{
    QFETCH(QString, name);
    QFETCH(QString, letters);
    QCOMPARE(monogram({name, QStringLiteral("someone@postbox.example")}), letters);
}

void PartsTest::emptyStatesForgetTheirButtons()
{
    EmptyState empty;
    empty.setTitle(QStringLiteral("All clear"));
    empty.addButton(QStringLiteral("Show flagged"));
    empty.clearButtons();
    QTRY_VERIFY(empty.findChildren<Button *>().isEmpty());
    QCOMPARE(empty.title(), QStringLiteral("All clear"));
}

} // namespace petrel::test
