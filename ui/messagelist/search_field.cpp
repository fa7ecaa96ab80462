#include "ui/messagelist/search_field.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimer>

namespace petrel::ui {

namespace {
constexpr int kQuietMs = 60;
constexpr int kHintEdge = 12;
} // namespace

SearchField::SearchField(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("SearchField"));
    setProperty("sunken", true);
    setPlaceholderText(tr("Search all mail"));
    setAccessibleName(tr("Search all mail"));
    addAction(icon("search"), QLineEdit::LeadingPosition)->setText(tr("Search"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    alignHint();

    auto *quiet = new QTimer(this);
    quiet->setSingleShot(true);
    quiet->setInterval(kQuietMs);
    connect(quiet, &QTimer::timeout, this, [this] {
        if (!text().trimmed().isEmpty())
            Q_EMIT searchWanted(text().trimmed());
    });
    connect(this, &QLineEdit::textEdited, this, [this, quiet](const QString &typed) {
        if (typed.trimmed().isEmpty()) {
            quiet->stop();
            Q_EMIT left();
        } else {
            quiet->start();
        }
    });
}

void SearchField::setKeyHint(const QString &keys)
{
    m_keyHint = keys;
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_keyHint.isEmpty() || hasFocus() || !text().isEmpty())
        return;
    QPainter painter(this);
    painter.setFont(petrel::ui::font(TypeRole::Caption));
    painter.setPen(colour(Colour::TextMuted));
    painter.drawText(rect().adjusted(kHintEdge, 0, -kHintEdge, 0),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight)) | Qt::AlignVCenter, m_keyHint);
}

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        alignHint();
}

/** The hint would else stand where its own script begins, under the key hint. */
void SearchField::alignHint()
{
    setAlignment(Qt::AlignVCenter | Qt::AlignAbsolute | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft));
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        clear();
        Q_EMIT left();
        return;
    }
    if (event->key() == Qt::Key_Down) {
        Q_EMIT resultsWanted();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    QLineEdit::keyPressEvent(event);
    if (enter && !text().trimmed().isEmpty())
        Q_EMIT searchWanted(text().trimmed());
}

} // namespace petrel::ui
