#pragma once

#include "ui/common/labels.h"

namespace petrel::ui {

/**
 * The subject over a message. A long one shows its first lines, so that the message begins in sight; a click, Enter or the
 * space bar unfolds it and folds it again. Tool tip and screen readers have the whole one.
 */
class SubjectLabel : public RoleLabel
{
    Q_OBJECT
public:
    static constexpr int kLines = 3; ///< of a folded one

    explicit SubjectLabel(QWidget *parent = nullptr);

    /** Another message's: folded again. */
    void setSubject(const QString &subject);
    /** How wide its lines may be. */
    void setRoom(int room);
    [[nodiscard]] bool isFolded() const { return m_folds && !m_unfolded; }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void toggle();
    void arrange();

    QString m_subject;
    int m_room = 0;
    bool m_folds = false; ///< it is longer than kLines
    bool m_unfolded = false;
};

} // namespace petrel::ui
