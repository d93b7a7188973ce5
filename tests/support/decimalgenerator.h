// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/decimal.h>

#include <rapidcheck.h>

#include <ostream>
#include <string>

namespace quoin {

/// How RapidCheck prints a counterexample.
inline void showValue(const Decimal &value, std::ostream &stream) { stream << value.toString().toStdString(); }

} // namespace quoin

/// Decimals of 1 to 65 digits with 0 to 65 of them after the point; shorter ones are as frequent as long ones.
template<>
struct rc::Arbitrary<quoin::Decimal>
{
    static Gen<quoin::Decimal> arbitrary()
    {
        constexpr int max = quoin::Decimal::maxDigits;
        const auto digits = gen::mapcat(gen::inRange(1, max + 1),
                [](int count) { return gen::container<std::string>(std::size_t(count), gen::inRange('0', char('9' + 1))); });
        return gen::map(gen::tuple(gen::arbitrary<bool>(), digits, gen::inRange(0, max + 1)),
                [](const std::tuple<bool, std::string, int> &parts) {
                    const auto &[negative, coefficient, scale] = parts;
                    const std::string text = (negative ? "-" : "") + coefficient + "e-" + std::to_string(scale);
                    return quoin::Decimal::fromLatin1(QLatin1StringView(text.data(), qsizetype(text.size()))).value();
                });
    }
};
