#include "core/base/descriptor.h"

#include <cerrno>

#include <unistd.h>

namespace petrel {

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

int writeAll(int descriptor, const char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return 0;
}

} // namespace petrel
