#pragma once

#include "core/model/account.h"
#include "core/model/message.h"
#include "core/model/server_copy.h"
#include "ui/common/property_window.h"

namespace petrel::ui {

/** What is known of one message: who, when, how large, where it lies, and what its server has of it. Plain values in, nothing out. */
class MessageProperties : public PropertyWindow
{
    Q_OBJECT
public:
    struct Known
    {
        MessageRow row;
        Envelope envelope;
        std::int64_t dateReceived = 0; ///< UTC seconds, 0: not known
        QStringList labels;            ///< keywords of the server
        QString folder;                ///< as the person calls it
        Account account;               ///< that received it
        ServerCopy serverCopy;
        QString folderAccount = {};    ///< whose folder it is, where that is another one; as the person calls it
    };

    explicit MessageProperties(QWidget *parent);

    void setKnown(const Known &known);

private:
    RoleLabel *m_to;
    RoleLabel *m_sent;
    RoleLabel *m_received;
    RoleLabel *m_folder;
    RoleLabel *m_fetchedBy;
    RoleLabel *m_size;
    RoleLabel *m_here;
    RoleLabel *m_serverCopy;
    RoleLabel *m_labels;
    RoleLabel *m_messageId;
};

} // namespace petrel::ui
