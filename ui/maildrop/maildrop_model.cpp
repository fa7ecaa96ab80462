#include "ui/maildrop/maildrop_model.h"

#include "ui/common/formats.h"

namespace petrel::ui {

void MaildropModel::setEntries(const QList<MaildropEntry> &entries)
{
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

QString MaildropModel::hereText(const MaildropEntry &entry)
{
    switch (entry.wish) {
    case MaildropEntry::Wish::Fetch: return tr("to be fetched");
    case MaildropEntry::Wish::Delete: return tr("to be deleted");
    case MaildropEntry::Wish::Nothing: break;
    }
    switch (entry.here) {
    case MaildropEntry::Here::Nothing: return tr("not here");
    case MaildropEntry::Here::Header: return tr("only the header");
    case MaildropEntry::Here::Whole: return tr("here");
    case MaildropEntry::Here::Deleted: break;
    }
    return tr("deleted here");
}

/** Beyond the newest some hundred, and where the server shows no headers, only the size is known before it is fetched. */
bool MaildropModel::isHeaderRead(const MaildropEntry &entry)
{
    return !entry.subject.isEmpty() || entry.date != 0 || !entry.from.isEmpty();
}

QString MaildropModel::text(const MaildropEntry &entry, int column)
{
    if (column == Subject && !isHeaderRead(entry))
        return tr("(not read yet)");
    switch (column) {
    case From: return isolated(oneLine(entry.from.shown()));
    case Subject: return entry.subject.isEmpty() ? tr("(no subject)") : isolated(oneLine(entry.subject));
    case Date: return entry.date == 0 ? QString() : isolatedLtr(listDate(entry.date, QDateTime::currentDateTime()));
    case Size: return entry.size == 0 ? QString() : isolatedLtr(sizeText(entry.size));
    case Here: return hereText(entry);
    default: return {};
    }
}

QVariant MaildropModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MaildropEntry &entry = m_entries.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(entry, column);
    case Qt::ToolTipRole: return column == Date && entry.date != 0 ? fullDate(entry.date) : text(entry, column);
    case Qt::TextAlignmentRole: return column == Size ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: {
        if (column != From)
            return text(entry, column);
        QStringList parts; // a row is heard as one
        for (int each = From; each < Columns; ++each)
            parts.append(text(entry, each));
        parts.removeAll(QString());
        return parts.join(tr(", "));
    }
    default: return {};
    }
}

QVariant MaildropModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Size ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case From: return tr("From");
    case Subject: return tr("Subject");
    case Date: return tr("Date");
    case Size: return tr("Size");
    case Here: return tr("On this computer");
    default: return {};
    }
}

} // namespace petrel::ui
