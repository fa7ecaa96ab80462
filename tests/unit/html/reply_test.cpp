#include "tests/unit/html/html_tests.h"

#include "core/html/reply.h"

#include <QElapsedTimer>
#include <QtTest>

namespace petrel::test {

using namespace html;

namespace {

AddressList people(const QString &names)
{
    AddressList list;
    for (const QString &name : names.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        list.append({QString(), name + QStringLiteral("@example.org")});
    return list;
}

QString names(const AddressList &list)
{
    QStringList result;
    for (const Address &address : list)
        result.append(address.email.section(QLatin1Char('@'), 0, 0));
    return result.join(QLatin1Char(' '));
}

} // namespace

void ReplyTest::theAnswerGoesToTheRightPeople_data()
{
    // from, reply-to, to, cc of the message; who answers is "me" or "alias"; to and cc of the answer
    QTest::addColumn<QStringList>("message");
    QTest::addColumn<bool>("all");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("cc");
    const auto row = [](const char *name, const QStringList &message, bool all, const char *to, const char *cc) {
        QTest::newRow(name) << message << all << QString::fromUtf8(to) << QString::fromUtf8(cc);
    };
    const auto mail = [](const char *from, const char *replyTo, const char *to, const char *cc) {
        return QStringList{QString::fromUtf8(from), QString::fromUtf8(replyTo), QString::fromUtf8(to), QString::fromUtf8(cc)};
    };
    row("to the sender", mail("ada", "", "me", "bob"), false, "ada", "");
    row("to Reply-To", mail("ada", "desk", "me", ""), false, "desk", "");
    row("to all", mail("ada", "", "me bob", "eve"), true, "ada", "bob eve");
    row("without myself under another name", mail("ada", "", "ALIAS bob", "me"), true, "ada", "bob");
    row("each once", mail("ada", "", "bob ada", "bob"), true, "ada", "bob");
    row("to all with Reply-To", mail("ada", "desk", "me", ""), true, "desk", "");
    row("own mail goes to its receivers", mail("me", "", "ada", "bob"), false, "ada", "");
    row("own mail to all", mail("me", "", "ada", "bob me"), true, "ada", "bob");
    row("to myself only", mail("me", "", "me", ""), false, "me", "");
    row("nobody to answer", mail("", "", "me", ""), false, "", "");
    row("Reply-To is myself", mail("ada", "me", "bob", ""), false, "me", "");
}

void ReplyTest::theAnswerGoesToTheRightPeople()
{
    QFETCH(QStringList, message);
    QFETCH(bool, all);
    QFETCH(QString, to);
    QFETCH(QString, cc);
    Envelope envelope;
    envelope.from = people(message[0]);
    envelope.replyTo = people(message[1]);
    envelope.to = people(message[2]);
    envelope.cc = people(message[3]);
    envelope.bcc = people(QStringLiteral("hidden"));
    const ReplyRecipients answer = replyRecipients(envelope, people(QStringLiteral("me alias")), all ? ReplyTo::All : ReplyTo::Sender);
    QCOMPARE(names(answer.to), to);
    QCOMPARE(names(answer.cc), cc);
}

void ReplyTest::subjectsCarryOnePrefix_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("forward");
    const auto row = [](const char *subject, const char *reply, const char *forward) {
        QTest::newRow(*subject ? subject : "empty") << QString::fromUtf8(subject) << QString::fromUtf8(reply) << QString::fromUtf8(forward);
    };
    row("Hello", "Re: Hello", "Fwd: Hello");
    row("Re: Hello", "Re: Hello", "Fwd: Re: Hello");
    row("AW: RE: Hello", "Re: Hello", "Fwd: AW: RE: Hello");
    row("Fwd: FW: Hello", "Re: Hello", "Fwd: Hello");
    row("", "Re:", "Fwd:");
    row("Report: numbers", "Re: Report: numbers", "Fwd: Report: numbers");
}

void ReplyTest::subjectsCarryOnePrefix()
{
    QFETCH(QString, subject);
    QFETCH(QString, reply);
    QFETCH(QString, forward);
    QCOMPARE(replySubject(subject), reply);
    QCOMPARE(forwardSubject(subject), forward);
}

void ReplyTest::referencesGrowAndAreCapped()
{
    Envelope envelope;
    envelope.messageId = "c@x";
    QCOMPARE(replyReferences(envelope), QList<QByteArray>{"c@x"});
    envelope.inReplyTo = "b@x";
    QCOMPARE(replyReferences(envelope), (QList<QByteArray>{"b@x", "c@x"}));
    for (int i = 0; i < 500; ++i)
        envelope.references.append(QByteArray::number(i) + "@x");
    envelope.references.append("bad id\r\nBcc: x");
    const QList<QByteArray> chain = replyReferences(envelope);
    QCOMPARE(chain.size(), 40);
    QCOMPARE(chain.first(), QByteArray("0@x"));
    QCOMPARE(chain.last(), QByteArray("c@x"));
    QCOMPARE(replyReferences(Envelope{}), QList<QByteArray>{});
}

void ReplyTest::aSubjectOfPrefixesCostsNothing()
{
    const QString subject = QStringLiteral("Re:").repeated(300'000) + QStringLiteral("kelp");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(replySubject(subject).size() <= kMaxSubject + 4);
    QVERIFY(forwardSubject(subject).size() <= kMaxSubject + 5);
    QCOMPARE(subjectBase(QStringLiteral("Re: ").repeated(50) + QStringLiteral("kelp")), QStringLiteral("kelp"));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed()))); // one copy per prefix took minutes
}

} // namespace petrel::test
