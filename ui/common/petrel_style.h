#pragma once

#include <QPalette>
#include <QProxyStyle>

namespace petrel::ui {

class Theme;

/** The palette of a theme: what every standard widget is painted with. */
[[nodiscard]] QPalette paletteOf(const Theme &theme);

/**
 * Fusion with our own buttons, fields, boxes, focus rings, menus and slim scroll bars. It reads
 * the theme in use at each paint. The letters to press with Alt are underlined while Alt is held. Style sheets are not used anywhere: they would go round it.
 */
class PetrelStyle : public QProxyStyle
{
    Q_OBJECT
public:
    PetrelStyle();

    void polish(QApplication *application) override;
    void unpolish(QApplication *application) override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showMnemonics(bool shown);

    bool m_mnemonicsShown = false;
};

} // namespace petrel::ui
