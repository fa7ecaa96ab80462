#pragma once

#include <QtTest>

// QTRY_VERIFY and QTRY_COMPARE give up after five seconds, which a machine that builds beside them may take for one turn of a thread. What
// never comes fails after twenty as well.
#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 20'000)
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT((expression), expected, 20'000)
