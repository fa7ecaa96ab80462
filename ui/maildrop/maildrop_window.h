#pragma once

#include "core/base/error.h"
#include "core/model/account.h"
#include "core/model/maildrop_entry.h"

#include <QWidget>

class QTreeView;

namespace petrel::ui {

class Button;
class ElidingLabel;
class MaildropModel;
class NoticeBar;
class RoleLabel;

/**
 * The mail that lies at the server of a POP3 account: listed, and fetched or deleted there as the person chooses. Passive: what they want
 * comes as a signal; deleting what is not here was asked about first. Keys: F5 lists again, Enter fetches, Delete deletes. GUI thread.
 */
class MaildropWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MaildropWindow(QWidget *parent = nullptr);

    void setAccount(const Account &account);
    /** The server is asked; what was listed stays until the answer. */
    void showAsking();
    void showEntries(const QList<MaildropEntry> &entries);
    void showError(const Error &error);

Q_SIGNALS:
    void listWanted();
    void fetchWanted(const QList<petrel::MaildropEntry> &entries);
    void deleteWanted(const QList<petrel::MaildropEntry> &entries);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildView();
    QWidget *buildFoot();
    [[nodiscard]] QList<MaildropEntry> chosen() const;
    void fetchChosen();
    void deleteChosen();
    void refreshButtons();

    Account m_account;
    MaildropModel *m_model;
    QTreeView *m_view;
    RoleLabel *m_name;
    RoleLabel *m_summary;
    NoticeBar *m_trouble;
    Button *m_list = nullptr;
    Button *m_fetch = nullptr;
    Button *m_delete = nullptr;
    bool m_isAsking = false;
};

} // namespace petrel::ui
