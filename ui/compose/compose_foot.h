#pragma once

#include <QWidget>

class QAbstractButton;

namespace petrel::ui {

class Button;
class RoleLabel;

/** The row below the text: attach, rich text, discard; how the draft stands; Send. */
class ComposeFoot : public QWidget
{
    Q_OBJECT
public:
    explicit ComposeFoot(QWidget *parent = nullptr);

    void showState(const QString &state);
    /** Does not tell richWanted(). */
    void setRich(bool rich);
    /** Nothing can be done while the message is being handed over. */
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void attachWanted();
    void richWanted(bool rich);
    void discardWanted();
    void sendWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QAbstractButton *m_attach;
    QAbstractButton *m_rich;
    QAbstractButton *m_discard;
    RoleLabel *m_state;
    Button *m_send;
};

} // namespace petrel::ui
