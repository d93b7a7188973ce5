// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/dialect.h>

namespace quoin::dialect::mysql {

class MysqlErrors final : public ErrorMapper
{
public:
    [[nodiscard]] Error map(const NativeError &error) const override;
    [[nodiscard]] bool losesConnection(const NativeError &error) const override;
};

} // namespace quoin::dialect::mysql
