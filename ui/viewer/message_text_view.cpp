#include "ui/viewer/message_text_view.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/viewer/fold_button.h"
#include "ui/viewer/quote_lines.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>
#include <QTextBlock>
#include <QTextLayout>

#include <cmath>

namespace petrel::ui {

MessageTextView::MessageTextView(QWidget *parent) : QTextEdit(parent)
{
    setObjectName(QStringLiteral("messageText"));
    setAccessibleName(tr("Message text"));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setCursorWidth(0);
    setAcceptDrops(false);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    // Measuring for several widths moves the range about; the view itself never scrolls.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int highest) {
        if (highest != 0)
            verticalScrollBar()->setRange(0, 0);
    });
    connect(&Appearance::instance(), &Appearance::changed, this, &MessageTextView::rebuild);
}

void MessageTextView::setReadingText(const ReadingText &text)
{
    m_text = text;
    m_opened.clear();
    m_needle.clear();
    rebuild();
}

void MessageTextView::setFixedPitch(bool fixed)
{
    m_fixedPitch = fixed;
    rebuild();
}

void MessageTextView::rebuild()
{
    m_focusedLink = m_pressedLink = -1;
    m_layout = buildReadingDocument(document(), m_text, m_opened, m_fixedPitch);
    qDeleteAll(m_foldButtons);
    m_foldButtons.clear();
    for (const ReadingLayout::Fold &fold : std::as_const(m_layout.folds)) {
        const auto lines = static_cast<int>(m_text.quotes[fold.run].count);
        auto *button = new FoldButton(lines, m_opened.contains(fold.run), viewport());
        button->setObjectName(QStringLiteral("fold%1").arg(fold.run));
        connect(button, &FoldButton::clicked, this, [this, run = fold.run] { toggleFold(run); });
        button->show();
        m_foldButtons.append(button);
    }
    m_heights.clear();
    updateGeometry();
    document()->setTextWidth(viewport()->width());
    placeFolds();
    if (!m_needle.isEmpty())
        markMatches(m_needle);
}

void MessageTextView::toggleFold(qsizetype run)
{
    if (!m_opened.remove(run))
        m_opened.insert(run);
    // The button that was pressed is about to be replaced: finish its click first.
    QMetaObject::invokeMethod(this, [this, run] {
        const bool hadFocus = isAncestorOf(QApplication::focusWidget());
        rebuild();
        if (auto *button = viewport()->findChild<FoldButton *>(QStringLiteral("fold%1").arg(run)); button && hadFocus)
            button->setFocus(Qt::OtherFocusReason);
    }, Qt::QueuedConnection);
}

int MessageTextView::heightForWidth(int width) const
{
    if (!m_heights.contains(width)) {
        const qreal former = document()->textWidth();
        document()->setTextWidth(width);
        // The document lays itself out bit by bit; asking for its last paragraph makes it finish.
        const QRectF last = document()->documentLayout()->blockBoundingRect(document()->lastBlock());
        m_heights.insert(width, static_cast<int>(std::ceil(std::max(last.bottom(), document()->size().height()))));
        document()->setTextWidth(former);
    }
    return m_heights.value(width);
}

void MessageTextView::placeFolds()
{
    for (qsizetype i = 0; i < m_foldButtons.size(); ++i) {
        const QTextBlock block = document()->findBlockByNumber(m_layout.folds[i].block);
        const QRectF place = document()->documentLayout()->blockBoundingRect(block);
        const QSize size = m_foldButtons[i]->sizeHint();
        const QRect area(0, qRound(place.top()), viewport()->width(), qRound(place.height()));
        const QRect box(area.left(), area.top() + (area.height() - kFoldHeight) / 2, std::min(size.width(), area.width()), kFoldHeight);
        m_foldButtons[i]->setGeometry(QStyle::visualRect(layoutDirection(), area, box));
    }
}

// ---- links ---------------------------------------------------------------------------------------

QVariant MessageTextView::loadResource(int, const QUrl &)
{
    return {}; // nothing a message names is ever loaded
}

qsizetype MessageTextView::linkAt(const QPoint &place) const
{
    const int position = document()->documentLayout()->hitTest(place, Qt::ExactHit);
    if (position < 0)
        return -1;
    for (qsizetype i = 0; i < m_layout.links.size(); ++i) {
        const PlacedLink &link = m_layout.links[i];
        if (position >= link.position && position < link.position + link.length)
            return i;
    }
    return -1;
}

