#include "tests/gui/support/sample_mail.h"

namespace petrel::test {

namespace {

FolderRow folder(int id, int account, const QString &name, FolderRole role, int unread = 0, int total = 0, int parent = 0)
{
    FolderRow row;
    row.id = FolderId(id);
    row.account = AccountId(account);
    row.parent = FolderId(parent);
    row.name = name;
    row.path = name;
    row.role = role;
    row.unread = unread;
    row.total = total;
    return row;
}

Account account(int id, const QString &name, const QString &email, IncomingKind kind)
{
    Account account;
    account.id = AccountId(id);
    account.name = name;
    account.address = {QStringLiteral("Nora Lindqvist"), email};
    account.incomingKind = kind;
    return account;
}

struct Sample
{
    const char *sender;
    const char *subject;
    const char *preview;
    int daysAgo;
    const char *time;
    Flags flags;
    int attachments;
    int kilobytes;
};

} // namespace

QDateTime sampleNow() { return QDateTime(QDate(2026, 11, 19), QTime(9, 44)); }

MessageRow message(int id, FolderId folder, std::int64_t date, const QString &subject)
{
    MessageRow row;
    row.id = PlacementId(id);
    row.message = MessageId(id);
    row.account = AccountId(1);
    row.folder = folder;
    row.from = {QStringLiteral("Tove Hagen"), QStringLiteral("tove.hagen@postbox.example")};
    row.subject = subject.isEmpty() ? QStringLiteral("Message %1").arg(id) : subject;
    row.date = date;
    row.size = id * 10;
    return row;
}

void fillWithSampleMail(MemoryMailSource &source)
{
    const Flags seen(Flag::Seen);
    source.accounts = {account(1, QStringLiteral("Home"), QStringLiteral("nora.lindqvist@postbox.example"), IncomingKind::Imap),
                       account(2, QStringLiteral("Studio Halden"), QStringLiteral("nora@halden.example"), IncomingKind::Imap),
                       account(3, QStringLiteral("Harbour"), QStringLiteral("nora@harbour.example"), IncomingKind::Pop3)};
    source.folderRows = {
        folder(1, 1, QStringLiteral("INBOX"), FolderRole::Inbox, 4, 400), folder(2, 1, QStringLiteral("Archive"), FolderRole::Archive),
        folder(3, 1, QStringLiteral("Sent"), FolderRole::Sent), folder(4, 1, QStringLiteral("Family"), FolderRole::None, 1, 20),
        folder(5, 1, QStringLiteral("Trash"), FolderRole::Trash, 3, 12), folder(11, 2, QStringLiteral("INBOX"), FolderRole::Inbox, 3, 90),
        folder(12, 2, QStringLiteral("Ferry terminal"), FolderRole::None), folder(13, 2, QStringLiteral("Invoices"), FolderRole::None),
        folder(16, 2, QStringLiteral("2025"), FolderRole::None, 0, 8, 13), folder(14, 2, QStringLiteral("Archive"), FolderRole::Archive),
        folder(17, 2, QStringLiteral("Drafts"), FolderRole::Drafts, 0, 2), folder(15, 2, QStringLiteral("Junk"), FolderRole::Junk, 12, 30),
        folder(21, 3, QStringLiteral("INBOX"), FolderRole::Inbox, 0, 7)};
    source.folderRows.last().kind = FolderKind::Local;

    const QList<Sample> samples = {
        {"Mateus Oliveira", "Ferry terminal: revised sections", "Both sections now show the raised quay, so the ramp starts at 2.40 m", 0, "09:42", seen | Flag::Answered, 2, 3600},
        {"Tove Hagen", "Choir moves to 16:00 on Saturday", "The church is booked until half past three, so we start later", 0, "09:15", {}, 0, 6},
        {"Harbour Library", "Two loans are due on Monday", "The Outermost House and one other title. You can renew both", 0, "08:30", {}, 0, 31},
        {"Priya Raman", "Re: Invoice 2026-118", "Thanks, paid this morning. The reference is on the receipt that I attach", 0, "08:04", seen | Flag::Flagged, 1, 212},
        {"Bergstad Municipality", "We have received your application", "Case 26/4471. A case worker will write to you within three weeks", 0, "07:51", {}, 0, 18},
        {"Jonas, Elin", "The cabin in February?", "Week 8 works for us if the road is open by then", 1, "21:14", seen | Flag::Answered, 0, 41},
        {"The Tidewater Letter", "No. 212: What the kelp remembers", "A forest that keeps a diary, three walks you can only take at low water", 1, "06:30", {}, 0, 64},
        {"Dr. Amara Okafor", "Slides and reading list", "As promised, the slides from Tuesday and the five papers I mentioned", 1, "16:58", seen, 1, 8100},
        {"Nordlys Energy", "Your October bill: 612 kr", "Nothing to do, it is paid by direct debit on 2 December", 1, "06:02", seen, 0, 22},
        {"Samira Haddad", "Interview notes, first pass", "I left the names out for now. Tell me which of them may be quoted", 2, "22:40", Flag::Flagged, 0, 15},
        {"渡辺 健二", "写真をありがとう", "とてもきれいに撮れていますね。来月の展示に二枚使わせていただけますか。", 2, "10:05", seen, 0, 9},
        {"Lars Eide", "Boat comes out of the water on Friday", "Bring gloves. The crane is ours from ten to eleven", 3, "19:27", seen, 0, 4},
        {"ليلى حداد", "موعد الاجتماع يوم الأحد", "هل يناسبك العاشرة صباحًا؟ القاعة محجوزة لنا", 5, "09:42", {}, 0, 7},
        {"Ingrid Lindqvist", "Grandfather's letters, scanned", "Sixteen of them, from the winter of 1953", 4, "12:00", seen, 1, 24000},
    };
    int id = 1;
    for (const Sample &sample : samples) {
        const QDateTime when(sampleNow().date().addDays(-sample.daysAgo), QTime::fromString(QString::fromLatin1(sample.time), QStringLiteral("HH:mm")));
        MessageRow row = message(id, FolderId(id % 3 == 0 ? 11 : 1), when.toSecsSinceEpoch(), QString::fromUtf8(sample.subject));
        row.from = {QString::fromUtf8(sample.sender), QStringLiteral("sender%1@postbox.example").arg(id)};
        row.preview = QString::fromUtf8(sample.preview);
        row.flags = sample.flags;
        row.attachments = sample.attachments;
        row.size = sample.kilobytes * 1000;
        source.messages.append(row);
        ++id;
    }
    for (int i = 0; i < 120; ++i) {
        MessageRow row = message(id + i, FolderId(1), sampleNow().addDays(-8 - 3 * i).toSecsSinceEpoch(), QStringLiteral("Minutes of meeting %1").arg(120 - i));
        row.flags = Flag::Seen;
        row.preview = QStringLiteral("What was said, and what comes of it");
        source.messages.append(row);
    }
}

} // namespace petrel::test
