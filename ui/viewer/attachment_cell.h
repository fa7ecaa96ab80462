#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>

namespace petrel::ui {

class IconButton;

/**
 * A file as a cell of 48 pixels: tile by kind, name, kind and size, and one small button at its end. The reader puts
 * "Save" there, the composer "Remove". Enter and Space press the cell, the menu key opens its menu.
 */
class AttachmentCell : public QAbstractButton
{
    Q_OBJECT
public:
    struct Face
    {
        QString name;
        QString detail;
        QString icon;
        TagColour tile = TagColour::Grey;
        bool warned = false; ///< amber tile
    };

    AttachmentCell(const Face &face, QWidget *parent = nullptr);

    /** Instead of the detail: how far a download is. Empty: the detail again. */
    void setProgress(const QString &words);
    /** The small button; `name` is spoken and is its tool tip. */
    IconButton *setEndButton(const QString &iconName, const QString &name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintTile(QPainter *painter, const QRect &tile) const;

    Face m_face;
    QString m_progress;
    IconButton *m_end = nullptr;
};

} // namespace petrel::ui
