#pragma once

#include "ui/compose/compose_presenter.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace petrel::ui {

class AttachmentStrip;
class BodyEditor;
class ComposeFoot;
class ComposeHead;
class ComposeOptions;
class ContactSource;
class FormatBar;
class MomentPanel;
class NoticeBar;

/** Somebody whom a server did not take mail for. */
struct RefusedRecipient
{
    QString email;
    QString why; ///< a sentence
};

/**
 * The composer. It closes only when its presenter says that what was written is safe: queued, kept, or thrown away on
 * purpose. Deletes itself then, unless it was asked to stay at hand: what was sent can come back. Escape and the window's close button keep the draft. While the message is being handed
 * over nothing can be changed in it.
 */
class ComposeWindow : public QWidget
{
    Q_OBJECT
public:
    /** `out` and `contacts` are borrowed and outlive the window; `contacts` may be null. */
    ComposeWindow(MailOut &out, const QList<Identity> &identities, const Draft &draft, ContactSource *contacts, QWidget *parent = nullptr);

    [[nodiscard]] ComposePresenter &presenter() { return *m_presenter; }
    /** Puts the caret where writing begins: To when it is empty, else the text. */
    void focusFirst();
    /** It was sent before and came back: why, and whom a server refused, with the reason. Stands until it is put away or sent again. */
    void tellReturned(const ErrorSentence &sentence, const QList<RefusedRecipient> &refused);
    /** To be called when it was sent(): it goes out of sight with all that is in it, and belongs to the caller. */
    void stayAtHand();
    /** In sight again as it was: place and size, caret, selection, scrolled to where it stood, what could be undone in the text. */
    void bringBack();

Q_SIGNALS:
    void sent(petrel::OutboxId id, std::int64_t notBefore);
    /** Ctrl+N: another message, beside this one. */
    void anotherWanted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void connectParts();
    void connectPresenter();
    void load();
    void showState(const QString &state);
    void showOptions();
    void showFindings();
    void showFailure(const ErrorSentence &sentence, const QString &details);
    void showRefusedFiles(const QStringList &unreadable, const QStringList &tooLarge);
    void closeFailure();
    void mend(const SafetyFinding &finding);
    void blockAt(ComposeField field, const QString &words);
    void chooseFiles();
    void askToDiscard();
    /** Going back to plain text is asked about where there is something to lose. */
    void wantRich(bool rich);
    void setRich(bool rich);
    void setHandingOver(bool handingOver);
    void sendIt();
    void sendLater(std::int64_t at);
    void askForTime();
    void leaveTime();

    ComposePresenter *m_presenter;
    ComposeHead *m_head;
    BodyEditor *m_body;
    FormatBar *m_format;
    AttachmentStrip *m_files;
    ComposeOptions *m_options;
    NoticeBar *m_bar;
    MomentPanel *m_time; ///< hidden but while a time to send is chosen
    ComposeFoot *m_foot;
    QList<SafetyFinding> m_findings; ///< those the bar tells of
    QByteArray m_place; ///< of the window, when it was sent
    QPointer<QWidget> m_focus; ///< what had it, when it was sent
    bool m_failureShown = false;
    bool m_mayClose = false;
};

} // namespace petrel::ui
