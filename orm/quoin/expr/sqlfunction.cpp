// SPDX-License-Identifier: MIT
#include <quoin/expr/sqlfunction.h>

#include <algorithm>

namespace quoin::expr {

namespace {

/// One for each type of result: nodes point at their function.
constexpr std::array userFunctions = [] {
    using T = Value::Type;
    std::array<Function, 10> functions {};
    constexpr std::array types { T::Bool, T::Int, T::Double, T::Decimal, T::Text, T::Binary, T::Date, T::Time, T::DateTime,
        T::Uuid };
    for (size_t i = 0; i < types.size(); ++i)
        functions[i] = { "sqlFunction", { Argument::Any }, types[i], Nulls::Always, 0, true, Level::Row, Form::User };
    return functions;
}();

} // namespace

NodePtr userCall(const QString &name, Value::Type type, std::vector<NodePtr> arguments)
{
    const auto function = std::ranges::find(userFunctions, type, &Function::result);
    return call(*function, std::move(arguments), { Value(name) });
}

} // namespace quoin::expr
