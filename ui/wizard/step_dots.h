#pragma once

#include <QWidget>

namespace petrel::ui {

/** "Step 2 of 5" as dots: those done, the current one wide, those to come. */
class StepDots : public QWidget
{
    Q_OBJECT
public:
    explicit StepDots(int count, QWidget *parent = nullptr);
    void setCurrent(int step);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_count;
    int m_current = 0;
};

} // namespace petrel::ui
