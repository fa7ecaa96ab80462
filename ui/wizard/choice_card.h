#pragma once

#include "ui/common/drawing.h"
#include "ui/common/theme.h"

#include <QFrame>

class QGridLayout;
class QHBoxLayout;
class QRadioButton;

namespace petrel::ui {

class RoleLabel;

/** A radio button with a picture and three lines: the whole card can be clicked. */
class ChoiceCard : public QFrame
{
    Q_OBJECT
public:
    ChoiceCard(Drawing::Picture picture, const QString &title, const QString &protocol, QWidget *parent = nullptr);

    [[nodiscard]] QRadioButton *button() const { return m_button; }
    void addLine(const QString &icon, const QString &text, Colour colour = Colour::TextMuted);
    /** A word on the title's line. */
    void addChip(const QString &text);
    /** Why it cannot be chosen; empty: it can. The card stays to be seen. */
    void setRefusal(const QString &reason);
    void setPictureShown(bool shown);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Drawing *m_picture;
    QRadioButton *m_button;
    QGridLayout *m_lines;
    QHBoxLayout *m_titleRow;
    RoleLabel *m_refusal;
    QList<RoleLabel *> m_labels;
    QStringList m_words;
};

} // namespace petrel::ui
