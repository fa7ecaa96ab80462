#pragma once

#include "tests/gui/compose/presenter_desk.h"

#include <QtTest>

namespace petrel::test {

/** Keeping and sending: nothing is lost, nothing goes out twice. No widgets. */
class ComposePresenterTest : public QObject
{
    Q_OBJECT

    using Desk = PresenterDesk;

private Q_SLOTS:
    void it_is_finished_only_when_the_outbox_row_is_committed()
    {
        Desk desk;
        desk.write();
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 1);
        QCOMPARE(desk.finished.size(), 0);
        desk.out.finishSending(OutboxId(5));
        QCOMPARE(desk.finished.size(), 1);
    }

    void a_refusing_outbox_keeps_everything_and_a_second_try_is_the_same_message()
    {
        Desk desk;
        desk.write();
        desk.presenter.send();
        desk.out.finishSending(diskFull());
        QCOMPARE(desk.finished.size(), 0);
        QCOMPARE(desk.failed.size(), 1);
        QCOMPARE(desk.presenter.draft().text, QStringLiteral("Text"));
        desk.presenter.send();
        QCOMPARE(desk.out.sent[1].messageId, desk.out.sent[0].messageId);
    }

    void pressing_send_twice_sends_once()
    {
        Desk desk;
        desk.write();
        desk.presenter.send();
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 1);
    }

    void sending_waits_for_a_draft_that_is_on_its_way_and_takes_its_place()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        desk.out.finishSaving(PlacementId(7));
        QCOMPARE(desk.out.sent.size(), 1);
        QCOMPARE(desk.out.successorOf, std::optional(PlacementId(7)));
        QVERIFY2(desk.out.discarded.isEmpty(), "the draft goes in the step that queues the message, and not before");
    }

    void without_recipients_nothing_goes_out()
    {
        Desk desk;
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        QCOMPARE(desk.blocked.size(), 1);
    }

    void an_invalid_address_stops_sending_where_it_stands()
    {
        Desk desk;
        desk.write();
        desk.presenter.setRecipients(ui::ComposeField::Cc, {}, QStringLiteral("anna"));
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        QCOMPARE(desk.blocked[0][0].value<ui::ComposeField>(), ui::ComposeField::Cc);
    }

    void closing_keeps_what_was_written_and_each_version_replaces_the_former()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.out.finishSaving(PlacementId(7));
        desk.presenter.setSubject(QStringLiteral("Hi again"));
        desk.presenter.close();
        QCOMPARE(desk.finished.size(), 0);
        QCOMPARE(desk.out.formers.last(), std::optional(PlacementId(7)));
        desk.out.finishSaving(PlacementId(8));
        QCOMPARE(desk.finished.size(), 1);
        QVERIFY(desk.presenter.draftState().startsWith(QStringLiteral("Draft saved")));
    }

    void closing_does_not_close_when_the_draft_cannot_be_kept()
    {
        Desk desk;
        desk.write();
        desk.presenter.close();
        desk.out.finishSaving(diskFull());
        QCOMPARE(desk.finished.size(), 0);
        QCOMPARE(desk.failed.size(), 1);
    }

    void an_untouched_message_leaves_no_draft()
    {
        Desk desk;
        desk.presenter.close();
        QCOMPARE(desk.out.saved.size(), 0);
        QCOMPARE(desk.finished.size(), 1);
    }

    void what_is_typed_while_saving_is_saved_too()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.presenter.setSubject(QStringLiteral("later words"));
        desk.out.finishSaving(PlacementId(7));
        QVERIFY(desk.presenter.life().isUnsaved());
        desk.presenter.close();
        QCOMPARE(desk.out.saved.last().subject, QStringLiteral("later words"));
    }

    void the_original_is_marked_only_after_sending()
    {
        ui::StartMessage start;
        start.id = PlacementId(9);
        start.content.envelope.from = {{{}, QStringLiteral("ada@a.example")}};
        Desk desk(ui::replyDraft(start, html::ReplyTo::Sender, twoIdentities()));
        desk.presenter.send();
        QVERIFY(desk.out.answered.isEmpty());
        desk.out.finishSending(OutboxId(5));
        QCOMPARE(desk.out.answered, (QList<std::pair<PlacementId, bool>>{{PlacementId(9), false}}));
    }
};

} // namespace petrel::test
