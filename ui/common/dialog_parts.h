#pragma once

#include "ui/common/buttons.h"
#include "ui/common/labels.h"

#include <QFrame>
#include <QLineEdit>

class QHBoxLayout;
class QScrollArea;

namespace petrel::ui {

/** The foot of a dialog: the ground of the chrome under a hairline, buttons at the end. */
class DialogFoot : public QWidget
{
    Q_OBJECT
public:
    explicit DialogFoot(QWidget *parent = nullptr);
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
};

/** A raised card with a line around it. */
class Panel : public QFrame
{
    Q_OBJECT
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/** One icon in a colour of the theme; follows it live. */
class IconMark : public QWidget
{
    Q_OBJECT
public:
    IconMark(const QString &name, Colour colour, int side, QWidget *parent = nullptr);
    void setIcon(const QString &name, Colour colour);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    Colour m_colour;
    int m_side;
};

/** A field for a password, with an eye to look at what was typed: the next stop of Tab. */
class PasswordField : public QLineEdit
{
    Q_OBJECT
public:
    explicit PasswordField(QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeEye();

    IconButton *m_eye;
};

/** A muted label in front of a field, with the field as its buddy. */
RoleLabel *labelFor(QWidget *field, const QString &text, QWidget *parent);
/** Names a field that has no label of its own to be seen; readers find the name through a hidden one. */
void nameField(QWidget *field, const QString &name);
/** A small line for words about a field, hidden while there are none. */
RoleLabel *fieldNote(QWidget *parent);
/** Marks the field and shows the words; with empty words takes both back. */
void showProblem(QLineEdit *field, RoleLabel *note, const QString &words);
/** Sets the text unless it is there already or being edited. */
void showValue(QLineEdit *field, const QString &text);
/** `content` on the ground of the dialog, scrolling rather than clipping. */
QScrollArea *scrolling(QWidget *content, QWidget *parent);
/** A link whose words begin where the text above begins, not its padding. */
QHBoxLayout *flush(Button *link);
/** Fills a dialog with the ground of messages and cards. */
void paintDialogGround(QWidget *dialog);

} // namespace petrel::ui
