// SPDX-License-Identifier: MIT
#include <quoin/expr/select.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

Error tooMany()
{
    return Error(ErrorKind::InvalidQuery, u"A query groups its rows at most %1 times."_s.arg(maximumGroupingSets));
}

} // namespace

std::vector<quint64> rollupSets(size_t groups)
{
    std::vector<quint64> sets;
    for (size_t of = groups + 1; of-- > 0;)
        sets.push_back((quint64(1) << of) - 1);
    return sets;
}

std::vector<quint64> cubeSets(size_t groups)
{
    std::vector<quint64> sets;
    for (quint64 set = quint64(1) << groups; set-- > 0;)
        sets.push_back(set);
    return sets;
}

Result<void> groupByRollup(Select &select, std::vector<NodePtr> groups)
{
    if (groups.size() >= maximumGroupingSets)
        return tooMany();
    select.groupingSets = rollupSets(groups.size());
    select.groups = std::move(groups);
    return {};
}

Result<void> groupByCube(Select &select, std::vector<NodePtr> groups)
{
    constexpr size_t most = 6; // which have 64 sets
    if (groups.size() > most)
        return Error(
                ErrorKind::InvalidQuery, u"groupByCube() takes at most %1 expressions, not %2."_s.arg(most).arg(groups.size()));
    select.groupingSets = cubeSets(groups.size());
    select.groups = std::move(groups);
    return {};
}

Result<void> groupBySets(Select &select, const std::vector<std::vector<NodePtr>> &sets)
{
    select.groups.clear();
    select.groupingSets.clear();
    if (sets.empty() || sets.size() > maximumGroupingSets)
        return Error(ErrorKind::InvalidQuery,
                u"groupBySets() takes 1 to %1 sets, not %2."_s.arg(maximumGroupingSets).arg(sets.size()));
    for (const std::vector<NodePtr> &set : sets) {
        quint64 bits = 0;
        for (const NodePtr &node : set) {
            auto &groups = select.groups;
            const auto known = std::ranges::find_if(groups, [&](const NodePtr &group) { return sameNode(group, node); });
            const auto at = size_t(known - groups.begin());
            if (at >= maximumGroupingSets)
                return tooMany();
            if (known == groups.end())
                groups.push_back(node);
            bits |= quint64(1) << at;
        }
        select.groupingSets.push_back(bits);
    }
    return {};
}

} // namespace quoin::expr
