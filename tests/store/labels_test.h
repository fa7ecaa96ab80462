#pragma once

#include "tests/store/wishing.h"

namespace petrel::test {

/** The person's labels: names and colours of keywords. */
class LabelsTest : public QObject
{
    Q_OBJECT

    static QList<Label> labels(Profile &profile)
    {
        return MUST(profile.read([](const Reader &reader) { return reader.labels(); }));
    }
    static QStringList names(Profile &profile)
    {
        QStringList names;
        for (const Label &label : labels(profile)) {
            if (!label.isHidden)
                names.append(label.name);
        }
        return names;
    }
    template <class Function>
    static auto change(Profile &profile, Function &&fn)
    {
        return profile.write([&](WriteTransaction &tx) { return fn(tx.labels()); });
    }
    static PlacementId bearing(Profile &profile, std::uint32_t uid, const QStringList &keywords)
    {
        NewMessage message = Profile::message(uid);
        message.keywords = keywords;
        return profile.insert(profile.inbox, message);
    }
    static QStringList classics() { return {QStringLiteral("Important"), QStringLiteral("Work"), QStringLiteral("Personal"), QStringLiteral("To do"), QStringLiteral("Later")}; }

private Q_SLOTS:
    void the_classics_are_there_and_what_stands_at_messages_follows()
    {
        Profile profile;
        QCOMPARE(names(profile), classics());
        (void)bearing(profile, 1, {QStringLiteral("zoo"), QStringLiteral("$Label1"), QStringLiteral("NonJunk"), QStringLiteral("$X-ME-Annot-2")});
        (void)bearing(profile, 2, {QStringLiteral("boats"), QStringLiteral("ZOO")});
        QCOMPARE(names(profile), classics() + QStringList({QStringLiteral("boats"), QStringLiteral("zoo")}));
        QVERIFY(labels(profile).at(4).isListed && !labels(profile).at(5).isListed);
    }

