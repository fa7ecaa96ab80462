#pragma once

#include <QWidget>

class QFormLayout;

namespace petrel::ui {

class ElidingLabel;
class RoleLabel;

/**
 * A small window beside the others that says what one thing is: its name, a quiet line under it, and lines of what is known.
 * Opens in the middle of its parent's window, closes on Escape and then goes; several may be open. GUI thread.
 */
class PropertyWindow : public QWidget
{
    Q_OBJECT
public:
    PropertyWindow(const QSize &size, QWidget *parent);

protected:
    /** Labelled, selectable, a stop for Tab so that it can be heard; plain text, whatever a server put into it. */
    RoleLabel *addLine(const QString &label, const char *objectName);

    [[nodiscard]] RoleLabel *name() const { return m_name; }
    [[nodiscard]] ElidingLabel *underName() const { return m_underName; }
    /** To be laid out by who derives, as the two above. */
    [[nodiscard]] QFormLayout *lines() const { return m_lines; }

    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

    static constexpr int kSides = 24; ///< between the window's edge and what it says

private:
    RoleLabel *m_name;
    ElidingLabel *m_underName;
    QFormLayout *m_lines;
    bool m_isPlaced = false;
};

} // namespace petrel::ui
