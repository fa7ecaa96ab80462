#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** What a pass tells to have arrived: "INBOX: Letter". */
class Told
{
public:
    explicit Told(Workbench &bench) : m_bench(bench) {}

    [[nodiscard]] engine::PassContext context()
    {
        engine::PassContext context = m_bench.context();
        context.arrived = [this](FolderId folder, const QList<PlacementId> &placements) { note(folder, placements); };
        return context;
    }
    void note(FolderId folder, const QList<PlacementId> &placements)
    {
        for (const PlacementId placement : placements) {
            const MessageRow row = MUST(m_bench.read([&](const store::Reader &reader) { return reader.row(placement); }));
            const FolderRow place = MUST(m_bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).folder(folder); }));
            m_lines.append(place.path + QStringLiteral(": ") + row.subject);
        }
    }
    /** In one pass. */
    [[nodiscard]] QStringList inPass()
    {
        engine::PassContext pass = context();
        if (m_bench.account.incomingKind == IncomingKind::Pop3) {
            MUST_DO(engine::MaildropPass(pass).run());
        } else {
            const auto session = MUST(engine::openImap(pass));
            MUST_DO(engine::ImapAccountPass(pass, *session, {}).run());
        }
        return take();
    }
    [[nodiscard]] QStringList take() { return std::exchange(m_lines, {}); }

private:
    Workbench &m_bench;
    QStringList m_lines;
};

void addTo(Workbench &bench, const char *mailbox, const char *subject, const QByteArrayList &flags = {})
{
    ModelMessage message = ModelMessage::make(subject);
    message.flags = flags;
    bench.imap.mailboxes[mailbox].add(message);
}

void moveThere(Workbench &bench, const char *subject, const char *folder)
{
    const FolderId target = bench.folder(folder).id;
    MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
        return tx.wishes().wantFolder({bench.row("INBOX", subject).id}, target);
    }));
}

} // namespace

/** What deserves a notification, and what only looks as if it did. */
class ArrivalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFirstListingTellsNothing()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Old");
        QCOMPARE(told.inPass(), QStringList());
        QCOMPARE(bench.shown("INBOX").size(), 1);
    }

    void newUnseenMailIsToldOnceInWhateverFolder()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Old");
        QCOMPARE(told.inPass(), QStringList());
        addTo(bench, "INBOX", "New");
        addTo(bench, "INBOX", "Read elsewhere", {"\\Seen"});
        addTo(bench, "INBOX", "Marked to go", {"\\Deleted"});
        addTo(bench, "Archive", "Filed by a rule");
        QCOMPARE(told.inPass(), QStringList({QStringLiteral("INBOX: New"), QStringLiteral("Archive: Filed by a rule")}));
        QCOMPARE(told.inPass(), QStringList());
    }

    void whatIsSentDraftedJunkOrDeletedIsNotNewMail()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        bench.imap.mailboxes["INBOX"];
        QCOMPARE(told.inPass(), QStringList());
        for (const char *mailbox : {"Sent", "Drafts", "Trash"})
            addTo(bench, mailbox, "By another device");
        QCOMPARE(told.inPass(), QStringList());
        QCOMPARE(bench.number("SELECT count(*) FROM placement"), 3);
    }

    void whatWeMovedIsNotNewMail()
    {
        for (const bool tellsUids : {true, false}) {
            Workbench bench(IncomingKind::Imap);
            Told told(bench);
            bench.imap.uidPlus = tellsUids;
            addTo(bench, "INBOX", "Letter");
            addTo(bench, "INBOX", "Another");
            QCOMPARE(told.inPass(), QStringList());
            moveThere(bench, "Letter", "Archive");
            QCOMPARE(told.inPass(), QStringList());
            QCOMPARE(told.inPass(), QStringList()); // where it is bound
            QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        }
    }

    void whatAnotherDeviceMovedIsNotNewMail()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Letter");
        addTo(bench, "INBOX", "Another");
        QCOMPARE(told.inPass(), QStringList());
        ModelMessage moved = bench.imap.mailboxes["INBOX"].messages.takeFirst();
        bench.imap.mailboxes["Archive"].add(moved);
        QCOMPARE(told.inPass(), QStringList());
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
    }

    /** One message under two labels is one notification. */
    void aCopyOfWhatIsHereIsNotNewMail()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        bench.imap.mailboxes["INBOX"];
        QCOMPARE(told.inPass(), QStringList());
        const ModelMessage message = ModelMessage::make("Letter");
        bench.imap.mailboxes["INBOX"].add(message);
        bench.imap.mailboxes["Archive"].add(message);
        QCOMPARE(told.inPass(), QStringList{QStringLiteral("INBOX: Letter")});
    }

    void aFolderThatIsListedAnewTellsNothing()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Letter");
        QCOMPARE(told.inPass(), QStringList());
        ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
        inbox.uidValidity = 77;
        addTo(bench, "INBOX", "Another");
        QCOMPARE(told.inPass(), QStringList());
        QCOMPARE(bench.shown("INBOX").size(), 2);
        addTo(bench, "INBOX", "New");
        QCOMPARE(told.inPass(), QStringList{QStringLiteral("INBOX: New")});
    }

    /** The watching connection brought it while the other one worked on the folder: that one does not tell it again. */
    void whatAGuestBroughtIsNotToldAgain()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Letter");
        QCOMPARE(told.inPass(), QStringList());
        addTo(bench, "INBOX", "New");
        engine::PassContext pass = told.context();
        {
            const auto session = MUST(engine::openImap(pass));
            engine::FolderPassOptions options;
            options.asGuest = true;
            const engine::ServerFolder inbox{bench.folder("INBOX"), MUST(imap::MailboxName::fromWire("INBOX"))};
            MUST_DO(engine::FolderPass(pass, *session, inbox, options).run());
        }
        QCOMPARE(told.take(), QStringList{QStringLiteral("INBOX: New")});
        QCOMPARE(told.inPass(), QStringList());
    }

    void theEngineTellsTheWindow()
    {
        Workbench bench(IncomingKind::Imap);
        Told told(bench);
        addTo(bench, "INBOX", "Letter");
        MUST_DO(bench.imapPass());
        addTo(bench, "INBOX", "New");
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QStringList lines;
        QObject::connect(&running.events, &engine::EngineEvents::mailArrived, &running.events, [&](AccountId account, FolderId folder, const QList<PlacementId> &placements) {
            QCOMPARE(account, bench.account.id);
            told.note(folder, placements);
            lines.append(told.take());
        });
        QTRY_COMPARE(lines, QStringList{QStringLiteral("INBOX: New")});
    }

    void aMaildropTellsFromItsSecondSessionOn()
    {
        Workbench bench(IncomingKind::Pop3);
        Told told(bench);
        bench.pop3.add("Old");
        QCOMPARE(told.inPass(), QStringList());
        bench.pop3.add("New");
        QCOMPARE(told.inPass(), QStringList{QStringLiteral("INBOX: New")});
        QCOMPARE(told.inPass(), QStringList());
    }
};

PETREL_TEST(ArrivalsTest)

} // namespace petrel::test

#include "arrivals_test.moc"
