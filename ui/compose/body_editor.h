#pragma once

#include <QTextEdit>

namespace petrel::ui {

/** Character and paragraph marks of the simple rich text. */
enum class TextMark { Bold, Italic, Underline, Bullets, Numbers, Quote };

/**
 * The text being written: plain with '>' marks, or simple rich text. Pasting takes text only, dropped files become
 * attachments, and nothing that the text names is ever loaded. Tab leaves the field.
 */
class BodyEditor : public QTextEdit
{
    Q_OBJECT
public:
    explicit BodyEditor(QWidget *parent = nullptr);

    /** Replaces everything; the undo history begins anew. `html` empty: plain mode. */
    void setBody(const QString &text, const QString &html);
    [[nodiscard]] QString bodyText() const;
    /** Empty in plain mode. */
    [[nodiscard]] QString bodyHtml() const;

    [[nodiscard]] bool isRich() const { return m_rich; }
    /** Keeps the words; going back to plain loses what hasMarks() tells of, for good. */
    void setRich(bool rich);
    /** There is something that plain text cannot say: bold, italic, underline, a link or a list. */
    [[nodiscard]] bool hasMarks() const;
    /** Where the former signature still stands it gives way to the other one; where there was none that one is added. */
    void replaceSignature(const QString &former, const QString &wanted);

    /** For the selection, or for what is typed next. */
    void toggle(TextMark mark);
    [[nodiscard]] bool has(TextMark mark) const;
    /**
     * Makes the selection a link, else gives the link at the caret another address, else inserts the address as a link. An
     * empty address takes the link off, of the selection or at the caret. False for what is no web or mail address.
     */
    bool setLink(const QString &address);
    /** The address of the link at the caret; empty when there is none. */
    [[nodiscard]] QString linkAtCaret() const;
    /** `position` counts characters of the plain text. */
    void setCaret(qsizetype position);

Q_SIGNALS:
    void filesDropped(const QStringList &paths);

protected:
    [[nodiscard]] QVariant loadResource(int type, const QUrl &name) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyType();
    void toggleList(bool ordered);
    void leaveLists(const QTextCursor &selection);
    void toggleQuote();
    void setDropZone(bool shown);

    bool m_rich = false;
    bool m_dropZone = false;
};

} // namespace petrel::ui
