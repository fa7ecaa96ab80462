#include "ui/models/read_access.h"

#include <QThread>

namespace petrel::ui {

void ReadAccess::deliver(std::function<void()> answer)
{
    if (QThread::currentThread() == thread())
        answer();
    else
        QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
}

} // namespace petrel::ui
