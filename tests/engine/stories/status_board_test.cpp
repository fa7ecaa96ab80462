#include "core/engine/status_board.h"
#include "tests/support/registered_test.h"

#include <QSignalSpy>

namespace petrel::test {

using engine::AccountStatus;
using engine::EngineEvents;
using engine::StatusBoard;
using engine::StatusSide;
using Phase = AccountStatus::Phase;

namespace {

const AccountId home(1);

class StillClock final : public Clock
{
public:
    StillClock() : m_former(Clock::replace(this)) {}
    ~StillClock() override { Clock::replace(m_former); }
    [[nodiscard]] Monotonic monotonic() const override { return now; }
    Monotonic now{std::chrono::hours(1)};

private:
    const Clock *m_former;
};

} // namespace

class StatusBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_events = std::make_unique<EngineEvents>();
        m_board = std::make_unique<StatusBoard>(*m_events);
        m_told.clear();
        connect(m_events.get(), &EngineEvents::accountStatusChanged, this, [this](const AccountStatus &status) { m_told.append(status); });
    }

    void troubleWithSendingIsNotHiddenByAHappyInbox()
    {
        set(StatusSide::Receiving, Phase::UpToDate);
        set(StatusSide::Sending, Phase::Stopped);
        QCOMPARE(m_board->status(home).phase, Phase::Stopped);
        QCOMPARE(m_board->status(home).side, AccountSide::Outgoing); // its error is about the other server
        QVERIFY(m_board->status(home).sendingFails);
        set(StatusSide::Receiving, Phase::Working);
        QCOMPARE(m_board->status(home).phase, Phase::Stopped);
        set(StatusSide::Sending, Phase::Offline);
        QCOMPARE(m_board->status(home).phase, Phase::Working);
    }

    void troubleWithReceivingComesFirst()
    {
        set(StatusSide::Sending, Phase::Waiting);
        set(StatusSide::Receiving, Phase::Stopped);
        QCOMPARE(m_board->status(home).phase, Phase::Stopped);
    }

    void aWatchThatWasCutIsToldUntilItIsBackAndNeverInPlaceOfThePasses()
    {
        set(StatusSide::Receiving, Phase::UpToDate);
        set(StatusSide::Watching, Phase::Waiting);
        QCOMPARE(m_board->status(home).phase, Phase::Waiting);
        set(StatusSide::Receiving, Phase::Working);
        QCOMPARE(m_board->status(home).phase, Phase::Working);
        set(StatusSide::Receiving, Phase::Stopped);
        QCOMPARE(m_board->status(home).phase, Phase::Stopped);
        set(StatusSide::Receiving, Phase::UpToDate);
        set(StatusSide::Watching, Phase::Offline); // connected: it has nothing to say
        QCOMPARE(m_board->status(home).phase, Phase::UpToDate);
    }

    /** A server that allows one connection only: the passes fetch all, a little later. */
    void aWatchThatIsNotAllowedIsNoTrouble()
    {
        set(StatusSide::Receiving, Phase::UpToDate);
        m_board->change(home, StatusSide::Watching, [](AccountStatus &status) {
            status.phase = Phase::Waiting;
            status.error = makeError(ErrorKind::Throttled, QStringLiteral("too many connections"));
        });
        QCOMPARE(m_board->status(home).phase, Phase::UpToDate);
    }

    void theSameIsNotToldTwice()
    {
        set(StatusSide::Receiving, Phase::UpToDate);
        set(StatusSide::Receiving, Phase::UpToDate);
        QCOMPARE(heard(), 1);
        m_board->setPending(home, 3);
        m_board->setPending(home, 3);
        QCOMPARE(heard(), 2);
        QCOMPARE(m_told.last().pending, 3);
    }

    void mereProgressIsToldNowAndThenButItsEndAlways()
    {
        StillClock clock;
        for (int done = 0; done < 50; ++done)
            progress(done);
        QCOMPARE(heard(), 1);
        clock.now += std::chrono::milliseconds(100);
        progress(51);
        QCOMPARE(heard(), 2);
        progress(100);
        QCOMPARE(heard(), 3);
        QCOMPARE(m_told.last().done, 100);
    }

    void anAccountThatIsForgottenIsOffline()
    {
        set(StatusSide::Receiving, Phase::UpToDate);
        m_board->forget(home);
        QCOMPARE(m_board->status(home).phase, Phase::Offline);
    }

private:
    void set(StatusSide side, Phase phase)
    {
        m_board->change(home, side, [phase](AccountStatus &status) { status.phase = phase; });
    }
    void progress(int done)
    {
        m_board->change(home, StatusSide::Receiving, [done](AccountStatus &status) {
            status.phase = Phase::Working;
            status.task = AccountStatus::Task::Headers;
            status.done = done;
            status.total = 100;
        });
    }
    qsizetype heard()
    {
        QCoreApplication::sendPostedEvents();
        return m_told.size();
    }

    std::unique_ptr<EngineEvents> m_events;
    std::unique_ptr<StatusBoard> m_board;
    QList<AccountStatus> m_told;
};

PETREL_TEST(StatusBoardTest)

} // namespace petrel::test

#include "status_board_test.moc"
