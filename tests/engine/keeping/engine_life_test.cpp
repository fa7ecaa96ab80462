#include "core/engine/engine.h"
#include "core/engine/message_actions.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QSignalSpy>

namespace petrel::test {

namespace {

constexpr int kMails = 60;

/** A profile with one account that reaches no server, and mail in its inbox. */
class House
{
public:
    explicit House(const ServerSettings &outgoing = {QStringLiteral("localhost"), 2, Security::Tls, {}, {}})
    {
        const auto store = MUST(store::Store::open(path()));
        Account account;
        account.name = QStringLiteral("Home");
        account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("ada"), {}};
        account.outgoing = outgoing;
        ids = MUST(store->write(u"test", [&](store::WriteTransaction &tx) -> Result<QList<PlacementId>> {
            home = TRY(tx.accounts().insert(account));
            store::RemoteFolder inbox;
            inbox.wireName = "INBOX";
            inbox.path = {QStringLiteral("INBOX")};
            inbox.role = FolderRole::Inbox;
            const FolderId folder = TRY(tx.folders().upsertRemote(home, inbox));
            std::vector<store::NewMessage> mails(kMails);
            for (int n = 0; n < kMails; ++n) {
                mails[n].uid = Uid(static_cast<std::uint32_t>(n + 1));
                mails[n].envelope.messageId = "m" + QByteArray::number(n) + "@example.org";
            }
            QList<PlacementId> placements;
            for (const store::InsertedMessage &one : TRY(tx.messages().insertMessages(folder, mails)))
                placements.append(one.placement);
            return placements;
        }));
    }

    [[nodiscard]] QString path() const { return m_directory.filePath(QStringLiteral("profile")); }
    [[nodiscard]] std::unique_ptr<engine::Engine> engine(bool online = false) const
    {
        return MUST(engine::Engine::open({path(), std::make_shared<secrets::MemorySecretStore>(), online}));
    }
    /** The last run did not end in order. */
    void crash() const
    {
        QFile lock(path() + QStringLiteral("/lock"));
        if (!lock.open(QIODevice::WriteOnly) || lock.write("pid 1\n") != 6)
            qFatal("no lock to write");
    }
    [[nodiscard]] std::int64_t pageOf(const char *index) const
    {
        const auto store = MUST(store::Store::open(path()));
        return *MUST(store->read([&](const store::Reader &reader) {
            return reader.database().integer("SELECT rootpage FROM sqlite_master WHERE name = ?", QString::fromLatin1(index));
        }));
    }
    static Flags flagsOf(store::Store &store, PlacementId id)
    {
        return MUST(store.read([&](const store::Reader &reader) { return reader.row(id); })).flags;
    }

    AccountId home;
    QList<PlacementId> ids;

private:
    QTemporaryDir m_directory{roomForProfiles()};
};

} // namespace

class EngineLifeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeRecordedIsToldWhoeverAsked()
    {
        House house;
        const auto engine = house.engine();
        QSignalSpy failed(&engine->events(), &engine::EngineEvents::wishFailed);
        MUST_DO(engine->store().write(u"test", [](store::WriteTransaction &tx) {
            return tx.database().execute("CREATE TRIGGER broken BEFORE UPDATE ON placement BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        }));
        engine->discardDraft(house.ids.first());
        engine->markAnswered(house.ids.first(), false);
        engine->markAnswered(QByteArray("m1@example.org"), false);
        engine->retryOutbox(OutboxId(4711), OutboxState::Queued);
        QTRY_COMPARE(failed.size(), 4);
    }

    /** Its server is asked for it first; where that cannot be reached the damage is told, and not that nothing is connected. */
    void aMessageThatIsDamagedHereIsToldAsThat()
    {
        House house;
        const auto engine = house.engine();
        QByteArray raw = "Subject: Long\r\n\r\n";
        for (int n = 0; n < 40'000; ++n)
            raw += QByteArray::number(qHash(n)) + "\r\n";
        const PlacementId id = house.ids.first();
        MUST_DO(engine->store().write(u"test", [&](store::WriteTransaction &tx) -> Status {
            store::BodyUpdate body;
            body.raw = TRY(tx.blobs().insertBytes(raw));
            return tx.messages().storeBody(TRY(tx.reader().row(id)).message, body);
        }));
        QDirIterator files(house.path() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        QFile file(files.next());
        QVERIFY(file.resize(file.size() / 2));
        QObject window;
        std::optional<QByteArray> code;
        const engine::Ticket ticket = engine->openSource(id, &window, [&](const Result<QByteArray> &source) { code = source ? QByteArray() : source.error().code; });
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, "BLOB");
    }

    void whatWasWishedLastOutlivesTheEngine()
    {
        House house;
        QElapsedTimer timer;
        {
            const auto engine = house.engine();
            for (const PlacementId id : house.ids)
                engine->setFlags({id}, Flag::Seen, {});
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 30'000, "quitting took too long");
        const auto store = MUST(store::Store::open(house.path()));
        for (const PlacementId id : house.ids)
            QVERIFY(House::flagsOf(*store, id).testFlag(Flag::Seen));
    }

    void quittingDoesNotWaitForWhatNobodyWished()
    {
        House house;
        auto engine = house.engine();
        engine->start();
        std::atomic<bool> reading = false;
        engine->readExecutor().post([&] { reading = true; });
        QTRY_VERIFY(reading);
        QElapsedTimer timer;
        timer.start();
        engine.reset();
        QVERIFY2(timer.elapsed() < 8'000, "quitting took too long");
    }

    void afterACrashWorkersWaitUntilTheDatabaseWasLookedOver()
    {
        House house;
        house.crash();
        const auto engine = house.engine();
        QVERIFY(engine->store().needsQuickCheck());
        QSignalSpy damaged(&engine->events(), &engine::EngineEvents::storeDamaged);
        engine->start();
        QTRY_VERIFY(!engine->store().needsQuickCheck());
        QCOMPARE(damaged.count(), 0);
    }

    void damageFoundAfterACrashIsToldAndStartsNothing()
    {
        House house;
        const std::int64_t page = house.pageOf("message_message_id"); // an index that opening does not touch
        house.crash();
        QFile file(house.path() + QStringLiteral("/mail.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek((page - 1) * 8192));
        file.write(QByteArray(8192, '\xee'));
        file.close();
        const auto engine = house.engine();
        QSignalSpy damaged(&engine->events(), &engine::EngineEvents::storeDamaged);
        engine->start();
        QTRY_COMPARE(damaged.count(), 1);
        QVERIFY(engine->store().needsQuickCheck());
    }

    void undoOfJunkTakesTheMarkBackToo()
    {
        House house;
        const auto engine = house.engine();
        const PlacementId id = house.ids.first();
        const engine::UndoId undo = engine->act({id}, engine::MessageAction::Junk);
        QTRY_VERIFY(House::flagsOf(engine->store(), id).testFlag(Flag::Junk));
        engine->undo(undo);
        QTRY_VERIFY(!House::flagsOf(engine->store(), id).testFlag(Flag::Junk));
        QVERIFY(!House::flagsOf(engine->store(), id).testFlag(Flag::NotJunk));
    }

    void onlyTheLastDeedsCanBeUndone()
    {
        House house;
        const auto engine = house.engine();
        QList<engine::UndoId> undos;
        for (const PlacementId id : house.ids)
            undos.append(engine->setFlags({id}, Flag::Flagged, {}));
        engine->undo(undos.first());
        QObject person;
        bool isThrough = false;
        engine->undo(undos.last(), &person, [&](const Status &) { isThrough = true; });
        QTRY_VERIFY(isThrough);
        QVERIFY(!House::flagsOf(engine->store(), house.ids.last()).testFlag(Flag::Flagged));
        QVERIFY(House::flagsOf(engine->store(), house.ids.first()).testFlag(Flag::Flagged));
    }

    void aRemovedAccountGoesWithItsWorkers()
    {
        House house;
        const auto engine = house.engine();
        engine->start();
        QObject person;
        std::optional<Status> answer;
        engine->removeAccount(house.home, &person, [&](const Status &removed) { answer = removed; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(answer->ok());
        QVERIFY(MUST(engine->store().read([](const store::Reader &reader) { return reader.accounts(); })).isEmpty());
        std::uint64_t number = 0;
        QVERIFY(engine->protocolLines(house.home, number).isEmpty());
    }

    void anAccountThatIsRemovedWhileItsWorkersEndHoldsNobodyUp()
    {
        ScriptedServer submission("S: 220 mail.example.org\nC^ EHLO\nS: 250-mail.example.org\nS: 250 AUTH PLAIN\nC^ AUTH PLAIN\nS: 235 welcome\n"
                                  "C^ MAIL FROM\nS: 250 ok\nC^ RCPT TO\nS: 250 ok\nC: DATA\nS: 354 go on\n"); // and never an answer to the dot
        House house({QStringLiteral("localhost"), submission.port(), Security::None, QStringLiteral("ada"), {}});
        auto engine = house.engine(true);
        engine::AccountDraft draft;
        draft.account = MUST(engine->store().read([&](const store::Reader &reader) { return reader.account(house.home); }));
        mime::OutgoingMessage message;
        message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
        (void)MUST(engine::queueMessage(engine->store(), draft.account, message));
        QObject person;
        std::optional<Status> known;
        engine->provideSecret(house.home, AccountSide::Outgoing, Secret("tulip"), &person, [&](const Status &kept) { known = kept; });
        QTRY_VERIFY(known.has_value());
        engine->start();
        QTRY_VERIFY2(submission.received().contains("\r\n.\r\n"), submission.received().constData());
        QTRY_COMPARE(engine->status(house.home).task, engine::AccountStatus::Task::Sending);
        draft.account.checkEverySeconds *= 2;
        engine->updateAccount(draft, &person, [](const Status &) {});
        QTRY_COMPARE(engine->status(house.home).task, engine::AccountStatus::Task::None); // its workers end, as soon as they hear the answer
        engine->removeAccount(house.home, &person, [](const Status &) {});
        QElapsedTimer timer;
        timer.start();
        engine.reset();
        QVERIFY2(timer.elapsed() < 8'000, "quitting took too long");
    }

    /** Nobody waits for an answer to these, and a full disk must not make "Try again" do nothing without a word. */
    void whatCannotBeRecordedIsToldThoughNobodyAsked()
    {
        House house;
        const auto engine = house.engine();
        QSignalSpy failed(&engine->events(), &engine::EngineEvents::wishFailed);
        MUST_DO(engine->store().write(u"test", [](store::WriteTransaction &tx) {
            return tx.database().run("CREATE TRIGGER no_room BEFORE UPDATE ON placement BEGIN SELECT raise(ABORT, 'no room'); END");
        }));
        engine->markAnswered(house.ids.first(), false);
        engine->retryOutbox(OutboxId(99), OutboxState::Queued); // there is none
        engine->retryAppend(WishId(99));
        engine->discardDraft(house.ids.first());
        QTRY_COMPARE(failed.count(), 4);
    }
};

} // namespace petrel::test

using petrel::test::EngineLifeTest;
PETREL_TEST(EngineLifeTest)
#include "engine_life_test.moc"
