#pragma once

#include <QObject>

namespace petrel::test {

class SmtpGrammarTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repliesAreJoined_data();
    void repliesAreJoined();
    void badRepliesAreRefused_data();
    void badRepliesAreRefused();
    void capabilities();
    void addressLiterals();
    void pathsCannotBreakOut();
    void refusals_data();
    void refusals();
};

} // namespace petrel::test
