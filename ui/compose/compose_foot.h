#pragma once

#include <QWidget>

#include <cstdint>

class QAbstractButton;
class QMenu;

namespace petrel::ui {

class Button;
class ComposeOptions;
class RoleLabel;

/** The row below the text: attach, rich text, discard, options of the message; how the draft stands; Send later, Send. */
class ComposeFoot : public QWidget
{
    Q_OBJECT
public:
    explicit ComposeFoot(QWidget *parent = nullptr);

    void showState(const QString &state);
    /** Whose menu the options button opens; borrowed. */
    void setOptions(ComposeOptions &options);
    /** Does not tell richWanted(). */
    void setRich(bool rich);
    /** Nothing can be done while the message is being handed over. */
    void setReadOnly(bool readOnly);
    /** The times that are offered for later, over their button. */
    void openLaterMenu();

Q_SIGNALS:
    void attachWanted();
    void richWanted(bool rich);
    void discardWanted();
    void sendWanted();
    /** At this moment, UTC seconds. */
    void laterWanted(std::int64_t utc);
    /** At a moment that is none of those offered. */
    void otherTimeWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openAbove(QMenu &menu, const QWidget &button, Qt::Alignment edge);

    QAbstractButton *m_attach;
    QAbstractButton *m_rich;
    QAbstractButton *m_discard;
    QAbstractButton *m_options;
    RoleLabel *m_state;
    Button *m_later;
    Button *m_send;
};

} // namespace petrel::ui
