#pragma once

#include "tests/gui/compose/fake_mail_out.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/recipient.h"
#include "ui/compose/rich_text.h"
#include "ui/compose/safety_check.h"

#include <QTextDocument>
#include <QtTest>

namespace petrel::test {

/** How messages begin, what is checked in them, and what the editor's text becomes. No widgets. */
class ComposeStartTest : public QObject
{
    Q_OBJECT

    static ui::StartMessage original()
    {
        ui::StartMessage start;
        start.id = PlacementId(9);
        start.content.envelope.subject = QStringLiteral("Re: Plan");
        start.content.envelope.from = {{QStringLiteral("Ada"), QStringLiteral("ada@a.example")}};
        start.content.envelope.to = {{{}, QStringLiteral("nora@postbox.example")}, {{}, QStringLiteral("bob@b.example")}};
        start.content.envelope.messageId = "one@a.example";
        start.content.envelope.dateSent = 1'763'546'520;
        start.content.text = QStringLiteral("Hello\n> old\n\n-- \nAda");
        return start;
    }

private Q_SLOTS:
    void of_two_accounts_with_one_address_that_of_the_message_writes()
    {
        QList<ui::Identity> twins = twoIdentities();
        twins[0].address = twins[1].address; // the same mailbox by IMAP and by POP3
        ui::StartMessage start = original();
        start.content.envelope.from = {twins[0].address};
        for (const int home : {0, 1}) {
            start.account = twins[home].account;
            QCOMPARE(ui::replyDraft(start, html::ReplyTo::Sender, twins).identity, home);
            QCOMPARE(ui::forwardDraft(start, twins).identity, home);
            QCOMPARE(ui::editedDraft(start, twins).identity, home);
        }
    }

    void an_answer_to_a_list_comes_from_the_account_that_got_it()
    {
        ui::StartMessage start = original();
        start.content.envelope.to = {{{}, QStringLiteral("everybody@list.example")}};
        start.account = AccountId(2);
        QCOMPARE(ui::replyDraft(start, html::ReplyTo::Sender, twoIdentities(), 0).identity, 1);
    }

    void a_reply_goes_to_the_sender_from_the_address_that_was_written_to()
    {
        const ui::Draft draft = ui::replyDraft(original(), html::ReplyTo::Sender, twoIdentities());
        QCOMPARE(draft.identity, 1);
        QCOMPARE(draft.to.size(), 1);
        QCOMPARE(draft.to[0].email, QStringLiteral("ada@a.example"));
        QVERIFY(draft.cc.isEmpty());
        QCOMPARE(draft.subject, QStringLiteral("Re: Plan"));
        QCOMPARE(draft.inReplyTo, QByteArray("one@a.example"));
    }

    void a_reply_to_all_copies_the_others_but_not_oneself()
    {
        const ui::Draft draft = ui::replyDraft(original(), html::ReplyTo::All, twoIdentities());
        QCOMPARE(draft.cc.size(), 1);
        QCOMPARE(draft.cc[0].email, QStringLiteral("bob@b.example"));
    }

    void a_reply_quotes_and_leaves_room_above_or_below()
    {
        const ui::Draft above = ui::replyDraft(original(), html::ReplyTo::Sender, twoIdentities());
        QVERIFY(above.text.startsWith(QStringLiteral("\n\n")));
        QVERIFY(above.text.contains(QStringLiteral("\n> Hello\n>> old")));
        QCOMPARE(above.caret, 0);
        const ui::Draft below = ui::replyDraft(original(), html::ReplyTo::Sender, twoIdentities(), 0, ui::ReplyPlace::BelowQuote);
        QVERIFY(below.text.first(below.caret).endsWith(QStringLiteral(">> old\n\n")));
    }

    void a_forward_takes_the_attachments_along()
    {
        ui::StartMessage start = original();
        PartInfo plan;
        plan.path = "2";
        plan.fileName = QStringLiteral("plan.pdf");
        plan.size = 1234;
        start.content.attachments = {plan};
        const ui::Draft draft = ui::forwardDraft(start, twoIdentities());
        QVERIFY(draft.to.isEmpty());
        QVERIFY(draft.inReplyTo.isEmpty());
        QCOMPARE(draft.files.size(), 1);
        QCOMPARE(draft.files[0].file.stored, (mime::StoredPart{PlacementId(9), "2"}));
        QCOMPARE(draft.files[0].file.fileName, QStringLiteral("plan.pdf"));
        QCOMPARE(draft.files[0].size, 1234);
        QVERIFY(draft.text.contains(QStringLiteral("ada@a.example")));
    }

