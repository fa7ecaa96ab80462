#pragma once

#include <QTimer>
#include <QWidget>

namespace petrel::ui {

/** A turning ring, 16 px unless told otherwise; a still ring with reduced motion. Runs only while visible. */
class Spinner : public QWidget
{
    Q_OBJECT
public:
    explicit Spinner(QWidget *parent = nullptr, int side = 16);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    int m_side;
    int m_angle = 0;
    QTimer m_timer;
};

} // namespace petrel::ui
