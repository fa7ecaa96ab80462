#pragma once

#include <functional>

namespace petrel::secrets {

/**
 * The thread on which keychain jobs run. One per process, because Qt Keychain queues all jobs behind
 * one object that belongs to the thread of the first. It starts with the first job and ends with the
 * application, without waiting for a prompt nobody answers.
 */
class KeychainThread
{
public:
    static void post(std::function<void()> work);
};

} // namespace petrel::secrets
