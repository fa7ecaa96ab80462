#pragma once

#include "ui/common/seams.h"

#include <QDialog>

class QHBoxLayout;

namespace petrel::ui {

/**
 * A Question in the look of the other dialogs: the sentence, what it means, one button for each answer with the preferred
 * one last. Escape and the closing of the window give the last answer of the question, the safe one. GUI thread.
 */
class QuestionDialog : public QDialog
{
    Q_OBJECT
public:
    explicit QuestionDialog(const Question &question, QWidget *parent = nullptr);

    /** The index of the answer that was chosen; known once finished() was told. */
    [[nodiscard]] int answer() const { return m_answer; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void addButtons(const Question &question, QHBoxLayout &row);

    int m_answer;
};

} // namespace petrel::ui
