#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

/** What the row of a folder tells besides its name. */
class FolderRowsTest : public QObject
{
    Q_OBJECT

    template <class Function>
    static auto wish(Profile &profile, Function &&fn)
    {
        return profile.write([&](WriteTransaction &tx) { return fn(tx.folderWishes()); });
    }

private Q_SLOTS:
    void a_row_tells_what_is_wanted_of_it_and_what_was_refused()
    {
        Profile profile;
        const FolderId trips = MUST(profile.write([&](WriteTransaction &tx) { return tx.folders().upsertRemote(profile.imap, Profile::remote("Trips")); }));
        using Told = std::pair<FolderWant, bool>;
        const auto told = [&](FolderId id) {
            const FolderRow row = MUST(profile.read([&](const Reader &reader) { return reader.folder(id); }));
            return Told(row.want, row.isRefused);
        };
        QCOMPARE(told(trips), Told(FolderWant::Nothing, false));
        const FolderId made = MUST(wish(profile, [&](FolderWishRepository w) { return w.wantFolder(profile.imap, {}, QStringLiteral("Made")); }));
        QCOMPARE(told(made), Told(FolderWant::Made, false));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.wantSubscribed(trips, false); }));
        QCOMPARE(told(trips), Told(FolderWant::Unsubscribed, false));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.wantPlace(trips, {}, QStringLiteral("Travel")); }));
        QCOMPARE(told(trips), Told(FolderWant::Placed, false));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.wantGone(trips, 0); }));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.park(trips, QStringLiteral("refused: no")); }));
        QCOMPARE(told(trips), Told(FolderWant::Gone, true));
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.folderDetails(trips); })).refusal, QStringLiteral("refused: no"));
        MUST(wish(profile, [&](FolderWishRepository w) { return w.discard(trips); }));
        QCOMPARE(told(trips), Told(FolderWant::Nothing, false));
        QCOMPARE(MUST(profile.read([&](const Reader &reader) { return reader.folderDetails(trips); })).refusal, QString());
    }
};

} // namespace petrel::test
