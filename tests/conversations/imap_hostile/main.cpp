#include "tests/support/registered_test.h"

#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasShadowMemory = true;
#elif defined(__has_feature)
constexpr bool kHasShadowMemory = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kHasShadowMemory = false;
#endif

/** What a hostile server may make us take in all, the program included. Sanitizers map more than that to begin with. */
int main(int argc, char **argv)
{
    constexpr rlim_t kCap = 600UL * 1024 * 1024;
    const rlimit cap{kCap, kCap};
    if (!kHasShadowMemory && ::setrlimit(RLIMIT_AS, &cap) != 0)
        return 1;
    return petrel::test::runRegistered(argc, argv);
}
