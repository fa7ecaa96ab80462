#pragma once

#include "core/model/address.h"

#include <QObject>

#include <functional>

namespace petrel::ui {

/** People the person has written to, for completing addresses. */
class ContactSource
{
public:
    virtual ~ContactSource() = default;

    /** Who fits what was typed, the likeliest first, at most `limit`. `found` comes on the GUI thread while `context` lives. */
    virtual void complete(const QString &typed, int limit, QObject *context, std::function<void(AddressList)> found) = 0;
};

} // namespace petrel::ui
