// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/call.h>

namespace quoin {

namespace expr {

QUOIN_EXPORT NodePtr searchWords(std::vector<NodePtr> texts, const QString &words);

} // namespace expr

/// Does each word of \a words stand in one of these texts, as a whole word, in any case and order? A word is a run of letters and
/// digits; NULL is a text without any. Of no words it is true.
/// \code
/// auto posts = db.query<Post>().filter(search(u"qt database"_s, field<&Post::title>, field<&Post::body>)).all();
/// \endcode
/// The rows are the same on every engine. Only PostgreSQL can do it by an index, one of the expression that toSql() shows;
/// elsewhere each row is looked at. There are no word stems and no ranks: docs/guides/expressions.md says what else there is.
template<expr::IsTerm... X>
[[nodiscard]] auto search(const QString &words, const X &...texts)
{
    static_assert(sizeof...(X) > 0, "search(): say in which properties");
    static_assert((std::is_same_v<expr::unwrapped<typename X::Type>, QString> && ...), "search() looks into texts");
    return ConditionOf<conditionLevel(expr::highestLevel<X...>())>(expr::searchWords({ texts.node()... }, words));
}

} // namespace quoin
