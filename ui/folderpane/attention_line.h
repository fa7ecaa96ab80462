#pragma once

#include "ui/common/buttons.h"

namespace petrel::ui {

/** "3 things need you": an amber line above the foot, there only when it is true. */
class AttentionLine : public Button
{
    Q_OBJECT
public:
    explicit AttentionLine(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
