#include "ui/compose/attachment_strip.h"

#include "core/mime/file_name.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/compose/flow_layout.h"
#include "ui/viewer/attachment_cell.h"
#include "ui/viewer/attachment_item.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kGap = 12;
} // namespace

AttachmentStrip::AttachmentStrip(QWidget *parent) : QWidget(parent), m_flow(new FlowLayout(this, kGap))
{
    setObjectName(QStringLiteral("attachmentStrip"));
    setAccessibleName(tr("Attachments"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *add = new AddFilesCell(this);
    m_flow->addWidget(add);
    connect(add, &QAbstractButton::clicked, this, &AttachmentStrip::addWanted);
    hide();
}

void AttachmentStrip::setFiles(const QList<DraftFile> &files)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QString name = mime::safeFileName(files[i].file.fileName);
        const FileKind kind = fileKind(files[i].file.type, name);
        auto *cell = new AttachmentCell({name, tr("%1, %2", "kind and size of a file").arg(kind.word, sizeText(files[i].size)),
                                         kind.icon, kind.colour, false}, this);
        cell->setObjectName(QStringLiteral("file%1").arg(i));
        cell->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        IconButton *remove = cell->setEndButton(QStringLiteral("x"), tr("Remove %1").arg(name));
        remove->setObjectName(QStringLiteral("removeFile%1").arg(i));
        connect(remove, &IconButton::clicked, this, [this, i] {
            QMetaObject::invokeMethod(this, [this, i] { Q_EMIT removeWanted(i); }, Qt::QueuedConnection);
        });
        m_flow->insertWidget(static_cast<int>(i), cell);
        cell->show();
        m_cells.append(cell);
    }
    setVisible(!files.isEmpty());
    updateGeometry();
}

AddFilesCell::AddFilesCell(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("addFilesCell"));
    setText(tr("Add or drop files"));
    setAccessibleName(text());
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFont(ui::font(TypeRole::Body));
}

QSize AddFilesCell::sizeHint() const
{
    const QFontMetrics metrics(QAbstractButton::font());
    return {metrics.horizontalAdvance(text()) + 62, std::max(sizes().attachmentChip, 2 * metrics.height() + 14)};
}

void AddFilesCell::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown())
        fillRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Hover));
    QPen dashes(colour(Colour::ControlBorder), 1, Qt::DashLine);
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), sizes().radiusCard, sizes().radiusCard);
    const QRect plus(16, (height() - 16) / 2, 16, 16);
    const QRect words(44, 0, width() - 50, height());
    paintIcon(&painter, QStyle::visualRect(layoutDirection(), rect(), plus), "plus", colour(Colour::TextMuted));
    painter.setPen(colour(Colour::TextMuted));
    painter.setFont(QAbstractButton::font());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), text());
    if (hasFocus())
        paintFocusRing(&painter, rect(), sizes().radiusCard);
}

} // namespace petrel::ui
