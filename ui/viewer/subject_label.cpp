#include "ui/viewer/subject_label.h"

#include "ui/common/tool_tip.h"

#include <QKeyEvent>
#include <QTextLayout>

namespace petrel::ui {

namespace {

constexpr qsizetype kLaidOut = 4'000; ///< characters: more than three lines of any window

/** A label breaks lines between words only: words wider than the line get places to break. */
QString breakable(const QString &text, const QFontMetrics &metrics, int width)
{
    constexpr qsizetype kPiece = 8;
    QStringList words = text.split(u' ');
    for (QString &word : words) {
        if (metrics.horizontalAdvance(word) <= width)
            continue;
        for (qsizetype at = (word.size() - 1) / kPiece * kPiece; at > 0; at -= kPiece)
            word.insert(at, QChar(0x200b));
    }
    return words.join(u' ');
}

/** The first lines of it, the last of them with an ellipsis; empty when they hold all. */
QString firstLines(const QString &text, const QFont &font, int width)
{
    QTextLayout layout(text.left(kLaidOut), font);
    layout.beginLayout();
    for (int line = 1; line < SubjectLabel::kLines; ++line) {
        QTextLine laid = layout.createLine();
        if (!laid.isValid())
            return {};
        laid.setLineWidth(width);
    }
    QTextLine last = layout.createLine();
    if (!last.isValid())
        return {};
    last.setLineWidth(width);
    const int begin = last.textStart();
    layout.endLayout();
    if (begin + last.textLength() >= text.size())
        return {};
    return text.left(begin) + QFontMetrics(font).elidedText(text.mid(begin, kLaidOut), Qt::ElideRight, width);
}

} // namespace

SubjectLabel::SubjectLabel(QWidget *parent) : RoleLabel(TypeRole::Subject, Colour::Text, parent)
{
    setWeight(Weight::Strong);
    setWordWrap(true);
    setMinimumWidth(1);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void SubjectLabel::setSubject(const QString &subject)
{
    m_subject = subject;
    m_unfolded = false;
    setAccessibleName(subject);
    arrange();
}

void SubjectLabel::setRoom(int room)
{
    if (room == m_room)
        return;
    m_room = room;
    arrange();
}

void SubjectLabel::arrange()
{
    const QString whole = breakable(m_subject, fontMetrics(), m_room);
    const QString folded = m_room > 0 ? firstLines(whole, font(), m_room) : QString();
    m_folds = !folded.isEmpty();
    setText(isFolded() ? folded : whole);
    setPlainToolTip(this, isFolded() ? m_subject : QString());
    setCursor(m_folds ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void SubjectLabel::toggle()
{
    m_unfolded = !m_unfolded;
    arrange();
}

void SubjectLabel::mouseReleaseEvent(QMouseEvent *event)
{
    RoleLabel::mouseReleaseEvent(event);
    // Who drags over it selects words.
    if (m_folds && event->button() == Qt::LeftButton && !hasSelectedText() && rect().contains(event->position().toPoint()))
        toggle();
}

void SubjectLabel::keyPressEvent(QKeyEvent *event)
{
    const bool pressed = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (m_folds && pressed)
        return toggle();
    RoleLabel::keyPressEvent(event);
}

void SubjectLabel::changeEvent(QEvent *event)
{
    RoleLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

} // namespace petrel::ui
