#pragma once

#include "ui/compose/compose_presenter.h"

#include <QWidget>

class QAbstractButton;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QVBoxLayout;

namespace petrel::ui {

class AddressField;
class AttachmentStrip;
class BodyEditor;
class Button;
class ContactSource;
class FormatBar;
class NoticeBar;
class RoleLabel;

/**
 * The composer. It closes only when its presenter says that what was written is safe: queued, kept, or thrown away on
 * purpose. Deletes itself then. Escape and the window's close button keep the draft.
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
    /** Shows the format bar; what is written then leaves as simple HTML beside the plain text. */
    void setRich(bool rich);

Q_SIGNALS:
    void sent(petrel::OutboxId id, std::int64_t notBefore);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QWidget *widget = nullptr;
        QHBoxLayout *layout = nullptr;
    };

    Row addRow(const QString &label, QWidget *field);
    void buildRows();
    void buildFoot();
    void connectPresenter();
    void load();
    void loadBody();
    void showField(ComposeField field);
    void showFindings();
    void showFailure(const ErrorSentence &sentence, const QString &details);
    void mend(const SafetyFinding &finding);
    void blockAt(ComposeField field, const QString &words);
    void chooseFiles();
    void askToDiscard();
    void setBusy(bool busy);
    void sendIt();
    [[nodiscard]] AddressField *fieldFor(ComposeField field) const;

    ComposePresenter *m_presenter;
    QVBoxLayout *m_column;
    QComboBox *m_from;
    Row m_fromRow;
    AddressField *m_to;
    AddressField *m_cc;
    AddressField *m_bcc;
    Row m_ccRow;
    Row m_bccRow;
    Button *m_showCc;
    Button *m_showBcc;
    QLineEdit *m_subject;
    FormatBar *m_format;
    BodyEditor *m_body;
    AttachmentStrip *m_files;
    NoticeBar *m_bar;
    QWidget *m_foot;
    Button *m_send;
    QAbstractButton *m_rich;
    RoleLabel *m_fromState;
    RoleLabel *m_footState;
    QList<SafetyFinding> m_findings; ///< those the bar tells of
    bool m_failureShown = false;
    bool m_mayClose = false;
};

} // namespace petrel::ui
