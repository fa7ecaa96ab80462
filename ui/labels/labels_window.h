#pragma once

#include "core/model/label.h"

#include <QDialog>

class QListWidget;

namespace petrel::ui {

class Button;
class LabelBook;

/**
 * All labels in their order, the first nine with the key that puts them on a message: to change, to forget, to put in order. It shows
 * what the book says and follows it; what the person wants is told by signals. Use open(), never exec(). GUI thread.
 */
class LabelsWindow : public QDialog
{
    Q_OBJECT
public:
    /** The book is borrowed and outlives the window. */
    explicit LabelsWindow(const LabelBook &book, QWidget *parent = nullptr);

Q_SIGNALS:
    void newWanted();
    void changeWanted(const petrel::Label &label);
    void forgetWanted(const petrel::Label &label);
    /** Keywords, all of them. */
    void orderWanted(const QStringList &keywords);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildList();
    void refresh();
    void refreshButtons();
    [[nodiscard]] Label current() const;
    void move(int by);

    const LabelBook &m_book;
    QListWidget *m_list;
    Button *m_change;
    Button *m_forget;
    Button *m_up;
    Button *m_down;
};

} // namespace petrel::ui
