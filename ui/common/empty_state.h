#pragma once

#include "ui/common/buttons.h"

#include <QWidget>

class QHBoxLayout;

namespace petrel::ui {

class Drawing;
class RoleLabel;

/** What stands where nothing is: title, one or two muted lines, at most one button and one link. */
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /** The bird over the waves above the title; not shown at first. */
    void setBird(bool shown);
    void setTitle(const QString &title);
    void setText(const QString &text);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    Button *addButton(const QString &text, Button::Kind kind = Button::Kind::Normal);
    void clearButtons();

private:
    Drawing *m_bird;
    RoleLabel *m_title;
    RoleLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace petrel::ui
