#pragma once

#include <QWidget>

class QLabel;

namespace petrel::ui {

class ElidingLabel;
class IconButton;

/** What the foot line tells. */
struct FootStatus
{
    enum class Kind {
        UpToDate,
        Partly,  ///< went well but for something that had to be left: told quietly, the activity list has the reasons
        Working,
        Offline,
        Trouble,
    };
    Kind kind = Kind::UpToDate;
    QString text;     ///< "Up to date at 09:44", "Getting 1,204 of 8,310", "1 folder not checked"
    qint64 done = 0;  ///< for the bar on the top edge
    qint64 total = 0; ///< 0: no bar

    friend bool operator==(const FootStatus &, const FootStatus &) = default;
};

/** The sign for it, in the foot and in the rail. */
[[nodiscard]] QString iconOf(FootStatus::Kind kind);

/** The one line that tells what is happening: state, progress, online switch, settings. */
class StatusFoot : public QWidget
{
    Q_OBJECT
public:
    explicit StatusFoot(QWidget *parent = nullptr);

    void setStatus(const FootStatus &status);
    [[nodiscard]] QString text() const;
    void setOnline(bool online);

Q_SIGNALS:
    void activityWanted();
    void onlineWanted(bool online);
    void settingsWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshIcon();
    void announce();

    FootStatus m_status;
    bool m_online = true;
    qint64 m_announcedAt = 0;
    QLabel *m_icon;
    ElidingLabel *m_label;
};

} // namespace petrel::ui
