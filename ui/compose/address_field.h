#pragma once

#include "ui/compose/recipient.h"

#include <QWidget>

class QLineEdit;

namespace petrel::ui {

class AddressChip;
class CompletionPopup;
class ContactSource;
class FlowLayout;
class RoleLabel;

/**
 * To, Cc or Bcc: chips and a place to type. Comma, semicolon, Enter, Tab and leaving the field make chips of what was
 * typed; a pasted list becomes one chip each. What cannot be an address stays as a marked chip, with the reason below.
 */
class AddressField : public QWidget
{
    Q_OBJECT
public:
    /** `name` is spoken: "To". `contacts` is borrowed and may be null. */
    AddressField(const QString &name, ContactSource *contacts, QWidget *parent = nullptr);

    /** `unfinished`: what unfinished() gave once; entries that are addresses by now become such. */
    void setRecipients(const AddressList &addresses, const QString &unfinished = {});
    /** The valid ones, in order. */
    [[nodiscard]] AddressList addresses() const;
    [[nodiscard]] int invalidCount() const;
    /** Everything else that was typed, separated by commas: chips that are no address, and what stands in the input. */
    [[nodiscard]] QString unfinished() const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QLineEdit *input() const { return m_input; }

    /** Makes chips of what stands in the input. */
    void commit();
    /** Words below the chips, in red; empty takes them away. Goes by itself with the next change. */
    void showProblem(const QString &words);
    [[nodiscard]] QString problem() const;
    /** Marks the chips of this address: a server refused it, for this reason. */
    void markRefused(const QString &email, const QString &why);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void insertChip(int index, const Recipient &recipient);
    void removeChip(AddressChip *chip);
    void editChip(AddressChip *chip);
    void focusChip(int index);
    void typed(const QString &text);
    void take(const Address &person);
    void tellChoice();
    bool inputKey(int key, Qt::KeyboardModifiers modifiers);
    void refreshProblem();

    QString m_name;
    ContactSource *m_contacts;
    QList<AddressChip *> m_chips;
    QWidget *m_ground; ///< holds chips and input; made first, so that it stands before the input in the focus chain
    QLineEdit *m_input;
    FlowLayout *m_flow;
    RoleLabel *m_problem;
    CompletionPopup *m_popup;
};

} // namespace petrel::ui
