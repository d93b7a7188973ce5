// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

#include <memory>

namespace bench {

/// Binds this thread to some of the computer's cores for as long as it lives. Works on Linux; elsewhere it does nothing.
///
/// A request to a server takes up to three times as long when it and its answer each have to wake an idle core, and not always
/// so: that drowns what is compared. Where a program waits for the server at each step, it shares the server's core; where both
/// work at the same time, it does not.
class CoreBinding
{
public:
    enum class Place { With, Beside };

    CoreBinding(int core, Place place);
    ~CoreBinding();
    Q_DISABLE_COPY_MOVE(CoreBinding)

private:
    struct Cores;
    std::unique_ptr<Cores> m_before; // null: nothing was bound
};

} // namespace bench