    void a_mail_link_fills_the_fields_and_keeps_the_signature()
    {
        html::MailtoRequest request;
        request.to = {{{}, QStringLiteral("a@b.example")}};
        request.subject = QStringLiteral("Hi");
        request.body = QStringLiteral("Body");
        const ui::Draft draft = ui::mailtoDraft(request, twoIdentities());
        QCOMPARE(draft.text, QStringLiteral("Body\n\n-- \nNora\nHalden"));
        QCOMPARE(draft.caret, 4);
    }

    void a_kept_draft_brings_its_files_and_the_pictures_inside_its_text()
    {
        ui::StartMessage kept = original();
        PartInfo picture;
        picture.path = "1.2";
        picture.type = "image/png";
        picture.contentId = "logo@a.example";
        PartInfo plan;
        plan.path = "2";
        kept.content.attachments = {plan};
        kept.content.inlineParts.insert(picture.contentId, picture);
        const ui::Draft draft = ui::editedDraft(kept, twoIdentities());
        QCOMPARE(draft.files.size(), 2);
        QCOMPARE(draft.files[0].file.stored.path, QByteArray("2"));
        QCOMPARE(draft.files[1].file.stored, (mime::StoredPart{PlacementId(9), "1.2"}));
        QCOMPARE(draft.stored, std::optional(PlacementId(9)));
    }

    void a_kept_draft_knows_what_it_answers_by_its_id()
    {
        ui::StartMessage kept = original();
        kept.content.envelope.inReplyTo = "asked@b.example";
        kept.content.envelope.references = {"first@b.example", "asked@b.example"};
        QCOMPARE(ui::editedDraft(kept, twoIdentities()).originalMessageId(), QByteArray("asked@b.example"));
        kept.content.envelope.inReplyTo.clear(); // a forward has References only
        const ui::Draft forward = ui::editedDraft(kept, twoIdentities());
        QCOMPARE(forward.origin, ui::DraftOrigin::Forward);
        QCOMPARE(forward.originalMessageId(), QByteArray("asked@b.example"));
        kept.content.envelope.references.clear();
        QVERIFY(ui::editedDraft(kept, twoIdentities()).originalMessageId().isEmpty());
    }

    void unfinished_addresses_come_back_with_the_draft()
    {
        ui::StartMessage kept = original();
        kept.content.headers = {{"X-Petrel-Unfinished-To", QStringLiteral("anna, ben"), {}}};
        QCOMPARE(ui::editedDraft(kept, twoIdentities()).unfinished.to, QStringLiteral("anna, ben"));
    }

    void what_is_wished_of_the_way_comes_back_with_the_draft()
    {
        ui::StartMessage kept = original();
        QVERIFY(!ui::editedDraft(kept, twoIdentities()).requireTls);
        kept.content.headers = {{"X-Petrel-Require-Tls", QStringLiteral("yes"), {}}};
        QVERIFY(ui::editedDraft(kept, twoIdentities()).requireTls);
        QVERIFY(!ui::editedDraft(kept, twoIdentities()).askDelivered);
    }

    void a_draft_that_lost_its_mailbox_keeps_its_words_and_shows_which_files_are_gone()
    {
        ui::StartMessage kept = original();
        PartInfo plan;
        plan.path = "2";
        kept.content.attachments = {plan};
        ui::Draft draft = ui::editedDraft(kept, twoIdentities());
        ui::DraftFile note;
        note.file.bytes = "bytes";
        draft.files.append(note);
        draft = ui::withoutMailbox(draft);
        QVERIFY(!draft.stored);
        QVERIFY(draft.files[0].gone);
        QVERIFY(draft.files[0].file.stored.isNull());
        QVERIFY(!draft.files[1].gone);
        QCOMPARE(draft.text, kept.content.text);
    }

    void a_signature_is_found_only_where_it_stands_unchanged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("length");
        QTest::newRow("at the end") << "Hi\n\n-- \nA" << 4 << 5;
        QTest::newRow("above a forward") << "Hi\n\n-- \nA\n\nFrom: B" << 4 << 5;
        QTest::newRow("changed") << "Hi\n\n-- \nA changed" << 17 << 0;
        QTest::newRow("quoted") << "> -- \n> A" << 9 << 0;
        QTest::newRow("inside a line") << "x-- \nA" << 6 << 0;
        QTest::newRow("none") << "Hi" << 2 << 0;
    }
    void a_signature_is_found_only_where_it_stands_unchanged()
    {
        QFETCH(QString, text);
        const ui::SignaturePlace place = ui::signatureIn(text, QStringLiteral("A"));
        QTEST(static_cast<int>(place.start), "start");
        QTEST(static_cast<int>(place.length), "length");
    }

