#pragma once

#include "ui/viewer/message_header.h"

#include <QWidget>

class QGridLayout;
class QHBoxLayout;

namespace petrel::ui {

class AddressLabel;
class ElidingLabel;
class IconButton;
class MonogramDisc;
class RoleLabel;

/**
 * Who wrote to whom, and when: disc, name, the real address in full, the recipients, and behind the chevron every field
 * a person asks for. Where name and address do not fit on one line the address takes the second, and the recipients
 * wait behind the chevron.
 */
class HeaderCard : public QWidget
{
    Q_OBJECT
public:
    explicit HeaderCard(QWidget *parent = nullptr);

    void setHeader(const MessageHeader &header);
    void setFullShown(bool shown);
    [[nodiscard]] bool isFullShown() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildFull();
    void arrange();

    MessageHeader m_header;
    MonogramDisc *m_disc;
    ElidingLabel *m_name;
    AddressLabel *m_address;       ///< beside the name
    AddressLabel *m_addressBelow;  ///< on the second line, when there is no room beside it
    RoleLabel *m_date;
    ElidingLabel *m_recipients;
    IconButton *m_chevron;
    QWidget *m_full;
    QGridLayout *m_fullRows;
    QHBoxLayout *m_first;
};

} // namespace petrel::ui
