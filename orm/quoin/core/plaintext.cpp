// SPDX-License-Identifier: MIT
#include <quoin/core/plaintext.h>

#include <cstring>

namespace quoin {

namespace {

constexpr quint64 ones = 0x0001'0001'0001'0001;

/// Four code units at once: not zero when one of them is zero.
constexpr quint64 zeroUnits(quint64 units) { return (units - ones) & ~units & (ones << 15); }

constexpr quint64 specialUnits(quint64 units)
{
    const quint64 blocks = units & (ones * 0xF800);
    return zeroUnits(units) | zeroUnits(blocks ^ (ones * 0xD800)) | zeroUnits(blocks ^ (ones * 0xF800));
}

} // namespace

bool isPlainText(QStringView text) noexcept
{
    const char16_t *next = text.utf16();
    const char16_t *const end = next + text.size();
    quint64 special = 0;
    for (quint64 units; end - next >= 4; next += 4) {
        std::memcpy(&units, next, sizeof units);
        special |= specialUnits(units);
    }
    for (; next != end; ++next)
        special |= specialUnits(ones * *next);
    return special == 0;
}

} // namespace quoin
