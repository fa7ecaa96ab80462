#pragma once

#include "tests/gui/compose/presenter_desk.h"

#include <QtTest>

namespace petrel::test {

/** Files from the store, and what comes between: a save under way, a failed one, a slow disk, odd input. No widgets. */
class ComposeTroubleTest : public QObject
{
    Q_OBJECT

    using Desk = PresenterDesk;

    static ui::Draft withStoredFile()
    {
        ui::Draft draft = ui::newDraft(twoIdentities());
        mime::OutgoingFile file;
        file.fileName = QStringLiteral("plan.pdf");
        file.stored = {PlacementId(9), "2"};
        draft.files = {{file, 1234}};
        return draft;
    }

private Q_SLOTS:
    void files_of_a_message_in_the_store_are_named_and_not_carried_about()
    {
        Desk desk(withStoredFile());
        desk.write();
        desk.presenter.send();
        QCOMPARE(desk.out.sent[0].attachments.size(), 1);
        QCOMPARE(desk.out.sent[0].attachments[0].stored, (mime::StoredPart{PlacementId(9), "2"}));
    }

    void a_kept_version_is_where_the_next_one_takes_its_files_from()
    {
        Desk desk(withStoredFile());
        desk.write();
        desk.presenter.save();
        desk.presenter.setSubject(QStringLiteral("typed meanwhile"));
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"3"}});
        desk.presenter.save();
        QCOMPARE(desk.out.saved.last().attachments[0].stored, (mime::StoredPart{PlacementId(10), "3"}));
        QCOMPARE(desk.out.formers.last(), std::optional(PlacementId(10)));
    }

    void a_file_taken_out_while_saving_does_not_come_back()
    {
        Desk desk(withStoredFile());
        desk.write();
        desk.presenter.save();
        desk.presenter.removeFile(0);
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"3"}});
        QVERIFY(desk.presenter.draft().files.isEmpty());
        desk.presenter.save();
        QVERIFY(desk.out.saved.last().attachments.isEmpty());
    }

    void escape_while_a_save_is_under_way_does_not_call_a_send_off()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.presenter.send();
        desk.presenter.close();
        desk.presenter.discard();
        desk.out.finishSaving(PlacementId(7));
        QCOMPARE(desk.out.sent.size(), 1);
        QVERIFY(desk.out.discarded.isEmpty());
        QCOMPARE(desk.finished.size(), 0);
        desk.out.finishSending(OutboxId(5));
        QCOMPARE(desk.finished.size(), 1);
    }

    void a_send_goes_on_when_the_draft_could_not_be_kept()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.presenter.send();
        desk.out.finishSaving(diskFull());
        QCOMPARE(desk.out.sent.size(), 1);
    }

    void a_failed_save_is_tried_again_and_told_once()
    {
        Desk desk;
        desk.write();
        desk.presenter.save();
        desk.out.finishSaving(diskFull());
        auto *autosave = desk.presenter.findChild<QTimer *>(QStringLiteral("autosave"));
        QVERIFY2(autosave->isActive(), "nobody typed since, but the words are still nowhere");
        autosave->setInterval(0);
        QTRY_COMPARE(desk.out.saved.size(), 2);
        desk.out.finishSaving(diskFull());
        QCOMPARE(desk.failed.size(), 1);
        QCOMPARE(desk.presenter.draftState(), QStringLiteral("Draft not saved"));
        QTRY_COMPARE(desk.out.saved.size(), 3);
        desk.out.finishSaving(PlacementId(7));
        QVERIFY(desk.presenter.draftState().startsWith(QStringLiteral("Draft saved")));
        QVERIFY(!autosave->isActive());
    }

    /** Whoever writes and then looks out of the window loses nothing to a power cut. */
    void a_pause_keeps_what_was_written_unless_large_files_hang_on_it()
    {
        for (const std::int64_t size : {std::int64_t(900'000), std::int64_t(3'000'000)}) {
            const bool small = size < 1'000'000;
            ui::Draft draft = ui::newDraft(twoIdentities());
            draft.files.append(ui::DraftFile{{}, size});
            Desk desk(draft);
            auto *pause = desk.presenter.findChild<QTimer *>(QStringLiteral("pause"));
            pause->setInterval(0);
            desk.write();
            QCOMPARE(pause->isActive(), small);
            QTRY_COMPARE(desk.out.saved.size(), small ? 1 : 0);
            QVERIFY(!pause->isActive());
            QVERIFY(small || desk.presenter.findChild<QTimer *>(QStringLiteral("autosave"))->isActive());
        }
    }

    void nothing_may_be_changed_from_the_moment_it_is_bound_to_go()
    {
        Desk desk;
        QSignalSpy handing(&desk.presenter, &ui::ComposePresenter::handingOverChanged);
        desk.write();
        desk.presenter.save();
        QCOMPARE(handing.size(), 0); // a draft is kept beside the writing
        desk.presenter.send();
        QCOMPARE(handing.takeLast()[0].toBool(), true);
        desk.out.finishSaving(PlacementId(7));
        desk.out.finishSending(diskFull());
        QCOMPARE(handing.takeLast()[0].toBool(), false);
    }

    void unfinished_addresses_are_kept_and_never_sent_to()
    {
        Desk desk;
        desk.presenter.setRecipients(ui::ComposeField::To, {}, QStringLiteral("anna"));
        desk.presenter.close();
        QCOMPARE(desk.out.saved.size(), 1);
        QCOMPARE(desk.out.saved[0].unfinished.to, QStringLiteral("anna"));
        QVERIFY(desk.out.saved[0].to.isEmpty());
    }

    void a_disk_that_does_not_answer_holds_up_nobody_but_the_sending()
    {
        Desk desk;
        desk.out.slowDisk = true;
        desk.write();
        desk.presenter.addFiles({QCoreApplication::applicationFilePath()});
        QVERIFY(desk.presenter.draft().files.isEmpty());
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 0);
        QCOMPARE(desk.blocked.size(), 1);
        desk.out.finishReading();
        desk.presenter.send();
        QCOMPARE(desk.out.sent[0].attachments.size(), 1);
    }

    void a_draft_written_on_later_marks_what_it_answers()
    {
        ui::Draft draft = ui::newDraft(twoIdentities());
        draft.origin = ui::DraftOrigin::Reply;
        draft.inReplyTo = "asked@b.example";
        Desk desk(draft);
        desk.write();
        desk.presenter.send();
        desk.out.finishSending(OutboxId(5));
        QCOMPARE(desk.out.answeredById, (QList<std::pair<QByteArray, bool>>{{"asked@b.example", false}}));
    }

    void the_text_is_asked_for_when_it_is_needed_and_not_at_each_key()
    {
        Desk desk;
        int asked = 0;
        connect(&desk.presenter, &ui::ComposePresenter::bodyWanted, this, [&] {
            ++asked;
            desk.presenter.setBody(QStringLiteral("all of it"), {});
        });
        for (int key = 0; key < 100; ++key)
            desk.presenter.touchBody();
        QCOMPARE(asked, 0);
        desk.presenter.close();
        QCOMPARE(asked, 1);
        QCOMPARE(desk.out.saved[0].text, QStringLiteral("all of it"));
        desk.out.finishSaving(PlacementId(7));
        QCOMPARE(desk.out.saved.size(), 1);
        QCOMPARE(desk.finished.size(), 1);
    }

    void a_file_that_is_gone_is_neither_kept_nor_sent_and_never_left_out_unasked()
    {
        ui::Draft draft = withStoredFile();
        draft.files[0].gone = true;
        Desk desk(draft);
        desk.write();
        desk.presenter.save();
        QVERIFY(desk.out.saved[0].attachments.isEmpty());
        desk.out.finishSaving(PlacementId(7));
        desk.presenter.send();
        QVERIFY(desk.out.sent.isEmpty());
        QVERIFY(desk.blocked[0][1].toString().contains(QStringLiteral("plan.pdf")));
        desk.presenter.removeFile(0);
        desk.presenter.send();
        QCOMPARE(desk.out.sent.size(), 1);
    }

    void a_send_that_waited_for_the_draft_does_not_go_without_the_file_that_was_lost()
    {
        Desk desk(withStoredFile());
        QSignalSpy gone(&desk.presenter, &ui::ComposePresenter::filesGone);
        desk.write();
        desk.presenter.save();
        desk.presenter.send();
        QVERIFY(desk.presenter.life().isHandingOver());
        desk.out.finishSaving(KeptDraft{PlacementId(7), {QByteArray()}});
        QVERIFY(desk.out.sent.isEmpty());
        QCOMPARE(gone.size(), 1);
        QVERIFY2(!desk.presenter.life().isHandingOver(), "it can be mended");
    }

    void a_close_that_waited_for_the_draft_leaves_the_word_of_the_lost_file_in_sight()
    {
        Desk desk(withStoredFile());
        QSignalSpy gone(&desk.presenter, &ui::ComposePresenter::filesGone);
        desk.write();
        desk.presenter.close();
        desk.out.finishSaving(KeptDraft{PlacementId(7), {QByteArray()}});
        QCOMPARE(gone.size(), 1);
        QCOMPARE(desk.finished.size(), 0);
        desk.presenter.close(); // it was read
        QCOMPARE(desk.finished.size(), 1);
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

    void what_is_pasted_along_never_keeps_a_message_from_being_kept()
    {
        Desk desk;
        desk.write();
        desk.presenter.setSubject(QStringLiteral("a\u0001b\u0085\vc") + QChar(0xD800));
        desk.presenter.setRecipients(ui::ComposeField::Cc, {}, QStringLiteral("an\u007fna"));
        desk.presenter.save();
        mime::OutgoingMessage message = desk.out.saved[0];
        QCOMPARE(message.unfinished.cc, QStringLiteral("anna"));
        QVERIFY(mime::buildMessage(message, mime::BccField::Keep).ok());
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
