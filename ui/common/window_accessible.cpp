#include "ui/common/window_accessible.h"

#include <QAccessibleWidget>

namespace petrel::ui {

namespace {

/** A widget that may be a window by the time somebody asks: many are made without a parent and find their place later. */
class PlainWidget final : public QAccessibleWidget
{
public:
    using QAccessibleWidget::QAccessibleWidget;
    QAccessible::Role role() const override
    {
        return widget()->windowType() == Qt::Window ? QAccessible::Window : QAccessibleWidget::role();
    }
};

/** Asked for "QWidget" only after nobody knew a derived class: dialogs and main windows have their own. */
QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    return className == QLatin1String("QWidget") ? new PlainWidget(static_cast<QWidget *>(object)) : nullptr;
}

} // namespace

void installWindowAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    static_cast<void>(installed);
}

} // namespace petrel::ui
