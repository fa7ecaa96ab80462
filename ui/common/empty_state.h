#pragma once

#include "ui/common/buttons.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;
class QHBoxLayout;

namespace petrel::ui {

class Drawing;

/** What stands where nothing is: title, one or two muted lines, at most one button and one link. */
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /** The bird over the waves, an icon name, or nothing when empty. */
    void setBird(bool shown);
    void setTitle(const QString &title);
    void setText(const QString &text);
    [[nodiscard]] QString title() const;
    Button *addButton(const QString &text, Button::Kind kind = Button::Kind::Normal);
    void clearButtons();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Drawing *m_bird;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace petrel::ui
