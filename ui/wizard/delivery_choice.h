#pragma once

#include "core/model/account.h"
#include "core/model/folder.h"

#include <QWidget>

class QComboBox;

namespace petrel::ui {

class RoleLabel;

/** Into which inbox or folder new mail of a POP3 account is put, as one combo box and what the choice means. Hidden where there is nothing to choose. */
class DeliveryChoice : public QWidget
{
    Q_OBJECT
public:
    explicit DeliveryChoice(QWidget *parent = nullptr);

    /** `account` may be one that is still to be added; the folders are those of all accounts. */
    void setPlaces(const Account &account, const QList<Account> &accounts, const QList<FolderRow> &folders);
    /** Null: its own inbox. */
    void setFolder(FolderId folder);
    /** Who answers. */
    void setAddress(const QString &email);
    [[nodiscard]] bool hasChoice() const;
    /** Null: its own inbox. */
    [[nodiscard]] FolderId folder() const;

Q_SIGNALS:
    void edited(petrel::FolderId folder);

private:
    void refresh();

    QComboBox *m_places;
    RoleLabel *m_meaning;
    QString m_email;
    bool m_isLost = false; ///< what was chosen takes in no mail any more
};

} // namespace petrel::ui
