#pragma once

#include "core/model/maildrop_entry.h"

#include <QAbstractTableModel>

namespace petrel::ui {

/** What lies at a POP3 server, as rows: who, what, when, how large, and what is here of it. GUI thread. */
class MaildropModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { From, Subject, Date, Size, Here, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(const QList<MaildropEntry> &entries);
    [[nodiscard]] const QList<MaildropEntry> &entries() const { return m_entries; }
    /** "here", "only the header", "to be deleted". */
    [[nodiscard]] static QString hereText(const MaildropEntry &entry);
    [[nodiscard]] static bool isHeaderRead(const MaildropEntry &entry);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const MaildropEntry &entry, int column);

    QList<MaildropEntry> m_entries;
};

} // namespace petrel::ui
