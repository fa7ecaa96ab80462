#include "core/engine/pop3/unfetched.h"

#include "core/engine/message_intake.h"

namespace petrel::engine {

namespace {

constexpr qsizetype kNamed = 10;

QString nameOf(const Envelope &envelope)
{
    const QString from = envelope.from.isEmpty() ? QString() : envelope.from.first().shown();
    QStringList parts{from, envelope.subject};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(": "));
}

} // namespace

void Unfetched::name(pop3::Pop3Session &session, const StopToken &stop)
{
    QHash<pop3::MessageNumber, qsizetype> places;
    QList<pop3::MessageNumber> numbers;
    for (qsizetype place = 0; place < std::min(kNamed, m_messages.size()); ++place) {
        numbers.append(m_messages[place].message.number);
        places.insert(numbers.constLast(), place);
    }
    // Without names they are told all the same; a lost line is found by QUIT.
    (void)session.heads(numbers, [&](pop3::MessageNumber number, const QByteArray &head) {
        m_messages[places.value(number)].name = nameOf(MessageIntake::fromHeader(head, 0).envelope);
    }, stop);
}

void Unfetched::tell(SyncReport &report) const
{
    for (const Message &message : m_messages)
        report.troubles.append({PassTrouble::What::Message, {}, message.error, message.name});
}

} // namespace petrel::engine
