#pragma once

#include "core/model/account.h"
#include "core/store/reader.h"
#include "ui/common/property_window.h"
#include "ui/models/room.h"

#include <optional>

class QComboBox;

namespace petrel::ui {

class NoticeBar;
class RoleLabel;

/**
 * The properties of one folder: what it is, how much is in it and how much of that is here, how fresh it is, and how much of it
 * is to be kept here. A small window beside the others that follows what happens while it is open. GUI thread.
 */
class FolderWindow : public PropertyWindow
{
    Q_OBJECT
public:
    explicit FolderWindow(QWidget *parent = nullptr);

    void setDetails(const store::FolderDetails &details, const Account &account);
    /** What happens to it now or why nothing does; may be empty. */
    void setDoing(const QString &doing);
    /** Of the account, which the folder shares; nothing: no limit is known. */
    void setRoom(const std::optional<Room> &room);

Q_SIGNALS:
    /** Nothing: as the account says. */
    void offlineWanted(const std::optional<petrel::OfflinePolicy> &policy);
    /** What the server refused: once more, or no more. */
    void retryWanted();
    void giveUpWanted();

private:
    void buildRefused();
    [[nodiscard]] static QString whyRefused(const store::FolderDetails &details, const Account &account);
    /** Lines come and go: none is ever squeezed. */
    void growToFit();
    void showOffline(const store::FolderDetails &details, const Account &account);

    RoleLabel *m_messages;
    RoleLabel *m_size;
    RoleLabel *m_look;
    RoleLabel *m_doing;
    RoleLabel *m_room;
    NoticeBar *m_refused;
    QComboBox *m_offline;
    RoleLabel *m_note;
};

} // namespace petrel::ui
