#include "core/base/no_network_scope.h"
#include "core/base/wake_signal.h"
#include "core/net/deflate_stream.h"
#include "tests/support/compressing_stream.h"
#include "tests/support/fake_stream.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;

namespace {

/** A server that says these bytes again and again, as often as it is asked. */
class EndlessStream final : public ByteStream
{
public:
    explicit EndlessStream(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Status write(const QByteArray &) override { return {}; }
    QByteArray readAvailable() override { return m_rounds-- > 0 ? m_bytes : QByteArray(); }
    qint64 bytesAvailable() const override { return m_bytes.size(); }
    Result<Wake> wait(const Deadline &, const StopToken &, WakeSignal *) override
    {
        m_rounds = 1;
        return Wake::Bytes;
    }
    Status flush(const Deadline &, const StopToken &) override { return {}; }
    Status startTls(const Deadline &, const StopToken &) override { return {}; }
    bool isEncrypted() const override { return true; }
    void close() override {}
    qint64 bytesIn() const override { return 0; }
    qint64 bytesOut() const override { return 0; }

private:
    QByteArray m_bytes;
    int m_rounds = 0;
};

std::unique_ptr<DeflateStream> above(ByteStream &inner, const QByteArray &arrived = {})
{
    return std::make_unique<DeflateStream>(std::make_unique<test::BorrowedStream>(inner), arrived);
}

/** Everything until the stream says no, and what it said. */
struct Drained
{
    QByteArray bytes;
    qsizetype largestPiece = 0;
    std::optional<Error> error;
};

Drained drain(ByteStream &stream, const Deadline &deadline = Deadline::in(20s), qsizetype atMost = 200 * 1024 * 1024)
{
    Drained drained;
    while (drained.bytes.size() < atMost) {
        const auto woken = stream.wait(deadline, {});
        if (!woken.ok()) {
            drained.error = woken.error();
            break;
        }
        const QByteArray piece = stream.readAvailable();
        drained.largestPiece = std::max(drained.largestPiece, piece.size());
        drained.bytes += piece;
    }
    return drained;
}

QByteArray scripted(const QByteArray &bytes)
{
    return "S| " + bytes.toHex(' ').replace(' ', "\\x").prepend("\\x") + '\n';
}

} // namespace

class DeflateStreamTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothSidesUnderstandEachOther()
    {
        test::converse("C: hello\nS: hello yourself\nC: more\nS: and more\n", [](test::FakeStream &fake) {
            test::CompressingStream server(fake);
            const auto stream = above(server);
            for (const auto &[said, answered] : {std::pair(QByteArray("hello\r\n"), QByteArray("hello yourself\r\n")),
                                                 std::pair(QByteArray("more\r\n"), QByteArray("and more\r\n"))}) {
                QVERIFY(stream->write(said).ok());
                QByteArray heard;
                while (heard.size() < answered.size()) {
                    QVERIFY(stream->wait(Deadline::in(20s), {}).ok());
                    heard += stream->readAvailable();
                }
                QCOMPARE(heard, answered);
            }
        });
    }

    void whatIsWrittenLeavesAsOneBurst()
    {
        test::FakeStream fake("C| one two\n");
        test::CompressingStream server(fake);
        const auto stream = above(server);
        QVERIFY(stream->write("one ").ok() && stream->write("two").ok());
        QVERIFY2(fake.written().isEmpty(), "nobody has waited yet");
        QVERIFY(stream->flush(Deadline::in(20s), {}).ok());
        QCOMPARE(fake.written(), "one two");
        const qint64 sent = stream->bytesOut();
        QVERIFY(stream->flush(Deadline::in(20s), {}).ok());
        QVERIFY2(stream->bytesOut() == sent, "a second flush has nothing to say");
    }

    void whatArrivedBeforeTheStreamWasPutOnTopIsRead()
    {
        test::FakeStream fake("");
        const auto stream = above(fake, test::deflated("early"));
        QCOMPARE(stream->bytesAvailable(), 5);
        QCOMPARE(stream->wait(Deadline::in(20s), {}).value(), ByteStream::Wake::Bytes);
        QCOMPARE(stream->readAvailable(), "early");
    }