void MessageTextView::focusLink(qsizetype index)
{
    if (index == m_focusedLink)
        return;
    m_focusedLink = index;
    if (index < 0) {
        Q_EMIT linkPointed({});
    } else {
        const PlacedLink &link = m_layout.links[index];
        QTextCursor cursor = textCursor(); // a screen reader follows the cursor
        cursor.setPosition(link.position);
        setTextCursor(cursor);
        Q_EMIT linkPointed(link.target);
        Q_EMIT revealWanted(rectOf(link.position, link.length));
    }
    viewport()->update();
}

void MessageTextView::activateLink(qsizetype index)
{
    if (index >= 0 && index < m_layout.links.size())
        Q_EMIT linkActivated(m_layout.links[index].target, m_layout.links[index].shown);
}

bool MessageTextView::focusNextPrevChild(bool next)
{
    if (hasFocus() && !m_layout.links.isEmpty()) {
        const qsizetype last = m_layout.links.size() - 1;
        const qsizetype wanted = next ? m_focusedLink + 1 : m_focusedLink < 0 ? last : m_focusedLink - 1;
        if (wanted >= 0 && wanted <= last) {
            focusLink(wanted);
            return true;
        }
    }
    return QTextEdit::focusNextPrevChild(next);
}

void MessageTextView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_focusedLink >= 0) {
        activateLink(m_focusedLink);
        return;
    }
    // Plain keys belong to the pane (scrolling, N, P); copying and selecting with Shift stay here.
    const bool ours = event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll)
        || (event->modifiers().testFlag(Qt::ShiftModifier) && event->text().trimmed().isEmpty());
    if (ours)
        QTextEdit::keyPressEvent(event);
    else
        event->ignore();
}

void MessageTextView::mousePressEvent(QMouseEvent *event)
{
    m_pressedLink = event->button() == Qt::LeftButton ? linkAt(event->position().toPoint()) : -1;
    QTextEdit::mousePressEvent(event);
}

void MessageTextView::mouseMoveEvent(QMouseEvent *event)
{
    QTextEdit::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton) {
        Q_EMIT revealWanted(QRect(event->position().toPoint(), QSize(1, 1)));
        return;
    }
    const qsizetype link = linkAt(event->position().toPoint());
    viewport()->setCursor(link < 0 ? Qt::IBeamCursor : Qt::PointingHandCursor);
    Q_EMIT linkPointed(link < 0 ? QUrl() : m_layout.links[link].target);
}

void MessageTextView::mouseReleaseEvent(QMouseEvent *event)
{
    QTextEdit::mouseReleaseEvent(event);
    const qsizetype pressed = std::exchange(m_pressedLink, -1);
    const bool clicked = event->button() == Qt::LeftButton && pressed >= 0 && !textCursor().hasSelection();
    if (clicked && linkAt(event->position().toPoint()) == pressed)
        activateLink(pressed);
}

void MessageTextView::leaveEvent(QEvent *event)
{
    QTextEdit::leaveEvent(event);
    Q_EMIT linkPointed(m_focusedLink < 0 ? QUrl() : m_layout.links[m_focusedLink].target);
}

void MessageTextView::focusOutEvent(QFocusEvent *event)
{
    QTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        focusLink(-1);
}

void MessageTextView::contextMenuEvent(QContextMenuEvent *event)
{
    const qsizetype link = event->reason() == QContextMenuEvent::Keyboard ? m_focusedLink : linkAt(event->pos());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (link >= 0) {
        menu->addAction(tr("&Open link"), this, [this, link] { activateLink(link); });
        menu->addAction(tr("Copy &link address"), this, [target = m_layout.links[link].target] {
            QApplication::clipboard()->setText(target.toString(QUrl::FullyEncoded));
        });
        menu->addSeparator();
    }
    menu->addAction(tr("&Copy"), this, &QTextEdit::copy)->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Select &all"), this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

// ---- finding -------------------------------------------------------------------------------------

int MessageTextView::markMatches(const QString &needle)
{
    m_needle = needle;
    m_matches.clear();
    m_match = -1;
    if (!needle.isEmpty()) {
        bool opened = false;
        for (const ReadingLayout::Fold &fold : std::as_const(m_layout.folds)) {
            const QuoteRun &run = m_text.quotes[fold.run];
            const auto begin = m_text.lines.cbegin() + run.first;
            const bool holds = std::any_of(begin, begin + run.count, [&](const TextLine &line) {
                return line.text.contains(needle, Qt::CaseInsensitive);
            });
            if (holds && !m_opened.contains(fold.run)) {
                m_opened.insert(fold.run);
                opened = true;
            }
        }
        if (opened) {
            rebuild(); // comes back here with the folds open
            return static_cast<int>(m_matches.size());
        }
        findMatches();
    }
    showMatches();
    return static_cast<int>(m_matches.size());
}

/** One pass over each paragraph, however many places there are. */
void MessageTextView::findMatches()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text().replace(QChar(QChar::Nbsp), u' ');
        for (qsizetype at = text.indexOf(m_needle, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(m_needle, at + m_needle.size(), Qt::CaseInsensitive))
            m_matches.append(block.position() + static_cast<int>(at));
    }
}

