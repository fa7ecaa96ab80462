#pragma once

#include "tests/gui/settings/settings_desk.h"
#include "tests/gui/wizard/wizard_desk.h"
#include "ui/settings/account_editor.h"

#include <QLabel>

namespace petrel::test {

/** Into which inbox new mail of a POP3 account goes: chosen where an account is made or changed, told where one is removed. */
class DeliveryChoiceTest : public QObject
{
    Q_OBJECT

    static constexpr int kHomeInbox = 10;
    static constexpr int kClub = 11;
    static constexpr int kWorkInbox = 20;

    static FolderRow folder(int id, int account, FolderRole role, const QString &path)
    {
        FolderRow row;
        row.id = FolderId(id);
        row.account = AccountId(account);
        row.name = row.path = path;
        row.role = role;
        row.kind = FolderKind::Local;
        return row;
    }
    static Account work(FolderId deliverTo = {})
    {
        Account account = homeAccount(IncomingKind::Pop3);
        account.id = AccountId(2);
        account.name = QStringLiteral("Work");
        account.address.email = QStringLiteral("nora@work.example");
        account.deliverTo = deliverTo;
        return account;
    }
    static void fill(ScriptedService &service, const Account &second)
    {
        service.known = {homeAccount(IncomingKind::Pop3), second};
        service.mailboxes = {folder(kHomeInbox, 1, FolderRole::Inbox, QStringLiteral("INBOX")), folder(kClub, 1, FolderRole::None, QStringLiteral("Club")),
                             folder(kWorkInbox, 2, FolderRole::Inbox, QStringLiteral("INBOX"))};
    }
    static QStringList offered(QWidget &in)
    {
        QStringList texts;
        const auto *box = in.findChild<QComboBox *>(QStringLiteral("deliverTo"));
        for (int i = 0; i < box->count(); ++i)
            texts.append(box->itemText(i).remove(QChar(0x2068)).remove(QChar(0x2069)));
        return texts;
    }
    static void choose(QWidget &in, int place)
    {
        auto *box = in.findChild<QComboBox *>(QStringLiteral("deliverTo"));
        box->setCurrentIndex(place);
        Q_EMIT box->activated(place);
    }
    static QString meaning(QWidget &in) { return in.findChild<QLabel *>(QStringLiteral("deliveryMeaning"))->text(); }

private Q_SLOTS:
    void the_wizard_offers_the_inboxes_that_are_there()
    {
        WizardDesk desk;
        fill(desk.service, work());
        desk.introduce();
        QVERIFY(!desk.find<QComboBox>("deliverTo")->isVisible()); // IMAP
        desk.press("pop3");
        QVERIFY(desk.find<QComboBox>("deliverTo")->isVisible());
        QCOMPARE(offered(*desk.wizard), (QStringList{QStringLiteral("its own inbox"), QStringLiteral("the inbox of Home"), QStringLiteral("the inbox of Work"), QStringLiteral("Club, a folder of Home")}));
        QVERIFY(meaning(*desk.wizard).contains(QStringLiteral("stays apart")));
        choose(*desk.wizard, 1);
        QVERIFY(meaning(*desk.wizard).contains(QStringLiteral("nora@postbox.example"))); // who answers
        QCOMPARE(desk.wizard->presenter().account().account().deliverTo, FolderId(kHomeInbox));
        desk.press("imap");
        QCOMPARE(desk.wizard->presenter().account().account().deliverTo, FolderId());
        desk.press("pop3");
        QCOMPARE(desk.find<QComboBox>("deliverTo")->currentIndex(), 0);
    }

    void the_first_maildrop_is_asked_nothing()
    {
        WizardDesk desk;
        desk.introduce();
        desk.press("pop3");
        QVERIFY(!desk.find<QComboBox>("deliverTo")->isVisible());
    }

    void it_is_changed_with_the_account()
    {
        ScriptedService service;
        fill(service, work(FolderId(kHomeInbox)));
        ui::AccountEditor editor(service, work(FolderId(kHomeInbox)));
        editor.open();
        QCOMPARE(editor.findChild<QComboBox *>(QStringLiteral("deliverTo"))->currentIndex(), 1);
        choose(editor, 0);
        editor.findChild<QAbstractButton *>(QStringLiteral("save"))->click();
        QCOMPARE(service.updated.size(), 1);
        QCOMPARE(service.updated.first().account.deliverTo, FolderId());
    }

    void an_inbox_that_takes_in_mail_hands_none_on()
    {
        ScriptedService service;
        fill(service, work(FolderId(kHomeInbox)));
        ui::AccountEditor editor(service, homeAccount(IncomingKind::Pop3));
        editor.open();
        QVERIFY(!editor.findChild<QComboBox *>(QStringLiteral("deliverTo"))->isVisible());
    }

    void a_folder_that_is_gone_is_told()
    {
        ScriptedService service;
        fill(service, work(FolderId(99)));
        ui::AccountEditor editor(service, work(FolderId(99)));
        editor.open();
        QVERIFY(meaning(editor).contains(QStringLiteral("is gone")));
        choose(editor, 0);
        QVERIFY(!meaning(editor).contains(QStringLiteral("is gone")));
    }

    void whoever_removes_an_account_reads_where_shared_mail_goes()
    {
        Desk desk({homeAccount(IncomingKind::Pop3), work(FolderId(kHomeInbox))});
        fill(desk.service, work(FolderId(kHomeInbox)));
        desk.seams.answer = 1;
        desk.press("remove-1");
        QVERIFY2(desk.seams.question().meaning.contains(QStringLiteral("is kept: it goes into the folders of")), qPrintable(desk.seams.question().meaning));
        desk.press("remove-2");
        QVERIFY2(desk.seams.question().meaning.contains(QStringLiteral("stays there")), qPrintable(desk.seams.question().meaning));
    }
};

} // namespace petrel::test
