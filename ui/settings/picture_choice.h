#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QGridLayout;
class QPainter;

namespace petrel::ui {

/** A few radio buttons, each under a small picture of what it does. */
class PictureChoice : public QWidget
{
    Q_OBJECT
public:
    /** Paints the picture into the rect; asked anew at each paint. */
    using Picture = std::function<void(QPainter *painter, const QRect &rect)>;

    explicit PictureChoice(QWidget *parent = nullptr);
    void add(int id, const QString &text, const QString &objectName, Picture picture);
    void setChosen(int id);
    [[nodiscard]] int chosen() const;

    /** One column wide: the pictures wrap. */
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void choiceMade(int id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QButtonGroup *m_group;
    void place();

    QList<QWidget *> m_cells;
    QGridLayout *m_grid;
    int m_columns = 0;
};

/** A small window in the colours of the light or the dark scheme; `split` shows both, cut across. */
[[nodiscard]] PictureChoice::Picture windowPicture(bool dark, bool split = false);
/** Rows of a list: two lines each, or one. */
[[nodiscard]] PictureChoice::Picture rowsPicture(bool compact);

} // namespace petrel::ui
