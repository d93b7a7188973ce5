// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/syntax.h>
#include <quoin/schema/diff.h>

namespace quoin::dialect::sqlite {

class SqliteDiffRules final : public schema::DiffRules
{
public:
    explicit SqliteDiffRules(const Syntax &syntax) : m_syntax(syntax) { }

    [[nodiscard]] schema::ColumnType normalizedType(const schema::ColumnType &type) const override;
    [[nodiscard]] schema::ColumnType normalizedKeyType(const schema::ColumnType &type) const override;
    [[nodiscard]] std::optional<schema::Default> normalizedDefault(const schema::Column &column) const override;
    [[nodiscard]] QString normalizedExpression(const QString &sql) const override;
    [[nodiscard]] QString normalizedCheck(const schema::Check &check) const override;
    [[nodiscard]] bool hasComments() const override { return false; }
    [[nodiscard]] bool hasNamespaces() const override { return false; }
    [[nodiscard]] bool namesAreCaseSensitive() const override { return false; }
    [[nodiscard]] bool hasEnumTypes() const override { return false; }
    [[nodiscard]] bool hasCoveringIndexes() const override { return false; }

private:
    const Syntax &m_syntax;
};

} // namespace quoin::dialect::sqlite
