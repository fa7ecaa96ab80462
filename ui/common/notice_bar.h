#pragma once

#include "ui/common/buttons.h"

#include <QFrame>

class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace petrel::ui {

class RoleLabel;

/**
 * One line when something is odd, coloured when it is dangerous: what, why in one sentence, the
 * safe action first. Screen readers are alerted when it appears or changes.
 */
class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    enum class Level { Neutral, Success, Warning, Danger };
    Q_ENUM(Level)

    explicit NoticeBar(QWidget *parent = nullptr);

    void setLevel(Level level);
    [[nodiscard]] Level level() const { return m_level; }
    /** Lucide name; without it the level's own icon is shown. */
    void setIconName(const QString &name);
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /** Second line, muted; hidden when empty. */
    void setDetail(const QString &detail);
    [[nodiscard]] QString detail() const;

    /** Added left to right; the bar owns it. */
    Button *addButton(const QString &text, Button::Kind kind = Button::Kind::Normal);
    void clearButtons();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshIcon();
    void arrange();
    void alert();

    Level m_level = Level::Neutral;
    QString m_iconName;
    QLabel *m_icon;
    RoleLabel *m_text;
    RoleLabel *m_detail;
    QHBoxLayout *m_buttons;
    QGridLayout *m_grid = nullptr;
    bool m_buttonsBelow = false;
};

} // namespace petrel::ui
