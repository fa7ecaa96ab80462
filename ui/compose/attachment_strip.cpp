#include "ui/compose/attachment_strip.h"

#include "core/mime/file_name.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/flow_layout.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
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

qsizetype AttachmentStrip::focusedCell() const
{
    for (qsizetype i = 0; i < m_cells.size(); ++i) {
        if (m_cells[i]->hasFocus() || m_removers[i]->hasFocus())
            return i;
    }
    return -1;
}

void AttachmentStrip::setFiles(const QList<DraftFile> &files)
{
    const qsizetype focused = focusedCell();
    qDeleteAll(m_cells);
    m_cells.clear();
    m_removers.clear();
    for (qsizetype i = 0; i < files.size(); ++i)
        addCell(i, files[i]);
    setVisible(!files.isEmpty());
    updateGeometry();
    if (focused >= 0 && !m_removers.isEmpty())
        m_removers[std::min(focused, m_removers.size() - 1)]->setFocus(Qt::OtherFocusReason);
    else if (focused >= 0)
        Q_EMIT emptied();
}

void AttachmentStrip::addCell(qsizetype index, const DraftFile &file)
{
    const QString name = mime::safeFileName(file.file.fileName);
    const FileKind kind = fileKind(file.file.type, name);
    const QString detail = file.gone ? tr("Gone, attach it again") : tr("%1, %2", "kind and size of a file").arg(kind.word, sizeText(file.size));
    auto *cell = new AttachmentCell({name, detail, file.gone ? QStringLiteral("file-warning") : kind.icon, kind.colour, file.gone}, this);
    cell->setObjectName(QStringLiteral("file%1").arg(index));
    cell->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    IconButton *remove = cell->setEndButton(QStringLiteral("x"), tr("Remove %1").arg(name));
    remove->setObjectName(QStringLiteral("removeFile%1").arg(index));
    connect(remove, &IconButton::clicked, this, [this, index] {
        QMetaObject::invokeMethod(this, [this, index] { Q_EMIT removeWanted(index); }, Qt::QueuedConnection);
    });
    m_flow->insertWidget(static_cast<int>(index), cell);
    cell->show();
    m_cells.append(cell);
    m_removers.append(remove);
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
