#include "core/engine/message_intake.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

QByteArray contentOf(Workbench &bench, BlobId blob)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.blob(blob); }));
}

/** The content of the one message in Sent. */
BlobId inSent(Workbench &bench)
{
    return BlobId(static_cast<std::int64_t>(bench.number("SELECT m.raw FROM placement p JOIN message m ON m.id = p.message "
                                                         "JOIN folder f ON f.id = p.folder WHERE f.name = 'Sent'")));
}

/** A letter of so many bytes, in lines. */
QByteArray letter(qsizetype bytes)
{
    return "From: ada@example.org\r\nTo: bob@example.net\r\nMessage-ID: <long@example.org>\r\nSubject: Long\r\n\r\n"
        + QByteArray("All that can be said of the ferry, and of the tide, and of the harbour behind it.\r\n").repeated(bytes / 83);
}

} // namespace

/** What lies in Sent is what went out, and is kept once; only who got it unseen is told there, and nowhere else. */
class SentCopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsTheContentThatWentOutAndNotWrittenAgain()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, letter(10'000)));
        MUST_DO(bench.sendPass());
        const OutboxItem sent = MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
        QCOMPARE(inSent(bench), sent.raw);
        QCOMPARE(bench.smtp.delivered.first().raw, contentOf(bench, sent.raw));
    }

    void whoGotItUnseenIsNamedInTheCopyAlone()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "Bcc: eve@example.net\r\n" + letter(10'000)));
        MUST_DO(bench.sendPass());
        const OutboxItem sent = MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
        QVERIFY(inSent(bench) != sent.raw);
        QCOMPARE(contentOf(bench, inSent(bench)), "Bcc: eve@example.net\r\n" + contentOf(bench, sent.raw));
        QVERIFY(!bench.smtp.delivered.first().raw.contains("eve"));
        QCOMPARE(bench.smtp.delivered.first().recipients, (QByteArrayList{"bob@example.net", "eve@example.net"}));
    }

    /** More than is parsed at once: what is beyond must neither be lost nor come twice. */
    void aVeryLongOneIsWholeEverywhere()
    {
        for (const QByteArray &bcc : {QByteArray(), QByteArray("Bcc: eve@example.net\r\n")}) {
            Workbench bench(IncomingKind::Pop3);
            bench.smtp.chunking = true;
            const QByteArray letterSent = letter(engine::MessageIntake::kParsedBytes + 300'000);
            const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, bcc + letterSent));
            MUST_DO(bench.sendPass());
            const OutboxItem sent = MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
            const auto digest = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); };
            QVERIFY(bench.smtp.delivered.first().raw.endsWith(letterSent.last(200'000)));
            QCOMPARE(digest(bench.smtp.delivered.first().raw), digest(contentOf(bench, sent.raw)));
            QCOMPARE(digest(contentOf(bench, inSent(bench))), digest(bcc + contentOf(bench, sent.raw)));
        }
    }
};

PETREL_TEST(SentCopyTest)

} // namespace petrel::test

#include "sent_copy_test.moc"
