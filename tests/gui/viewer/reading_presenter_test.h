#pragma once

#include "ui/viewer/reading_presenter.h"
#include "tests/gui/viewer/sample_messages.h"

#include <QSignalSpy>
#include <QtTest>

namespace petrel::test {

/** What the pane decides to show, and what a click on a link may do. No widgets. */
class ReadingPresenterTest : public QObject
{
    Q_OBJECT

    InlineExecutor m_executor;

    static ui::ReadingPlace place(std::int64_t id) { return {PlacementId(id), QStringLiteral("Home, Inbox"), 1234}; }

private Q_SLOTS:
    void a_late_answer_for_another_message_is_dropped()
    {
        ui::ReadingPresenter presenter(m_executor);
        presenter.showLoading(place(1), QStringLiteral("One"));
        presenter.showLoading(place(2), QStringLiteral("Two"));
        presenter.showMessage(PlacementId(1), plainMessage(QStringLiteral("one")));
        QCOMPARE(presenter.mode(), ui::ReadingMode::Loading);
        presenter.showMessage(PlacementId(2), plainMessage(QStringLiteral("two")));
        QCOMPARE(presenter.mode(), ui::ReadingMode::Message);
        QCOMPARE(presenter.message().text.lines[0].text, QStringLiteral("two"));
    }

    void a_presenter_that_is_gone_gets_no_text()
    {
        ThreadExecutor slow(QStringLiteral("slow"));
        {
            ui::ReadingPresenter presenter(slow);
            presenter.showLoading(place(1), {});
            presenter.showMessage(PlacementId(1), plainMessage(QStringLiteral("one")));
        }
        slow.drain();
        QCoreApplication::processEvents();
    }

    void without_network_the_text_is_not_here_yet()
    {
        ui::ReadingPresenter presenter(m_executor);
        presenter.showLoading(place(1), {});
        presenter.showError(PlacementId(1), makeError(ErrorKind::Network, QStringLiteral("no route")), {});
        QCOMPARE(presenter.mode(), ui::ReadingMode::NotHere);
        QCOMPARE(presenter.title(), QStringLiteral("Text not here yet"));
    }

    void a_large_message_whose_header_alone_is_here_says_so_and_offers_the_rest()
    {
        ui::ReadingPresenter presenter(m_executor);
        presenter.showLoading({PlacementId(1), {}, 43'000'000}, QStringLiteral("Film"));
        presenter.showError(PlacementId(1), makeError(ErrorKind::Unsupported, QStringLiteral("x")).withServerText({}, "header-only"), {});
        QCOMPARE(presenter.mode(), ui::ReadingMode::HeaderOnly);
        QVERIFY(presenter.title().contains(QStringLiteral("Film")));
        QVERIFY(presenter.text().contains(QStringLiteral("43 MB")));
    }

    void other_errors_speak_in_sentences_and_cancelling_says_nothing()
    {
        ui::ReadingPresenter presenter(m_executor);
        presenter.showLoading(place(1), {});
        presenter.showError(PlacementId(1), makeError(ErrorKind::Cancelled, {}), {});
        QCOMPARE(presenter.mode(), ui::ReadingMode::Loading);
        presenter.showError(PlacementId(1), makeError(ErrorKind::StoreCorrupt, QStringLiteral("page 7")), {});
        QCOMPARE(presenter.mode(), ui::ReadingMode::Failed);
        QVERIFY(!presenter.title().contains(QStringLiteral("page 7")));
    }

    void you_stand_first_among_the_recipients()
    {
        ui::ReadingPresenter presenter(m_executor);
        presenter.setOwnAddresses({{{}, QStringLiteral("NORA@halden.example")}});
        presenter.showLoading(place(1), {});
        presenter.showMessage(PlacementId(1), plainMessage(QStringLiteral("x")));
        QVERIFY(presenter.message().header.recipients.startsWith(QStringLiteral("to you")));
    }

    void a_name_that_poses_as_an_address_lets_the_real_one_go_first()
    {
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.envelope.from = {{QStringLiteral("service@bank.example"), QStringLiteral("x@evil.example")}};
        const ui::MessageHeader header = ui::messageHeader(content, {}, 0, QDateTime::currentDateTime());
        QVERIFY(header.addressFirst);
        QCOMPARE(header.address, QStringLiteral("x@evil.example"));
    }

