#pragma once

#include <cstddef>
#include <utility>

namespace petrel {

/** Owns a file descriptor; -1 is none. */
class Descriptor
{
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

/** All of it, through interruptions. 0, or the system's error number; part of it may be written then. */
[[nodiscard]] int writeAll(int descriptor, const char *bytes, std::size_t size);

} // namespace petrel
