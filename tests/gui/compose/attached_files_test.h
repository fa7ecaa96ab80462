#pragma once

#include "tests/gui/compose/presenter_desk.h"

#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

/** What is attached is attached: its bytes are here from then on, whatever becomes of the file. No widgets. */
class AttachedFilesTest : public QObject
{
    Q_OBJECT

    struct Desk : PresenterDesk
    {
        using PresenterDesk::PresenterDesk;

        QString file(const char *name, const QByteArray &bytes) const
        {
            QFile made(directory.filePath(QString::fromLatin1(name)));
            if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
                qFatal("no file");
            return made.fileName();
        }
        /** A file of this size that takes no room. */
        QString hollowFile(const char *name, qint64 size) const
        {
            QFile made(file(name, {}));
            if (!made.resize(size))
                qFatal("no file");
            return made.fileName();
        }
        QStringList attached() const
        {
            QStringList names;
            for (const ui::DraftFile &one : presenter.draft().files)
                names.append(one.file.fileName);
            return names;
        }

        QTemporaryDir directory;
        QSignalSpy refused{&presenter, &ui::ComposePresenter::filesRefused};
    };

    static constexpr qint64 kMegabyte = 1024 * 1024;

private Q_SLOTS:
    void the_bytes_are_those_of_the_moment_when_it_was_attached()
    {
        Desk desk;
        desk.write();
        const QString path = desk.file("plan.txt", "the plan");
        desk.presenter.addFiles({path});
        QVERIFY(QFile::remove(path));
        desk.presenter.save();
        QCOMPARE(desk.out.saved[0].attachments.value(0).bytes, QByteArray("the plan"));
        QCOMPARE(desk.out.saved[0].attachments.value(0).type, QByteArray("text/plain"));
    }