int MessageTextView::goToMatch(bool forward)
{
    if (m_matches.isEmpty())
        return 0;
    const qsizetype count = m_matches.size();
    m_match = m_match < 0 ? (forward ? 0 : count - 1) : (m_match + (forward ? 1 : count - 1)) % count;
    showMatches();
    Q_EMIT revealWanted(rectOf(m_matches[m_match], static_cast<int>(m_needle.size())));
    return static_cast<int>(m_match) + 1;
}

std::pair<int, int> MessageTextView::positionsInSight() const
{
    QRect sight = viewport()->visibleRegion().boundingRect();
    if (sight.isEmpty())
        sight = QRect(0, 0, viewport()->width(), screen()->size().height());
    sight.adjust(0, -sight.height(), 0, sight.height());
    const auto at = [this](const QPoint &place) { return document()->documentLayout()->hitTest(place, Qt::FuzzyHit); };
    // Where a line begins depends on its direction, so both its ends are asked.
    return {std::min(at(sight.topLeft()), at(sight.topRight())), std::max(at(sight.bottomLeft()), at(sight.bottomRight()))};
}

void MessageTextView::showMatches()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto [first, last] = m_matches.isEmpty() ? std::pair(0, 0) : positionsInSight();
    const int length = static_cast<int>(m_needle.size());
    const int current = m_match < 0 ? -1 : m_matches[m_match];
    const auto mark = [&](int position) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(position);
        selection.cursor.setPosition(position + length, QTextCursor::KeepAnchor);
        selection.format.setBackground(colour(position == current ? Colour::Accent : Colour::Highlight));
        selection.format.setForeground(colour(position == current ? Colour::AccentText : Colour::HighlightText));
        marks.append(selection);
    };
    for (auto match = std::lower_bound(m_matches.cbegin(), m_matches.cend(), first - length); match != m_matches.cend() && *match <= last; ++match)
        mark(*match);
    if (current >= 0 && (current < first - length || current > last))
        mark(current); // about to be scrolled to
    if (!marks.isEmpty() || !extraSelections().isEmpty())
        setExtraSelections(marks);
}

// ---- painting ------------------------------------------------------------------------------------

QRect MessageTextView::rectOf(int position, int length) const
{
    const QTextBlock block = document()->findBlock(position);
    const QPointF origin = document()->documentLayout()->blockBoundingRect(block).topLeft();
    const QTextLine first = block.layout()->lineForTextPosition(position - block.position());
    const QTextLine last = block.layout()->lineForTextPosition(position + length - block.position());
    if (!first.isValid() || !last.isValid())
        return {};
    if (first.lineNumber() != last.lineNumber())
        return first.rect().united(last.rect()).translated(origin).toAlignedRect();
    const qreal from = first.cursorToX(position - block.position());
    const qreal to = first.cursorToX(position + length - block.position());
    return QRectF(QPointF(std::min(from, to), first.y()), QSizeF(std::abs(to - from), first.height())).translated(origin).toAlignedRect();
}

void MessageTextView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    paintQuoteLines(&painter, cursorForPosition(event->rect().topLeft()).block(), event->rect(), {0, 0, viewport()->width()});
    painter.end();
    QTextEdit::paintEvent(event);
    if (hasFocus() && m_focusedLink >= 0)
        paintLinkFocus();
}

void MessageTextView::paintLinkFocus()
{
    QPainter painter(viewport());
    const PlacedLink &link = m_layout.links[m_focusedLink];
    paintFocusRing(&painter, rectOf(link.position, link.length).adjusted(-3, 0, 3, 0), sizes().radiusChip);
}

void MessageTextView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the pane scrolls
}

void MessageTextView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    document()->setTextWidth(viewport()->width());
    placeFolds();
    if (!m_matches.isEmpty())
        showMatches();
}

void MessageTextView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        rebuild();
}

} // namespace petrel::ui
