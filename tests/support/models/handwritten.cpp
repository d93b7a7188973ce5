// SPDX-License-Identifier: MIT
#include <models/handwritten.h>

namespace handwritten {

using namespace Qt::StringLiterals;

QList<quoin::FieldError> Account::clean() const
{
    if (m_owner == "nobody"_L1 && m_balance > 0)
        return { { u"owner"_s, u"nobody"_s, u"Nobody cannot have money."_s } };
    return {};
}

quoin::Result<void> Balance::clean() const
{
    if (total.isNegative())
        return quoin::Error(quoin::ErrorKind::Validation, u"A total is never negative."_s).setModel(u"Balance"_s, u"total"_s);
    return {};
}

} // namespace handwritten
