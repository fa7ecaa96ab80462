#pragma once

#include <QLineEdit>

namespace petrel::ui {

/** The search field of the list head: icon, hint, and the key that enters it while it is empty. */
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);
    /** "Ctrl+K", shown at the end. */
    void setKeyHint(const QString &keys);

Q_SIGNALS:
    /** Typing paused for 60 ms, or Enter: search for this. Empty text is told by `left`. */
    void searchWanted(const QString &text);
    /** The field was emptied or left with Escape. */
    void left();
    /** Down: on to what was found. */
    void resultsWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void alignHint();

    QString m_keyHint;
};

} // namespace petrel::ui
