#pragma once

#include "ui/viewer/subject_label.h"

#include <QtTest>

namespace petrel::test {

/** A subject that would fill the pane. */
class SubjectLabelTest : public QObject
{
    Q_OBJECT

    static constexpr int kRoom = 300;

    struct Desk
    {
        ui::SubjectLabel label;

        explicit Desk(const QString &subject)
        {
            label.setFixedWidth(kRoom);
            label.setRoom(kRoom);
            label.setSubject(subject);
            label.show();
        }
        [[nodiscard]] int lines() const { return qRound(double(label.heightForWidth(kRoom)) / label.fontMetrics().lineSpacing()); }
    };
    static QString longSubject() { return QStringLiteral("Minutes of the harbour meeting with all the changes that were asked for ").repeated(12).trimmed(); }

private Q_SLOTS:
    void a_short_one_is_shown_as_it_is()
    {
        Desk desk(QStringLiteral("Ferry times"));
        QCOMPARE(desk.label.text(), QStringLiteral("Ferry times"));
        QVERIFY(!desk.label.isFolded());
        QVERIFY(desk.label.toolTip().isEmpty());
        QTest::mouseClick(&desk.label, Qt::LeftButton);
        QCOMPARE(desk.label.text(), QStringLiteral("Ferry times"));
    }

    void a_long_one_shows_three_lines_and_keeps_the_rest_at_hand_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("words") << longSubject();
        QTest::newRow("one word without end") << QString(900, u'w');
        QTest::newRow("markup") << QStringLiteral("<b>bold</b> & <img src=x> ").repeated(30).trimmed();
        QTest::newRow("from right to left") << QStringLiteral("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd ").repeated(60).trimmed();
        QTest::newRow("longer than anybody reads") << QStringLiteral("again ").repeated(20'000).trimmed();
    }
    void a_long_one_shows_three_lines_and_keeps_the_rest_at_hand()
    {
        QFETCH(QString, subject);
        Desk desk(subject);
        QVERIFY(desk.label.isFolded());
        QVERIFY2(desk.lines() <= ui::SubjectLabel::kLines, QByteArray::number(desk.lines()).constData());
        QVERIFY(desk.label.text().contains(QChar(0x2026)));
        QCOMPARE(desk.label.accessibleName(), subject);
        QVERIFY(!desk.label.toolTip().isEmpty());
        QVERIFY(!desk.label.toolTip().contains(QStringLiteral("<img")));
    }

    void a_click_unfolds_it_and_another_folds_it()
    {
        Desk desk(longSubject());
        QTest::mouseClick(&desk.label, Qt::LeftButton);
        QCOMPARE(desk.label.text(), longSubject());
        QVERIFY(desk.label.toolTip().isEmpty());
        QTest::mouseClick(&desk.label, Qt::LeftButton);
        QVERIFY(desk.label.isFolded());
    }

    void the_keyboard_unfolds_it_too()
    {
        Desk desk(longSubject());
        QTest::keyClick(&desk.label, Qt::Key_Return);
        QCOMPARE(desk.label.text(), longSubject());
        QTest::keyClick(&desk.label, Qt::Key_Space);
        QVERIFY(desk.label.isFolded());
    }

    void who_selects_words_in_it_does_not_unfold_it()
    {
        Desk desk(longSubject());
        const int line = desk.label.fontMetrics().lineSpacing() / 2;
        QTest::mousePress(&desk.label, Qt::LeftButton, {}, {5, line});
        QTest::mouseMove(&desk.label, {150, line});
        QTest::mouseRelease(&desk.label, Qt::LeftButton, {}, {150, line});
        QVERIFY(desk.label.hasSelectedText());
        QVERIFY(desk.label.isFolded());
    }

    void the_next_message_is_folded_again_and_room_unfolds_what_fits()
    {
        Desk desk(longSubject());
        QTest::mouseClick(&desk.label, Qt::LeftButton);
        desk.label.setSubject(longSubject() + u'!');
        QVERIFY(desk.label.isFolded());
        desk.label.setRoom(20'000);
        QVERIFY(!desk.label.isFolded());
        QCOMPARE(desk.label.text(), longSubject() + u'!');
    }
};

} // namespace petrel::test
