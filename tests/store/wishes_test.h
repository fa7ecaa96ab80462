#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class WishesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
};

} // namespace petrel::test
