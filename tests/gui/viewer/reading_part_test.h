#pragma once

#include "tests/gui/viewer/sample_messages.h"
#include "ui/viewer/message_text_view.h"
#include "ui/viewer/reading_part.h"
#include "ui/viewer/reading_presenter.h"

#include <QElapsedTimer>
#include <QtTest>

namespace petrel::test {

/** Messages of any size: read part by part, searched without marking what nobody sees. */
class ReadingPartTest : public QObject
{
    Q_OBJECT

    static html::LinkedText numbered(int lines)
    {
        html::LinkedText text;
        for (int line = 0; line < lines; ++line)
            text.text += QStringLiteral("This is line %1 of a log that goes on and on.\n").arg(line);
        return text;
    }

private Q_SLOTS:
    void a_short_message_is_one_part()
    {
        const ui::ReadingPart part = ui::readingPart(numbered(10), 0);
        QVERIFY(part.isWhole());
        QCOMPARE(part.text, numbered(10));
        QVERIFY(ui::readingPart({}, 0).isWhole());
        QVERIFY(ui::readingPart({QString(400'000, u' '), {}}, 0).isWhole()); // space alone is nothing to go on to
    }

    void the_parts_together_are_the_message()
    {
        const html::LinkedText whole = numbered(12'000);
        const int count = ui::readingPart(whole, 0).count;
        QVERIFY(count > 2);
        QString together;
        for (int number = 0; number < count; ++number) {
            const ui::ReadingPart part = ui::readingPart(whole, number);
            QVERIFY(part.text.text.size() <= ui::ReadingPart::kLongest);
            QVERIFY(part.text.text.endsWith(u'\n')); // never within a line
            together += part.text.text;
        }
        QCOMPARE(together, whole.text);
        QVERIFY(ui::readingPart(whole, 99).isLast());
    }

    void a_part_without_line_ends_cuts_no_letter_in_two()
    {
        html::LinkedText whole;
        whole.text = QStringLiteral("x") + QString::fromUcs4(U"\U0001F426").repeated(150'000);
        const ui::ReadingPart part = ui::readingPart(whole, 0);
        QVERIFY(part.text.text.back().isLowSurrogate());
        QVERIFY(!part.isWhole());
    }

    void a_link_goes_with_its_part()
    {
        html::LinkedText whole = numbered(12'000);
        const qsizetype begin = whole.text.size() - 40;
        whole.links = {{begin, 4, QUrl(QStringLiteral("https://halden.example/"))}};
        QVERIFY(ui::readingPart(whole, 0).text.links.isEmpty());
        const ui::ReadingPart last = ui::readingPart(whole, 99);
        QCOMPARE(last.text.links.size(), 1);
        QCOMPARE(last.text.text.sliced(last.text.links.first().begin, 4), whole.text.sliced(begin, 4));
    }

    void the_presenter_turns_the_parts()
    {
        InlineExecutor executor;
        ui::ReadingPresenter presenter(executor);
        presenter.showLoading({PlacementId(1), {}, 0}, {});
        presenter.showMessage(PlacementId(1), plainMessage(numbered(12'000).text));
        QCOMPARE(presenter.message().part, 0);
        QCOMPARE(presenter.message().notices.last().offer, ui::ReadingNotice::Offer::ShowNextPart);
        const int parts = presenter.message().parts;
        QVERIFY(parts > 1);
        presenter.showPart(parts - 1);
        QCOMPARE(presenter.message().part, parts - 1);
        QVERIFY(presenter.message().text.lines.last().text.contains(QStringLiteral("line 11999 ")));
        QCOMPARE(presenter.message().notices.last().offer, ui::ReadingNotice::Offer::ShowFirstPart);
        presenter.showPart(parts); // there is none
        QCOMPARE(presenter.message().part, parts - 1);
    }

    void finding_a_letter_marks_what_is_in_sight_only()
    {
        ui::MessageTextView view;
        view.resize(700, 600);
        view.show();
        view.setReadingText(ui::readingText(numbered(3'500)));
        QElapsedTimer clock;
        clock.start();
        const int found = view.markMatches(QStringLiteral("i"));
        QVERIFY(found >= 3 * 3'500);
        QVERIFY2(view.extraSelections().size() < found / 10, qPrintable(QString::number(view.extraSelections().size())));
        QVERIFY(!view.extraSelections().isEmpty());
        QCOMPARE(view.goToMatch(false), found); // the last one is marked although it is far away
        QVERIFY(view.extraSelections().last().cursor.selectionStart() > view.extraSelections().first().cursor.selectionStart() + 1000);
        QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    }
};

} // namespace petrel::test
