// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/expr/byname.h>
#include <quoin/expr/condition.h>
#include <quoin/meta/registry.h>

#include <QtCore/qhash.h>

namespace quoin {

class FieldInfo;

namespace expr {
struct Shape;
struct Named;
} // namespace expr

/// What names mean in a query of one model: it makes of expressions by name the same tree that typed ones build. An InvalidQuery
/// error says what a name is no name of, where in the text it stands, and what there is, the nearest first; a Conversion error
/// says what a value would have to be. Neither has a value in it.
class QUOIN_EXPORT NameScope
{
public:
    /// \a around: of the query in which this one stands; it has to live as long.
    explicit NameScope(const ModelInfo &model, const NameScope *around = nullptr);
    NameScope(const NameScope &);
    NameScope &operator=(const NameScope &) = delete;
    ~NameScope();

    [[nodiscard]] const ModelInfo &model() const { return m_model; }
    [[nodiscard]] const NameScope *around() const { return m_around; }
    /// Lets \a name stand for the expression from here on. It must be none of the model's.
    Result<void> add(const QString &name, const NamedExpression &expression);

    /// Lets paths begin with \a name, that of rows of a model beside the query's own. \a optional: there may be none.
    Result<void> addRows(const QString &name, const ModelInfo &rows, bool optional);
    struct Rows
    {
        const ModelInfo *model;
        bool optional;
    };
    [[nodiscard]] const Rows *findRows(QStringView name) const;

    /// Null where there is no condition. \a highest: Row in filter(), Aggregate in having().
    [[nodiscard]] Result<expr::NodePtr> condition(const Q &condition, Level highest = Level::Row) const;
    [[nodiscard]] Result<expr::Named> expression(const NamedExpression &expression, Level highest = Level::Window) const;
    [[nodiscard]] Result<Order> order(const NamedOrder &order) const;
    /// What update() gives this property: a value of its type, or an expression that fits.
    [[nodiscard]] Result<expr::NodePtr> assigned(const FieldInfo &field, const QVariant &value) const;

    /// The expression that add() gave the name; null when there is none.
    [[nodiscard]] const expr::Named *find(QStringView name) const;
    [[nodiscard]] QStringList names() const;

private:
    [[nodiscard]] Result<void> checkName(const QString &name) const;

    const ModelInfo &m_model;
    const NameScope *m_around;
    QHash<QString, std::shared_ptr<const Rows>> m_rows;
    QHash<QString, std::shared_ptr<const expr::Named>> m_names;
};

/// A condition by name as a typed query takes it.
/// \code
/// const auto chosen = toCondition<Post>(Q(settings.value(u"lookup"_s).toString(), settings.value(u"value"_s)));
/// const auto posts = db.query<Post>().filter(chosen.value()).all();
/// \endcode
QUOIN_EXPORT Result<Condition> toCondition(const ModelInfo &model, const Q &condition);
template<class T>
Result<Condition> toCondition(const Q &condition)
{
    return modelOf<T>().and_then([&](const ModelInfo *model) { return toCondition(*model, condition); });
}

} // namespace quoin
