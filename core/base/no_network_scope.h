#pragma once

namespace petrel {

/**
 * While one lives, this thread must not touch the network: the store holds one around every write
 * transaction, so that a slow server never keeps the write gate closed. net::ByteStream refuses
 * with ErrorKind::Bug inside it. Nests. The thread that made it destroys it.
 */
class NoNetworkScope
{
public:
    NoNetworkScope() { ++s_depth; }
    ~NoNetworkScope() { --s_depth; }
    NoNetworkScope(const NoNetworkScope &) = delete;
    NoNetworkScope &operator=(const NoNetworkScope &) = delete;

    /** True when the calling thread is inside one. */
    [[nodiscard]] static bool active() { return s_depth > 0; }

private:
    static inline thread_local int s_depth = 0;
};

} // namespace petrel
