#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** How a server takes content. */
enum class Content { Data, StepByStep, Chunks };

OutboxId queue(Workbench &bench)
{
    mime::OutgoingMessage message;
    message.to = {{{}, QStringLiteral("bob@example.net")}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

/** A server of this kind, and an account that sends by it. */
std::unique_ptr<Workbench> serving(Content content)
{
    auto bench = std::make_unique<Workbench>(IncomingKind::Pop3);
    bench->smtp.pipelining = content != Content::StepByStep;
    bench->smtp.chunking = content == Content::Chunks;
    bench->smtp.dotReply = "250 2.0.0 taken as 4DhKx31cQ2z9tXy, and much is said of it besides";
    return bench;
}

/** The bytes of a session, each way, and where the answer to the final dot stands among them. */
struct Course
{
    int heard = 0;
    int said = 0;
    int dot = 0;    ///< of those heard, before the dot
    int answer = 0; ///< of those said, before the answer to it
    int answered = 0;
};

Course courseOf(Content content)
{
    const auto bench = serving(content);
    (void)queue(*bench);
    Course course;
    bench->connector.watch([&](Way way, const QByteArray &bytes) {
        if (way == Way::Out && (bytes == ".\r\n" || bytes.startsWith("BDAT 0 LAST")))
            course.dot = course.heard;
        if (way == Way::In && bytes.contains("taken")) {
            course.answer = course.said;
            course.answered = course.said + static_cast<int>(bytes.size());
        }
        (way == Way::Out ? course.heard : course.said) += static_cast<int>(bytes.size());
        return true;
    });
    MUST_DO(bench->sendPass());
    return course;
}

/** Cut there once: whatever was decided holds, and nobody gets it twice before the person says so. True: it may have arrived. */
bool isUncertainAfter(Content content, const Cut &cut)
{
    const auto bench = serving(content);
    const OutboxId id = queue(*bench);
    bench->connector.cutNext(cut);
    (void)bench->sendPass();
    bench->restart();
    MovedClock clock;
    for (int i = 0; i < 3; ++i) {
        clock.pass(60);
        MUST_DO(bench->sendPass());
    }
    const OutboxState state = item(*bench, id).state;
    const qsizetype copies = bench->smtp.delivered.size();
    const QByteArray where = "cut " + QByteArray::number(int(cut.when)) + " at " + QByteArray::number(cut.at) + ": " + outboxStateName(state).toUtf8() + ", " + QByteArray::number(copies);
    [&] {
        QVERIFY2(copies <= 1, where);
        QVERIFY2(state == OutboxState::Uncertain || (state == OutboxState::Sent && copies == 1), where);
        const qsizetype shown = MUST(bench->read([](const store::Reader &reader) { return reader.attention(); })).size();
        QVERIFY2(shown == (state == OutboxState::Uncertain ? 1 : 0), where);
    }();
    return state == OutboxState::Uncertain;
}

/** With --long each byte is a cut; else some, from the first of the window on. */
bool isLong()
{
    return qEnvironmentVariableIsSet("PETREL_LONG_TESTS");
}

void kinds()
{
    QTest::addColumn<Content>("content");
    QTest::newRow("DATA sent along") << Content::Data;
    QTest::newRow("DATA after the recipients") << Content::StepByStep;
    QTest::newRow("BDAT") << Content::Chunks;
}

} // namespace

/** A session that is cut at any byte. In the window of the final dot, where nobody can know, it is cut at each of them. */
class DotWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutWhereNobodyCanKnowThePersonDecides_data() { kinds(); }
    void cutWhereNobodyCanKnowThePersonDecides()
    {
        QFETCH(Content, content);
        const Course course = courseOf(content);
        QVERIFY(course.dot > 0 && course.answer > 0);
        const int stride = isLong() ? 1 : 4;
        int cuts = 0, uncertain = 0;
        for (int at = course.dot; at <= course.heard && at <= course.dot + 14; at += stride, ++cuts)
            uncertain += isUncertainAfter(content, {Cut::When::BytesHeard, at}) ? 1 : 0;
        for (int at = course.answer; at < course.answered; at += stride, ++cuts)
            uncertain += isUncertainAfter(content, {Cut::When::BytesSaid, at}) ? 1 : 0;
        QVERIFY2(cuts * stride >= 70, qPrintable(QString::number(cuts))); // 200 and more of all three kinds
        QVERIFY2(uncertain > cuts / 2, qPrintable(QString::number(uncertain)));
    }

    void cutAnywhereElseItIsSentOnce_data() { kinds(); }
    void cutAnywhereElseItIsSentOnce()
    {
        QFETCH(Content, content);
        const Course course = courseOf(content);
        const int stride = isLong() ? 1 : 29;
        for (int at = 0; at < course.dot; at += stride)
            QVERIFY(!isUncertainAfter(content, {Cut::When::BytesHeard, at}));
        for (int at = 0; at < course.answer; at += stride)
            QVERIFY(!isUncertainAfter(content, {Cut::When::BytesSaid, at}));
    }

    void onlyThePersonsWordMakesASecondCopy()
    {
        const Course course = courseOf(Content::Data);
        const auto bench = serving(Content::Data);
        const OutboxId id = queue(*bench);
        bench->connector.cutNext({Cut::When::BytesSaid, course.answer});
        (void)bench->sendPass();
        MUST_DO(bench->sendPass());
        QCOMPARE(item(*bench, id).state, OutboxState::Uncertain);
        QCOMPARE(bench->smtp.delivered.size(), 1);
        MUST_DO(bench->write([&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, OutboxState::Uncertain); }));
        MUST_DO(bench->sendPass());
        QCOMPARE(item(*bench, id).state, OutboxState::Sent);
        QCOMPARE(bench->smtp.delivered.size(), 2);
        QCOMPARE(bench->smtp.delivered.first().raw, bench->smtp.delivered.last().raw); // byte for byte: whoever reads it can tell
    }
};

PETREL_TEST(DotWindowTest)

} // namespace petrel::test

#include "dot_window_test.moc"
