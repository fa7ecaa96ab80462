#include "tests/gui/common/words_test.h"
#include "ui/common/desktop_settings.h"
#include "ui/common/labels.h"
#include "ui/common/snackbar.h"
#include "ui/common/tool_tip.h"

#include <QHelpEvent>
#include <QTextDocument>
#include <QVBoxLayout>
#include <QtTest>

namespace petrel::test {

using namespace ui;

void WordsTest::aSnackbarShowsAllOfALongSentence()
{
    QWidget pane;
    pane.resize(800, 500);
    pane.show();
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("info");
    offer.text = QStringLiteral("Home could not be reached. Your changes are kept here and sent as soon as its server answers again. "
                                "Look whether this computer is online, or try again later.");
    offer.action = QStringLiteral("Undo");
    Snackbar *bar = Snackbar::show(&pane, offer);
    const auto labels = bar->findChildren<QLabel *>();
    const auto words = std::find_if(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == offer.text; });
    QVERIFY(words != labels.end());
    QTRY_VERIFY((*words)->height() >= (*words)->heightForWidth((*words)->width()));
    QVERIFY(pane.rect().contains(bar->geometry()));
}

void WordsTest::aSnackbarStandsAtTheLeadingEdge()
{
    QWidget pane;
    pane.resize(1000, 500);
    pane.show();
    QVERIFY(Snackbar::show(&pane, {})->x() < 20);
    pane.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(Snackbar::show(&pane, {})->geometry().right() > 980);
}

void WordsTest::anElidedTextTellsItselfWholeAlsoAfterItChanged()
{
    ElidingLabel label(TypeRole::Small);
    label.resize(120, 20);
    const auto pointAt = [&] {
        QHelpEvent event(QEvent::ToolTip, {5, 5}, label.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&label, &event);
        return label.toolTip();
    };
    label.setText(QStringLiteral("Getting 1,204 of 8,310 messages of Archive"));
    QCOMPARE(pointAt(), label.text());
    label.setText(QStringLiteral("Up to date at 09:44, nothing is waiting"));
    QCOMPARE(pointAt(), label.text());
    label.setText(QStringLiteral("Offline"));
    QCOMPARE(pointAt(), QString());
}

void WordsTest::aNameWithTagsInItIsShownAsItIs()
{
    const QString name = QStringLiteral("<h1>Your bank</h1> <img src='/dev/zero'> & co\nsecond line");
    QWidget widget;
    setPlainToolTip(&widget, name);
    QTextDocument shown; // as QToolTip's label reads it
    if (Qt::mightBeRichText(widget.toolTip()))
        shown.setHtml(widget.toolTip());
    else
        shown.setPlainText(widget.toolTip());
    QCOMPARE(shown.toPlainText(), name);
    setPlainToolTip(&widget, QStringLiteral("Fish & chips"));
    QCOMPARE(widget.toolTip(), QStringLiteral("Fish & chips"));
}

void WordsTest::aNarrowTextHasRoomForAllItsLines()
{
    QWidget pane;
    auto *column = new QVBoxLayout(&pane);
    auto *label = new RoleLabel(QStringLiteral("Minutes of the third meeting of the harbour project could not be moved"), TypeRole::Reading, Colour::Text, &pane);
    label->setWordWrap(true);
    label->setMaximumWidth(200);
    column->addWidget(label);
    column->addStretch(1);
    pane.resize(900, 400);
    pane.show();
    QVERIFY(label->heightForWidth(200) > 2 * label->fontMetrics().height());
    QVERIFY(label->height() >= label->heightForWidth(200));
}

void WordsTest::noPreferenceMeansLightOnlyAsAChange()
{
    QCOMPARE(schemeFromPortal(1, false), std::optional(Scheme::Dark));
    QCOMPARE(schemeFromPortal(2, false), std::optional(Scheme::Light));
    QCOMPARE(schemeFromPortal(0, false), std::optional<Scheme>()); // the platform's own look stays
    QCOMPARE(schemeFromPortal(0, true), std::optional(Scheme::Light));
}

} // namespace petrel::test
