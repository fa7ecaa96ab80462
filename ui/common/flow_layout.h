#pragma once

#include <QLayout>

namespace petrel::ui {

/** Puts widgets beside each other and goes to the next line when the place is full. The last one may take the rest of its line. */
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent, int gap = 6);
    ~FlowLayout() override;

    /** The last widget is stretched to the end of its line, and needs at least this much room there. */
    void setLastStretched(int minimum) { m_lastMinimum = minimum; }
    void insertWidget(int index, QWidget *widget);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Pass { Measure, Place };
    int flow(const QRect &rect, Pass pass) const;

    QList<QLayoutItem *> m_items;
    int m_gap;
    int m_lastMinimum = 0;
};

} // namespace petrel::ui
