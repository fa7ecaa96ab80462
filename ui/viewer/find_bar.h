#pragma once

#include <QWidget>

class QLineEdit;

namespace petrel::ui {

class RoleLabel;

/** Ctrl+F: finds words in the message on screen. Enter goes on, Shift+Enter back, Escape closes. */
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    void open();
    void setResult(int current, int count);
    /** Only a part of the message is searched, and a failure says so. */
    void setInPart(bool part) { m_inPart = part; }
    [[nodiscard]] QString needle() const;

Q_SIGNALS:
    void needleChanged(const QString &needle);
    void nextWanted(bool forward);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void close();

    QLineEdit *m_field;
    RoleLabel *m_result;
    bool m_inPart = false;
};

} // namespace petrel::ui
