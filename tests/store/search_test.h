#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

class SearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
};

} // namespace petrel::test
