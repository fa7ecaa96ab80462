// What MessageListModel tells about one row, and what it hands to a drag.
#include "core/base/clock.h"
#include "ui/common/formats.h"
#include "ui/common/tool_tip.h"
#include "ui/models/label_book.h"
#include "ui/models/message_list_model.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

namespace petrel::ui {

namespace {


QByteArray bytesOf(const QList<qint64> &numbers)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const qint64 number : numbers)
        stream << number;
    return bytes;
}

/** As many as are whole: what is dropped may come from anywhere. */
QList<qint64> numbersOf(const QByteArray &bytes)
{
    QList<qint64> numbers;
    QDataStream stream(bytes);
    while (!stream.atEnd()) {
        qint64 number = 0;
        stream >> number;
        if (stream.status() != QDataStream::Ok)
            break;
        numbers.append(number);
    }
    return numbers;
}

} // namespace

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Key &key = m_keys[static_cast<size_t>(index.row())];
    const MessageRow *row = m_rows.object(key.id);
    switch (role) {
    case PlacementRole: return QVariant::fromValue(key.id);
    case SortKeyRole: return qint64(key.sortKey);
    case LoadedRole: return row != nullptr;
    default: break;
    }
    if (row)
        return loadedData(*row, role);
    return role == Qt::AccessibleTextRole ? QVariant(tr("Not loaded yet")) : QVariant();
}

QVariant MessageListModel::loadedData(const MessageRow &row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SubjectRole: return row.subject.isEmpty() ? tr("(no subject)") : oneLine(row.subject);
    case Qt::AccessibleTextRole: return spokenRow(row, peopleOf(row), labelsInWords(labelsOf(row)), Clock::current().wall()) + (isElsewhere(row) ? QLatin1Char(' ') + tr("Found on the server.") : QString());
    case RowRole: return QVariant::fromValue(row);
    case SenderRole: return peopleOf(row);
    case PreviewRole: return previewOf(row);
    case DateRole: return qint64(row.date);
    case SizeRole: return qint64(row.size);
    case CountRole: return 1;
    case UnreadRole: return !row.flags.testFlag(Flag::Seen);
    case FlaggedRole: return row.flags.testFlag(Flag::Flagged);
    case AnsweredRole: return row.flags.testFlag(Flag::Answered);
    case ForwardedRole: return row.flags.testFlag(Flag::Forwarded);
    case AttachmentsRole: return row.attachments;
    case LabelsRole: return QVariant::fromValue(labelsOf(row));
    case Qt::ToolTipRole: return plainToolTip(labelsInWords(labelsOf(row)));
    case PendingRole: return row.pending;
    default: return {};
    }
}

QString MessageListModel::previewOf(const MessageRow &row) const
{
    if (!isElsewhere(row))
        return oneLine(row.preview);
    return row.preview.isEmpty() ? tr("Found on the server") : tr("Found on the server: %1").arg(oneLine(row.preview));
}

QString MessageListModel::peopleOf(const MessageRow &row) const
{
    if (m_showsRecipients || row.flags.testFlag(Flag::Draft))
        return row.to.isEmpty() ? tr("(no recipient)") : tr("To %1").arg(oneLine(shownList(row.to)));
    return row.from.isEmpty() ? tr("(no sender)") : oneLine(row.from.shown());
}

QList<ShownLabel> MessageListModel::labelsOf(const MessageRow &row) const
{
    return m_labels && !row.keywords.isEmpty() ? m_labels->shown(row.keywords) : QList<ShownLabel>();
}

Qt::ItemFlags MessageListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{SenderRole, "sender"}, {SubjectRole, "subject"}, {PreviewRole, "preview"}, {UnreadRole, "unread"},
                  {FlaggedRole, "flagged"}});
    return names;
}

QStringList MessageListModel::mimeTypes() const { return {placementsMimeType()}; }

QMimeData *MessageListModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    QList<qint64> placements;
    for (const QModelIndex &index : indexes)
        placements.append(placementAt(index.row()).number());
    auto *mime = new QMimeData;
    mime->setData(placementsMimeType(), bytesOf(placements));
    return mime;
}

QString placementsMimeType() { return QStringLiteral("application/x-petrel-placements"); }

QList<PlacementId> placementsFrom(const QMimeData *mime)
{
    QList<PlacementId> ids;
    for (const qint64 number : numbersOf(mime->data(placementsMimeType())))
        ids.append(PlacementId(number));
    return ids;
}

QString spokenRow(const MessageRow &row, const QString &people, const QString &labels, const QDateTime &now)
{
    const auto say = [](const char *text) { return MessageListModel::tr(text); };
    QStringList states{row.flags.testFlag(Flag::Seen) ? say("Read") : say("Unread")};
    if (row.flags.testFlag(Flag::Flagged))
        states.append(say("flagged"));
    if (row.flags.testFlag(Flag::Answered))
        states.append(say("answered"));
    if (row.flags.testFlag(Flag::Forwarded))
        states.append(say("forwarded"));
    QStringList sentences{states.join(QStringLiteral(", ")), people,
                          row.subject.isEmpty() ? say("No subject") : oneLine(row.subject), readerDate(row.date, now)};
    if (row.attachments > 0)
        sentences.append(row.attachments == 1 ? say("One attachment") : MessageListModel::tr("%n attachments", nullptr, row.attachments));
    sentences.append(labels);
    if (row.pending)
        sentences.append(say("Change waits for the server"));
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". ")) + QLatin1Char('.');
}

} // namespace petrel::ui