    void a_new_one_has_a_keyword_of_its_own_and_stands_behind_the_others()
    {
        Profile profile;
        const Label made = MUST(change(profile, [](LabelRepository l) { return l.add(QStringLiteral(" Trips  abroad "), LabelColour::Teal); }));
        QCOMPARE(made.keyword, QStringLiteral("Trips_abroad"));
        QCOMPARE(names(profile), classics() + QStringList(QStringLiteral("Trips abroad")));
        QCOMPARE(labels(profile).last().colour, LabelColour::Teal);
        const Label second = MUST(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("Trips_abroad"), LabelColour::Red); }));
        QCOMPARE(second.keyword, QStringLiteral("Trips_abroad_2"));
    }

    void a_name_is_had_once()
    {
        Profile profile;
        VERIFY_FAILS(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("WORK"), LabelColour::Red); }), ErrorKind::Invalid);
        VERIFY_FAILS(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("  "), LabelColour::Red); }), ErrorKind::Invalid);
        VERIFY_FAILS(change(profile, [](LabelRepository l) { return l.add(QString(61, QLatin1Char('x')), LabelColour::Red); }), ErrorKind::Invalid);
        VERIFY_FAILS(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("$label1"), QStringLiteral("later"), LabelColour::Red); }), ErrorKind::Invalid);
        MUST(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("$label5"), QStringLiteral("LATER"), LabelColour::Red); })); // its own
        QCOMPARE(names(profile).last(), QStringLiteral("LATER"));
    }

    void renamed_it_keeps_its_keyword_and_its_place()
    {
        Profile profile;
        MUST(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("$Label2"), QStringLiteral("Office"), LabelColour::Grey); }));
        QCOMPARE(names(profile).at(1), QStringLiteral("Office"));
        QCOMPARE(labels(profile).at(1).colour, LabelColour::Grey);
        (void)bearing(profile, 1, {QStringLiteral("boats")});
        MUST(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("boats"), QStringLiteral("Ships"), LabelColour::Blue); }));
        QCOMPARE(names(profile).last(), QStringLiteral("Ships"));
        QVERIFY(labels(profile).last().isListed);
    }

    void what_is_forgotten_is_hidden_until_it_is_made_again()
    {
        Profile profile;
        (void)bearing(profile, 1, {QStringLiteral("boats")});
        MUST(change(profile, [](LabelRepository l) { return l.forget(QStringLiteral("Boats")); }));
        MUST(change(profile, [](LabelRepository l) { return l.forget(QStringLiteral("$label1")); }));
        QCOMPARE(names(profile), classics().mid(1));
        const Label again = MUST(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("boats"), LabelColour::Green); }));
        QCOMPARE(again.keyword.toLower(), QStringLiteral("boats"));
        QCOMPARE(MUST(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("important"), LabelColour::Green); })).keyword, QStringLiteral("$label1"));
        QCOMPARE(names(profile), classics().mid(1) + QStringList({QStringLiteral("boats"), QStringLiteral("important")}));
    }

    void they_are_put_in_order()
    {
        Profile profile;
        MUST(change(profile, [](LabelRepository l) { return l.arrange({QStringLiteral("$label5"), QStringLiteral("$label3"), QStringLiteral("gone")}); }));
        QCOMPARE(names(profile), (QStringList{QStringLiteral("Later"), QStringLiteral("Personal"), QStringLiteral("Important"), QStringLiteral("Work"), QStringLiteral("To do")}));
    }

    void changes_of_labels_and_of_what_bears_them_are_told()
    {
        Profile profile;
        const PlacementId id = bearing(profile, 1, {});
        QList<ChangeSet> told;
        const auto subscription = profile.store->subscribe([&](const ChangeSet &changes) { told.append(changes); });
        (void)MUST(change(profile, [](LabelRepository l) { return l.add(QStringLiteral("Boats"), LabelColour::Teal); }));
        QVERIFY(told.last().labels);
        ServerFlags server;
        server.uid = Uid(1);
        server.keywords = QStringList{QStringLiteral("Boats")};
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().applyServerFlags(profile.inbox, std::span(&server, 1)); }));
        QCOMPARE(told.last().placements.size(), 1);
        QCOMPARE(told.last().placements.first().changed, QList<PlacementId>{id});
        QCOMPARE(profile.row(id).keywords, QStringList{QStringLiteral("Boats")});
        const qsizetype before = told.size();
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().applyServerFlags(profile.inbox, std::span(&server, 1)); }));
        QVERIFY(told.size() == before || told.last().placements.isEmpty()); // nothing new
    }

    void rows_wait_for_the_server_until_it_has_their_labels()
    {
        Profile profile;
        const PlacementId id = bearing(profile, 1, {QStringLiteral("old")});
        wish(profile, [&](WishRepository w) { return w.wantKeywords({id}, {QStringLiteral("two"), QStringLiteral("one")}, {QStringLiteral("old")}); });
        QCOMPARE(profile.row(id).keywords, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
        QVERIFY(profile.row(id).pending);
        const PlacementId ids[] = {id};
        for (const char *word : {"one", "two"})
            wish(profile, [&](WishRepository w) { return w.keywordsPushed(ids, QString::fromLatin1(word), true); });
        wish(profile, [&](WishRepository w) { return w.keywordsPushed(ids, QStringLiteral("old"), false); });
        QVERIFY(!profile.row(id).pending);
    }

    void labels_are_found_by_name_and_keyword()
    {
        Profile profile;
        (void)bearing(profile, 1, {QStringLiteral("$LABEL4"), QStringLiteral("boats")});
        const PlacementId wanted = bearing(profile, 2, {});
        const PlacementId taken = bearing(profile, 3, {QStringLiteral("boats")});
        wish(profile, [&](WishRepository w) { return w.wantKeywords({wanted}, {QStringLiteral("$label4")}, {}); });
        wish(profile, [&](WishRepository w) { return w.wantKeywords({taken}, {}, {QStringLiteral("boats")}); });
        const auto find = [&](const char *text) {
            SearchRequest request;
            request.text = QString::fromLatin1(text);
            QList<std::uint32_t> uids;
            for (const MessageRow &row : MUST(profile.read([&](const Reader &reader) { return reader.search(request); })))
                uids.append(row.uid.number());
            std::sort(uids.begin(), uids.end());
            return uids;
        };
        QCOMPARE(find("tag:\"To do\""), (QList<std::uint32_t>{1, 2}));
        QCOMPARE(find("label:todo"), (QList<std::uint32_t>{1, 2}));
        QCOMPARE(find("tag:BOATS"), QList<std::uint32_t>{1});
        QCOMPARE(find("-tag:boats"), (QList<std::uint32_t>{2, 3}));
        QCOMPARE(find("tag:boats OR tag:todo"), (QList<std::uint32_t>{1, 2}));
        QCOMPARE(find("tag:\"'; DROP\""), QList<std::uint32_t>());
        QCOMPARE(find("tag:"), QList<std::uint32_t>()); // the word itself
        MUST(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("boats"), QStringLiteral("Ships & more"), LabelColour::Blue); }));
        QCOMPARE(find("tag:\"ships & more\""), QList<std::uint32_t>{1});
    }

    void a_damaged_or_older_profile_keeps_them()
    {
        Profile profile;
        MUST(change(profile, [](LabelRepository l) { return l.change(QStringLiteral("$label1"), QStringLiteral("Urgent"), LabelColour::Blue); }));
        profile.reopen();
        QCOMPARE(names(profile).first(), QStringLiteral("Urgent"));
    }
};

} // namespace petrel::test
