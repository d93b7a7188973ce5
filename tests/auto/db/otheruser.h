// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

/// In a child process, before its program starts: root becomes nobody, so that permissions of files count. Anybody else stays.
inline void becomeOtherUser()
{
    constexpr unsigned nobody = 65534;
    if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
        _exit(77);
}
