#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace petrel::ui {

/** "It may arrive twice": asked before an uncertain message is sent again. `confirmed` is called only for yes. */
void askSendAgain(QWidget *parent, const QString &subject, std::function<void()> confirmed);
/** Asked before an uncertain message is filed as if it had been sent. */
void askKeepAsIs(QWidget *parent, const QString &subject, std::function<void()> confirmed);

} // namespace petrel::ui
