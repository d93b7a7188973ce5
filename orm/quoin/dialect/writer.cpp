// SPDX-License-Identifier: MIT
#include <quoin/dialect/writer.h>

#include <quoin/dialect/syntax.h>

#include <algorithm>

namespace quoin::dialect {

SqlWriter &SqlWriter::identifier(QStringView name)
{
    m_text += m_syntax.quoted(name);
    return *this;
}

SqlWriter &SqlWriter::table(QStringView nameSpace, QStringView name)
{
    m_text += m_syntax.tableName(nameSpace, name);
    return *this;
}

SqlWriter &SqlWriter::bind(Value value, bool sensitive)
{
    placeholder();
    m_bindings += std::move(value);
    m_sensitive += sensitive;
    m_origins.push_back(m_origin);
    return *this;
}

QString SqlWriter::nameOf(const void *what) const
{
    const auto found = std::ranges::find(m_names, what, &std::pair<const void *, QString>::first);
    return found != m_names.end() ? found->second : QString();
}

SqlWriter &SqlWriter::placeholder()
{
    m_text += m_syntax.placeholder(++m_placeholders);
    return *this;
}

} // namespace quoin::dialect
