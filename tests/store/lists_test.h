#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class ListsTest : public QObject
{
    Q_OBJECT

    static QList<PlacementId> ids(const QList<MessageRow> &rows)
    {
        QList<PlacementId> ids;
        for (const MessageRow &row : rows)
            ids.append(row.id);
        return ids;
    }

private Q_SLOTS:
    void pages_by_key_make_up_the_key_vector_data()
    {
        QTest::addColumn<int>("scope");
        QTest::addColumn<int>("sort");
        QTest::addColumn<int>("order");
        for (const auto scope : {ListQuery::Scope::Folder, ListQuery::Scope::AllInboxes}) {
            for (const auto sort : {ListQuery::Sort::Date, ListQuery::Sort::Size}) {
                for (const auto order : {ListQuery::Order::Descending, ListQuery::Order::Ascending})
                    QTest::addRow("scope %d, sort %d, order %d", int(scope), int(sort), int(order)) << int(scope) << int(sort) << int(order);
            }
        }
    }
    void pages_by_key_make_up_the_key_vector()
    {
        QFETCH(int, scope);
        QFETCH(int, sort);
        QFETCH(int, order);
        Profile profile;
        ListQuery query;
        query.scope = static_cast<ListQuery::Scope>(scope);
        const bool unified = query.scope == ListQuery::Scope::AllInboxes;
        if (!unified)
            query.folder = profile.inbox;
        for (std::uint32_t n = 1; n <= 57; ++n) {
            NewMessage message = Profile::message(n);
            message.dateReceived = 1'700'000'000 + n / 5; // equal dates and sizes at the page breaks
            message.size = 100 + n / 7;
            profile.insert(unified && n % 3 == 0 ? profile.localInbox : profile.inbox, message);
        }
        query.sort = static_cast<ListQuery::Sort>(sort);
        query.order = static_cast<ListQuery::Order>(order);
        const auto keys = MUST(profile.read([&](const Reader &reader) { return reader.listKeys(query); }));
        QCOMPARE(keys.size(), size_t(57));
        QList<PlacementId> paged;
        Page page;
        page.limit = 10;
        while (true) {
            const auto rows = MUST(profile.read([&](const Reader &reader) { return reader.list(query, page); }));
            if (rows.isEmpty())
                break;
            paged += ids(rows);
            const bool bySize = query.sort == ListQuery::Sort::Size;
            page.after = ListKey{bySize ? rows.last().size : rows.last().date, rows.last().id};
        }
        QCOMPARE(paged.size(), 57);
        for (size_t i = 0; i < keys.size(); ++i)
            QCOMPARE(paged[static_cast<qsizetype>(i)], keys[i].id);
        const bool descending = query.order == ListQuery::Order::Descending;
        QVERIFY(std::is_sorted(keys.begin(), keys.end(), [&](const ListKey &a, const ListKey &b) { return descending ? b < a : a < b; }));
        page = {};
        page.offset = 50;
        QCOMPARE(ids(MUST(profile.read([&](const Reader &reader) { return reader.list(query, page); }))), paged.mid(50));
    }

    void text_orders_know_neither_case_nor_reply_marks()
    {
        Profile profile;
        const char *subjects[] = {"banana", "Re: Apple", "cherry"};
        for (std::uint32_t n = 1; n <= 3; ++n) {
            NewMessage message = Profile::message(n);
            message.envelope.subject = QString::fromLatin1(subjects[n - 1]);
            profile.insert(profile.inbox, message);
        }
        ListQuery query;
        query.folder = profile.inbox;
        query.sort = ListQuery::Sort::Subject;
        query.order = ListQuery::Order::Ascending;
        QStringList shown;
        for (const MessageRow &row : MUST(profile.read([&](const Reader &reader) { return reader.list(query); })))
            shown.append(row.subject);
        QCOMPARE(shown, (QStringList{QStringLiteral("Re: Apple"), QStringLiteral("banana"), QStringLiteral("cherry")}));
    }

    void the_wide_lists_take_what_belongs_to_them()
    {
        Profile profile;
        const FolderId trash = profile.folder(profile.imap, QStringLiteral("Trash"));
        const PlacementId unread = profile.insert(profile.inbox, Profile::message(1));
        const PlacementId flagged = profile.insert(profile.archive, Profile::message(2, Flag::Seen | Flag::Flagged));
        profile.insert(trash, Profile::message(3, Flag::Flagged));
        const PlacementId local = profile.insert(profile.localInbox, Profile::message(4, Flag::Seen));
        const auto list = [&](ListQuery::Scope scope) {
            ListQuery query;
            query.scope = scope;
            return ids(MUST(profile.read([&](const Reader &reader) { return reader.list(query); })));
        };
        QCOMPARE(list(ListQuery::Scope::Unread), QList<PlacementId>{unread});
        QCOMPARE(list(ListQuery::Scope::Flagged), QList<PlacementId>{flagged});
        QCOMPARE(list(ListQuery::Scope::AllInboxes), (QList<PlacementId>{local, unread}));

        const PlacementId draft = profile.insert(profile.folder(profile.pop3, QStringLiteral("Drafts")), Profile::message(5, Flag::Draft));
        QCOMPARE(list(ListQuery::Scope::AllDrafts), QList<PlacementId>{draft});
        ListQuery inboxes;
        inboxes.scope = ListQuery::Scope::AllInboxes;
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.listCount(inboxes); })), 2);
    }

    void rows_come_as_asked_and_the_gone_are_left_out()
    {
        Profile profile;
        const PlacementId a = profile.insert(profile.inbox, Profile::message(1));
        const PlacementId b = profile.insert(profile.inbox, Profile::message(2));
        const auto rows = MUST(profile.read([&](const Reader &reader) { return reader.rows({b, PlacementId(99), a, PlacementId()}); }));
        QCOMPARE(ids(rows), (QList<PlacementId>{b, a}));
        VERIFY_FAILS(profile.read([](const Reader &reader) { return reader.row(PlacementId(99)); }), ErrorKind::NotFound);
    }

    void a_detail_holds_every_word_of_the_envelope()
    {
        Profile profile;
        NewMessage message = Profile::message(1, Flag::Seen);
        message.envelope.inReplyTo = "parent@x";
        message.envelope.references = {"root@x", "parent@x"};
        message.envelope.cc = {{QStringLiteral("Tab\there"), QStringLiteral("c@x")}, {QString(), QStringLiteral("d@x")}};
        message.envelope.replyTo = {{QStringLiteral("List"), QStringLiteral("l@x")}};
        message.parts = {{"1", "text/plain", "utf-8", "7bit", {}, {}, {}, 5}, {"2", "application/pdf", {}, "base64", "attachment", QStringLiteral("ä.pdf"), {}, 9}};
        const PlacementId id = profile.insert(profile.inbox, message);
        MUST(profile.write([&](WriteTransaction &tx) -> Status {
            return tx.messages().storePart(MessageId(1), "2", TRY(tx.blobs().insertBytes("%PDF")));
        }));
        const MessageDetail detail = MUST(profile.read([&](const Reader &reader) { return reader.detail(id); }));
        message.envelope.cc.first().name = QStringLiteral("Tab here");
        QCOMPARE(detail.envelope, message.envelope);
        QCOMPARE(detail.parts, message.parts);
        QCOMPARE(detail.row.attachments, 1);
        QVERIFY(detail.partBlobs.contains("2"));
        QVERIFY(detail.raw.isNull());
    }
};

} // namespace petrel::test
