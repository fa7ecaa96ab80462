#include "ui/viewer/attachment_area.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/viewer/attachment_cell.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace petrel::ui {

namespace {
constexpr int kTwoColumnsFrom = 440;
constexpr qsizetype kMostCells = 50; ///< a message may carry thousands
} // namespace

AttachmentArea::AttachmentArea(QWidget *parent)
    : QWidget(parent), m_summary(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_saveAll(new Button(tr("Save all"), Button::Kind::Link, this)), m_grid(new QGridLayout),
      m_more(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    setObjectName(QStringLiteral("attachments"));
    m_summary->setObjectName(QStringLiteral("attachmentSummary"));
    m_saveAll->setObjectName(QStringLiteral("saveAll"));
    m_saveAll->setHeight(Button::Height::Small);
    auto *clip = new QLabel(this);
    clip->setPixmap(icon("paperclip").pixmap(sizes().iconRow));

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(clip);
    head->addWidget(m_summary, 1);
    head->addWidget(m_saveAll);

    m_grid->setSpacing(12);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addLayout(head);
    column->addLayout(m_grid);
    column->addWidget(m_more);
    m_more->setObjectName(QStringLiteral("moreAttachments"));
    connect(m_saveAll, &Button::clicked, this, [this] { Q_EMIT saveAllWanted(m_items); });
    hide();
}

void AttachmentArea::setItems(const QList<AttachmentItem> &items)
{
    m_items = items;
    qDeleteAll(m_cells);
    m_cells.clear();
    const qsizetype shown = std::min(items.size(), kMostCells);
    for (const AttachmentItem &item : items.first(shown))
        m_cells.append(makeCell(item));
    m_more->setVisible(shown < items.size());
    m_more->setText(tr("%n more file(s): save them all to see them.", nullptr, static_cast<int>(items.size() - shown)));
    m_summary->setText(attachmentSummary(items));
    m_saveAll->setVisible(items.size() > 1);
    m_columns = 0;
    arrange();
    setVisible(!items.isEmpty());
}

QString AttachmentArea::whereabouts(const AttachmentItem &item)
{
    return item.elsewhere ? tr("%1, on the server", "size of a file").arg(sizeText(item.part.size)) : QString();
}

void AttachmentArea::showProgress(const QByteArray &path, qint64 done, qint64 total)
{
    auto *cell = findChild<AttachmentCell *>(QStringLiteral("attachment:") + QString::fromUtf8(path), Qt::FindDirectChildrenOnly);
    const auto item = std::find_if(m_items.begin(), m_items.end(), [&](const AttachmentItem &one) { return one.part.path == path; });
    if (!cell || item == m_items.end())
        return;
    item->elsewhere = item->elsewhere && (total == 0 || done < total);
    // What travels is larger than the file, for it is encoded: people know the file's size.
    const auto ofTheFile = static_cast<std::int64_t>(total > 0 ? static_cast<double>(item->part.size) * static_cast<double>(done) / static_cast<double>(total) : 0);
    cell->setProgress(done < total ? tr("%1 of %2", "bytes of a download").arg(sizeText(ofTheFile), sizeText(item->part.size)) : whereabouts(*item));
}

AttachmentCell *AttachmentArea::makeCell(const AttachmentItem &item)
{
    auto *cell = new AttachmentCell({item.name, item.detail, item.kind.icon, item.kind.colour, item.dangerous}, this);
    cell->setProgress(whereabouts(item));
    cell->setObjectName(QStringLiteral("attachment:") + QString::fromUtf8(item.part.path));
    IconButton *save = cell->setEndButton(QStringLiteral("download"), tr("Save %1").arg(item.name));
    save->setObjectName(QStringLiteral("save:") + QString::fromUtf8(item.part.path));
    connect(save, &IconButton::clicked, this, [this, item] { Q_EMIT saveWanted(item); });
    connect(cell, &AttachmentCell::clicked, this, [this, item] {
        if (item.dangerous)
            Q_EMIT saveWanted(item);
        else
            Q_EMIT openWanted(item);
    });
    cell->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(cell, &AttachmentCell::customContextMenuRequested, this, [this, cell, item](const QPoint &place) {
        auto *menu = new QMenu(cell);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        if (!item.dangerous)
            menu->addAction(tr("&Open"), this, [this, item] { Q_EMIT openWanted(item); });
        menu->addAction(tr("&Save as …"), this, [this, item] { Q_EMIT saveWanted(item); });
        menu->popup(cell->mapToGlobal(place));
    });
    return cell;
}

void AttachmentArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AttachmentArea::arrange()
{
    const int columns = width() >= kTwoColumnsFrom ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (AttachmentCell *cell : std::as_const(m_cells))
        m_grid->removeWidget(cell);
    for (qsizetype i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

} // namespace petrel::ui
