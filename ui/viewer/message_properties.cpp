#include "ui/viewer/message_properties.h"

#include "ui/common/formats.h"
#include "ui/common/labels.h"
#include "ui/viewer/server_copy_words.h"

#include <QFormLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr QSize kSize(520, 400);
constexpr qsizetype kNamed = 10; ///< recipients; who wrote to a thousand is told enough by their number

QString peopleText(const AddressList &people)
{
    QStringList names;
    for (const Address &person : people.first(std::min(kNamed, people.size())))
        names.append(isolated(oneLine(person.shown())));
    if (people.size() > kNamed)
        names.append(MessageProperties::tr("and %n more", nullptr, static_cast<int>(people.size() - kNamed)));
    return names.join(MessageProperties::tr(", ", "between people"));
}

/** All that is known of whom it is from: the name may be anybody's. */
QString senderText(const AddressList &from)
{
    if (from.isEmpty())
        return MessageProperties::tr("No sender");
    const Address &sender = from.first();
    const QString address = isolatedLtr(oneLine(sender.email));
    return sender.name.isEmpty() ? address : MessageProperties::tr("%1, %2", "name, address").arg(isolated(oneLine(sender.name)), address);
}

QString sizeWithBytes(std::int64_t bytes)
{
    return bytes < 1000 ? sizeText(bytes) : MessageProperties::tr("%1 (%2 bytes)").arg(sizeText(bytes), countText(bytes));
}

QString hereText(const MessageRow &row)
{
    switch (row.bodyState) {
    case BodyState::Full: return MessageProperties::tr("all of it");
    case BodyState::Text: return MessageProperties::tr("the header and the text");
    case BodyState::Structure:
    case BodyState::None: break;
    }
    return MessageProperties::tr("the header");
}

} // namespace

MessageProperties::MessageProperties(QWidget *parent) : PropertyWindow(kSize, parent)
{
    setObjectName(QStringLiteral("messageProperties"));
    m_to = addLine(tr("To"), "to");
    m_sent = addLine(tr("Sent"), "sent");
    m_received = addLine(tr("Received"), "received");
    m_folder = addLine(tr("Folder"), "folder");
    m_fetchedBy = addLine(tr("Fetched by"), "fetchedBy");
    m_size = addLine(tr("Size"), "size");
    m_here = addLine(tr("On this computer"), "here");
    m_serverCopy = addLine(tr("Server copy"), "serverCopy");
    m_labels = addLine(tr("Labels"), "labels");
    m_messageId = addLine(tr("Message-ID"), "messageId");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSides, kSides, kSides, kSides);
    column->setSpacing(4);
    column->addWidget(name());
    column->addWidget(underName());
    column->addSpacing(12);
    column->addLayout(lines());
    column->addStretch(1);
}

void MessageProperties::setKnown(const Known &known)
{
    const QString subject = oneLine(known.envelope.subject);
    const QString title = subject.isEmpty() ? tr("(no subject)") : isolated(subject);
    setWindowTitle(tr("Properties of %1").arg(title));
    name()->setText(title);
    underName()->setText(senderText(known.envelope.from));
    const auto show = [this](RoleLabel *line, const QString &text) {
        line->setText(text);
        lines()->setRowVisible(line, !text.isEmpty());
    };
    show(m_to, peopleText(known.envelope.to + known.envelope.cc));
    show(m_sent, known.envelope.dateSent == 0 ? QString() : fullDate(known.envelope.dateSent));
    show(m_received, known.dateReceived == 0 ? QString() : fullDate(known.dateReceived));
    const QString receiver = known.account.name.isEmpty() ? known.account.address.email : known.account.name;
    const QString owner = known.folderAccount.isEmpty() ? receiver : known.folderAccount;
    show(m_folder, tr("%1 in %2").arg(isolated(oneLine(known.folder)), isolated(oneLine(owner))));
    show(m_fetchedBy, known.folderAccount.isEmpty() ? QString() : isolated(oneLine(receiver)));
    show(m_size, sizeWithBytes(known.row.size));
    show(m_here, hereText(known.row));
    show(m_serverCopy, serverCopyText(known.serverCopy, known.account, QDateTime::currentDateTime()));
    show(m_labels, known.labels.isEmpty() ? QString() : isolated(oneLine(known.labels.join(QStringLiteral(", ")))));
    show(m_messageId, known.envelope.messageId.isEmpty() ? QString() : isolatedLtr(oneLine(QString::fromUtf8(known.envelope.messageId))));
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

} // namespace petrel::ui