    void a_sender_that_cannot_be_read_is_shown_as_sent()
    {
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.envelope.from.clear();
        content.headers = {{"From", QStringLiteral("nobody at all"), "nobody at all"}};
        content.notices = {mime::Notice::UnreadableFrom};
        const ui::MessageHeader header = ui::messageHeader(content, {}, 0, QDateTime::currentDateTime());
        QCOMPARE(header.address, QStringLiteral("nobody at all"));
        QCOMPARE(ui::readingNotices(content).first().level, ui::ReadingNotice::Level::Warning);
    }

    void direction_tricks_do_not_reach_the_header()
    {
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.envelope.subject = QStringLiteral("invoice\u202efdp.exe");
        content.envelope.from = {{QStringLiteral("Ada\u202eadA"), QStringLiteral("ada@a.example")}};
        const ui::MessageHeader header = ui::messageHeader(content, {}, 0, QDateTime::currentDateTime());
        QVERIFY(!header.subject.contains(QChar(0x202e)));
        QVERIFY(!header.name.contains(QChar(0x202e)));
    }

    void there_is_never_more_than_one_coloured_bar()
    {
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.notices = {mime::Notice::SeveralFrom, mime::Notice::NoEndBoundary};
        content.dangerousParts = {"2", "3"};
        const QList<ui::ReadingNotice> notices = ui::readingNotices(content, {{}, 0, 2});
        const auto coloured = std::count_if(notices.cbegin(), notices.cend(), [](const ui::ReadingNotice &notice) {
            return notice.level == ui::ReadingNotice::Level::Warning;
        });
        QCOMPARE(coloured, 1);
        QVERIFY(notices.first().detail.contains(QStringLiteral("program")));
    }

    void only_web_and_mail_links_do_anything_data()
    {
        QTest::addColumn<QString>("target");
        for (const char *target : {"file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "data:text/html,x",
                                   "vbscript:x", "ms-settings:", "\\\\host\\share", "about:blank", "", "//host/x", "x.desktop"})
            QTest::newRow(target) << QString::fromLatin1(target);
    }

    void only_web_and_mail_links_do_anything()
    {
        QFETCH(QString, target);
        ui::ReadingPresenter presenter(m_executor);
        QSignalSpy opened(&presenter, &ui::ReadingPresenter::openWanted);
        QSignalSpy doubted(&presenter, &ui::ReadingPresenter::linkDoubted);
        QSignalSpy composed(&presenter, &ui::ReadingPresenter::composeWanted);
        presenter.activateLink(QUrl(target), QStringLiteral("click"));
        QCOMPARE(opened.size() + doubted.size() + composed.size(), 0);
    }

    void an_honest_link_opens_at_once()
    {
        ui::ReadingPresenter presenter(m_executor);
        QSignalSpy opened(&presenter, &ui::ReadingPresenter::openWanted);
        presenter.activateLink(QUrl(QStringLiteral("https://halden.example/plan")), QStringLiteral("the plan"));
        QCOMPARE(opened.size(), 1);
    }

    void a_link_that_lies_asks_first()
    {
        ui::ReadingPresenter presenter(m_executor);
        QSignalSpy opened(&presenter, &ui::ReadingPresenter::openWanted);
        QSignalSpy doubted(&presenter, &ui::ReadingPresenter::linkDoubted);
        presenter.activateLink(QUrl(QStringLiteral("https://evil.example/x")), QStringLiteral("www.bank.com"));
        QCOMPARE(opened.size(), 0);
        QCOMPARE(doubted.size(), 1);
        QVERIFY(doubted[0][1].toString().contains(QStringLiteral("evil.example")));
    }

    void a_mail_link_goes_to_the_composer()
    {
        ui::ReadingPresenter presenter(m_executor);
        QSignalSpy composed(&presenter, &ui::ReadingPresenter::composeWanted);
        presenter.activateLink(QUrl(QStringLiteral("mailto:ada@a.example?subject=Hi")), QStringLiteral("Ada"));
        QCOMPARE(composed.size(), 1);
    }

    void programs_among_attachments_can_only_be_saved()
    {
        mime::MessageContent content = plainMessage(QStringLiteral("x"));
        content.attachments = {attachment("2", "application/pdf", QStringLiteral("bill.pdf.exe")),
                               attachment("3", "application/pdf", QStringLiteral("../../.bashrc")),
                               attachment("4", "image/png", QStringLiteral("bench.png"))};
        const QList<ui::AttachmentItem> items = ui::attachmentItems(content);
        QVERIFY(items[0].dangerous);
        QVERIFY(!items[1].name.contains(u'/'));
        QVERIFY(!items[2].dangerous);
        QCOMPARE(items[2].kind.word, QStringLiteral("Picture"));
    }
};

} // namespace petrel::test
