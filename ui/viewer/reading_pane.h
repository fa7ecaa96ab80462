#pragma once

#include "ui/common/error_sentence.h"
#include "ui/common/label_mark.h"
#include "ui/viewer/reading_presenter.h"

#include <QTimer>
#include <QWidget>

class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace petrel::ui {

class ActionRegistry;
class Chip;
class EmptyState;
class FindBar;
class LinkStatus;
class MessageCard;
class ReadingBar;
class RoleLabel;
class SubjectLabel;

/**
 * The reading pane: tool bar, subject, message, find bar. It shows what the presenter decided and asks the window, by
 * signals, for what needs the engine. Links that may be opened go to Seams::openExternally.
 */
class ReadingPane : public QWidget
{
    Q_OBJECT
public:
    /** Both are borrowed and outlive the pane. */
    ReadingPane(ReadingPresenter &presenter, ActionRegistry &actions, QWidget *parent = nullptr);

    [[nodiscard]] ReadingBar *bar() const { return m_bar; }
    [[nodiscard]] MessageCard *card() const { return m_card; }
    /** Ctrl+F. */
    void openFind();
    /** Puts the focus on the message text. */
    void focusText();
    void setFixedPitch(bool fixed);
    /** The labels of the message that is shown: chips behind account and folder. */
    void setLabels(const QList<ShownLabel> &labels);
    /** Space and Shift+Space from the list. */
    void scrollPage(bool forward);

Q_SIGNALS:
    void composeWanted(const QString &mailto);
    void sourceWanted();
    /** Something the person did not expect. */
    void told(const QString &sentence);
    /** "Try again" below a text that is not here. */
    void retryWanted(petrel::PlacementId id);
    /** "Get the message" below a header that came alone. */
    void wholeWanted(petrel::PlacementId id);
    /** A button below an error. */
    void stepWanted(petrel::ui::NextStep step);
    void openAttachmentWanted(petrel::PlacementId id, const petrel::ui::AttachmentItem &item);
    void saveAttachmentWanted(petrel::PlacementId id, const petrel::ui::AttachmentItem &item);
    void saveAllWanted(petrel::PlacementId id, const QList<petrel::ui::AttachmentItem> &items);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildMessagePage();
    void connectMessage();
    void refresh();
    void showState();
    void showMessage();
    /** False while the former message still stands there because the next one may come at once. */
    [[nodiscard]] bool cardIsCurrent() const;
    void showPlace();
    void fitSubject();
    void acceptOffer(ReadingNotice::Offer offer);
    void scrollTo(const QRect &part);

    ReadingPresenter &m_presenter;
    ReadingBar *m_bar;
    QStackedWidget *m_pages;
    EmptyState *m_state;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    SubjectLabel *m_subject;
    QWidget *m_metaRow;
    RoleLabel *m_meta;
    QList<ShownLabel> m_labels;
    QList<Chip *> m_chips;
    MessageCard *m_card;
    FindBar *m_find;
    LinkStatus *m_link;
    QTimer m_patience; ///< the "getting" page appears only when the message takes its time
};

} // namespace petrel::ui
