#pragma once

#include <QPushButton>
#include <QToolButton>

namespace petrel::ui {

/**
 * A push button of the look. Accent is the one main thing to do (at most one per pane or dialog),
 * Tonal the suggested next best, Normal the rest, Link reads as a link.
 */
class Button : public QPushButton
{
    Q_OBJECT
public:
    enum class Kind { Normal, Accent, Tonal, Link };
    enum class Height { Small, Normal, Large };

    explicit Button(const QString &text, Kind kind = Kind::Normal, QWidget *parent = nullptr);

    [[nodiscard]] Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    void setHeight(Height height);
    /** Lucide name, drawn in the colour of the text. */
    void setIconName(const QString &name);
    /** Bars and snackbars have their own ground: the colour of a Link button on `inverse`. */
    void setOnInverse(bool onInverse);
    [[nodiscard]] bool onInverse() const { return m_onInverse; }
    [[nodiscard]] QString iconName() const { return m_iconName; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshFont();

    Kind m_kind;
    Height m_height = Height::Normal;
    QString m_iconName;
    bool m_onInverse = false;
};

/** A square button with an icon only: it always has a name that is spoken and a tool tip. */
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    IconButton(const QString &iconName, const QString &name, QWidget *parent = nullptr);
    /** Shows an action of the registry: icon, tool tip, enabled, checked. */
    explicit IconButton(QAction *action, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /** Also when the side is not the tool button's 32. */
    void setSide(int side);

protected:
    /** A menu behind the icon needs no arrow. */
    void initStyleOption(QStyleOptionToolButton *option) const override;

private:
    void prepare();

    int m_side;
};

} // namespace petrel::ui
