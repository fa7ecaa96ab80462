#include "ui/compose/completion_popup.h"

#include "core/mime/header_values.h"
#include "ui/common/appearance.h"

namespace petrel::ui {

namespace {
constexpr int kWidth = 360;
} // namespace

CompletionPopup::CompletionPopup(QWidget *field) : QListWidget(field), m_field(field)
{
    setObjectName(QStringLiteral("addressCompletion"));
    setAccessibleName(tr("Matching people"));
    setWindowFlags(Qt::ToolTip);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { Q_EMIT picked(m_people.value(row(item))); });
}

void CompletionPopup::offer(const AddressList &people)
{
    m_people = people;
    clear();
    for (const Address &person : people)
        addItem(mime::cleanText(person.full()));
    setCurrentRow(-1);
    if (people.isEmpty()) {
        hide();
        return;
    }
    const int height = sizeHintForRow(0) * count() + 2 * frameWidth();
    const QPoint below = m_field->mapToGlobal(QPoint(0, m_field->height() + 2));
    setGeometry(QRect(below, QSize(std::max(kWidth, m_field->width() / 2), height)));
    show();
}

bool CompletionPopup::move(int step)
{
    if (!isVisible())
        return false;
    setCurrentRow(std::clamp(currentRow() + step, -1, count() - 1));
    return true;
}

Address CompletionPopup::chosen() const
{
    return isVisible() ? m_people.value(currentRow()) : Address{};
}

} // namespace petrel::ui
