#pragma once

#include "core/store/search_query.h"
#include "core/store/search_text.h"
#include "tests/store/profile.h"

namespace petrel::test {

class SearchTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Profile> m_profile;

    static NewMessage mail(std::uint32_t n, const QString &subject, const QString &text, Flags flags = {})
    {
        NewMessage message = Profile::message(n, flags);
        message.envelope.subject = subject;
        message.text = text;
        return message;
    }
    QList<std::uint32_t> find(const QString &text, FolderId folder = {})
    {
        QList<std::uint32_t> uids;
        SearchRequest request;
        request.text = text;
        request.folder = folder;
        for (const MessageRow &row : MUST(m_profile->read([&](const Reader &reader) { return reader.search(request); })))
            uids.append(row.uid.number());
        return uids;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_profile = std::make_unique<Profile>();
        std::vector<NewMessage> mails{
            mail(1, QStringLiteral("Café in Zürich"), QStringLiteral("Let us meet at the station tomorrow")),
            mail(2, QStringLiteral("東京都の天気"), QStringLiteral("明日は晴れです。サーバーは動いています"), Flag::Seen),
            mail(3, QStringLiteral("Invoice 2024-17"), QStringLiteral("The invoice is attached. meet"), Flag::Seen | Flag::Flagged),
            mail(4, QStringLiteral("서울 날씨"), QStringLiteral("ＦＵＬＬ width and Ærøskøbing")),
        };
        mails[2].parts = {{"2", "application/pdf", {}, "base64", "attachment", QStringLiteral("bill.pdf"), {}, 9}};
        mails[2].envelope.from = {{QStringLiteral("Carol Clerk"), QStringLiteral("carol@shop.example")}};
        MUST(m_profile->write([&](WriteTransaction &tx) { return tx.messages().insertMessages(m_profile->inbox, mails); }));
        m_profile->insert(m_profile->archive, mails[0]);
    }

