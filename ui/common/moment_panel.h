#pragma once

#include "ui/common/dialog_parts.h"

class QDateEdit;
class QTimeEdit;

namespace petrel::ui {

/**
 * A day and a time for sending later, and in words what they mean: what is past is not taken. Enter takes them, Escape leaves.
 * In the person's own time zone; moments that the clock shows twice or never are those of momentOf(). GUI thread.
 */
class MomentPanel : public Panel
{
    Q_OBJECT
public:
    /** `doIt`: the words of the button. */
    explicit MomentPanel(const QString &doIt, QWidget *parent = nullptr);

    /** Shows it, with this to begin with and the focus on the time. */
    void open(const QDateTime &start);
    /** As the button does: chosen(), or the reason why not. */
    void choose();

Q_SIGNALS:
    /** UTC seconds, still to come. */
    void chosen(std::int64_t utc);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitType();
    [[nodiscard]] std::int64_t moment() const;
    /** False when it is past. */
    bool showMeaning();

    QDateEdit *m_day;
    QTimeEdit *m_time;
    RoleLabel *m_meaning;
    Button *m_doIt;
};

} // namespace petrel::ui
