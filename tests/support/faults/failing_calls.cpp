// Loaded before a program (LD_PRELOAD), this lets its N-th call that changes something fail, or kills the program there. Calls are counted over
// all threads, in the order they come: what a second thread writes is met as surely as what the first one says.
//
//     FAILING_CALLS=pwrite,sync,rename  which calls count: pwrite, write, sync, rename, unlink, truncate, send
//     FAILING_WHEN=17                   the 17th; "17+" that and all after it; nothing: none
//     FAILING_HOW=5                     the errno that it answers; nothing: the program is killed before the call
//     FAILING_COUNT=FILE                where to write at the end how many there were
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum Call { Pwrite, Write, Sync, Rename, Unlink, Truncate, Send };
constexpr const char *kNames[] = {"pwrite", "write", "sync", "rename", "unlink", "truncate", "send"};

struct Orders
{
    bool counts[std::size(kNames)] = {};
    long when = 0;
    bool fromThenOn = false;
    int error = 0;
};

const char *variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

/** Whether `word` stands in this list of words with commas between them. */
bool names(const char *list, const char *word)
{
    const size_t length = std::strlen(word);
    for (const char *at = list; *at;) {
        const size_t here = std::strcspn(at, ",");
        if (here == length && std::strncmp(at, word, length) == 0)
            return true;
        at += here + (at[here] == ',' ? 1 : 0);
    }
    return false;
}

Orders heard()
{
    Orders orders;
    for (size_t call = 0; call < std::size(kNames); ++call)
        orders.counts[call] = names(variable("FAILING_CALLS"), kNames[call]);
    char *rest = nullptr;
    orders.when = std::strtol(variable("FAILING_WHEN"), &rest, 10);
    orders.fromThenOn = *rest == '+';
    orders.error = std::atoi(variable("FAILING_HOW"));
    return orders;
}

std::atomic<long> calls = 0;

/** Counts it. True, with errno set: it is to fail. */
bool isToFail(Call call)
{
    static const Orders orders = heard();
    if (!orders.counts[call])
        return false;
    const long number = ++calls;
    if (orders.when == 0 || number < orders.when || (number > orders.when && !orders.fromThenOn))
        return false;
    if (orders.error == 0)
        std::raise(SIGKILL);
    errno = orders.error;
    return true;
}

/** What the program would have called without us. */
template <class Function>
Function *beyond(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

struct Teller
{
    ~Teller()
    {
        const char *path = variable("FAILING_COUNT");
        if (std::FILE *file = *path ? std::fopen(path, "w") : nullptr) {
            std::fprintf(file, "%ld\n", calls.load());
            std::fclose(file);
        }
    }
};
const Teller atTheEnd;

} // namespace

#define COUNTED(CALL, RESULT, NAME, TYPES, ARGUMENTS, ...) \
    extern "C" RESULT NAME TYPES __VA_ARGS__ \
    { \
        static RESULT (*const real) TYPES = beyond<RESULT TYPES>(#NAME); \
        return isToFail(CALL) ? RESULT(-1) : real ARGUMENTS; \
    }

COUNTED(Pwrite, ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
COUNTED(Pwrite, ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
COUNTED(Write, ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
COUNTED(Sync, int, fsync, (int fd), (fd))
COUNTED(Sync, int, fdatasync, (int fd), (fd))
COUNTED(Rename, int, rename, (const char *from, const char *to), (from, to), noexcept)
COUNTED(Rename, int, renameat2, (int fromIn, const char *from, int toIn, const char *to, unsigned flags), (fromIn, from, toIn, to, flags), noexcept)
COUNTED(Unlink, int, unlink, (const char *path), (path), noexcept)
COUNTED(Truncate, int, ftruncate, (int fd, off_t size), (fd, size), noexcept)
COUNTED(Truncate, int, ftruncate64, (int fd, off64_t size), (fd, size), noexcept)
COUNTED(Send, ssize_t, send, (int fd, const void *data, size_t size, int flags), (fd, data, size, flags))
COUNTED(Send, ssize_t, sendto, (int fd, const void *data, size_t size, int flags, const sockaddr *to, socklen_t length), (fd, data, size, flags, to, length))
COUNTED(Send, ssize_t, sendmsg, (int fd, const msghdr *message, int flags), (fd, message, flags))
