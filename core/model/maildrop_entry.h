#pragma once

#include "core/model/address.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace petrel {

/** A message that lies at a POP3 server, and what is here of it. */
struct MaildropEntry
{
    enum class Here {
        Nothing, ///< it was not fetched yet, or could not be
        Header,  ///< it is large, and shown with its header alone
        Whole,
        Deleted, ///< it was here, and the person deleted it for good
    };
    /** What the person wants of it with the next session, whatever the account says. */
    enum class Wish { Nothing, Fetch, Delete };

    QByteArray uidl;       ///< the server's name of it; empty when it has none that tells it apart: then nothing can be wanted of it
    std::int64_t size = 0; ///< bytes as LIST told, 0: not told
    Address from;
    QString subject;
    std::int64_t date = 0; ///< UTC seconds, 0: not known
    Here here = Here::Nothing;
    Wish wish = Wish::Nothing;

    friend bool operator==(const MaildropEntry &, const MaildropEntry &) = default;
};

} // namespace petrel
