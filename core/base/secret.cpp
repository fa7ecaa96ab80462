#include "core/base/secret.h"

#include <cstring>

namespace petrel {

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe()
{
    // Copies share the bytes; only the last owner may overwrite them.
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

bool operator==(const Secret &a, const Secret &b)
{
    if (a.m_bytes.size() != b.m_bytes.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.m_bytes.size(); ++i)
        difference |= static_cast<unsigned char>(a.m_bytes[i] ^ b.m_bytes[i]);
    return difference == 0;
}

} // namespace petrel
