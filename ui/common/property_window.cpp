#include "ui/common/property_window.h"

#include "ui/common/dialog_parts.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QScreen>

namespace petrel::ui {

namespace {
constexpr int kBetweenColumns = 16;
constexpr int kBetweenLines = 10;
} // namespace

PropertyWindow::PropertyWindow(const QSize &size, QWidget *parent)
    : QWidget(parent, Qt::Window), m_name(new RoleLabel(TypeRole::Heading, Colour::Text, this)),
      m_underName(new ElidingLabel(TypeRole::Body, Colour::TextMuted, this)), m_lines(new QFormLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(size);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setWeight(Weight::Strong);
    m_name->setWordWrap(true);
    for (RoleLabel *fromServer : {m_name, static_cast<RoleLabel *>(m_underName)})
        fromServer->setTextFormat(Qt::PlainText);
    m_lines->setHorizontalSpacing(kBetweenColumns);
    m_lines->setVerticalSpacing(kBetweenLines);
    m_lines->setLabelAlignment(Qt::AlignLeading);
    m_lines->setRowWrapPolicy(QFormLayout::WrapLongRows);
}

RoleLabel *PropertyWindow::addLine(const QString &label, const char *objectName)
{
    auto *value = new RoleLabel(TypeRole::Body, Colour::Text, this);
    value->setObjectName(QString::fromLatin1(objectName));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    RoleLabel *title = labelFor(value, label, this);
    title->setAlignment(Qt::AlignLeading | Qt::AlignTop); // beside the first line of a value of several
    m_lines->addRow(title, value);
    return value;
}

void PropertyWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void PropertyWindow::paintEvent(QPaintEvent *) { paintDialogGround(this); }

void PropertyWindow::showEvent(QShowEvent *event)
{
    // Once: where the person put it afterwards, it stays.
    if (parentWidget() && !std::exchange(m_isPlaced, true)) {
        QRect place(QPoint(), size());
        place.moveCenter(parentWidget()->window()->frameGeometry().center());
        const QRect room = parentWidget()->screen()->availableGeometry();
        move(qBound(room.left(), place.left(), qMax(room.left(), room.right() - width())), qBound(room.top(), place.top(), qMax(room.top(), room.bottom() - height())));
    }
    QWidget::showEvent(event);
}

} // namespace petrel::ui
