#pragma once

#include "core/model/label.h"

#include <QWidget>

class QButtonGroup;

namespace petrel::ui {

/** The eight colours side by side, one of them chosen: one tab stop, arrows move, each has its name. GUI thread. */
class ColourChoice : public QWidget
{
    Q_OBJECT
public:
    explicit ColourChoice(QWidget *parent = nullptr);

    [[nodiscard]] LabelColour colour() const;
    void setColour(LabelColour colour);

private:
    QButtonGroup *m_group;
};

} // namespace petrel::ui
