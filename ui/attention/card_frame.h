#pragma once

#include "ui/attention/card.h"

#include <QFrame>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace petrel::ui {

class Button;
class ElidingLabel;
class RoleLabel;

/** One card of a page: icon, title and time, what it means, recipients, buttons, and details that unfold. */
class CardFrame : public QFrame
{
    Q_OBJECT
public:
    explicit CardFrame(QWidget *parent = nullptr);

    /** Shows the card. Buttons that stay the same stay themselves, so a countdown takes no focus away. */
    void setCard(const Card &card);
    [[nodiscard]] const Card &card() const { return m_card; }
    void setDetailsShown(bool shown);
    [[nodiscard]] bool areDetailsShown() const;
    /** Tab comes here after `before`, then goes on from what this answers. Both in one window. */
    [[nodiscard]] QWidget *followInTabOrder(QWidget *before);
    /** Puts the focus on the first button; false when there is none. */
    bool focusFirstButton();
    /** As narrow as the page: then everything finds its place below each other. */
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void acted(petrel::ui::CardAction action);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showWords();
    void showFacts();
    void showButtons();
    void showIcon();
    /** What does not fit beside each other stands below each other. */
    void arrange();

    Card m_card;
    bool m_narrow = false;
    QLabel *m_icon;
    RoleLabel *m_title;
    RoleLabel *m_time;
    QWidget *m_stateLine;
    QBoxLayout *m_stateRow;
    ElidingLabel *m_subtitle;
    RoleLabel *m_state;
    RoleLabel *m_text;
    QWidget *m_facts;
    QGridLayout *m_factRows;
    QWidget *m_buttonBox;
    QBoxLayout *m_buttonRow;
    Button *m_detailsButton;
    RoleLabel *m_details;
};

} // namespace petrel::ui
