#include "ui/compose/text_links.h"

#include "ui/common/appearance.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QUrl>

namespace petrel::ui {

namespace {

QTextCursor selected(const QTextCursor &like, int begin, int end)
{
    QTextCursor cursor(like);
    cursor.setPosition(begin);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    return cursor;
}

QTextCharFormat withoutLink(QTextCharFormat format)
{
    for (const int property : {QTextFormat::IsAnchor, QTextFormat::AnchorHref, QTextFormat::AnchorName, QTextFormat::FontUnderline,
                               QTextFormat::TextUnderlineStyle, QTextFormat::ForegroundBrush})
        format.clearProperty(property);
    return format;
}

} // namespace

QTextCharFormat linkTo(const QUrl &url)
{
    QTextCharFormat format;
    format.setAnchor(true);
    format.setAnchorHref(url.toString(QUrl::FullyEncoded));
    format.setFontUnderline(true);
    format.setForeground(colour(Colour::Link));
    return format;
}

QTextCursor linkAround(const QTextCursor &caret)
{
    const QString address = caret.charFormat().anchorHref();
    if (address.isEmpty())
        return caret;
    const QTextBlock block = caret.block();
    int begin = -1;
    int end = -1;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        if (fragment.charFormat().anchorHref() != address) {
            if (begin >= 0 && end >= caret.position())
                break;
            begin = -1;
            continue;
        }
        begin = begin < 0 ? fragment.position() : begin;
        end = fragment.position() + fragment.length();
    }
    return begin < 0 ? caret : selected(caret, begin, end);
}

void takeLinksAway(const QTextCursor &selection)
{
    struct Stretch
    {
        QTextCursor letters;
        QTextCharFormat format;
    };
    QList<Stretch> stretches; // first all of them: a change makes other fragments
    const QTextDocument &document = *selection.document();
    for (QTextBlock block = document.findBlock(selection.selectionStart()); block.isValid() && block.position() < selection.selectionEnd();
         block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const int begin = std::max(fragment.position(), selection.selectionStart());
            const int end = std::min(fragment.position() + fragment.length(), selection.selectionEnd());
            if (begin < end && fragment.charFormat().isAnchor())
                stretches.append({selected(selection, begin, end), withoutLink(fragment.charFormat())});
        }
    }
    QTextCursor step(selection);
    step.beginEditBlock(); // undone at once
    for (Stretch &stretch : stretches)
        stretch.letters.setCharFormat(stretch.format);
    step.endEditBlock();
}

} // namespace petrel::ui
