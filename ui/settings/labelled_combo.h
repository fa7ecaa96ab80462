#pragma once

#include <QString>

class QComboBox;
class QVBoxLayout;
class QWidget;

namespace petrel::ui {

/** A combo box as wide as its words, with its label above; added to the column. */
[[nodiscard]] QComboBox *addLabelledCombo(QVBoxLayout *column, const QString &label, const char *objectName, QWidget *parent);
/** Shows this value. One that is not offered, because it was set elsewhere, is added with these words. */
void chooseValue(QComboBox *box, int value, const QString &otherText);

} // namespace petrel::ui