    void bytesOnTheWireAreCounted()
    {
        test::FakeStream fake("S| " + QByteArray(20'000, 'x') + '\n');
        test::CompressingStream server(fake);
        const auto stream = above(server);
        QVERIFY(stream->wait(Deadline::in(20s), {}).ok());
        QCOMPARE(stream->readAvailable().size(), 20'000);
        QVERIFY2(stream->bytesIn() < 200, "what travels is small");
    }

    void whatIsNotCompressedEndsTheStream_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("plain text") << QByteArray("* OK plain text goes on\r\n");
        QTest::newRow("a gzip header") << QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00", 8);
        QTest::newRow("a zlib header") << QByteArray("\x78\x9c\x07\x07\xff\xff", 6);
        QTest::newRow("a reserved block") << QByteArray("\x07\xff\xff", 3);
        QTest::newRow("a stored block of wrong length") << QByteArray("\x00\x05\x00\x00\x00hello", 10);
        QTest::newRow("a reference to before the beginning") << QByteArray("\x63\x00\x11\x00\x00\x00", 6);
    }
    void whatIsNotCompressedEndsTheStream()
    {
        QFETCH(QByteArray, said);
        EndlessStream endless(said);
        const auto stream = above(endless);
        const Drained drained = drain(*stream, Deadline::in(20s), 1'000'000);
        QVERIFY(drained.error);
        QCOMPARE(int(drained.error->kind), int(ErrorKind::Protocol));
        QCOMPARE(drained.error->code, "compression");
        QVERIFY2(!stream->write("more").ok(), "and it stays ended");
    }

    void whatWasReadableBeforeTheFaultIsRead()
    {
        test::FakeStream fake(scripted(test::deflated("good words")) + "S| \\x07\\xff\\xff\n");
        const auto stream = above(fake);
        const Drained drained = drain(*stream);
        QCOMPARE(drained.bytes, "good words");
        QCOMPARE(drained.error->code, "compression");
    }

    void nobodySpeaksOnBehindTheEnd()
    {
        // A last block, empty: 03 00. Then words.
        test::FakeStream fake("S| \\x03\\x00\nS| more\n");
        const auto stream = above(fake);
        const Drained drained = drain(*stream);
        QVERIFY(drained.bytes.isEmpty());
        QCOMPARE(drained.error->code, "compression");
    }

    void aBombIsMetInPiecesAndEnds()
    {
        const QByteArray bomb = test::deflated(QByteArray(64 * 1024 * 1024, '\0'));
        EndlessStream endless(bomb);
        const auto stream = above(endless);
        const Drained drained = drain(*stream);
        QVERIFY(drained.error);
        QCOMPARE(drained.error->code, "compression");
        QVERIFY(drained.bytes.size() < DeflateStream::kFreeBytes + DeflateStream::kMaxRatio * bomb.size() + DeflateStream::kMaxPieceBytes);
        QVERIFY(drained.largestPiece < DeflateStream::kMaxPieceBytes + 64 * 1024);
    }

    void aBlankAttachmentIsNoBomb()
    {
        const QByteArray blank(8 * 1024 * 1024, 'A');
        test::FakeStream fake("");
        const auto stream = above(fake, test::deflated(blank));
        QCOMPARE(drain(*stream, Deadline::in(20s), blank.size()).bytes, blank);
    }

    void emptyBlocksForEverAreSilence()
    {
        EndlessStream endless(QByteArray("\x00\x00\x00\xff\xff", 5));
        const auto stream = above(endless);
        const auto woken = stream->wait(Deadline::in(20ms), {});
        QCOMPARE(int(woken.error().kind), int(ErrorKind::Timeout));
    }

    void stopAndSignalPassThrough()
    {
        test::FakeStream fake("WAKE\n");
        const auto stream = above(fake);
        WakeSignal wake;
        QCOMPARE(stream->wait(Deadline::in(20s), {}, &wake).value(), ByteStream::Wake::Signal);
        std::stop_source stop;
        stop.request_stop();
        const auto full = above(fake, test::deflated("words"));
        QCOMPARE(int(full->wait(Deadline::in(20s), stop.get_token()).error().kind), int(ErrorKind::Cancelled));
    }

    void nothingIsWrittenInsideATransaction()
    {
        test::FakeStream fake("");
        const auto stream = above(fake);
        const NoNetworkScope inside;
        QCOMPARE(int(stream->write("x").error().kind), int(ErrorKind::Bug));
    }

    void tlsIsBelowNotAbove()
    {
        test::FakeStream fake("");
        QCOMPARE(int(above(fake)->startTls(Deadline::in(20s), {}).error().kind), int(ErrorKind::Bug));
    }
};

PETREL_TEST(DeflateStreamTest)
#include "deflate_stream_test.moc"