    void words_phrases_operators_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<std::uint32_t>>("found");
        const auto row = [](const char *text, const QList<std::uint32_t> &found) { QTest::newRow(text) << QString::fromUtf8(text) << found; };
        row("meet", {3, 1});
        row("meet station", {1});
        row("CAFE", {1});
        row("zurich", {1});
        row("Züri", {1});
        row("sta", {1});
        row("sta meet", {});
        row("\"meet at the\"", {1});
        row("\"at meet\"", {});
        row("東京", {2});
        row("京都", {2});
        row("東京都", {2});
        row("京", {2});
        row("気", {2});
        row("天", {2});
        row("東都", {});
        row("サーバー", {2});
        row("서울", {4});
        row("full width", {4});
        row("-meet", {4, 2});
        row("meet -station", {3});
        row("from:carol", {3});
        row("from:shop.exa", {3});
        row("from:\"Carol Clerk\"", {3});
        row("-from:carol meet", {1});
        row("to:ada meet", {3, 1});
        row("to:carol", {});
        row("subject:invoice", {3});
        row("subject:meet", {});
        row("bill", {3});
        row("has:attachment", {3});
        row("-has:attachment meet", {1});
        row("is:unread", {4, 1});
        row("is:read is:flagged", {3});
        row("-is:flagged is:read", {2});
        row("in:inbox meet", {3, 1});
        row("in:archive", {1});
        row("in:nowhere meet", {});
        row("meet -in:inbox", {1});
        row("before:2023-11-14 meet", {});
        row("after:2023 meet", {3, 1});
        row("after:2024-01 meet", {});
        row("-before:2023 meet", {3, 1});
        row("larger:1002", {4, 3});
        row("smaller:1.002k", {1});
        row("larger:1k smaller:1003", {2, 1});
        row("-larger:1k", {});
        row("larger:2M meet", {});
        row("larger:much meet", {});
        row("station OR width", {4, 1});
        row("station OR width OR 京都", {4, 2, 1});
        row("meet station OR invoice", {3, 1});
        row("is:flagged OR is:unread", {4, 3, 1});
        row("is:flagged OR station", {3, 1});
        row("from:carol OR subject:zurich meet", {3, 1});
        row("-meet OR is:flagged", {4, 3, 2});
        row("in:archive OR is:flagged", {3, 1});
        row("has:attachment OR in:nowhere", {3});
        row("meet OR", {3, 1});
        row("OR meet", {});
    }
    void words_phrases_operators()
    {
        QFETCH(QString, text);
        QFETCH(QList<std::uint32_t>, found);
        QCOMPARE(find(text), found);
    }

    void any_text_is_a_search_and_none_is_syntax_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", " ", "\"", "\"\"", "*", "-", "- -", "AND", "NOT OR", "NEAR(a b)", "a*b", "(((", "{subject} : x", "subject:", "from:\"",
                                 "^x", "a\"b\"c", "';DROP TABLE message;--", "is:", "before:yesterday", "in:", "+", "col:umn", "\\", "%", "_", "-\"", "::"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("nul") << QString(QChar(0));
        QTest::newRow("lone surrogate") << QString(QChar(0xD800));
        QTest::newRow("long") << QString(20'000, QLatin1Char('x'));
    }
    void any_text_is_a_search_and_none_is_syntax()
    {
        QFETCH(QString, text);
        SearchRequest request;
        request.text = text;
        const auto answer = m_profile->read([&](const Reader &reader) { return reader.search(request); });
        QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(describe(answer.error())));
    }

    void one_folder_one_account_and_a_limit()
    {
        QCOMPARE(find(QStringLiteral("meet"), m_profile->archive), QList<std::uint32_t>{1});
        SearchRequest request;
        request.text = QStringLiteral("meet");
        request.account = m_profile->pop3;
        QVERIFY(MUST(m_profile->read([&](const Reader &reader) { return reader.search(request); })).isEmpty());
        request.account = {};
        request.limit = 1;
        QCOMPARE(MUST(m_profile->read([&](const Reader &reader) { return reader.search(request); })).size(), 1);
    }

    /** What a server says it found is not asked for its words again, but for what is known here. */
    void what_a_server_found_is_narrowed_by_what_is_known_here()
    {
        const auto left = [this](const char *text) {
            return MUST(m_profile->read([&](const Reader &reader) -> Result<QList<std::uint32_t>> {
                SearchRequest every;
                every.text = QStringLiteral("-nothing in:inbox");
                QList<PlacementId> ids;
                for (const MessageRow &row : TRY(reader.search(every)))
                    ids.append(row.id);
                SearchRequest request;
                request.text = QString::fromLatin1(text);
                QList<std::uint32_t> uids;
                for (const MessageRow &row : TRY(reader.rows(TRY(reader.withoutContradiction(request, ids)))))
                    uids.append(row.uid.number());
                return uids;
            }));
        };
        QCOMPARE(left("platypus"), (QList<std::uint32_t>{4, 3, 2, 1}));
        QCOMPARE(left("platypus is:flagged"), QList<std::uint32_t>{3});
        QCOMPARE(left("platypus OR is:flagged"), (QList<std::uint32_t>{4, 3, 2, 1}));
        QCOMPARE(left("platypus -has:attachment larger:1001"), (QList<std::uint32_t>{4, 2}));
        QCOMPARE(left("in:archive"), QList<std::uint32_t>());
    }

    void cjk_runs_are_written_as_pairs()
    {
        QCOMPARE(indexText(QStringLiteral("ab")), QStringLiteral("ab"));
        QCOMPARE(indexText(QStringLiteral("東京都")).simplified(), QStringLiteral("東京 京都 都"));
        QCOMPARE(indexText(QStringLiteral("x東y")).simplified(), QStringLiteral("x 東 y"));
        QCOMPARE(matchTerm(QStringLiteral("東京都"), Continuation::Exact), QStringLiteral("\"東京 京都\""));
        QCOMPARE(matchTerm(QStringLiteral("東"), Continuation::Exact), QStringLiteral("\"東\"*"));
        QCOMPARE(matchTerm(QStringLiteral("--"), Continuation::AnyEnding), QString());
    }

    void the_index_forgets_with_the_mail_and_learns_with_the_body()
    {
        const PlacementId id = m_profile->insert(m_profile->localInbox, mail(9, QStringLiteral("Late"), QString()));
        QVERIFY(find(QStringLiteral("platypus")).isEmpty());
        const MessageId message = m_profile->row(id).message;
        BodyUpdate body;
        body.text = QStringLiteral("a platypus");
        MUST(m_profile->write([&](WriteTransaction &tx) { return tx.messages().storeBody(message, body); }));
        QCOMPARE(find(QStringLiteral("platypus")).size(), 1);
        MUST(m_profile->write([&](WriteTransaction &tx) { return tx.wishes().wantExpunge({id}); }));
        QVERIFY(find(QStringLiteral("platypus")).isEmpty());
        QVERIFY(m_profile->isSound());
    }

    void how_much_can_be_searched_here_is_told_by_folder()
    {
        Profile profile;
        NewMessage whole = mail(20, QStringLiteral("Whole"), QStringLiteral("text"));
        whole.bodyState = BodyState::Text;
        profile.insert(profile.inbox, whole);
        profile.insert(profile.inbox, mail(21, QStringLiteral("Header"), QString()));
        const auto setState = [&](Uid backfill) {
            MUST(profile.write([&](WriteTransaction &tx) {
                return tx.folders().setSyncState(profile.inbox, {UidValidity(1), Uid(22), {}, 12, backfill, 0});
            }));
        };
        const auto coverage = [&](const char *text) {
            SearchRequest request;
            request.text = QString::fromLatin1(text);
            return MUST(profile.read([&](const Reader &reader) { return reader.searchCoverage(request); }));
        };
        setState(Uid(20));
        const SearchCoverage partly{.folder = profile.inbox, .account = profile.imap, .listed = 2, .withText = 1, .unlisted = 10, .isRemote = true};
        QCOMPARE(coverage("in:inbox word").value(0), partly);
        QVERIFY(!partly.isWhole(true));
        QVERIFY(!partly.isWhole(false));
        setState(Uid(1));
        QCOMPARE(coverage("in:inbox word").value(0).unlisted, 0);
        QVERIFY(!coverage("in:inbox word").value(0).isWhole(true));
        QVERIFY(coverage("in:inbox word").value(0).isWhole(false));
        QVERIFY(coverage("word").size() > 6); // those of this computer, too
        QCOMPARE(coverage("in:nowhere").size(), 0);
        for (const SearchCoverage &one : coverage("word"))
            QVERIFY(one.account == profile.imap || one.isWhole(true));
    }

    void cleanupTestCase() { m_profile.reset(); }
};

} // namespace petrel::test
