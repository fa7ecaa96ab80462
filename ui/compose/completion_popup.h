#pragma once

#include "core/model/address.h"

#include <QListWidget>

namespace petrel::ui {

/** People who fit what is being typed, below the field. It never takes the focus; nothing is taken that was not chosen. */
class CompletionPopup : public QListWidget
{
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget *field);

    /** Shows them below the field; hides itself when there is nobody. No row is chosen at first. */
    void offer(const AddressList &people);
    /** Down and Up: true when it was shown and took the key. */
    bool move(int step);
    /** The chosen person; empty when none is. */
    [[nodiscard]] Address chosen() const;

Q_SIGNALS:
    void picked(const petrel::Address &person);

private:
    QWidget *m_field;
    AddressList m_people;
};

} // namespace petrel::ui
