#include "tests/gui/common/tests.h"
#include "ui/common/appearance.h"
#include "ui/common/empty_state.h"
#include "ui/common/labels.h"
#include "ui/common/monogram_disc.h"
#include "ui/common/notice_bar.h"
#include "ui/common/painting.h"
#include "ui/common/question_dialog.h"
#include "ui/common/snackbar.h"

#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>
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

/** How many rows of pixels are inked between two columns: few under the dots of an ellipsis, many under letters. */
int inkedRows(const QImage &image, int from, int to)
{
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) {
        bool inked = false;
        for (int x = from; x < to; ++x)
            inked = inked || qGray(image.pixel(x, y)) < 128;
        rows += inked ? 1 : 0;
    }
    return rows;
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

void PartsTest::snackbarsAtBothEndsDoNotCover()
{
    for (const int width : {500, 1200}) {
        QWidget pane;
        pane.resize(width, 400);
        pane.show();
        int undone = 0;
        int expired = 0;
        Snackbar::Offer trailing = archived(&undone, &expired);
        trailing.end = Snackbar::End::Trailing;
        Snackbar *sending = Snackbar::show(&pane, trailing);
        const int alone = sending->y();
        Snackbar *done = Snackbar::show(&pane, archived(&undone, &expired));
        QCOMPARE(expired, 0);
        QCOMPARE(Snackbar::shownIn(&pane), done);
        QVERIFY(!sending->geometry().intersects(done->geometry()));
        QVERIFY(pane.rect().contains(sending->geometry()));
        done->dismiss();
        QCOMPARE(sending->y(), alone);
        QCOMPARE(Snackbar::shownIn(&pane), sending);
    }
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

void PartsTest::anEllipsisStandsWhereTheWordsWouldGoOn_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("atLeft");
    QTest::newRow("english") << QStringLiteral("Both sections now show the raised quay") << false;
    QTest::newRow("hebrew") << QString::fromUtf8("\u05e8\u05e6\u05d9\u05ea\u05d9 \u05dc\u05e9\u05d0\u05d5\u05dc \u05d0\u05dd \u05d0\u05e4\u05e9\u05e8 \u05dc\u05d4\u05e7\u05d3\u05d9\u05dd") << true;
}

void PartsTest::anEllipsisStandsWhereTheWordsWouldGoOn()
{
    QFETCH(QString, words);
    QFETCH(bool, atLeft);
    QImage image(90, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font(TypeRole::Reading, Weight::Strong));
    const int used = paintElided(&painter, image.rect(), words, Qt::AlignLeft);
    painter.end();
    QVERIFY(used > 40 && used <= image.width());
    const int dots = 6;
    const int left = inkedRows(image, 0, dots);
    const int right = inkedRows(image, used - dots, used);
    QVERIFY2(atLeft ? left < 5 && right > 5 : left > 5 && right < 5, qPrintable(QStringLiteral("left %1, right %2").arg(left).arg(right)));
}

void PartsTest::lettersForAltAreUnderlinedWhileAltIsHeld()
{
    QWidget window;
    window.show();
    const auto underlined = [&] { return window.style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, &window) != 0; };
    QVERIFY(!underlined());
    QTest::keyPress(&window, Qt::Key_Alt);
    QVERIFY(underlined());
    QTest::keyRelease(&window, Qt::Key_Alt);
    QVERIFY(!underlined());
    QTest::keyPress(&window, Qt::Key_Alt);
    QEvent away(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(&window, &away);
    QVERIFY(!underlined());
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

void PartsTest::aQuestionEndsWithTheSafeAnswerUnlessAnotherIsGiven()
{
    const Question question{QStringLiteral("Leave the set-up?"), QStringLiteral("The account is not set up yet."),
                            QStringLiteral("What you have entered here is forgotten, however long the sentence about it may be that has to be wrapped."),
                            {QStringLiteral("Leave"), QStringLiteral("Wait"), QStringLiteral("Go on")}, 1, true};
    QWidget parent;
    parent.show();
    for (const auto &[key, expected] : {std::pair{Qt::Key_Escape, 2}, std::pair{Qt::Key_Return, 1}}) {
        int answer = -1;
        Seams::current().ask(&parent, question, [&](int given) { answer = given; });
        auto *dialog = parent.findChild<QuestionDialog *>();
        QVERIFY(dialog && answer == -1);
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            QVERIFY(label->height() >= label->heightForWidth(label->width()));
        QTest::keyClick(dialog, key);
        QCOMPARE(answer, expected);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void PartsTest::whoeverStandsBehindAClosedWindowTakesTheKeyboard()
{
    QWidget window;
    auto *field = new QLineEdit(&window);
    window.show();
    QDialog first(&window);
    first.open();
    QDialog second(&first);
    second.open();
    Seams::current().ask(&second, {QStringLiteral("Leave?"), QStringLiteral("Nothing is saved."), {}, {QStringLiteral("Leave"), QStringLiteral("Stay")}, 1, true},
                         [&](int) {
                             second.close();
                             first.close();
                         });
    auto *question = second.findChild<QuestionDialog *>();
    QVERIFY(QTest::qWaitForWindowActive(question));
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_COMPARE(QApplication::activeWindow(), &window);
    field->setFocus();
    QTRY_VERIFY(field->hasFocus());
}

void PartsTest::aLabelOfLimitedWidthIsAsHighAsItsWords()
{
    QWidget page;
    auto *label = new RoleLabel(QStringLiteral("A sentence that is a good deal longer than the line it has, and so takes several of them."), TypeRole::Body,
                                Colour::Text, &page);
    label->setWordWrap(true);
    label->setMaximumWidth(120);
    auto *column = new QVBoxLayout(&page);
    column->addWidget(label);
    page.resize(600, 40);
    page.show();
    QTRY_COMPARE(label->width(), 120);
    QVERIFY(column->totalMinimumHeightForWidth(600) > label->fontMetrics().height() * 4);
}

} // namespace petrel::test
