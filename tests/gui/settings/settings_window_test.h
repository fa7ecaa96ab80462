#pragma once

#include "tests/gui/settings/settings_desk.h"
#include "ui/common/notice_bar.h"
#include "ui/settings/account_editor.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

/** Setting things in the window: each takes effect at once. */
class SettingsWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void colours_change_at_once()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Appearance);
        desk.press("schemeDark");
        QVERIFY(ui::theme().isDark());
        QCOMPARE(desk.settings.scheme(), ui::SchemeChoice::Dark);
        desk.press("schemeLight");
        QVERIFY(!ui::theme().isDark());
    }

    void a_label_above_its_setting_is_heavier_than_beside_it()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Reading);
        const auto weight = [&]() -> int {
            for (const QLabel *label : desk.window->findChildren<QLabel *>()) {
                if (label->text() == QStringLiteral("HTML messages"))
                    return label->font().weight();
            }
            return 0;
        };
        desk.window->resize(desk.window->minimumSize());
        QTRY_COMPARE(weight(), int(QFont::DemiBold));
        desk.window->resize(1200, 700);
        QTRY_COMPARE(weight(), int(QFont::Medium));
    }

    void what_is_wrong_with_an_account_leads_to_its_editor()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Storage);
        desk.window->editAccount(homeAccount().id);
        auto *editor = desk.window->findChild<ui::AccountEditor *>();
        QVERIFY(editor);
        editor->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        desk.window->reloadAccounts();
        QVERIFY(!desk.window->findChild<ui::AccountEditor *>()); // once
    }

    void density_motion_and_the_rest_are_written_at_once()
    {
        Desk desk;
        const QSignalSpy changed(&desk.settings, &ui::Settings::changed);
        desk.press("densityCompact");
        desk.press("richText");
        desk.choose("markRead", -1);
        desk.choose("undoSend", 30);
        QVERIFY(desk.settings.isCompact());
        QVERIFY(desk.settings.writesRichText());
        QVERIFY(!desk.settings.markReadAfter());
        QCOMPARE(desk.settings.undoSendSeconds(), 30);
        QCOMPARE(changed.count(), 4);
    }

    void a_signature_belongs_to_its_account()
    {
        Account studio = homeAccount();
        studio.id = AccountId(2);
        studio.uuid = "studio";
        studio.address.email = QStringLiteral("nora@studio.example");
        Desk desk({homeAccount(), studio});
        auto *text = desk.find<QPlainTextEdit>("signature");
        text->setPlainText(QStringLiteral("Nora"));
        desk.find<QComboBox>("signatureAccount")->setCurrentIndex(1);
        QCOMPARE(text->toPlainText(), QString());
        text->setPlainText(QStringLiteral("Studio"));
        desk.find<QComboBox>("signatureAccount")->setCurrentIndex(0);
        QCOMPARE(text->toPlainText(), QStringLiteral("Nora"));
        QCOMPARE(desk.settings.signature("studio"), QStringLiteral("Studio"));
    }

    void a_signature_is_kept_after_a_pause_and_when_it_is_left_not_at_each_key()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Writing);
        auto *text = desk.find<QPlainTextEdit>("signature");
        QSignalSpy changed(&desk.settings, &ui::Settings::changed);
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("Nora Lindqvist"));
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(desk.settings.signature(homeAccount().uuid), QStringLiteral("Nora Lindqvist"));
        QCOMPARE(changed.count(), 1);
        QTest::keyClicks(text, QStringLiteral(", Halden"));
        desk.window->close();
        QCOMPARE(desk.settings.signature(homeAccount().uuid), QStringLiteral("Nora Lindqvist, Halden"));
        QCOMPARE(changed.count(), 2);
    }

    void accounts_that_are_read_again_leave_the_signature_that_is_being_written()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Writing);
        auto *text = desk.find<QPlainTextEdit>("signature");
        QTest::keyClicks(text, QStringLiteral("Nora"));
        desk.window->reloadAccounts();
        QCOMPARE(text->toPlainText(), QStringLiteral("Nora"));
        QCOMPARE(text->textCursor().position(), 4);
    }

    void the_search_leaves_the_pages_that_say_the_word()
    {
        Desk desk;
        auto *search = desk.find<QLineEdit>("search");
        search->setText(QStringLiteral("passphrase"));
        QCOMPARE(desk.shownParts(), QStringList{QStringLiteral("Privacy")});
        QCOMPARE(desk.find<QListWidget>("parts")->currentItem()->text(), QStringLiteral("Privacy"));
        search->setText(QStringLiteral("there is no such setting"));
        QVERIFY(desk.shownParts().isEmpty());
        QTest::keyClick(desk.window.get(), Qt::Key_Escape);
        QCOMPARE(desk.shownParts().size(), 6);
        QVERIFY(desk.window->isVisible());
    }

    void an_account_is_removed_only_after_a_yes()
    {
        Desk desk;
        desk.seams.answer = 1;
        desk.press("remove-1");
        QCOMPARE(desk.seams.titles(), QStringList{QStringLiteral("Remove Home?")});
        QVERIFY(desk.service.removed.isEmpty());
        desk.seams.answer = 0;
        desk.press("remove-1");
        QCOMPARE(desk.service.removed, QList<AccountId>{AccountId(1)});
        QVERIFY(!desk.find<QAbstractButton>("remove-1") || !desk.find<QAbstractButton>("remove-1")->isVisible());
    }

    void whoever_removes_an_account_reads_what_becomes_of_mail_that_waits()
    {
        Account emptied = homeAccount(IncomingKind::Pop3);
        emptied.pop3ServerCopy.rule = Pop3ServerCopy::Rule::DeleteAfterDownload;
        Account kept = homeAccount(IncomingKind::Pop3);
        kept.pop3ServerCopy.rule = Pop3ServerCopy::Rule::Keep;
        for (const Account &account : {homeAccount(), emptied, kept}) {
            Desk desk({account});
            desk.seams.answer = 1;
            desk.press("remove-1");
            QVERIFY2(desk.seams.question().meaning.contains(QStringLiteral("Outbox")), qPrintable(desk.seams.question().meaning));
            QCOMPARE(desk.seams.question().meaning.contains(QStringLiteral("stays on the server")), account != emptied);
        }
    }

    void a_removal_that_fails_is_told()
    {
        Desk desk;
        desk.service.refusal = makeError(ErrorKind::StoreFull, QStringLiteral("full"));
        desk.press("remove-1");
        auto *notice = desk.find<ui::NoticeBar>("notice");
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->text(), QStringLiteral("The disk is full."));
    }

    void one_more_account_is_wanted()
    {
        Desk desk;
        const QSignalSpy wanted(desk.window.get(), &ui::SettingsWindow::addAccountWanted);
        desk.press("addAccount");
        QCOMPARE(wanted.count(), 1);
    }

    void passwords_move_to_a_sealed_file_when_the_passphrase_is_given_twice()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Privacy);
        desk.press("placeFile");
        desk.find<QLineEdit>("passphrase")->setText(QStringLiteral("short"));
        desk.press("secretPlaceMove");
        QVERIFY(desk.secrets.chosen.isEmpty());
        desk.find<QLineEdit>("passphrase")->setText(QStringLiteral("four words are best"));
        desk.press("secretPlaceMove");
        QVERIFY(desk.secrets.chosen.isEmpty());
        desk.find<QLineEdit>("passphraseAgain")->setText(QStringLiteral("four words are best"));
        desk.press("secretPlaceMove");
        QCOMPARE(desk.secrets.chosen.size(), 1);
        QVERIFY(desk.find<QLabel>("secretPlaceNow")->text().contains(QStringLiteral("sealed")));
    }

    void the_profile_is_checked_and_the_findings_are_shown()
    {
        Desk desk;
        desk.window->showPart(ui::SettingsPart::Storage);
        QCOMPARE(desk.find<QLabel>("profileSize")->text(), QStringLiteral("1.2 GB in all"));
        const auto outcome = [&] {
            QStringList words;
            for (const QLabel *label : desk.window->findChildren<QLabel *>(QStringLiteral("Status")))
                words.append(label->text());
            return words.join(QLatin1Char(' '));
        };
        desk.press("checkStore");
        QVERIFY(outcome().contains(QStringLiteral("Everything is whole.")));
        desk.storage.checked = ui::ProfileStorage::Checked{{QStringLiteral("content 12 is damaged")}, true};
        desk.press("checkStore");
        QVERIFY(outcome().contains(QStringLiteral("content 12 is damaged")));
        desk.storage.checked = ui::ProfileStorage::Checked{{}, false};
        desk.press("checkStore");
        QVERIFY(outcome().contains(QStringLiteral("index was not checked")));
        desk.storage.checked = makeError(ErrorKind::StoreCorrupt, QStringLiteral("unreadable"));
        desk.press("checkStore");
        QVERIFY(outcome().contains(QStringLiteral("damaged")));
        QVERIFY(desk.find<QAbstractButton>("checkStore")->isEnabled());
    }

    void every_input_has_a_name()
    {
        Desk desk;
        for (QWidget *widget : desk.window->findChildren<QWidget *>()) {
            const bool field = qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
            if (!field)
                continue;
            bool named = !widget->accessibleName().isEmpty() && !qobject_cast<QComboBox *>(widget);
            for (const QLabel *label : widget->parentWidget()->findChildren<QLabel *>())
                named = named || (label->buddy() == widget && !label->text().isEmpty());
            QVERIFY2(named, qPrintable(widget->objectName()));
        }
    }
};

} // namespace petrel::test
