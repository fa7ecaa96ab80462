#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class ListsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
};

} // namespace petrel::test
