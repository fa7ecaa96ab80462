#pragma once

#include <QAbstractButton>

namespace petrel::ui {

/** "11 quoted lines": the button that stands in place of a folded quote, and above an opened one. */
class FoldButton : public QAbstractButton
{
    Q_OBJECT
public:
    FoldButton(int lines, bool opened, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
