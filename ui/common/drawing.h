#pragma once

#include <QWidget>

namespace petrel::ui {

/** One of our own two-colour drawings, painted in the colours of the theme. */
class Drawing : public QWidget
{
    Q_OBJECT
public:
    enum class Picture {
        Bird,         ///< the mark alone
        BirdAndSea,   ///< empty states, welcome
        OnServer,     ///< set-up: mail stays at the server
        OnComputer,   ///< set-up: mail is fetched to this computer
    };

    explicit Drawing(Picture picture, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint() / 2; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Picture m_picture;
    QSize m_natural;
};

} // namespace petrel::ui
