// SPDX-License-Identifier: MIT
#pragma once

#include "case.h"
#include "data.h"

#include <functional>

namespace differential {

/// A query and the rows it is asked of.
struct Example
{
    Data data;
    Case asked;
};

/// The smallest example found, within some seconds, for which \a fails is true, as it is for \a example: parts of the query and
/// rows are left out, and what stays is made simpler, as long as it goes on to fail.
Example shrunk(Example example, const std::function<bool(const Example &)> &fails);

} // namespace differential
