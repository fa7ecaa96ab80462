#pragma once

#include "core/model/address.h"

#include <QWidget>

class QPainter;

namespace petrel::ui {

/** One or two letters for a person without a picture: "MO". */
[[nodiscard]] QString monogram(const Address &person);
/** Paints the disc, in one of the eight tag colours by the address. */
void paintMonogram(QPainter *painter, const QRect &square, const Address &person);

class MonogramDisc : public QWidget
{
    Q_OBJECT
public:
    explicit MonogramDisc(int side, QWidget *parent = nullptr);
    void setPerson(const Address &person);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_side;
    Address m_person;
};

} // namespace petrel::ui
