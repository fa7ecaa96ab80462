#include "tests/gui/attention/tests.h"

#include "ui/attention/attention_model.h"
#include "ui/attention/attention_page.h"
#include "ui/attention/outbox_model.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/empty_state.h"
#include "ui/common/labels.h"
#include "ui/common/notice_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollArea>
#include <QtTest>

#include "tests/gui/attention/page_desk.h"

namespace petrel::test {

using namespace ui;

namespace {

using OutboxDesk = PageDesk<OutboxModel, OutboxPage>;
using AttentionDesk = PageDesk<AttentionModel, AttentionPage>;

bool isEmptyShown(const CardPage &page) { return page.findChild<EmptyState *>()->isVisibleTo(&page); }

} // namespace

void PagesTest::init() { QApplication::setActiveWindow(nullptr); }

void PagesTest::cleanup() { QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

void PagesTest::anEmptyOutboxSaysSo()
{
    OutboxDesk desk;
    desk.show();
    QVERIFY(isEmptyShown(desk.page));
    QCOMPARE(desk.page.findChild<EmptyState *>()->title(), QStringLiteral("Nothing waiting"));
    desk.source.items = {outgoing(1, OutboxState::Queued)};
    desk.model.reload();
    QVERIFY(!isEmptyShown(desk.page));
    QVERIFY(desk.page.frameAt(0)->isVisible());
}

void PagesTest::nothingIsClaimedBeforeTheFirstAnswer()
{
    AttentionDesk desk;
    desk.source.hold();
    desk.show();
    QVERIFY(!isEmptyShown(desk.page));
    desk.source.failure = makeError(ErrorKind::StoreCorrupt, QStringLiteral("damaged"));
    desk.source.release();
    QVERIFY(isEmptyShown(desk.page)); // the held answer was made before the failure
    desk.model.reload();
    QVERIFY(!isEmptyShown(desk.page));
    auto *trouble = desk.page.findChild<NoticeBar *>();
    QVERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains(QStringLiteral("damaged")));
    desk.source.failure.reset();
    desk.model.reload();
    QVERIFY(!trouble->isVisible());
    QVERIFY(isEmptyShown(desk.page));
}

void PagesTest::buttonsTellWhichMessage()
{
    OutboxDesk desk;
    desk.source.items = {outgoing(1, OutboxState::Queued), outgoing(2, OutboxState::Refused)};
    desk.show();
    QSignalSpy retry(&desk.page, &OutboxPage::retryWanted);
    QSignalSpy edit(&desk.page, &OutboxPage::editWanted);
    QSignalSpy cancel(&desk.page, &OutboxPage::cancelWanted);
    desk.press(0, QStringLiteral("Send now"));
    desk.press(1, QStringLiteral("Try again"));
    desk.press(1, QStringLiteral("Edit"));
    desk.press(0, QStringLiteral("Cancel"));
    QCOMPARE(retry.size(), 2);
    QCOMPARE(retry.at(0).at(0).value<OutboxId>(), OutboxId(1));
    QCOMPARE(retry.at(0).at(1).value<OutboxState>(), OutboxState::Queued); // nothing else was seen, and nothing else is sent
    QCOMPARE(retry.at(1).at(0).value<OutboxId>(), OutboxId(2));
    QCOMPARE(retry.at(1).at(1).value<OutboxState>(), OutboxState::Refused);
    QCOMPARE(edit.at(0).at(0).value<OutboxId>(), OutboxId(2));
    QCOMPARE(cancel.at(0).at(0).value<OutboxId>(), OutboxId(1));
    QCOMPARE(desk.seams.asked.size(), 0);
}

void PagesTest::sendingAgainAsksFirst()
{
    OutboxDesk desk;
    desk.source.items = {outgoing(4, OutboxState::Uncertain)};
    desk.show();
    QSignalSpy retry(&desk.page, &OutboxPage::retryWanted);
    desk.press(0, QStringLiteral("Send again"));
    QCOMPARE(desk.seams.asked.size(), 1);
    QVERIFY(desk.seams.question().meaning.contains(QStringLiteral("twice")));
    QCOMPARE(desk.seams.question().preferred, 1); // Enter alone sends nothing
    QCOMPARE(retry.size(), 1);
    QCOMPARE(retry.at(0).at(0).value<OutboxId>(), OutboxId(4));
    QCOMPARE(retry.at(0).at(1).value<OutboxState>(), OutboxState::Uncertain);
}

void PagesTest::sayingNoSendsNothing()
{
    AttentionDesk desk;
    desk.source.stories = {unsent(outgoing(4, OutboxState::Uncertain), 0)};
    desk.seams.answer = 1;
    desk.show();
    QSignalSpy retry(&desk.page, &AttentionPage::retryWanted);
    QSignalSpy keep(&desk.page, &AttentionPage::keepWanted);
    desk.press(0, QStringLiteral("Send again"));
    desk.press(0, QStringLiteral("Keep as is"));
    QCOMPARE(desk.seams.asked.size(), 2);
    QCOMPARE(retry.size() + keep.size(), 0);
}

void PagesTest::keepingAsIsAsksFirst()
{
    AttentionDesk desk;
    desk.source.stories = {unsent(outgoing(4, OutboxState::Uncertain), 0)};
    desk.show();
    QSignalSpy keep(&desk.page, &AttentionPage::keepWanted);
    desk.press(0, QStringLiteral("Keep as is"));
    QCOMPARE(desk.seams.asked.size(), 1);
    QCOMPARE(keep.at(0).at(0).value<OutboxId>(), OutboxId(4));
}

void PagesTest::aCountdownKeepsTheFocus()
{
    OutboxDesk desk;
    OutboxItem item = outgoing(1, OutboxState::Queued);
    item.notBefore = at(9);
    desk.source.items = {item};
    desk.show();
    Button *send = desk.button(0, QStringLiteral("Send now"));
    send->setFocus();
    desk.clock.seconds = 3;
    desk.model.refreshWords();
    QCOMPARE(desk.model.card(0).state, QStringLiteral("Goes out in 6 s"));
    QCOMPARE(desk.button(0, QStringLiteral("Send now")), send);
    QCOMPARE(desk.page.window()->focusWidget(), send);
}

void PagesTest::theFocusMovesOnWhenACardIsSolved()
{
    OutboxDesk desk;
    desk.source.items = {outgoing(1, OutboxState::Queued), outgoing(2, OutboxState::Queued)};
    desk.show();
    desk.button(0, QStringLiteral("Cancel"))->setFocus();
    desk.source.items.removeFirst();
    desk.model.reload();
    QCOMPARE(desk.page.window()->focusWidget(), desk.button(0, QStringLiteral("Send now")));
    desk.source.items.clear();
    desk.model.reload();
    QVERIFY(isEmptyShown(desk.page));
}

void PagesTest::detailsUnfoldByKey()
{
    OutboxDesk desk;
    OutboxItem item = outgoing(1, OutboxState::Refused);
    item.lastError = QStringLiteral("refused: DATA [5.3.4]; the server says: too big");
    desk.source.items = {item, outgoing(2, OutboxState::Queued)};
    desk.show();
    Button *details = desk.button(0, QStringLiteral("Details"));
    QVERIFY(details);
    QVERIFY(!desk.button(1, QStringLiteral("Details")));
    QTest::keyClick(details, Qt::Key_Space);
    QVERIFY(desk.page.frameAt(0)->areDetailsShown());
    QTest::keyClick(details, Qt::Key_Space);
    QVERIFY(!desk.page.frameAt(0)->areDetailsShown());
}

void PagesTest::escapeLeaves()
{
    OutboxDesk desk;
    desk.source.items = {outgoing(1, OutboxState::Queued)};
    desk.show();
    QSignalSpy left(&desk.page, &CardPage::left);
    QTest::keyClick(desk.button(0, QStringLiteral("Edit")), Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
}

void PagesTest::cardsFollowTheModelsOrder()
{
    OutboxDesk desk;
    const OutboxItem a = outgoing(1, OutboxState::Queued, QStringLiteral("a"));
    const OutboxItem b = outgoing(2, OutboxState::Queued, QStringLiteral("b"));
    const OutboxItem c = outgoing(3, OutboxState::Queued, QStringLiteral("c"));
    desk.source.items = {a, b, c};
    desk.show();
    desk.source.items = {c, outgoing(4, OutboxState::Queued, QStringLiteral("d")), a};
    desk.model.reload();
    QApplication::sendPostedEvents();
    int below = -1;
    for (int row = 0; row < desk.model.rowCount(); ++row) {
        const CardFrame *frame = desk.page.frameAt(row);
        QCOMPARE(frame->card(), desk.model.card(row));
        QVERIFY(frame->y() > below);
        below = frame->y();
    }
}

/** Whenever the cards and their buttons came. */
void PagesTest::tabGoesDownThePageAndToTheButtonsBeforeTheDetails()
{
    OutboxDesk desk;
    OutboxItem below = outgoing(1, OutboxState::Refused, QStringLiteral("below"));
    below.lastError = QStringLiteral("refused: no; the server says: why");
    desk.source.items = {below};
    desk.show();
    OutboxItem above = outgoing(2, OutboxState::Queued, QStringLiteral("above"));
    above.lastError = QStringLiteral("throttled: no; the server says: later");
    desk.source.items = {above, below};
    desk.model.reload();
    desk.source.items.first() = outgoing(2, OutboxState::Refused, QStringLiteral("above")); // other buttons now
    desk.source.items.first().lastError = QStringLiteral("refused: no; the server says: why");
    desk.model.reload();
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

    QStringList wanted;
    for (int row = 0; row < desk.model.rowCount(); ++row) {
        for (const CardButton &button : desk.model.card(row).buttons)
            wanted.append(QString::number(row) + button.text);
        wanted.append(QString::number(row) + QStringLiteral("Details"));
    }
    QVERIFY(QTest::qWaitForWindowActive(&desk.page));
    QTRY_VERIFY(desk.page.frameAt(0)->isVisible());
    QVERIFY(desk.page.frameAt(0)->focusFirstButton());
    QStringList visited;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto *button = qobject_cast<Button *>(QApplication::focusWidget());
        QVERIFY(button);
        visited.append(QString::number(desk.page.frameAt(1)->isAncestorOf(button)) + button->text());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(visited, wanted);
}

void PagesTest::aLongWordDoesNotWidenThePage()
{
    OutboxDesk desk;
    OutboxItem item = outgoing(1, OutboxState::Refused, QString(900, QLatin1Char('s')));
    item.recipients = {recipient(QByteArray(300, 'r').constData(), RecipientState::Refused, QByteArray(2000, 'x'))};
    item.lastError = QString(2000, QLatin1Char('e'));
    item.toShown = QString(400, QLatin1Char('t'));
    desk.source.items = {item};
    desk.show();
    desk.page.frameAt(0)->setDetailsShown(true);
    desk.page.resize(480, 500);
    QApplication::sendPostedEvents();
    const auto *area = desk.page.findChild<QScrollArea *>();
    QVERIFY2(area->widget()->width() <= area->viewport()->width(), qPrintable(QString::number(area->widget()->width())));
}

void PagesTest::largeLettersFindTheirPlaceInANarrowPage()
{
    const QFont former = QApplication::font();
    QFont large = former;
    large.setPointSizeF(former.pointSizeF() * 2);
    QApplication::setFont(large);
    {
        OutboxDesk desk;
        fillWithWaiting(desk.source);
        desk.show();
        desk.page.resize(480, 500);
        const int room = desk.page.findChild<QScrollArea *>()->viewport()->width();
        for (int row = 0; row < desk.model.rowCount(); ++row) {
            const CardFrame *frame = desk.page.frameAt(row);
            QTRY_VERIFY2(frame->mapTo(&desk.page, frame->rect().topRight()).x() < room, qPrintable(QString::number(row)));
            for (const Button *button : frame->findChildren<Button *>())
                QTRY_VERIFY2(button->isHidden() || button->mapTo(frame, button->rect().topRight()).x() < frame->width(), qPrintable(button->text()));
        }
    }
    QApplication::setFont(former);
}

void PagesTest::parkedWishesAreRetriedOrGivenUp()
{
    AttentionDesk desk;
    desk.source.stories = {parkedMove(11, 0)};
    desk.show();
    QSignalSpy retry(&desk.page, &AttentionPage::retryParkedWanted);
    QSignalSpy discard(&desk.page, &AttentionPage::discardParkedWanted);
    desk.press(0, QStringLiteral("Try again"));
    desk.press(0, QStringLiteral("Give up"));
    QCOMPARE(retry.at(0).at(0).value<PlacementId>(), PlacementId(11));
    QCOMPARE(discard.at(0).at(0).value<PlacementId>(), PlacementId(11));
    QCOMPARE(desk.seams.asked.size(), 0);
}

void PagesTest::whatIsOnlyHereCannotBeGivenUp()
{
    AttentionDesk desk;
    desk.source.stories = {parkedAppend(5, 0)};
    desk.show();
    QVERIFY(!desk.button(0, QStringLiteral("Give up")));
    QSignalSpy retry(&desk.page, &AttentionPage::retryAppendWanted);
    desk.press(0, QStringLiteral("Try again"));
    QCOMPARE(retry.at(0).at(0).value<WishId>(), WishId(5));
}

void PagesTest::aCopyCanBeGivenUpForItsOriginalStays()
{
    AttentionDesk desk;
    desk.source.stories = {parkedCopy(6, 0)};
    desk.show();
    QSignalSpy discard(&desk.page, &AttentionPage::discardCopyWanted);
    QSignalSpy retry(&desk.page, &AttentionPage::retryAppendWanted);
    desk.press(0, QStringLiteral("Give up"));
    desk.press(0, QStringLiteral("Try again"));
    QCOMPARE(discard.at(0).at(0).value<WishId>(), WishId(6));
    QCOMPARE(retry.at(0).at(0).value<WishId>(), WishId(6));
    QVERIFY(desk.model.card(0).title.contains(QStringLiteral("Board")));
}

void PagesTest::newestComesFirst()
{
    AttentionDesk desk;
    desk.source.stories = {parkedMove(11, -500), parkedAppend(5, -9), unsent(outgoing(4, OutboxState::Uncertain), -100)};
    desk.show();
    QCOMPARE(desk.model.itemAt(0).append, WishId(5));
    QCOMPARE(desk.model.itemAt(1).outbox, OutboxId(4));
    QCOMPARE(desk.model.itemAt(2).placement, PlacementId(11));
}

void PagesTest::everythingIsSpoken()
{
    AttentionDesk desk;
    fillWithWaiting(desk.source);
    desk.show();
    QVERIFY(!desk.page.accessibleName().isEmpty());
    for (int row = 0; row < desk.model.rowCount(); ++row) {
        const CardFrame *frame = desk.page.frameAt(row);
        QVERIFY(frame->accessibleName().contains(desk.model.card(row).title));
        for (Button *button : frame->findChildren<Button *>()) {
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(button);
            QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
    }
}

} // namespace petrel::test
