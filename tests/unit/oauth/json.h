#pragma once

#include <QByteArray>

namespace petrel::test {

/** JSON that reads well here: single quotes stand for double ones. */
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace petrel::test
