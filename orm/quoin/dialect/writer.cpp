// SPDX-License-Identifier: MIT
#include <quoin/dialect/writer.h>

#include <quoin/dialect/syntax.h>

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

SqlWriter &SqlWriter::placeholder()
{
    m_text += m_syntax.placeholder(++m_placeholders);
    return *this;
}

} // namespace quoin::dialect
