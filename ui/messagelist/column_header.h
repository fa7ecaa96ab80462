#pragma once

#include <QWidget>

namespace petrel::ui {

/** The names of the columns above a compact list; they stand where CompactDelegate puts the columns. */
class ColumnHeader : public QWidget
{
    Q_OBJECT
public:
    explicit ColumnHeader(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
