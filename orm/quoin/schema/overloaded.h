// SPDX-License-Identifier: MIT
#pragma once

namespace quoin::schema {

/// One visitor out of a lambda per alternative: std::visit(Overloaded { [](const A &) {}, [](const B &) {} }, variant).
/// Without a catch-all, a new alternative does not compile until it is handled.
template<class... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template<class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace quoin::schema
