#include "ui/wizard/server_cells.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kLabelColumn = 92;
} // namespace

QGridLayout *cellGrid(QWidget *row)
{
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(kCellSides, 8, kCellSides, 8);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, kLabelColumn);
    grid->setColumnStretch(1, 1);
    return grid;
}

QGridLayout *addCell(QVBoxLayout *card, QWidget *field, const QString &label, RoleLabel *note, RoleLabel *remark)
{
    auto *row = new QWidget(field->parentWidget());
    QGridLayout *grid = cellGrid(row);
    field->setParent(row);
    note->setParent(row);
    grid->addWidget(labelFor(field, label, row), 0, 0);
    grid->addWidget(field, 0, 1);
    grid->addWidget(note, 1, 1);
    if (remark) {
        remark->setParent(row);
        grid->addWidget(remark, 2, 1);
    }
    card->addWidget(row);
    return grid;
}

void addHairline(QVBoxLayout *card) { card->addWidget(new Hairline(Qt::Horizontal)); }

void alignLabels(std::initializer_list<QGridLayout *> rows)
{
    int widest = kLabelColumn;
    for (const QGridLayout *row : rows)
        widest = qMax(widest, row->itemAtPosition(0, 0)->sizeHint().width());
    for (QGridLayout *row : rows)
        row->setColumnMinimumWidth(0, widest);
}

} // namespace petrel::ui