    void typed_addresses_become_recipients_and_nothing_is_lost_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("invalid");
        QTest::newRow("one") << "ada@a.example" << 1 << 0;
        QTest::newRow("named") << "\"Lovelace, Ada\" <ada@a.example>" << 1 << 0;
        QTest::newRow("list") << "ada@a.example, Bob <bob@b.example>; c@c.example" << 3 << 0;
        QTest::newRow("lines") << "ada@a.example\nbob@b.example" << 2 << 0;
        QTest::newRow("no at") << "ada" << 1 << 1;
        QTest::newRow("no domain") << "ada@" << 1 << 1;
        QTest::newRow("space") << "   " << 0 << 0;
    }

    void typed_addresses_become_recipients_and_nothing_is_lost()
    {
        QFETCH(QString, typed);
        const QList<ui::Recipient> recipients = ui::recipientsFromText(typed);
        QTEST(static_cast<int>(recipients.size()), "count");
        const auto invalid = std::count_if(recipients.cbegin(), recipients.cend(), [](const ui::Recipient &one) { return !one.isValid(); });
        QTEST(static_cast<int>(invalid), "invalid");
    }

    void words_for_attachments_are_known_in_many_languages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("speaks");
        QTest::newRow("en") << "The plan is attached." << true;
        QTest::newRow("de") << "Im Anhang der Plan" << true;
        QTest::newRow("de 2") << QStringLiteral("Die Rechnung ist beigef\u00fcgt") << true;
        QTest::newRow("fr") << QStringLiteral("Voir la pi\u00e8ce jointe") << true;
        QTest::newRow("es") << "Adjunto el plano" << true;
        QTest::newRow("ja") << QStringLiteral("\u6dfb\u4ed8\u3057\u307e\u3059") << true;
        QTest::newRow("ru") << QStringLiteral("\u0424\u0430\u0439\u043b \u0432\u043e \u0432\u043b\u043e\u0436\u0435\u043d\u0438\u0438") << true;
        QTest::newRow("nothing") << "See you tomorrow" << false;
        QTest::newRow("inside a word") << "unattached, reattachment" << false;
        QTest::newRow("only quoted") << "Thanks\n> it is attached" << false;
        QTest::newRow("only in the signature") << "Thanks\n\n-- \nNo file attached" << false;
    }

    void words_for_attachments_are_known_in_many_languages()
    {
        QFETCH(QString, text);
        ui::Draft draft;
        draft.subject = QStringLiteral("x");
        draft.text = text;
        const bool found = !ui::safetyFindings(draft).isEmpty();
        QTEST(found, "speaks");
        draft.files.append(ui::DraftFile{});
        QVERIFY(ui::safetyFindings(draft).isEmpty());
    }

    void rich_text_leaves_as_our_own_html()
    {
        QTextDocument document;
        ui::loadMarkedText(&document, QStringLiteral("Hi <b>\nthere\n\n> quoted\n>> deeper\n\n-- \nNora"));
        const QString html = ui::htmlOf(document);
        QVERIFY(html.contains(QStringLiteral("<p>Hi &lt;b&gt;<br>there</p>")));
        QVERIFY(html.contains(QStringLiteral("<blockquote>\n<p>quoted</p>\n<blockquote>\n<p>deeper</p>\n</blockquote>")));
        QCOMPARE(html.count(QStringLiteral("<blockquote>")), html.count(QStringLiteral("</blockquote>")));
        QVERIFY(!html.contains(QStringLiteral("style")));
        QVERIFY(ui::plainTextOf(document).endsWith(QStringLiteral("-- \nNora")));
    }

    void our_html_comes_back_as_it_was()
    {
        const QString html = QStringLiteral("<p>a <b>b</b> <i>c</i> <u>d</u></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
                                            "<p><a href=\"https://a.example/\">link</a></p>\n<blockquote>\n<p>q</p>\n</blockquote>\n");
        QTextDocument document;
        ui::loadOwnHtml(&document, html);
        QCOMPARE(ui::htmlOf(document), html);
    }
};

} // namespace petrel::test
