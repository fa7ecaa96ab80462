#include "core/engine/imap/folder_find.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::FindWanted;
using engine::FolderFind;
using namespace std::chrono_literals;

namespace {

ModelMessage about(const QByteArray &subject, const QByteArray &text)
{
    ModelMessage message = ModelMessage::make(subject);
    message.raw += text + "\r\n";
    return message;
}

/** An inbox of twelve: subjects "Day 1" to "Day 12", the even ones speak of otters. Only headers are here. */
struct Inbox : Workbench
{
    Inbox() : Workbench(IncomingKind::Imap)
    {
        for (int day = 1; day <= 12; ++day)
            box().add(about("Day " + QByteArray::number(day), day % 2 == 0 ? "Otters in the harbour." : "Nothing new."));
        MUST_DO(imapPass());
        id = folder("INBOX").id;
        imap.heard.clear();
    }

    [[nodiscard]] ModelMailbox &box() { return imap.mailboxes["INBOX"]; }
    /** As a listing that has only come down to this UID leaves it. */
    void listedDownTo(quint32 lowest)
    {
        MUST_DO(write([&](store::WriteTransaction &tx) -> Status {
            std::vector<Uid> below;
            for (quint32 uid = 1; uid < lowest; ++uid)
                below.push_back(Uid(uid));
            TRY(tx.messages().removeVanished(id, below));
            store::FolderSyncState state = TRY(tx.syncReader().syncState(id));
            state.backfillUid = Uid(lowest);
            return tx.folders().setSyncState(id, state);
        }));
    }
    void haveTextOf(const char *subject)
    {
        const MessageId message = row("INBOX", subject).message;
        store::BodyUpdate body;
        body.text = QStringLiteral("its text");
        MUST_DO(write([&](store::WriteTransaction &tx) { return tx.messages().storeBody(message, body); }));
    }
    [[nodiscard]] FindWanted wanted(const char *words) const
    {
        FindWanted wanted{.request = {}, .account = account.id, .folder = id};
        wanted.request.text = QString::fromUtf8(words);
        return wanted;
    }
    /** On one connection, to its end. */
    [[nodiscard]] Status run(FolderFind &find)
    {
        engine::PassContext context = this->context();
        const auto session = TRY(engine::openImap(context));
        while (!find.isOver())
            TRY(find.step(context, *session));
        return {};
    }
    [[nodiscard]] QStringList subjectsOf(const FolderFind &find)
    {
        QStringList subjects;
        for (const MessageRow &one : MUST(read([&](const store::Reader &reader) { return reader.rows(find.found()); })))
            subjects.append(one.subject);
        return subjects;
    }
    [[nodiscard]] QStringList found(const char *words)
    {
        FolderFind find(wanted(words));
        MUST_DO(run(find));
        return subjectsOf(find);
    }
    [[nodiscard]] QByteArrayList searches() const
    {
        QByteArrayList lines;
        for (const QByteArray &line : imap.heard) {
            if (line.startsWith("UID SEARCH"))
                lines.append(line);
        }
        return lines;
    }

    FolderId id;
};

QStringList days(const QList<int> &days)
{
    QStringList subjects;
    for (const int day : days)
        subjects.append(QStringLiteral("Day %1").arg(day));
    return subjects;
}

} // namespace

class FolderFindTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void a_text_that_is_not_here_is_found_newest_first()
    {
        Inbox inbox;
        QCOMPARE(inbox.found("otters"), days({12, 10, 8, 6, 4, 2}));
        QCOMPARE(inbox.found("otters -subject:12"), days({10, 8, 6, 4, 2}));
        QCOMPARE(inbox.found("subject:11 OR subject:3 new"), days({11, 3}));
        QCOMPARE(inbox.found("harbour OR nothing"), days({12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
        QVERIFY2(inbox.imap.complaints.isEmpty(), inbox.imap.complaints.join('\n').constData());
    }

    /** With ESEARCH, and with PARTIAL, the same is found. */
    void answers_in_ranges_and_in_part_say_the_same()
    {
        for (const char *offered : {"ESEARCH", "ESEARCH PARTIAL", "ESEARCH PARTIAL WITHIN"}) {
            Inbox inbox;
            inbox.imap.more = offered;
            QCOMPARE(inbox.found("otters after:2026-10-31"), days({12, 10, 8, 6, 4, 2}));
            QCOMPARE(inbox.found("otters after:2026-11-02"), QStringList());
            QVERIFY2(inbox.imap.complaints.isEmpty(), inbox.imap.complaints.join('\n').constData());
        }
    }

    void a_text_that_is_here_is_not_asked_for()
    {
        Inbox inbox;
        inbox.haveTextOf("Day 10");
        QCOMPARE(inbox.found("otters"), days({12, 8, 6, 4, 2}));
        QCOMPARE(inbox.searches().last(), QByteArray("UID SEARCH UID 1:9,11:12 TEXT \"otters\""));
    }

    void what_headers_alone_can_tell_is_asked_for_the_unlisted_alone()
    {
        Inbox inbox;
        QCOMPARE(inbox.found("from:bob"), QStringList());
        QCOMPARE(inbox.searches(), QByteArrayList());
        inbox.listedDownTo(5);
        QCOMPARE(inbox.found("from:bob"), days({4, 3, 2, 1}));
        QCOMPARE(inbox.searches().last(), QByteArray("UID SEARCH UID 1:4 FROM \"bob\""));
    }

    void what_was_not_listed_becomes_an_ordinary_row()
    {
        Inbox inbox;
        inbox.listedDownTo(9);
        QCOMPARE(inbox.found("otters"), days({12, 10, 8, 6, 4, 2}));
        QCOMPARE(inbox.shown("INBOX").size(), 8);
        QCOMPARE(inbox.row("INBOX", "Day 4").uid, Uid(4));
        MUST_DO(inbox.imapPass());
        QCOMPARE(inbox.shown("INBOX").size(), 12);
        QCOMPARE(inbox.number("SELECT count(*) FROM message"), 12);
        QCOMPARE(inbox.report.newMessages, 4); // the odd ones
    }

    /** The listing takes what was found ahead of it for unknown: it may have changed, or gone, unnoticed. */
    void what_was_found_ahead_of_the_listing_is_brought_up_to_date_by_it()
    {
        for (const bool condstore : {false, true}) {
            Inbox inbox;
            inbox.imap.condstore = condstore;
            inbox.listedDownTo(9);
            QCOMPARE(inbox.found("otters").size(), 6);
            inbox.box().find(4)->flags.append("\\Flagged");
            inbox.box().messages.removeIf([](const ModelMessage &message) { return message.uid == 6; });
            MUST_DO(inbox.imapPass());
            QCOMPARE(inbox.row("INBOX", "Day 4").flags, Flags(Flag::Flagged));
            QCOMPARE(inbox.shown("INBOX").size(), 11);
            QVERIFY(!inbox.shown("INBOX").contains(QStringLiteral("Day 6")));
        }
    }

    /** Its UID would count as the last one that was looked at, and the mail below it would never come. */
    void new_mail_is_left_to_the_next_pass()
    {
        Inbox inbox;
        inbox.box().add(about("Day 13", "Nothing new."));
        inbox.box().add(about("Day 14", "Otters in the harbour."));
        QCOMPARE(inbox.found("otters").size(), 6);
        MUST_DO(inbox.imapPass());
        QCOMPARE(inbox.shown("INBOX").size(), 14);
    }

    void so_many_at_once_and_more_when_they_are_wanted()
    {
        for (const char *offered : {"", "ESEARCH PARTIAL"}) {
            Inbox inbox;
            inbox.imap.more = offered;
            FindWanted wanted = inbox.wanted("otters");
            wanted.most = 4;
            FolderFind first(wanted);
            MUST_DO(inbox.run(first));
            QCOMPARE(inbox.subjectsOf(first), days({12, 10, 8, 6}));
            QCOMPARE(first.goesOnBelow(), Uid(6));
            wanted.below = first.goesOnBelow();
            FolderFind second(wanted);
            MUST_DO(inbox.run(second));
            QCOMPARE(inbox.subjectsOf(second), days({4, 2}));
            QVERIFY(second.goesOnBelow().isNull());
            QCOMPARE(second.asked(), second.toAsk());
        }
    }

    void what_the_server_cannot_be_asked_is_told_by_what_is_known_here()
    {
        Inbox inbox;
        ModelMessage plan = about("Plan", "");
        plan.raw.replace("Subject: Plan\r\n", "Subject: Plan\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n");
        plan.raw += "--b\r\nContent-Type: text/plain\r\n\r\nOtters\r\n--b\r\nContent-Type: application/pdf\r\n"
                    "Content-Disposition: attachment; filename=otter.pdf\r\n\r\nx\r\n--b--\r\n";
        inbox.box().add(plan);
        MUST_DO(inbox.imapPass());
        QCOMPARE(inbox.found("otters has:attachment"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(inbox.found("otters -has:attachment").size(), 6);
        inbox.imap.more = "X-GM-EXT-1";
        inbox.imap.heard.clear();
        QCOMPARE(inbox.found("otters has:attachment"), QStringList{QStringLiteral("Plan")});
        QVERIFY(inbox.searches().last().contains("X-GM-RAW \"has:attachment\""));
        inbox.imap.more = {};
        FolderFind mixed(inbox.wanted("otters OR has:attachment"));
        QCOMPARE(kindName(inbox.run(mixed).error().kind), kindName(ErrorKind::Unsupported));
    }

    /** What is wanted here and has not reached the server counts. */
    void a_mark_of_this_morning_counts_before_the_server_knows_it()
    {
        Inbox inbox;
        const PlacementId read = inbox.row("INBOX", "Day 12").id;
        MUST_DO(inbox.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({read}, Flag::Seen, {}); }));
        QCOMPARE(inbox.found("otters is:unread"), days({10, 8, 6, 4, 2}));
    }

    void letters_beyond_ascii_are_asked_in_utf8()
    {
        Inbox inbox;
        inbox.box().add(about("Gruss", "Gr\xc3\xbc\xc3\x9f" "e aus Z\xc3\xbcrich"));
        MUST_DO(inbox.imapPass());
        QCOMPARE(inbox.found("Grüße"), QStringList{QStringLiteral("Gruss")});
        inbox.imap.refuse["UID SEARCH CHARSET"] = "NO [BADCHARSET (US-ASCII)] what?";
        FolderFind find(inbox.wanted("Grüße"));
        QCOMPARE(kindName(inbox.run(find).error().kind), kindName(ErrorKind::Unsupported));
    }

    void a_folder_that_was_renumbered_is_not_searched_by_its_old_numbers()
    {
        Inbox inbox;
        inbox.box().uidValidity = 77;
        FolderFind find(inbox.wanted("otters"));
        const Status outcome = inbox.run(find);
        QCOMPARE(kindName(outcome.error().kind), kindName(ErrorKind::NotFound));
        QCOMPARE(inbox.searches(), QByteArrayList());
    }

    /** The other connection saw it first: rows by the old numbers would be other messages. */
    void renumbered_while_headers_come_nothing_is_kept()
    {
        Inbox inbox;
        inbox.listedDownTo(9);
        inbox.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("UID FETCH"))
                MUST_DO(inbox.write([&](store::WriteTransaction &tx) { return tx.folders().resetUidValidity(inbox.id, UidValidity(77), 0); }));
        };
        FolderFind find(inbox.wanted("otters"));
        QCOMPARE(kindName(inbox.run(find).error().kind), kindName(ErrorKind::NotFound));
        QCOMPARE(inbox.number("SELECT count(*) FROM placement WHERE uid BETWEEN 1 AND 8"), 0);
    }

    /** On the next connection the same window is asked for again, and nothing is found twice. */
    void a_line_that_breaks_in_the_middle_is_no_end()
    {
        Inbox inbox;
        inbox.listedDownTo(9);
        FolderFind find(inbox.wanted("otters"));
        inbox.imap.byeAt = "UID FETCH";
        QVERIFY(!inbox.run(find).ok());
        QVERIFY(!find.isOver());
        inbox.imap.byeAt = {};
        MUST_DO(inbox.run(find));
        QCOMPARE(inbox.subjectsOf(find), days({12, 10, 8, 6, 4, 2}));
    }

    void a_window_grows_at_a_quick_server_and_shrinks_at_a_slow_one()
    {
        QCOMPARE(engine::nextFindWindow(1000, 20ms), 4000u);
        QCOMPARE(engine::nextFindWindow(40'000, 20ms), 50'000u);
        QCOMPARE(engine::nextFindWindow(1000, 1s), 1000u);
        QCOMPARE(engine::nextFindWindow(1000, 10s), 500u);
        QCOMPARE(engine::nextFindWindow(300, 10s), 200u);
    }
};

} // namespace petrel::test

using petrel::test::FolderFindTest;
PETREL_TEST(FolderFindTest)
#include "folder_find_test.moc"
