#pragma once

#include "ui/compose/draft.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QVBoxLayout;

namespace petrel::ui {

class AddressField;
class Button;
class ContactSource;
class RoleLabel;

/** The rows above the text: From where there is a choice, To, Cc and Bcc when they are asked for, Subject. */
class ComposeHead : public QWidget
{
    Q_OBJECT
public:
    /** `contacts` is borrowed and may be null. */
    explicit ComposeHead(ContactSource *contacts, QWidget *parent = nullptr);

    void load(const QList<Identity> &identities, const Draft &draft);
    /** To, Cc or Bcc. */
    [[nodiscard]] AddressField *field(ComposeField field) const;
    [[nodiscard]] QLineEdit *subject() const { return m_subject; }
    /** Makes chips of what stands in the address fields. */
    void commit();
    /** "Draft saved 10:12" beside From. Returns false where there is no such row. */
    bool showState(const QString &state);
    void setReadOnly(bool readOnly);

protected:
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void identityChosen(int index);
    void recipientsChanged(petrel::ui::ComposeField field);
    void subjectChanged(const QString &subject);

private:
    struct Row
    {
        QWidget *widget = nullptr;
        QHBoxLayout *layout = nullptr;
    };

    Row addRow(const QString &label, QWidget *field);
    void buildFrom();
    void buildRecipients();
    void buildSubject();
    void showField(ComposeField field);
    void fitType();

    QVBoxLayout *m_column;
    QComboBox *m_from;
    AddressField *m_to;
    AddressField *m_cc;
    AddressField *m_bcc;
    Button *m_showCc;
    Button *m_showBcc;
    QLineEdit *m_subject;
    RoleLabel *m_state;
    QList<QWidget *> m_labels;
    Row m_fromRow;
    Row m_ccRow;
    Row m_bccRow;
};

} // namespace petrel::ui
