#pragma once

#include "tests/gui/compose/fake_mail_out.h"
#include "ui/compose/compose_presenter.h"
#include "ui/compose/compose_start.h"

#include <QSignalSpy>
#include <QtTest>

namespace petrel::test {

/** Keeping and sending: nothing is lost, nothing goes out twice. No widgets. */
class ComposePresenterTest : public QObject
{
    Q_OBJECT

    struct Desk
    {
        FakeMailOut out;
        ui::ComposePresenter presenter;
        QSignalSpy finished{&presenter, &ui::ComposePresenter::finished};
        QSignalSpy failed{&presenter, &ui::ComposePresenter::failed};
        QSignalSpy blocked{&presenter, &ui::ComposePresenter::blocked};

        explicit Desk(const ui::Draft &draft = ui::newDraft(twoIdentities())) : presenter(out, twoIdentities(), draft) {}
        void write()
        {
            presenter.setRecipients(ui::ComposeField::To, {{{}, QStringLiteral("ada@a.example")}}, 0);
            presenter.setSubject(QStringLiteral("Hi"));
            presenter.setBody(QStringLiteral("Text"), {});
        }
    };

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

    void sending_waits_for_a_draft_that_is_on_its_way_and_takes_it_back()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        desk.out.finishSaving(PlacementId(7));
        QCOMPARE(desk.out.sent.size(), 1);
        desk.out.finishSending(OutboxId(5));
        QCOMPARE(desk.out.discarded, QList<PlacementId>{PlacementId(7)});
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
        desk.presenter.setRecipients(ui::ComposeField::Cc, {}, 1);
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
        QVERIFY(desk.presenter.isChanged());
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

    void a_forward_does_not_go_out_without_its_files()
    {
        ui::Draft draft = ui::newDraft(twoIdentities());
        draft.partsToFetch = {PartInfo{}};
        Desk desk(draft);
        desk.write();
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        desk.out.parts = QByteArray("bytes");
        desk.presenter.fetchParts();
        desk.presenter.send();
        QCOMPARE(desk.out.sent[0].attachments.size(), 1);
    }

    void files_that_cannot_be_read_are_named()
    {
        Desk desk;
        QSignalSpy refused(&desk.presenter, &ui::ComposePresenter::filesRefused);
        desk.presenter.addFiles({QStringLiteral("/nowhere/at/all.pdf")});
        QCOMPARE(refused.size(), 1);
        QVERIFY(desk.presenter.draft().files.isEmpty());
    }

    void a_subject_with_line_breaks_is_one_line()
    {
        Desk desk;
        desk.write();
        desk.presenter.setSubject(QStringLiteral("a\r\nBcc: evil@x.example"));
        QVERIFY(!desk.presenter.outgoing().subject.contains(u'\n'));
        QVERIFY(!desk.presenter.outgoing().subject.contains(u'\r'));
    }

    void undo_send_holds_the_message_back()
    {
        Desk desk;
        desk.write();
        desk.presenter.setUndoSeconds(10);
        desk.presenter.send();
        QVERIFY(desk.out.notBefore_ > 0);
    }
};

} // namespace petrel::test
