#include "tests/gui/window/maildrop_stories.h"

#include "tests/gui/window/memory_place.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/real_servers.h"
#include "ui/compose/compose_window.h"
#include "ui/folderpane/status_foot.h"
#include "ui/viewer/message_text_view.h"
#include "ui/wizard/account_wizard.h"
#include "ui/wizard/engine_account_service.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <unistd.h>

namespace petrel::test {

namespace {

constexpr int kPatience = 20'000; ///< milliseconds a loaded machine may need
constexpr qint64 kLetters = 12;
const QByteArray kPlans = "The first line.\r\n" + QByteArray("A long line of plans for the ferry and the pier.\r\n").repeated(40'000);

RealServers &servers()
{
    static RealServers all;
    return all;
}

/** The wizard over the window, and the hands of the person before it. */
struct Newcomer
{
    explicit Newcomer(WindowFixture &petrel, RealMailbox own = servers().adaPop()) : box(std::move(own)), service(petrel.engine(), petrel.source()), wizard(service, place, &petrel.window())
    {
        QObject::connect(&petrel.engine().events(), &engine::EngineEvents::accountStatusChanged, &wizard, &ui::AccountWizard::showProgress);
        wizard.open();
        type("personName", box.name);
        type("address", box.address);
        press("find");
        press("pop3");
    }
    template <class Widget>
    Widget *find(const char *name) { return wizard.findChild<Widget *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString words(const char *name) { return find<QLabel>(name)->text(); }
    void press(const char *name) { find<QAbstractButton>(name)->click(); }
    void type(const char *name, const QString &text)
    {
        auto *field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    void choose(const char *name, const QVariant &value)
    {
        auto *box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(value));
        Q_EMIT box->activated(box->currentIndex());
    }
    void enterServers()
    {
        using Side = ui::AccountPresenter::Side;
        ui::AccountPresenter &account = wizard.presenter().account();
        wizard.presenter().enterByHand();
        account.takeCaFile(servers().caFile());
        QTRY_VERIFY(account.hasCa());
        account.setSecurity(Side::Receiving, Security::Starttls);
        account.setSecurity(Side::Sending, Security::Starttls);
        type("incomingHost", servers().host());
        type("incomingPort", QString::number(servers().port(QStringLiteral("pop3"))));
        type("outgoingHost", servers().host());
        type("outgoingPort", QString::number(servers().port(QStringLiteral("submission"))));
        type("user", box.address);
        type("password", QString::fromUtf8(box.password));
    }
    void finish()
    {
        press("continue");
        enterServers();
        press("continue");
        QTRY_COMPARE_WITH_TIMEOUT(wizard.presenter().account().trial().state(), ui::AccountTrial::State::Passed, kPatience);
        press("continue");
        QTRY_COMPARE_WITH_TIMEOUT(words("progress"), QStringLiteral("Everything is here."), kPatience);
        press("startReading");
    }

    RealMailbox box;
    ui::EngineAccountService service;
    MemoryPlace place;
    ui::AccountWizard wizard;
};

QByteArray letter(const QByteArray &subject, const QByteArray &text, const QByteArray &to = "ada.pop@petrel.example")
{
    return "From: Zoe <zoe@petrel.example>\r\nTo: " + to + "\r\nMessage-ID: <" + QByteArray(subject).replace(' ', '.') + "@petrel.example>\r\nSubject: " + subject
        + "\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n";
}

QString homeOf(const RealMailbox &box) { return servers().directory() + QStringLiteral("/homes/") + box.address; }

/** The server may run as somebody else. */
void giveToServer(const QString &path, const QString &home)
{
    const QFileInfo owner(home);
    QCOMPARE(::chown(QFile::encodeName(path).constData(), owner.ownerId(), owner.groupId()), 0);
}

/** A maildir, as the server keeps it. */
void putIntoMaildrop(const RealMailbox &box, const QByteArray &name, const QByteArray &raw)
{
    const QString home = homeOf(box);
    for (const char *part : {"/inbox", "/inbox/cur", "/inbox/new", "/inbox/tmp"}) {
        const QString directory = home + QLatin1String(part);
        if (!QFileInfo::exists(directory)) {
            QVERIFY(QDir().mkdir(directory));
            giveToServer(directory, home);
        }
    }
    QFile file(home + QStringLiteral("/inbox/new/") + QString::fromLatin1(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(raw) == raw.size());
    file.close();
    giveToServer(file.fileName(), home);
}

qsizetype lettersAtTheServer(const RealMailbox &box = servers().adaPop())
{
    const auto lettersIn = [&](const char *part) { return QDir(homeOf(box) + QLatin1String(part)).entryList(QDir::Files).size(); };
    return lettersIn("/inbox/new") + lettersIn("/inbox/cur");
}

void select(WindowFixture &petrel, const QString &subject)
{
    petrel.list().setCurrentIndex(petrel.list().model()->index(int(petrel.subjects().indexOf(subject)), 0));
}

/** A click on "Get the message". */
void getWhole(WindowFixture &petrel, const QString &subject)
{
    select(petrel, subject);
    const auto get = [&] { return petrel.window().findChild<QAbstractButton *>(QStringLiteral("getMessage")); };
    QTRY_VERIFY_WITH_TIMEOUT(get() && get()->isVisible(), kPatience);
    get()->click();
    QTRY_VERIFY_WITH_TIMEOUT(petrel.shownText().contains(QStringLiteral("The first line.")), kPatience);
}

} // namespace

void MaildropStories::initTestCase()
{
    QVERIFY2(servers().start(), qPrintable(servers().problem()));
}

void MaildropStories::cleanupTestCase() { servers().stop(); }

void MaildropStories::theTextAloneSaysWhatHappensToMailOnTheServer_data()
{
    QTest::addColumn<QByteArray>("choice");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("after fetching") << QByteArray("copyAfterFetching")
                                    << QStringLiteral("Each message is removed from the server once it is safely here. This computer then holds the only copy.");
    QTest::newRow("after days") << QByteArray("copyAfterDays") << QStringLiteral("Until then other devices can fetch it too. After that this computer holds the only copy.");
    QTest::newRow("with ours") << QByteArray("copyWithLocal") << QStringLiteral("Mail stays on the server until you delete it here for good.");
    QTest::newRow("never") << QByteArray("copyKeep") << QStringLiteral("Petrel never removes anything from the server. The mailbox there may fill up.");
}

void MaildropStories::theTextAloneSaysWhatHappensToMailOnTheServer()
{
    QFETCH(const QByteArray, choice);
    QFETCH(const QString, meaning);
    WindowFixture petrel;
    Newcomer nora(petrel);
    nora.press(choice.constData());
    QCOMPARE(nora.words("copyMeaning"), meaning);
    QVERIFY(nora.find<QLabel>("copyMeaning")->isVisible());
    QCOMPARE(nora.words("limitMeaning"), QStringLiteral("Each message comes at once, with all its attachments."));
    nora.choose("headerOnlyAbove", qint64(1'000'000));
    QCOMPARE(nora.words("limitMeaning"), QStringLiteral("Of a larger one you see the header first; the rest comes when you ask for it, and stays on the server until then."));
    QVERIFY(!nora.find<QWidget>("deliverTo")->isVisible()); // there is no other inbox
}

void MaildropStories::mailIsFetchedWithProgressAndReadWithoutAnyServer()
{
    for (int n = 1; n <= kLetters; ++n)
        putIntoMaildrop(servers().adaPop(), "100000000" + QByteArray::number(n) + ".letter", letter("Letter " + QByteArray::number(n), "The text of letter " + QByteArray::number(n) + '.'));
    putIntoMaildrop(servers().adaPop(), "2000000000.large", letter("Plans", kPlans));

    WindowFixture petrel({}, true);
    QStringList told;
    const auto *foot = petrel.window().findChild<ui::StatusFoot *>();
    QObject::connect(&petrel.engine().events(), &engine::EngineEvents::accountStatusChanged, &petrel.window(), [&] { told.append(foot->text()); });
    petrel.engine().start();
    Newcomer nora(petrel);
    nora.choose("headerOnlyAbove", qint64(1'000'000));
    nora.press("continue");
    nora.enterServers();
    nora.press("continue");
    QTRY_COMPARE_WITH_TIMEOUT(nora.wizard.presenter().account().trial().state(), ui::AccountTrial::State::Passed, kPatience);
    QCOMPARE(lettersAtTheServer(), kLetters + 1); // a test takes nothing
    nora.press("continue");
    QTRY_COMPARE_WITH_TIMEOUT(nora.words("progress"), QStringLiteral("Everything is here."), kPatience);
    nora.press("startReading");
    const QStringList counted = told.filter(QStringLiteral("Getting"));
    QVERIFY2(!counted.isEmpty() && counted.constFirst().contains(QString::number(kLetters)), qPrintable(told.join(u'\n')));
    QTRY_COMPARE_WITH_TIMEOUT(petrel.subjects().size(), kLetters + 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!petrel.subjects().contains(QStringLiteral("?")), kPatience);
    QCOMPARE(lettersAtTheServer(), 1); // the one that is not here

    // The large one comes when it is asked for.
    getWhole(petrel, QStringLiteral("Plans"));
    QTRY_COMPARE_WITH_TIMEOUT(lettersAtTheServer(), 0, kPatience);

    // From here on this computer holds the only copies.
    QVERIFY(servers().goDown());
    for (int n = 1; n <= kLetters; ++n) {
        select(petrel, QStringLiteral("Letter %1").arg(n));
        QTRY_VERIFY_WITH_TIMEOUT(petrel.shownText().contains(QStringLiteral("The text of letter %1.").arg(n)), kPatience);
    }
    select(petrel, QStringLiteral("Plans"));
    QTRY_VERIFY_WITH_TIMEOUT(petrel.shownText().contains(QStringLiteral("The first line.")), kPatience);
    QVERIFY(servers().comeBack());
}

void MaildropStories::twoMaildropsComeIntoOneInboxAndEachIsAnsweredFromItsOwn()
{
    putIntoMaildrop(servers().adaPop(), "3000000001.letter", letter("To Ada", "Dear Ada."));
    putIntoMaildrop(servers().bob(), "3000000002.letter", letter("To all", "Dear all.", "all@lists.example"));
    putIntoMaildrop(servers().bob(), "3000000003.large", letter("Plans", kPlans, "all@lists.example"));
    WindowFixture petrel({}, true);
    petrel.engine().start();
    Newcomer(petrel).finish();
    QTRY_COMPARE_WITH_TIMEOUT(petrel.subjects(), QStringList{QStringLiteral("To Ada")}, kPatience);
    Newcomer bob(petrel, servers().bob());
    QTRY_VERIFY(bob.find<QComboBox>("deliverTo")->isVisible());
    bob.choose("deliverTo", bob.find<QComboBox>("deliverTo")->itemData(1));
    bob.choose("headerOnlyAbove", qint64(1'000'000));
    bob.finish();

    QTRY_COMPARE_WITH_TIMEOUT(petrel.window().folders().accounts().size(), 2, kPatience);
    petrel.openFolder(FolderRole::Inbox);
    const auto sorted = [](QStringList subjects) {
        subjects.sort();
        return subjects;
    };
    QTRY_COMPARE_WITH_TIMEOUT(sorted(petrel.subjects()), (QStringList{QStringLiteral("Plans"), QStringLiteral("To Ada"), QStringLiteral("To all")}), kPatience);
    const ui::FolderTreeModel &tree = petrel.window().folders();
    for (const FolderRow &folder : tree.foldersOf(tree.accounts().last().id))
        QCOMPARE(tree.indexOf(folder.id).isValid(), folder.role != FolderRole::Inbox); // it stands empty
    getWhole(petrel, QStringLiteral("Plans")); // from Bob's maildrop, though it lies in Ada's inbox
    QTRY_COMPARE_WITH_TIMEOUT(lettersAtTheServer(servers().bob()), 0, kPatience);

    select(petrel, QStringLiteral("To all")); // it names nobody's address
    QTRY_VERIFY_WITH_TIMEOUT(petrel.shownText().contains(QStringLiteral("Dear all.")), kPatience);
    petrel.choose("message.reply");
    QTRY_VERIFY_WITH_TIMEOUT(WindowFixture::composer(), kPatience);
    QCOMPARE(WindowFixture::composer()->presenter().identity().address.email, servers().bob().address);
}

} // namespace petrel::test
