#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/attention/tests.h"
#include "tests/store/profile.h"
#include "ui/attention/attention_words.h"
#include "ui/common/described_error.h"
#include "ui/attention/store_attention_source.h"

namespace petrel::test {

using namespace ui;

namespace {

/** Reads a real store on the calling thread. */
class ProfileAccess final : public ReadAccess
{
public:
    ProfileAccess(Executor &executor, Profile &profile) : ReadAccess(executor), m_profile(profile) {}

protected:
    Status withReader(const std::function<void(const store::Reader &)> &work) override
    {
        return m_profile.read([&](const store::Reader &reader) -> Status {
            work(reader);
            return {};
        });
    }

private:
    Profile &m_profile;
};

AttentionStory flagStory(Flags set, Flags clear)
{
    AttentionStory story = parkedMove(1, 0, QStringLiteral("Plan"));
    story.wants = {};
    story.wants.set = set;
    story.wants.clear = clear;
    return story;
}

} // namespace

void PagesTest::wishesAreTold_data()
{
    QTest::addColumn<AttentionStory>("story");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const AttentionStory &story, const char *words) { QTest::newRow(name) << story << QString::fromUtf8(words); };
    row("read", flagStory(Flag::Seen, {}), "“Plan” could not be marked as read");
    row("unread", flagStory({}, Flag::Seen), "“Plan” could not be marked as unread");
    row("flag", flagStory(Flag::Flagged, {}), "“Plan” could not be flagged");
    row("no flag", flagStory({}, Flag::Flagged), "The flag of “Plan” could not be taken off");
    row("several", flagStory(Flag::Seen, Flag::Flagged), "The marks of “Plan” could not be changed");
    row("forgotten what", flagStory({}, {}), "The marks of “Plan” could not be changed");
    AttentionStory story = flagStory({}, {});
    story.wants.labels = true;
    row("labels", story, "The labels of “Plan” could not be changed");
    story.wants.set = Flag::Seen;
    story.wants.clear = Flag::Flagged;
    row("labels and more", story, "The marks of “Plan” could not be changed");
    story = parkedMove(1, 0, QStringLiteral("Plan"));
    row("move", story, "“Plan” could not be moved to “Tenders 2024”");
    story.target.id = {};
    row("move to a folder that is gone", story, "“Plan” could not be moved");
    story.wants.expunge = true;
    story.item.title = QStringLiteral(" \n ");
    row("deletion without a subject", story, "a message without a subject could not be deleted");
    AttentionStory folder;
    folder.item.subject = store::AttentionItem::Subject::Folder;
    folder.item.title = QStringLiteral("Trips");
    row("folder forgotten what", folder, "The folder “Trips” could not be changed as you wanted");
    const std::pair<FolderWant, const char *> wants[] = {{FolderWant::Made, "The folder “Trips” could not be made"},
                                                         {FolderWant::Placed, "The folder “Trips” could not get the name or the place you wanted"},
                                                         {FolderWant::Gone, "The folder “Trips” could not be deleted"},
                                                         {FolderWant::Unsubscribed, "The folder “Trips” could not be unsubscribed from"}};
    for (const auto &[want, words] : wants) {
        folder.home.want = want;
        row(words, folder, words);
    }
}

void PagesTest::wishesAreTold()
{
    QFETCH(AttentionStory, story);
    QFETCH(QString, words);
    QCOMPARE(plain(attentionCard(story).title), words);
}

void PagesTest::theStoresOwnRemarksGetASentence()
{
    QVERIFY(!describedError(QStringLiteral("the target folder is gone")));
    QVERIFY(!describedError(QStringLiteral("strange: words")));
    QVERIFY(!describedError({}));
    QCOMPARE(describedError(QStringLiteral("store-full: no space"))->kind, ErrorKind::StoreFull);
    AttentionStory story = parkedMove(1, 0);
    story.item.error = QStringLiteral("the server no longer has this message");
    const Card card = attentionCard(story);
    QVERIFY(plain(card.text).startsWith(QStringLiteral("The server no longer has this message. Nothing is lost. It is from Lars Eide and lies in Inbox.")));
    QVERIFY(card.details.isEmpty()); // it is in English, and says no more
}

void PagesTest::theStoreTellsTheWholeStory()
{
    Profile profile;
    const PlacementId placement = profile.insert(profile.inbox, Profile::message(1));
    MUST(profile.write([&](WriteTransaction &tx) -> Status {
        TRY(tx.wishes().wantFolder({placement}, profile.archive));
        const PlacementId ids[] = {placement};
        TRY(tx.wishes().park(ids, QStringLiteral("refused: MOVE [NOPERM]")));
        OutboxItem item = outgoing(0, OutboxState::Queued);
        item.account = profile.imap;
        item.messageId = "out1@example.org";
        item.raw = TRY(tx.blobs().insertBytes("the bytes"));
        const OutboxId id = TRY(tx.outbox().insert(item));
        TRY(tx.outbox().sending(id));
        TRY(tx.outbox().uncertain(id, QStringLiteral("network: gone")));
        (void)TRY(tx.outbox().noteUncertainTold(id)); // it was looked for and not found
        return {};
    }));
    InlineExecutor executor;
    ProfileAccess access(executor, profile);
    StoreAttentionSource source(access);
    QStringList titles;
    source.attention(this, [&](const Result<QList<AttentionStory>> &stories) {
        for (const AttentionStory &story : MUST(Result<QList<AttentionStory>>(stories))) {
            titles.append(plain(attentionCard(story).title));
            QCOMPARE(story.account.name, QStringLiteral("Home"));
        }
    });
    QCOMPARE(titles, (QStringList{QStringLiteral("We cannot be sure that “Contract, signed” was sent"),
                                  QStringLiteral("“Subject 1” could not be moved to “Archive”")}));
    int waiting = 0;
    source.outbox(this, [&](const Result<QList<OutboxItem>> &items) { waiting = static_cast<int>(MUST(Result<QList<OutboxItem>>(items)).size()); });
    QCOMPARE(waiting, 1);
}

} // namespace petrel::test
