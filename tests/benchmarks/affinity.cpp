// SPDX-License-Identifier: MIT
#include "affinity.h"

#include <QtCore/qsystemdetection.h>

#ifdef Q_OS_LINUX
#  include <sched.h>
#endif

namespace bench {

#ifdef Q_OS_LINUX

struct CoreBinding::Cores
{
    cpu_set_t set;
};

CoreBinding::CoreBinding(int core, Place place)
{
    Cores before;
    if (sched_getaffinity(0, sizeof before.set, &before.set) != 0)
        return;
    cpu_set_t wanted = before.set;
    if (place == Place::Beside) {
        CPU_CLR(size_t(core), &wanted);
    } else {
        CPU_ZERO(&wanted);
        CPU_SET(size_t(core), &wanted);
    }
    if (sched_setaffinity(0, sizeof wanted, &wanted) == 0)
        m_before = std::make_unique<Cores>(before);
}

CoreBinding::~CoreBinding()
{
    if (m_before)
        sched_setaffinity(0, sizeof m_before->set, &m_before->set);
}

#else

struct CoreBinding::Cores
{
};
CoreBinding::CoreBinding(int, Place) { }
CoreBinding::~CoreBinding() = default;

#endif

} // namespace bench
