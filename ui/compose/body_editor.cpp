#include "ui/compose/body_editor.h"

#include "core/html/link_target.h"
#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/quote_colours.h"
#include "ui/compose/rich_text.h"
#include "ui/compose/text_links.h"
#include "ui/viewer/quote_lines.h"

#include <QDropEvent>
#include <QFontInfo>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextList>
#include <QUrl>

namespace petrel::ui {

namespace {

constexpr int kPadding = 20;
constexpr qreal kLineHeight = 1.55;
constexpr qreal kParagraphGap = 10; ///< rich text sends paragraphs, so it shows them

QStringList localFiles(const QMimeData *source)
{
    QStringList paths;
    for (const QUrl &url : source->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

BodyEditor::BodyEditor(QWidget *parent) : QTextEdit(parent)
{
    setObjectName(QStringLiteral("body"));
    setAccessibleName(tr("Message text"));
    setFrameShape(QFrame::NoFrame);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAutoFormatting(QTextEdit::AutoNone);
    document()->setDocumentMargin(kPadding);
    new QuoteColours(document());
    applyType();
}

void BodyEditor::applyType()
{
    const QFont reading = ui::font(TypeRole::Reading);
    document()->setDefaultFont(reading);
    QTextBlockFormat format;
    format.setLineHeight(qRound(kLineHeight * QFontInfo(reading).pixelSize()), QTextBlockFormat::MinimumHeight);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    if (m_rich)
        format.setBottomMargin(kParagraphGap);
    all.mergeBlockFormat(format);
}

void BodyEditor::setBody(const QString &text, const QString &html)
{
    m_rich = !html.isEmpty();
    document()->setUndoRedoEnabled(false);
    setCurrentCharFormat({});
    if (m_rich)
        loadOwnHtml(document(), html);
    else
        setPlainText(text);
    document()->setDocumentMargin(kPadding);
    applyType();
    document()->setUndoRedoEnabled(true);
    document()->setModified(false);
}

QString BodyEditor::bodyText() const
{
    return m_rich ? plainTextOf(*document()) : toPlainText();
}

QString BodyEditor::bodyHtml() const
{
    return m_rich ? htmlOf(*document()) : QString();
}

void BodyEditor::setRich(bool rich)
{
    if (rich == m_rich)
        return;
    const QString text = bodyText();
    const int caret = textCursor().position();
    m_rich = rich;
    document()->setUndoRedoEnabled(false);
    if (rich)
        loadMarkedText(document(), text);
    else
        setPlainText(text);
    applyType();
    document()->setUndoRedoEnabled(true);
    setCaret(caret);
}

bool BodyEditor::hasMarks() const
{
    static const QRegularExpression marks(QStringLiteral("<(?:b|i|u|a|ul|ol)\\b"));
    return marks.match(bodyHtml()).hasMatch();
}

void BodyEditor::replaceSignature(const QString &former, const QString &wanted)
{
    const QString all = toPlainText(); // one character for each position of the document
    const SignaturePlace place = signatureIn(all, former);
    if (place.length == 0 && !former.isEmpty())
        return; // the person changed it or took it away
    const bool removed = wanted.isEmpty();
    qsizetype start = place.start;
    while (removed && start > 0 && all[start - 1] == u'\n')
        --start;
    QString block = removed ? QString() : QStringLiteral("-- \n") + wanted;
    if (m_rich)
        block.replace(u'\n', QChar::LineSeparator); // one paragraph
    if (place.length == 0 && !removed)
        block.prepend(m_rich ? QStringLiteral("\n") : QStringLiteral("\n\n"));
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(start));
    cursor.setPosition(static_cast<int>(place.start + place.length), QTextCursor::KeepAnchor);
    cursor.insertText(block, QTextCharFormat());
}

void BodyEditor::setCaret(qsizetype position)
{
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(std::clamp<qsizetype>(position, 0, document()->characterCount() - 1)));
    setTextCursor(cursor);
}

// ---- marks ---------------------------------------------------------------------------------------

bool BodyEditor::has(TextMark mark) const
{
    const QTextCharFormat format = currentCharFormat();
    const QTextList *list = textCursor().currentList();
    switch (mark) {
    case TextMark::Bold: return format.fontWeight() >= QFont::DemiBold;
    case TextMark::Italic: return format.fontItalic();
    case TextMark::Underline: return format.fontUnderline() && !format.isAnchor();
    case TextMark::Bullets: return list && list->format().style() == QTextListFormat::ListDisc;
    case TextMark::Numbers: return list && list->format().style() == QTextListFormat::ListDecimal;
    case TextMark::Quote: return quoteLevelOf(textCursor().block()) > 0;
    }
    return false;
}

void BodyEditor::toggle(TextMark mark)
{
    QTextCharFormat format;
    switch (mark) {
    case TextMark::Bold: format.setFontWeight(has(mark) ? QFont::Normal : QFont::Bold); break;
    case TextMark::Italic: format.setFontItalic(!has(mark)); break;
    case TextMark::Underline: format.setFontUnderline(!has(mark)); break;
    case TextMark::Bullets: toggleList(false); return;
    case TextMark::Numbers: toggleList(true); return;
    case TextMark::Quote: toggleQuote(); return;
    }
    mergeCurrentCharFormat(format);
}

void BodyEditor::toggleList(bool ordered)
{
    QTextCursor cursor = textCursor();
    const QTextListFormat::Style style = ordered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc;
    cursor.beginEditBlock();
    if (const QTextList *list = cursor.currentList(); list && list->format().style() == style)
        leaveLists(cursor);
    else
        cursor.createList(style);
    cursor.endEditBlock();
}

void BodyEditor::leaveLists(const QTextCursor &selection)
{
    QTextBlock block = document()->findBlock(selection.selectionStart());
    for (; block.isValid() && block.position() <= selection.selectionEnd(); block = block.next()) {
        QTextList *list = block.textList();
        if (!list)
            continue;
        list->remove(block);
        QTextBlockFormat format = block.blockFormat();
        format.setIndent(0);
        format.setObjectIndex(-1);
        QTextCursor(block).setBlockFormat(format);
    }
}

void BodyEditor::toggleQuote()
{
    QTextCursor cursor = textCursor();
    const int depth = has(TextMark::Quote) ? 0 : 1;
    cursor.beginEditBlock();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    for (; block.isValid() && block.position() <= cursor.selectionEnd(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        setQuoteLevel(format, depth, block.textDirection());
        QTextCursor(block).setBlockFormat(format);
    }
    cursor.endEditBlock();
}

QString BodyEditor::linkAtCaret() const
{
    return textCursor().charFormat().anchorHref();
}

bool BodyEditor::setLink(const QString &address)
{
    const QTextCursor caret = textCursor();
    QTextCursor words = caret.hasSelection() ? caret : linkAround(caret);
    const QString typed = address.trimmed();
    if (typed.isEmpty()) {
        takeLinksAway(words);
        return true;
    }
    const bool mail = typed.contains(u'@') && !typed.contains(u':') && !typed.contains(u'/');
    const QUrl url = mail ? QUrl(QStringLiteral("mailto:") + typed) : QUrl::fromUserInput(typed);
    if (!url.isValid() || !html::isOpenableScheme(url))
        return false;
    if (words.hasSelection()) {
        words.mergeCharFormat(linkTo(url)); // these marks only: each letter keeps its own bold and italic
    } else {
        const QTextCharFormat before = words.charFormat();
        QTextCharFormat link = before;
        link.merge(linkTo(url));
        words.insertText(typed, link);
        setCurrentCharFormat(before);
    }
    return true;
}

// ---- what comes in from outside ------------------------------------------------------------------

QVariant BodyEditor::loadResource(int, const QUrl &)
{
    return {};
}

bool BodyEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || !localFiles(source).isEmpty();
}

void BodyEditor::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList paths = localFiles(source); !paths.isEmpty())
        Q_EMIT filesDropped(paths);
    else
        textCursor().insertText(source->text(), m_rich ? currentCharFormat() : QTextCharFormat());
}

void BodyEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (!isReadOnly() && !localFiles(event->mimeData()).isEmpty()) {
        setDropZone(true);
        event->acceptProposedAction();
    } else {
        QTextEdit::dragEnterEvent(event);
    }
}

void BodyEditor::dragLeaveEvent(QDragLeaveEvent *event)
{
    setDropZone(false);
    QTextEdit::dragLeaveEvent(event);
}

void BodyEditor::dropEvent(QDropEvent *event)
{
    setDropZone(false);
    if (const QStringList paths = localFiles(event->mimeData()); !isReadOnly() && !paths.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT filesDropped(paths);
    } else {
        QTextEdit::dropEvent(event);
    }
}

void BodyEditor::setDropZone(bool shown)
{
    m_dropZone = shown;
    viewport()->update();
}

// ---- look ----------------------------------------------------------------------------------------

void BodyEditor::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QuotePlace place{verticalScrollBar()->value(), kPadding, viewport()->width()};
    paintQuoteLines(&painter, cursorForPosition(event->rect().topLeft()).block(), event->rect(), place);
    painter.end();
    QTextEdit::paintEvent(event);
    if (m_dropZone) {
        QPainter ring(viewport());
        ring.setRenderHint(QPainter::Antialiasing);
        strokeRounded(&ring, viewport()->rect().adjusted(4, 4, -4, -4), sizes().radiusCard, colour(Colour::FocusRing), 2);
    }
}

void BodyEditor::resizeEvent(QResizeEvent *event)
{
    // Lines no longer than people like to read; in right-to-left windows the text keeps to the right edge instead.
    const int widest = sizes().textMax + 2 * kPadding;
    const bool limited = layoutDirection() == Qt::LeftToRight && viewport()->width() > widest;
    setLineWrapMode(limited ? QTextEdit::FixedPixelWidth : QTextEdit::WidgetWidth);
    if (limited)
        setLineWrapColumnOrWidth(widest);
    QTextEdit::resizeEvent(event);
}

void BodyEditor::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyType();
}

} // namespace petrel::ui
