#pragma once

#include "ui/models/room.h"

#include <QWidget>

namespace petrel::ui {

/** How full a mailbox is, as a bar; the words stand beside it. Screen readers hear those. */
class RoomBar : public QWidget
{
    Q_OBJECT
public:
    explicit RoomBar(QWidget *parent = nullptr);
    void setRoom(const Room &room);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Room m_room;
};

} // namespace petrel::ui
