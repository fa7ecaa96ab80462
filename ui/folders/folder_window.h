#pragma once

#include "core/model/account.h"
#include "core/store/reader.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QFormLayout;

namespace petrel::ui {

class ElidingLabel;
class RoleLabel;

/**
 * The properties of one folder: what it is, how much is in it and how much of that is here, how fresh it is, and how much of it
 * is to be kept here. A small window beside the others that follows what happens while it is open. GUI thread.
 */
class FolderWindow : public QWidget
{
    Q_OBJECT
public:
    explicit FolderWindow(QWidget *parent = nullptr);

    void setDetails(const store::FolderDetails &details, const Account &account);
    /** What happens to it now or why nothing does; may be empty. */
    void setDoing(const QString &doing);

Q_SIGNALS:
    /** Nothing: as the account says. */
    void offlineWanted(const std::optional<petrel::OfflinePolicy> &policy);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    RoleLabel *addLine(const QString &label, const char *objectName);
    void showOffline(const store::FolderDetails &details, const Account &account);

    QFormLayout *m_lines;
    RoleLabel *m_name;
    ElidingLabel *m_path;
    RoleLabel *m_messages;
    RoleLabel *m_size;
    RoleLabel *m_look;
    RoleLabel *m_doing;
    QComboBox *m_offline;
    RoleLabel *m_note;
};

} // namespace petrel::ui
