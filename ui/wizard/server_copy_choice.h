#pragma once

#include "core/model/account.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QVBoxLayout;

namespace petrel::ui {

class RoleLabel;

/** What happens to the copy at a POP3 server, as four radio buttons and what the chosen one means for the mail; and which messages come whole. */
class ServerCopyChoice : public QWidget
{
    Q_OBJECT
public:
    explicit ServerCopyChoice(QWidget *parent = nullptr);

    void setCopy(const Pop3ServerCopy &copy);
    /** Some servers decide themselves what becomes of the copy: then that is told. */
    void setServer(const ServerSettings &server);
    /** days is 0 when no number was typed. */
    [[nodiscard]] Pop3ServerCopy copy() const;
    /** One below the other, where there is no room for two columns. */
    void setNarrow(bool narrow);

Q_SIGNALS:
    void edited(const petrel::Pop3ServerCopy &copy);

private:
    void buildRules(QVBoxLayout *column);
    void buildLimit(QVBoxLayout *column);
    void offerLimit(qint64 bytes);
    void refresh();
    void tell();

    QButtonGroup *m_rules;
    QGridLayout *m_grid;
    QList<QWidget *> m_cells; ///< in the order shown
    QLineEdit *m_days;
    RoleLabel *m_meaning;
    RoleLabel *m_serverMeaning; ///< hidden where the server does as it is told
    QComboBox *m_limit; ///< of messages that come whole, in bytes
    RoleLabel *m_limitMeaning;
};

} // namespace petrel::ui
