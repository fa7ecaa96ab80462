#include "tests/gui/window/search_stories.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/real_servers.h"

#include "ui/mainwindow/search_words.h"
#include "ui/messagelist/search_foot.h"
#include "ui/models/message_list_model.h"

#include <QAbstractButton>
#include <QLabel>

Q_DECLARE_METATYPE(petrel::ui::SearchState)

namespace petrel::test {

namespace {

constexpr int kPatience = 20'000; ///< milliseconds a loaded machine may need

QString words(const char *text) { return QString::fromUtf8(text); }

/** Of the last one only the header is here. */
QList<Letter> letters()
{
    QList<Letter> three{{words("Priya Raman"), words("Invoice"), words("Paid this morning.")},
                        {words("Tove Hagen"), words("Choir"), words("The church is booked.")},
                        {words("Lars Eide"), words("Boat"), words("Bring gloves.")}};
    three.last().bodyIsHere = false;
    return three;
}

void search(WindowFixture &petrel, const char *text)
{
    petrel.choose("list.search");
    petrel.searchField().clear();
    QTest::keyClicks(&petrel.searchField(), words(text));
}

ui::SearchFoot &foot(WindowFixture &petrel) { return *petrel.window().list().searchFoot(); }

QAbstractButton &button(WindowFixture &petrel) { return *foot(petrel).findChild<QAbstractButton *>(); }

} // namespace

void SearchStories::theFootSaysHowMuchCanBeSearchedHere()
{
    WindowFixture petrel(letters());
    QVERIFY(!foot(petrel).isVisible());
    search(petrel, "paid");
    QTRY_COMPARE(foot(petrel).words().title, words("2 of 3 messages can be searched here by their text."));
    QVERIFY(foot(petrel).isVisible());
    QCOMPARE(foot(petrel).words().detail, words("You are offline. 1 folder can be searched on the server when you are back."));
    QVERIFY(!button(petrel).isVisible());
    petrel.engine().setOnline(true);
    QTRY_COMPARE(button(petrel).text(), words("Search there too"));
    QCOMPARE(foot(petrel).words().detail, words("The rest, in 1 folder, is on the server."));
}

void SearchStories::aSearchOfHeadersNeedsNoTexts()
{
    WindowFixture petrel(letters());
    search(petrel, "subject:boat");
    QTRY_COMPARE(petrel.subjects(), QStringList(words("Boat")));
    QTRY_COMPARE(foot(petrel).words(), (ui::SearchFootWords{words("Searched 3 messages here."), {}, {}}));
}

void SearchStories::whereNothingAnswersTheFootSaysSoAndOffersToTryAgain()
{
    WindowFixture petrel(letters(), true);
    search(petrel, "gloves");
    QTRY_VERIFY(button(petrel).isVisible());
    QTest::keyClick(&button(petrel), Qt::Key_Space);
    QTRY_COMPARE(foot(petrel).words().button, words("Try again"));
    QCOMPARE(foot(petrel).words().title, words("The server was not searched."));
    QVERIFY(!foot(petrel).words().detail.isEmpty());
    QCOMPARE(petrel.subjects(), QStringList());
}

void SearchStories::aSearchGoesOnAtTheServerAndItsFindsAreTold()
{
    RealServers servers;
    RealServers::Options options;
    options.demoMail = true;
    QVERIFY2(servers.start(options), qPrintable(servers.problem()));
    WindowFixture petrel({}, true);
    petrel.engine().start();
    engine::AccountDraft draft;
    draft.account.name = words("Home");
    draft.account.address = {words("Ada"), servers.ada().address};
    draft.account.incoming = {servers.host(), servers.port(words("imaps")), Security::Tls, servers.ada().address, servers.caPem()};
    draft.account.outgoing = draft.account.incoming;
    draft.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
    draft.incomingPassword = Secret(servers.ada().password);
    petrel.engine().addAccount(draft, &petrel.window(), [](const Result<AccountId> &) {});
    QTRY_VERIFY_WITH_TIMEOUT(petrel.subjects().contains(words("Boat comes out of the water on Friday")), kPatience);

    search(petrel, "gloves trailer"); // of Lars' letter, but not of its header
    QTRY_VERIFY(foot(petrel).words().title.startsWith(words("0 of ")));
    QCOMPARE(petrel.subjects(), QStringList());
    QTest::keyClick(petrel.window().focusWidget(), Qt::Key_Tab); // from the field over sorting and the list, or what stands in its place
    QTest::keyClick(petrel.window().focusWidget(), Qt::Key_Tab);
    QTest::keyClick(petrel.window().focusWidget(), Qt::Key_Tab);
    QVERIFY(button(petrel).hasFocus());
    QTest::keyClick(&button(petrel), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(foot(petrel).words().title, words("1 more found on the server."), kPatience);
    QTRY_COMPARE(petrel.subjects(), QStringList(words("Boat comes out of the water on Friday")));
    QVERIFY(!button(petrel).isVisible());
    QVERIFY(petrel.list().hasFocus());
    QCOMPARE(petrel.window().findChild<QLabel *>(words("ListTitle"))->text(), words("1 result"));
    const QModelIndex first = petrel.list().model()->index(0, 0);
    QVERIFY(first.data(ui::PreviewRole).toString().startsWith(words("Found on the server"))); // some servers tell the first words
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().endsWith(words("Found on the server.")));

    // Opened it is here, and says so no more.
    petrel.press(Qt::Key_J);
    QTRY_VERIFY_WITH_TIMEOUT(petrel.shownText().contains(words("Bring gloves")), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(first.data(ui::PreviewRole).toString().startsWith(words("Bring gloves")), kPatience);
}

void SearchStories::leavingTheSearchTakesTheFootAlong()
{
    WindowFixture petrel(letters());
    search(petrel, "paid");
    QTRY_VERIFY(foot(petrel).isVisible());
    QTest::keyClick(&petrel.searchField(), Qt::Key_Escape);
    QVERIFY(!foot(petrel).isVisible());
    QTRY_COMPARE(petrel.subjects().size(), 3);
}

void SearchStories::theFootTellsHowFarTheServerIsAndWhatItDid_data()
{
    QTest::addColumn<ui::SearchState>("state");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char *name, const engine::ServerFind &find, int added, const char *title, const char *detail, const char *button) {
        QTest::newRow(name) << ui::SearchState{.reach = {}, .find = find, .added = added} << QStringList{words(title), words(detail), words(button)};
    };
    const FolderId archive(7);
    const engine::ServerFind::Trouble cut{archive, makeError(ErrorKind::Network, words("cut"))};
    engine::ServerFind find;
    find.folders = 3;
    row("begun", find, 0, "Searching on the server", "", "Stop");
    find.folder = archive;
    find.messages = 1880;
    row("nothing yet", find, 0, "Searching \u2068Archive\u2069 on the server", "0 of 1,880 messages", "Stop");
    find.messagesAsked = 1000;
    row("under way", find, 4, "Searching \u2068Archive\u2069 on the server", "1,000 of 1,880 messages, 4 found", "Stop");
    find.isOver = true;
    row("nothing", find, 0, "Nothing more was found on the server.", "", "");
    row("all", find, 12, "12 more found on the server.", "", "");
    engine::ServerFind more = find;
    more.left = {{archive, Uid(9)}};
    row("more", more, 500, "500 more found on the server.", "", "Search on");
    find.troubles = {cut, cut};
    row("cut after some", find, 2, "2 more found on the server.", "Archive: cut The same holds for 1 other folder.", "Try again");
    row("some cut, nothing found", find, 0, "Nothing more was found on the server.", "Archive: cut The same holds for 1 other folder.", "Try again");
    find.troubles = {cut, cut, cut};
    row("cut", find, 0, "The server was not searched.", "Archive: cut", "Try again");
}

void SearchStories::theFootTellsHowFarTheServerIsAndWhatItDid()
{
    QFETCH(ui::SearchState, state);
    QFETCH(QStringList, said);
    const auto name = [](FolderId) { return words("Archive"); };
    const auto tell = [](const engine::ServerFind::Trouble &trouble) { return words("Archive: ") + trouble.error.what; };
    const ui::SearchFootWords foot = ui::searchFootWords(state, name, tell);
    QCOMPARE((QStringList{foot.title, foot.detail, foot.button}), said);
}

} // namespace petrel::test
