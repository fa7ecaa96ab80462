#pragma once

#include "core/store/backup.h"
#include "tests/store/damaged_profile.h"

namespace petrel::test {

/** Mail that comes in, is backed up, and comes back. */
struct Restoring : DamagedProfile
{
    /** Mail `n` of POP3, with its ledger row: nowhere else. */
    static PlacementId receive(Profile &profile, std::uint32_t n, const QByteArray &raw)
    {
        return MUST(profile.write([&](WriteTransaction &tx) -> Result<PlacementId> {
            NewMessage mail = Profile::message(n);
            mail.uid = {};
            mail.raw = TRY(tx.blobs().insertBytes(raw));
            const auto inserted = TRY(tx.messages().insertMessages(profile.localInbox, std::span(&mail, 1))).first();
            const Pop3Ledger::Stored stored{"u" + QByteArray::number(n), 0, inserted.message};
            TRY(tx.ledger().recordStored(profile.pop3, std::span(&stored, 1)));
            return inserted.placement;
        }));
    }
    static QStringList subjects(Profile &profile, FolderId folder)
    {
        ListQuery query;
        query.folder = folder;
        QStringList subjects;
        for (const MessageRow &row : MUST(profile.read([&](const Reader &reader) { return reader.list(query); })))
            subjects.append(row.subject);
        subjects.sort();
        return subjects;
    }
    static QByteArray rawOf(Profile &profile, const char *subject)
    {
        return MUST(profile.read([&](const Reader &reader) -> Result<QByteArray> {
            const auto blob = TRY(reader.database().integer("SELECT raw FROM message WHERE subject = ?", QString::fromLatin1(subject)));
            const auto stream = TRY(reader.openBlob(BlobId(blob.value_or(0))));
            return stream->read(10'000'000);
        }));
    }
    static Backup backUp(Profile &profile, const char *place = "/kept") { return MUST(profile.store->backUp(profile.directory.path() + QLatin1String(place))); }
    static Restored restore(Profile &profile, const Backup &backup)
    {
        profile.store.reset();
        Restored restored = MUST(restoreBackup(profile.path(), backup.directory));
        profile.store = MUST(Store::open(profile.path()));
        return restored;
    }
};

} // namespace petrel::test
