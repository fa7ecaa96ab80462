#pragma once

#include <QWidget>

class QTimer;

namespace petrel::ui {

class Button;
class RoleLabel;

/** What the foot of a search says. */
struct SearchFootWords
{
    QString title;  ///< empty: there is no foot
    QString detail; ///< second line, muted; may be empty
    QString button; ///< empty: none

    friend bool operator==(const SearchFootWords &, const SearchFootWords &) = default;
};

/**
 * Below what a search found: how complete it is, how it goes on at the server, and the button that makes it, or ends it. In
 * narrow panes the button stands below the words. Screen readers hear of a change at most every three seconds.
 */
class SearchFoot : public QWidget
{
    Q_OBJECT
public:
    explicit SearchFoot(QWidget *parent = nullptr);

    void say(const SearchFootWords &words);
    [[nodiscard]] const SearchFootWords &words() const { return m_words; }

Q_SIGNALS:
    void pressed();
    /** The button that has the focus goes: it belongs elsewhere now. */
    void focusLeft();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void announce();

    SearchFootWords m_words;
    RoleLabel *m_title;
    RoleLabel *m_detail;
    Button *m_button;
    QTimer *m_quiet;
};

} // namespace petrel::ui
