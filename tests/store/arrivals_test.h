#pragma once

#include "tests/store/profile.h"

#include <random>

namespace petrel::test {

/** Batches are written table by table: what comes out must be what one message after the other makes. */
class ArrivalsTest : public QObject
{
    Q_OBJECT

    static NewMessage answering(std::uint32_t n, const QList<QByteArray> &references, const QByteArray &inReplyTo = {})
    {
        NewMessage message = Profile::message(n);
        message.envelope.references = references;
        message.envelope.inReplyTo = inReplyTo;
        return message;
    }
    static QByteArray id(std::uint32_t n) { return Profile::message(n).envelope.messageId; }

    static QList<InsertedMessage> insert(Profile &profile, FolderId folder, const std::vector<NewMessage> &batch)
    {
        return MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(folder, batch); }));
    }
    static QList<InsertedMessage> insertOneByOne(Profile &profile, FolderId folder, const std::vector<NewMessage> &batch)
    {
        QList<InsertedMessage> all;
        for (const NewMessage &message : batch)
            all += insert(profile, folder, {message});
        return all;
    }

    /** Every row that messages make, without the numbers of rows: conversations by who belongs together. */
    static QStringList contents(Profile &profile)
    {
        return MUST(profile.read([](const Reader &reader) -> Result<QStringList> {
            QStringList lines;
            for (const char *sql : {
                     "SELECT 'placement', hex(m.message_id), p.folder, p.uid, p.flags_base, p.sort_date, p.floating_since <> 0, m.subject, m.attachments, m.size, "
                     "count(*) OVER (PARTITION BY m.id) FROM placement p JOIN message m ON m.id = p.message",
                     "SELECT 'thread', t.subject_base, t.newest, t.messages, (SELECT group_concat(x) FROM (SELECT hex(message_id) AS x FROM thread_ref "
                     "WHERE thread = t.id ORDER BY 1)), (SELECT group_concat(x) FROM (SELECT hex(message_id) AS x FROM message WHERE thread = t.id ORDER BY 1)) "
                     ", '', '', '', '', '' FROM thread t",
                     "SELECT 'part', hex(m.message_id), m.size, position, path, type, file_name, a.size, '', '', '' FROM part a JOIN message m ON m.id = a.message",
                     "SELECT 'index', hex(m.message_id), m.size, d.subject, d.sender, d.recipients, d.attachments, d.body, '', '', '' "
                     "FROM search_doc d JOIN message m ON m.id = d.message",
                     "SELECT 'keyword', p.uid, keyword, base, want, '', '', '', '', '', '' FROM placement_keyword k JOIN placement p ON p.id = k.placement"}) {
                sqlite::Statement row = TRY(reader.database().query(sql));
                while (TRY(row.step())) {
                    QStringList columns;
                    for (int column = 0; column < 11; ++column)
                        columns.append(row.text());
                    lines.append(columns.join(QLatin1Char('|')));
                }
            }
            lines.sort();
            return lines;
        }));
    }

    static void compareWithOneByOne(const std::vector<NewMessage> &before, const std::vector<NewMessage> &batch)
    {
        Profile together, apart;
        for (Profile *profile : {&together, &apart})
            insertOneByOne(*profile, profile->archive, before);
        const QList<InsertedMessage> one = insert(together, together.inbox, batch);
        const QList<InsertedMessage> other = insertOneByOne(apart, apart.inbox, batch);
        QCOMPARE(contents(together), contents(apart));
        QCOMPARE(one.size(), other.size());
        for (qsizetype i = 0; i < one.size(); ++i)
            QCOMPARE(one.at(i).how, other.at(i).how);
        QVERIFY(together.isSound());
    }

private Q_SLOTS:
    void a_batch_is_its_messages_one_by_one()
    {
        std::vector<NewMessage> batch;
        for (std::uint32_t n = 1; n <= 150; ++n)
            batch.push_back(Profile::message(n, n % 3 == 0 ? Flags(Flag::Seen) : Flags()));
        batch[4].keywords = {QStringLiteral("$work"), QStringLiteral("$later")};
        PartInfo part;
        part.path = "2";
        part.type = "application/pdf";
        part.disposition = "attachment";
        part.fileName = QStringLiteral("plan.pdf");
        batch[7].parts = {part, part};
        compareWithOneByOne({}, batch);
    }

    void the_same_message_id_twice_in_one_folder_is_two_messages()
    {
        NewMessage again = Profile::message(3);
        again.uid = Uid(9);
        compareWithOneByOne({Profile::message(3)}, {Profile::message(3), again, Profile::message(4)});
    }

    void a_message_without_an_id_is_like_no_other()
    {
        NewMessage first = Profile::message(1), second = Profile::message(1);
        first.envelope.messageId = second.envelope.messageId = QByteArray();
        second.uid = Uid(2);
        compareWithOneByOne({}, {first, second});
    }

    void one_message_unites_conversations_of_its_own_batch_and_of_before()
    {
        compareWithOneByOne({Profile::message(1), Profile::message(2)},
                            {Profile::message(10), answering(11, {id(1)}), answering(12, {id(1), id(2), id(10)}), answering(13, {}, id(12)), answering(14, {id(99)})});
    }

    void an_answer_may_come_before_what_it_answers()
    {
        compareWithOneByOne({}, {answering(5, {id(3), id(4)}), answering(4, {id(3)}), Profile::message(3), answering(6, {id(4)})});
    }

    void batches_of_any_kind_are_their_messages_one_by_one()
    {
        std::mt19937 chance(20261122);
        const auto any = [&](std::uint32_t limit) { return std::uniform_int_distribution<std::uint32_t>(1, limit)(chance); };
        for (int round = 0; round < 12; ++round) {
            std::vector<NewMessage> before, batch;
            for (std::uint32_t n = 1; n <= 30; ++n) {
                NewMessage message = answering(any(20), {id(any(20)), id(any(20))}, any(3) == 1 ? id(any(20)) : QByteArray());
                message.uid = Uid(any(40));
                (n < 8 ? before : batch).push_back(message);
            }
            compareWithOneByOne(before, batch);
        }
    }

    void a_batch_costs_a_few_statements_and_not_some_for_each_message()
    {
        Profile profile;
        std::vector<NewMessage> batch;
        for (std::uint32_t n = 1; n <= 256; ++n)
            batch.push_back(n % 2 == 0 ? answering(n, {id(n - 1)}) : Profile::message(n));
        const std::int64_t before = Store::statementsSoFar();
        insert(profile, profile.inbox, batch);
        QVERIFY2(Store::statementsSoFar() - before < 60, qPrintable(QString::number(Store::statementsSoFar() - before)));
        QCOMPARE(profile.number("SELECT count(*) FROM search WHERE search MATCH 'subject'"), 256);
    }
};

} // namespace petrel::test
