#include "core/engine/imap/part_fetch.h"
#include "core/engine/message_holding.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::BodyWaiting;
using engine::MessageHolding;
using What = engine::BodyRequest::What;

namespace {

constexpr qsizetype kPlanBytes = 2'500'000;

/** A letter of a few words with a plan of some megabytes and a note of a few bytes hanging on it. */
QByteArray letterWithPlan(const QByteArray &plan)
{
    QByteArray encoded;
    const QByteArray whole = plan.toBase64();
    for (qsizetype at = 0; at < whole.size(); at += 76)
        encoded += whole.mid(at, 76) + "\r\n";
    return "From: Bob <bob@example.net>\r\nTo: ada@example.org\r\nSubject: The plan\r\nMessage-ID: <plan@example.net>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=outer\r\n\r\n"
           "--outer\r\nContent-Type: multipart/alternative; boundary=\"inner part\"\r\n\r\n"
           "--inner part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe lamps stand on the quay.\r\n"
           "--inner part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The lamps stand on the <b>quay</b>.</p>\r\n--inner part--\r\n"
           "--outer\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n" + encoded +
           "--outer\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nby ferry\r\n--outer--\r\n";
}

/** An inbox with that letter, of which only the header is here, and the session of somebody who opens it. */
struct Desk : Workbench
{
    Desk() : Workbench(IncomingKind::Imap)
    {
        for (qsizetype i = 0; i < kPlanBytes; ++i)
            plan.append(static_cast<char>((i * 7919) >> 3));
        ModelMessage letter = ModelMessage::make("The plan");
        letter.messageId = "<plan@example.net>";
        letter.raw = letterWithPlan(plan);
        imap.mailboxes["INBOX"].add(letter);
        imap.mailboxes["INBOX"].add(ModelMessage::make("Lunch"));
        account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(imapPass());
        row = this->Workbench::row("INBOX", "The plan").id;
        imap.heard.clear();
    }
    Status opened(const BodyWaiting &waiting = {})
    {
        engine::PassContext context = this->context();
        const auto session = TRY(engine::openImap(context));
        const std::uint64_t before = session->bytesIn();
        const Status fetched = engine::fetchText(context, *session, row, waiting);
        bytes = static_cast<qint64>(session->bytesIn() - before);
        return fetched;
    }
    Status fetchedPart(const QByteArray &path, const BodyWaiting &waiting = {})
    {
        engine::PassContext context = this->context();
        const auto session = TRY(engine::openImap(context));
        return engine::fetchPartOf(context, *session, row, path, waiting);
    }
    [[nodiscard]] std::optional<MessageHolding> held(What what, const QByteArray &path = {})
    {
        return MUST(engine::heldOf(*store, row, what, path, {}));
    }
    [[nodiscard]] int asked(const char *words) const
    {
        int times = 0;
        for (const QByteArray &command : this->imap.heard)
            times += command.contains(words) ? 1 : 0;
        return times;
    }
    [[nodiscard]] BodyState state() { return Workbench::row("INBOX", "The plan").bodyState; }

    QByteArray plan;
    PlacementId row;
    qint64 bytes = 0;
};

} // namespace

class PartFetchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextComesInOneTurnAndTheAttachmentStays()
    {
        Desk desk;
        MUST_DO(desk.opened());
        QCOMPARE(desk.asked("UID FETCH"), 1);
        QVERIFY2(desk.bytes < 8192, QByteArray::number(desk.bytes).constData());
        QCOMPARE(desk.state(), BodyState::Text);
        const mime::MessageContent content = engine::contentOf(*desk.held(What::Text));
        QVERIFY(content.text.contains(QStringLiteral("The lamps stand")));
        QVERIFY(content.html.contains(QStringLiteral("<b>quay</b>")));
        QCOMPARE(content.attachments.size(), 2);
        QCOMPARE(content.attachments.first().fileName, QStringLiteral("plan.pdf"));
        QVERIFY2(std::abs(content.attachments.first().size - kPlanBytes) < kPlanBytes / 100, QByteArray::number(content.attachments.first().size).constData());
        QCOMPARE(content.partsElsewhere, QSet<QByteArray>{"2"});
        QVERIFY2(!desk.held(What::Whole), "that is not what it is");
        QCOMPARE(desk.held(What::Part, "3")->bytes, "by ferry"); // a small one came along
        QVERIFY(!desk.held(What::Part, "2"));
        QCOMPARE(desk.number("SELECT count(*) FROM search WHERE search MATCH 'lamps'"), 1);
    }

    void theAttachmentComesWhenItIsWantedAndOnce()
    {
        Desk desk;
        MUST_DO(desk.opened());
        QList<qint64> told;
        MUST_DO(desk.fetchedPart("2", {{}, [&](qint64 done, qint64 total) {
            QVERIFY(done <= total);
            told.append(done);
        }}));
        QVERIFY(told.size() > 2 && std::is_sorted(told.cbegin(), told.cend()));
        QVERIFY(desk.held(What::Part, "2")->bytes == desk.plan);
        QVERIFY(desk.held(What::Text)->partsElsewhere.isEmpty());
        desk.imap.heard.clear();
        MUST_DO(desk.fetchedPart("2"));
        MUST_DO(desk.opened());
        QCOMPARE(desk.asked("UID FETCH"), 0);
    }

    void cutAnywhereTheAttachmentGoesOnWhereItWas()
    {
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Desk desk;
            MUST_DO(desk.opened());
            desk.imap.heard.clear();
            desk.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)desk.fetchedPart("2");
            reached = desk.connector.cutReached();
            MUST_DO(desk.fetchedPart("2"));
            QVERIFY(desk.held(What::Part, "2")->bytes == desk.plan);
            const qint64 slices = (desk.plan.size() * 78 / 57) / (512 * 1024) + 3;
            QVERIFY2(desk.asked("BODY.PEEK[2]") <= slices + 3, QByteArray::number(desk.asked("BODY.PEEK[2]")).constData());
            QVERIFY(QDir(desk.store->profileDirectory() + QStringLiteral("/partial")).isEmpty());
        }
    }

    /** J, J, J: nobody waits for what the person has passed by. */
    void whoLeavesEndsTheDownloadAndNotTheSession()
    {
        Desk desk;
        MUST_DO(desk.opened());
        engine::PassContext context = desk.context();
        const auto session = MUST(engine::openImap(context));
        StopSource leaves;
        const Status left = engine::fetchBody(context, *session, desk.row, {leaves.get_token(), [&](qint64, qint64) { leaves.request_stop(); }});
        QCOMPARE(left.error().kind, ErrorKind::Cancelled);
        QVERIFY(session->isAlive());
        QVERIFY2(desk.asked("BODY.PEEK[]<") <= 3, "the rest of it was not asked for");
        MUST_DO(engine::fetchText(context, *session, static_cast<Workbench &>(desk).row("INBOX", "Lunch").id));
    }

    void whatCannotBeTakenApartComesWhole()
    {
        Desk desk;
        desk.imap.refuse["UID FETCH 1 (UID BODY.PEEK[HEADER]"] = "NO sections are not my thing";
        MUST_DO(desk.opened());
        QCOMPARE(desk.state(), BodyState::Full);
        QVERIFY(desk.held(What::Part, "2")->bytes == desk.plan);
    }

    void thePolicyFetchesTheRestLater()
    {
        Desk desk;
        MUST_DO(desk.opened());
        MUST_DO(desk.fetchedPart("2"));
        desk.account.offline.bodies = OfflinePolicy::Bodies::All;
        MUST_DO(desk.imapPass());
        QCOMPARE(desk.state(), BodyState::Full);
        QVERIFY(desk.held(What::Whole)->bytes.contains("by ferry"));
        QVERIFY(desk.held(What::Text)->partsElsewhere.isEmpty());
        QCOMPARE(desk.number("SELECT count(*) FROM part WHERE blob IS NOT NULL"), 0); // it is all in the whole
    }
};

PETREL_TEST(PartFetchTest)

} // namespace petrel::test

#include "part_fetch_test.moc"
