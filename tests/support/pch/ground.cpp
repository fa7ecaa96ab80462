// Nothing but a place to make the tests' precompiled headers in: QtTest alone costs more to read than most tests.
