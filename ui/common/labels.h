#pragma once

#include "ui/common/theme.h"

#include <QLabel>

#include <algorithm>

namespace petrel::ui {

/** A label in a type role and a colour of the theme; follows both live. */
class RoleLabel : public QLabel
{
    Q_OBJECT
public:
    explicit RoleLabel(TypeRole role, Colour colour = Colour::Text, QWidget *parent = nullptr);
    RoleLabel(const QString &text, TypeRole role, Colour colour = Colour::Text, QWidget *parent = nullptr);
    void setWeight(Weight weight);
    void setColour(Colour colour);
    /** Layouts ask for the width they have, which may be more than the label will take. */
    [[nodiscard]] int heightForWidth(int width) const override { return QLabel::heightForWidth(std::min(width, maximumWidth())); }
    /** For what is compared letter by letter. */
    void setFixedPitch(bool fixed);

protected:
    void changeEvent(QEvent *event) override;
    void refresh();

private:
    TypeRole m_role;
    Weight m_weight = Weight::Regular;
    Colour m_colour;
    bool m_fixedPitch = false;
    bool m_refreshing = false;
};

/** One line that gives up its end, with an ellipsis, when there is no room; the whole text is in the tool tip. */
class ElidingLabel : public RoleLabel
{
    Q_OBJECT
public:
    explicit ElidingLabel(TypeRole role, Colour colour = Colour::Text, QWidget *parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;
    void setElideMode(Qt::TextElideMode mode);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

/** A word on a soft ground: a label, "Recommended". A long one gives up its end, and tells it in the tool tip. */
class Chip : public QWidget
{
    Q_OBJECT
public:
    Chip(const QString &text, TagColour colour, QWidget *parent = nullptr);
    /** accent on accent-soft. */
    explicit Chip(const QString &text, QWidget *parent = nullptr);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    TagColour m_colour = TagColour::Grey;
    bool m_accent = false;
};

/** One device pixel of border colour. */
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {1, 1}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace petrel::ui
