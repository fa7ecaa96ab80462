// The longest the window's thread is busy at a stretch: event_loop PROFILE ROUNDS, on a profile of profile_maker.
// Opens the inbox, scrolls it from end to end, walks through its newest messages, first in peace, then while another
// thread writes new mail as a first listing does. The limit is what a frame has: 16 ms, and 50 ms at the very worst.
#include "app/petrel/application.h"
#include "core/secrets/memory_secret_store.h"
#include "core/store/store.h"
#include "ui/common/appearance.h"
#include "ui/common/english_plurals.h"
#include "ui/mainwindow/main_window.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/message_list_view.h"
#include "ui/models/message_list_model.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

using namespace petrel;

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

/** Measures each stretch between two sleeps of the event loop: as the clock went, and what this thread computed. */
class Stretches : public QObject
{
public:
    Stretches()
    {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { m_begun = now(); });
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            const auto [clock, computed] = now();
            m_clock.push_back(clock - m_begun.first);
            m_computed.push_back(computed - m_begun.second);
        });
    }

    void report(const char *what)
    {
        std::printf("%-44s longest %6.1f ms computed, %6.1f ms by the clock;  99 %% within %5.1f ms;  over 50 ms: %td of %zu\n", what,
                    last(m_computed, 1), last(m_clock, 1), last(m_computed, 0.99),
                    std::count_if(m_computed.begin(), m_computed.end(), [](double ms) { return ms > 50; }), m_computed.size());
        std::fflush(stdout);
        m_clock.clear();
        m_computed.clear();
    }

private:
    static std::pair<double, double> now()
    {
        const auto read = [](clockid_t clock) {
            timespec time{};
            clock_gettime(clock, &time);
            return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
        };
        return {read(CLOCK_MONOTONIC), read(CLOCK_THREAD_CPUTIME_ID)};
    }
    static double last(std::vector<double> values, double part)
    {
        if (values.empty())
            return 0;
        std::sort(values.begin(), values.end());
        return values[std::min(values.size() - 1, static_cast<size_t>(part * static_cast<double>(values.size())))];
    }

    std::pair<double, double> m_begun;
    std::vector<double> m_clock;
    std::vector<double> m_computed;
};

/** Calls `step` with 0, 1, ... every `pause` ms until it says no. */
void every(int pause, const std::function<bool(int)> &step)
{
    QEventLoop loop;
    QTimer timer;
    int count = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (!step(count++))
            loop.quit();
    });
    timer.start(pause);
    loop.exec();
}

store::NewMessage fresh(std::uint32_t n)
{
    store::NewMessage message;
    message.uid = Uid(n);
    message.dateReceived = 1'900'000'000 + std::int64_t(n);
    message.size = 5000;
    message.envelope.messageId = QByteArray::number(n) + "@fresh.example";
    message.envelope.subject = QStringLiteral("New mail %1").arg(n);
    message.envelope.from = {{QStringLiteral("Someone %1").arg(n % 50), QStringLiteral("someone@example.org")}};
    message.preview = QStringLiteral("What a first listing brings, row by row.");
    return message;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    QApplication application(argc, argv);
    ui::Appearance::instance().install();
    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    const QString profile = QString::fromLocal8Bit(argv[1]);
    const auto engine = must(engine::Engine::open({profile, std::make_shared<secrets::MemorySecretStore>(), false}));
    app::EngineReadAccess access(*engine);
    ui::StoreMailSource source(access);
    ThreadExecutor text(QStringLiteral("text"));
    QSettings state(profile + QStringLiteral("/bench.ini"), QSettings::IniFormat);
    Stretches stretches;
    ui::MainWindow window({*engine, access, source, text, state});
    window.resize(1280, 800);
    window.show();
    ui::MessageListView &list = *window.list().view();
    every(20, [&](int) { return list.model()->rowCount() <= 200; });
    stretches.report("opened");

    const auto scroll = [&] {
        every(16, [&](int step) {
            QScrollBar &bar = *list.verticalScrollBar();
            bar.setValue(int(qint64(bar.maximum()) * step / 300));
            return step < 300;
        });
    };
    const auto walk = [&] {
        list.verticalScrollBar()->setValue(0);
        every(25, [&](int step) {
            list.step(1);
            return step < 200;
        });
    };
    scroll();
    stretches.report("scrolled from end to end");
    walk();
    stretches.report("200 messages selected, 40 a second");

    const FolderRow inbox = must(engine->store().read([](const store::Reader &reader) -> Result<FolderRow> {
        const QList<Account> accounts = TRY(reader.accounts());
        return reader.folderByRole(accounts.first().id, FolderRole::Inbox);
    }));
    std::jthread writer([&, rows = std::atoi(argv[2])] {
        for (int first = 0; first < rows; first += 300) {
            std::vector<store::NewMessage> batch;
            for (int n = first; n < first + 300; ++n)
                batch.push_back(fresh(10'000'000u + static_cast<std::uint32_t>(n)));
            must(engine->store().write(u"bench", [&](store::WriteTransaction &tx) { return tx.messages().insertMessages(inbox.id, batch); }));
        }
    });
    scroll();
    stretches.report("scrolled while new mail is written");
    walk();
    stretches.report("selected while new mail is written");
    writer.join();
    return 0;
}
