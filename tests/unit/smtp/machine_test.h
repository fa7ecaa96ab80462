#pragma once

#include <QObject>

namespace petrel::test {

class SmtpMachineTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repliesComeInOrder();
    void badNewsMayComeUnasked();
    void goodNewsMayNot();
    void anEndlessLineEndsIt();
    void aReplyOfManyLinesEndsIt();
};

} // namespace petrel::test
