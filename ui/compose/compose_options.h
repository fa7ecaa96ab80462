#pragma once

#include <QWidget>

class QMenu;

namespace petrel::ui {

class NoticeBar;

/** What is wished of a message's way beside whom it goes to: in a menu, and in sight as long as it is on. */
class ComposeOptions : public QWidget
{
    Q_OBJECT
public:
    explicit ComposeOptions(QWidget *parent = nullptr);

    /** One line for each that is on. */
    void load(bool askDelivered, bool requireTls);
    /** Adds a line to switch each, with its sentence in the tool tip. */
    void fill(QMenu &menu);

Q_SIGNALS:
    void askDeliveredWanted(bool on);
    void requireTlsWanted(bool on);

private:
    /** `turnOff` is called by its button. */
    NoticeBar *addBar(const char *name, const QString &icon, const QString &text, const QString &detail, void (ComposeOptions::*wanted)(bool));

    NoticeBar *m_delivered;
    NoticeBar *m_tls;
};

} // namespace petrel::ui