    void a_kept_file_is_named_and_not_carried_about_again()
    {
        Desk desk;
        desk.write();
        desk.presenter.addFiles({desk.file("a.txt", "same"), desk.file("a2.txt", "same")});
        desk.presenter.save();
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"2", "3"}});
        desk.presenter.setSubject(QStringLiteral("Hi again"));
        desk.presenter.save();
        const QList<mime::OutgoingFile> files = desk.out.saved.last().attachments;
        QCOMPARE(files[0].stored, (mime::StoredPart{PlacementId(10), "2"}));
        QCOMPARE(files[1].stored, (mime::StoredPart{PlacementId(10), "3"}));
        QVERIFY(files[0].bytes.isEmpty());
    }

    void a_file_whose_mail_was_deleted_elsewhere_is_told_once_and_costs_no_words()
    {
        Desk desk;
        QSignalSpy gone(&desk.presenter, &ui::ComposePresenter::filesGone);
        desk.write();
        desk.presenter.addFiles({desk.file("a.txt", "a"), desk.file("b.txt", "b")});
        desk.presenter.save();
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"2", "3"}});
        desk.presenter.setSubject(QStringLiteral("Hi again"));
        desk.presenter.save();
        desk.out.finishSaving(KeptDraft{PlacementId(11), {{}, "2"}}); // as the store has lost "a.txt"
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone[0][0].toStringList(), QStringList(QStringLiteral("a.txt")));
        desk.presenter.setSubject(QStringLiteral("Hi once more"));
        desk.presenter.save();
        QCOMPARE(desk.out.saved.last().attachments.size(), 1);
        QCOMPARE(desk.out.saved.last().attachments[0].stored, (mime::StoredPart{PlacementId(11), "2"}));
        desk.out.finishSaving(KeptDraft{PlacementId(12), {"2"}});
        QCOMPARE(gone.size(), 1);
    }

    void a_message_refused_for_a_file_that_is_gone_is_kept_and_tells_which()
    {
        Desk desk;
        QSignalSpy gone(&desk.presenter, &ui::ComposePresenter::filesGone);
        desk.write();
        desk.presenter.addFiles({desk.file("a.txt", "a")});
        desk.presenter.save();
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"2"}});
        desk.presenter.send();
        desk.out.finishSending(makeError(ErrorKind::NotFound, QStringLiteral("no row")).withServerText({}, "file-gone"));
        QCOMPARE(desk.failed.size(), 0);
        desk.out.finishSaving(KeptDraft{PlacementId(11), {QByteArray()}});
        QCOMPARE(gone.size(), 1);
        QCOMPARE(desk.finished.size(), 0);
    }

    void a_file_that_cannot_be_read_to_its_end_is_refused()
    {
        Desk desk;
        desk.presenter.addFiles({QStringLiteral("/proc/self/mem")}); // opens, and fails as it is read
        QVERIFY(desk.presenter.draft().files.isEmpty());
        QCOMPARE(desk.refused.size(), 1);
    }

    void what_is_no_file_is_refused_and_never_waited_for()
    {
        Desk desk;
        desk.presenter.addFiles({desk.directory.path(), QStringLiteral("/dev/zero"), QStringLiteral("/nowhere/at/all")});
        QVERIFY(desk.presenter.draft().files.isEmpty());
        QCOMPARE(desk.refused[0][0].toStringList().size(), 3);
    }

    void files_beyond_what_a_message_carries_are_refused_and_the_others_stay()
    {
        Desk desk;
        desk.presenter.addFiles({desk.hollowFile("film.mkv", 5000 * kMegabyte), desk.file("note.txt", "see you")});
        QCOMPARE(desk.attached(), QStringList(QStringLiteral("note.txt")));
        QCOMPARE(desk.refused.size(), 1);
        QVERIFY(desk.presenter.draft().files[0].file.bytes == "see you");
    }

    void all_files_of_a_message_share_the_room()
    {
        Desk desk;
        desk.presenter.addFiles({desk.hollowFile("one.bin", 60 * kMegabyte)});
        desk.presenter.addFiles({desk.hollowFile("two.bin", 60 * kMegabyte)});
        QCOMPARE(desk.attached(), QStringList(QStringLiteral("one.bin")));
        desk.presenter.removeFile(0);
        desk.presenter.addFiles({desk.directory.filePath(QStringLiteral("two.bin"))});
        QCOMPARE(desk.attached(), QStringList(QStringLiteral("two.bin")));
    }

    void the_window_waits_for_a_file_that_is_being_read()
    {
        Desk desk;
        desk.out.slowDisk = true;
        desk.presenter.addFiles({desk.file("plan.txt", "the plan")});
        desk.presenter.close();
        QCOMPARE(desk.finished.size(), 0);
        QVERIFY(desk.blocked[0][1].toString().contains(QStringLiteral("plan.txt")));
        desk.out.finishReading();
        QCOMPARE(desk.out.saved.value(0).attachments.size(), 1);
        desk.out.finishSaving(KeptDraft{PlacementId(10), {"2"}});
        QCOMPARE(desk.finished.size(), 1);
    }

    void closed_again_it_goes_without_the_file_and_keeps_the_words()
    {
        Desk desk;
        desk.out.slowDisk = true;
        desk.write();
        desk.presenter.addFiles({desk.file("plan.txt", "the plan")});
        desk.presenter.close();
        desk.presenter.close();
        QCOMPARE(desk.out.saved.size(), 1);
        desk.out.finishSaving(KeptDraft{PlacementId(10), {}});
        QCOMPARE(desk.finished.size(), 1);
    }

    void a_refused_file_does_not_keep_the_window_open()
    {
        Desk desk;
        desk.out.slowDisk = true;
        desk.write();
        desk.presenter.addFiles({QStringLiteral("/nowhere/at/all")});
        desk.presenter.close();
        desk.out.finishReading();
        QCOMPARE(desk.refused.size(), 1);
        QVERIFY2(desk.finished.isEmpty() && desk.out.saved.isEmpty(), "what was refused is to be read first");
        desk.presenter.close();
        QCOMPARE(desk.out.saved.size(), 1);
    }
};

} // namespace petrel::test
