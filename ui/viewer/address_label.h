#pragma once

#include "ui/common/labels.h"

class QTextLayout;

namespace petrel::ui {

/** An address that is never shortened: where it is wider than its place it breaks between any two letters. */
class AddressLabel : public RoleLabel
{
    Q_OBJECT
public:
    explicit AddressLabel(Colour colour, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /** Breaks the text into lines of this width; returns the height. */
    qreal breakLines(QTextLayout &layout, int width) const;
};

} // namespace petrel::ui
