#include "ui/viewer/source_window.h"

#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"

#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace petrel::ui {

SourceWindow::SourceWindow(const QString &subject, const QByteArray &source, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setObjectName(QStringLiteral("sourceWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source of %1").arg(oneLine(subject)));
    resize(820, 680);

    auto *text = new QPlainTextEdit(this);
    text->setObjectName(QStringLiteral("sourceText"));
    text->setAccessibleName(tr("Message source"));
    text->setReadOnly(true);
    text->setFont(fixedFont());
    text->setFrameShape(QFrame::NoFrame);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setPlainText(QString::fromUtf8(source.first(std::min(source.size(), kShownBytes))));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (source.size() > kShownBytes) {
        auto *note = new RoleLabel(tr("The first %1 of %2 are shown.").arg(sizeText(kShownBytes), sizeText(source.size())),
                                   TypeRole::Small, Colour::TextMuted, this);
        note->setObjectName(QStringLiteral("sourceCut"));
        note->setContentsMargins(12, 8, 12, 8);
        column->addWidget(note);
    }
    column->addWidget(text, 1);
    auto *close = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
}

} // namespace petrel::ui
