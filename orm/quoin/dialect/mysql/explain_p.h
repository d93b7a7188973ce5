// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API.

#include <quoin/dialect/capabilities.h>
#include <quoin/dialect/explain.h>

namespace quoin::dialect::mysql {

class MysqlExplainer final : public Explainer
{
public:
    explicit MysqlExplainer(const Capabilities &capabilities) : m_capabilities(capabilities) { }
    [[nodiscard]] Result<QString> statement(const QString &sql, const ExplainOptions &options) const override;
    [[nodiscard]] Result<QueryPlan> plan(const QList<QStringList> &rows) const override;

private:
    const Capabilities &m_capabilities;
};

} // namespace quoin::dialect::mysql
