#pragma once

#include "ui/common/dialog_parts.h"

#include <initializer_list>

class QGridLayout;
class QVBoxLayout;

namespace petrel::ui {

inline constexpr int kCellSides = 16;

/** One row of a card of servers: a label, then what belongs to it, notes below. */
[[nodiscard]] QGridLayout *cellGrid(QWidget *row);
/** Such a row with one field; it and its notes become children of the row. */
QGridLayout *addCell(QVBoxLayout *card, QWidget *field, const QString &label, RoleLabel *note, RoleLabel *remark = nullptr);
void addHairline(QVBoxLayout *card);
/** One column for the labels of rows that have each their own grid. */
void alignLabels(std::initializer_list<QGridLayout *> rows);

} // namespace petrel::ui
