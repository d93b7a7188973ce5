// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace quoin::expr {

/// The name of a member, taken at compile time from the text that the compiler prints for the function itself: "&Post::title" is
/// what GCC, Clang and MSVC put there for a pointer to a member as a template argument.
template<auto Member>
constexpr std::string_view memberName()
{
#if defined(_MSC_VER) && !defined(__clang__)
    constexpr std::string_view printed = __FUNCSIG__;
#else
    constexpr std::string_view printed = __PRETTY_FUNCTION__;
#endif
    // The argument comes after "Member = " (GCC, Clang) or "memberName<" (MSVC); its last "::" stands before the name.
    constexpr size_t marker = printed.find("Member = ");
    constexpr size_t from = marker != std::string_view::npos ? marker : printed.find("memberName<");
    constexpr size_t end = printed.find_first_of(";]>", printed.find('&', from));
    constexpr size_t begin = printed.rfind("::", end) + 2;
    constexpr std::string_view name = printed.substr(begin, end - begin);
    return name.substr(0, name.find_first_of(") "));
}

} // namespace quoin::expr
