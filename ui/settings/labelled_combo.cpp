#include "ui/settings/labelled_combo.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/labels.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace petrel::ui {

QComboBox *addLabelledCombo(QVBoxLayout *column, const QString &label, const char *objectName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    column->addWidget(labelFor(box, label, parent));
    column->addWidget(box, 0, Qt::AlignLeft);
    return box;
}

void chooseValue(QComboBox *box, int value, const QString &otherText)
{
    if (box->findData(value) < 0)
        box->addItem(otherText, value);
    box->setCurrentIndex(box->findData(value));
}

} // namespace petrel::ui
