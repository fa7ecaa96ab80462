#pragma once

#include "ui/viewer/reading_document.h"
#include "ui/viewer/reading_text.h"

#include <QTextEdit>

namespace petrel::ui {

class FoldButton;

/**
 * The text of one message: read-only, selectable, as tall as its text (the pane scrolls, not the view).
 * Tab goes from link to link, Enter opens the one in focus. It shows only blocks that our own code put there and loads
 * nothing: no picture, no style, no file. Activated links are only told, never opened here.
 */
class MessageTextView : public QTextEdit
{
    Q_OBJECT
public:
    explicit MessageTextView(QWidget *parent = nullptr);

    void setReadingText(const ReadingText &text);
    [[nodiscard]] const ReadingText &readingText() const { return m_text; }
    void setFixedPitch(bool fixed);
    [[nodiscard]] bool fixedPitch() const { return m_fixedPitch; }

    /** The links in the order of Tab. */
    [[nodiscard]] const QList<PlacedLink> &links() const { return m_layout.links; }
    /** Puts the focus on a link and tells its target; -1 takes it off. */
    void focusLink(qsizetype index);
    void activateLink(qsizetype index);

    /** Marks every place where `needle` stands (letter case ignored); folds that hold one open. Returns how many. */
    int markMatches(const QString &needle);
    /** Moves to the next or previous marked place and asks for it to be shown. Returns its number from 1, 0 for none. */
    int goToMatch(bool forward);
    [[nodiscard]] int matchCount() const { return static_cast<int>(m_matches.size()); }
    /** Colours the marked places that are in sight, or nearly: there may be very many. Call it when the view was scrolled. */
    void showMatches();

    /** Opens or closes a folded quote. */
    void toggleFold(qsizetype run);

    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 1}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /** The pointer or the focus came to a link; empty when it left. */
    void linkPointed(const QUrl &target);
    void linkActivated(const QUrl &target, const QString &shown);
    /** This part of the view should be scrolled to. */
    void revealWanted(const QRect &part);

protected:
    [[nodiscard]] QVariant loadResource(int type, const QUrl &name) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void rebuild();
    void placeFolds();
    void paintLinkFocus();
    [[nodiscard]] qsizetype linkAt(const QPoint &place) const;
    [[nodiscard]] QRect rectOf(int position, int length) const;
    void findMatches();
    /** The positions between which the visible text lies, and a page more on both sides. */
    [[nodiscard]] std::pair<int, int> positionsInSight() const;

    ReadingText m_text;
    QSet<qsizetype> m_opened;
    mutable QHash<int, int> m_heights; ///< of the text, by width: laying out twice is dear
    ReadingLayout m_layout;
    QList<FoldButton *> m_foldButtons;
    QList<int> m_matches; ///< where each begins, in order
    qsizetype m_match = -1;
    QString m_needle;
    qsizetype m_focusedLink = -1;
    qsizetype m_pressedLink = -1;
    bool m_fixedPitch = false;
};

} // namespace petrel::ui
