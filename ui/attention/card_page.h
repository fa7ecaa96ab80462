#pragma once

#include "ui/attention/card.h"
#include "ui/attention/card_model.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace petrel::ui {

class CardFrame;
class EmptyState;
class NoticeBar;
class RoleLabel;

/** A page in place of list and message: a title, one sentence, and the cards of a model below each other. */
class CardPage : public QWidget
{
    Q_OBJECT
public:
    /** The model must outlive the page. */
    explicit CardPage(CardModel &model, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /** Below the title, while there are cards. */
    void setIntroduction(const QString &sentence);
    void setEmptyWords(const QString &title, const QString &text);
    [[nodiscard]] CardFrame *frameAt(int row) const { return m_frames.value(row); }

Q_SIGNALS:
    /** A button of the card in this row. */
    void acted(int row, petrel::ui::CardAction action);
    /** Escape: back to the list. */
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildColumn();
    void followModel();
    void insertFrames(int first, int last);
    void removeFrames(int first, int last);
    void moveFrame(int from, int to);
    void orderTabs();
    void showState();

    CardModel &m_model;
    QList<CardFrame *> m_frames; ///< in step with the model's rows
    QScrollArea *m_scroll;
    RoleLabel *m_title;
    RoleLabel *m_introduction;
    NoticeBar *m_trouble;
    EmptyState *m_empty;
    QVBoxLayout *m_cards;
};

} // namespace petrel::ui
