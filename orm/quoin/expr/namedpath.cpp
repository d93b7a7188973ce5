// SPDX-License-Identifier: MIT
// Paths by name: "author__name__lower__contains".
#include <quoin/core/nearest.h>
#include <quoin/expr/named_p.h>

using namespace Qt::StringLiterals;

namespace quoin::expr {

namespace {

struct Step
{
    QStringView name;
    qsizetype at; ///< From 0.
};

/// Of more underscores than two the last two part: what is before them is the end of a C++ name ("class_").
std::vector<Step> stepsOf(QStringView text)
{
    std::vector<Step> steps;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool dot = text[i] == u'.';
        const bool line
                = text[i] == u'_' && i + 1 < text.size() && text[i + 1] == u'_' && (i + 2 == text.size() || text[i + 2] != u'_');
        if (!dot && !line)
            continue;
        steps.push_back({ text.sliced(from, i - from), from });
        from = i + (dot ? 1 : 2);
        i = from - 1;
    }
    steps.push_back({ text.sliced(from), from });
    return steps;
}

class PathResolver
{
public:
    PathResolver(const NameScope &scope, const QString &text, bool mayLookUp)
        : m_scope(scope), m_text(text), m_steps(stepsOf(text)), m_mayLookUp(mayLookUp)
    { }
    Result<NamedPath> resolve();
    Result<std::vector<const RelationInfo *>> relations() const;

private:
    Result<size_t> walk();
    Result<void> transform(size_t from);
    [[nodiscard]] Error wrong(const Step &step, const QString &what) const;
    [[nodiscard]] Error unknownProperty(const ModelInfo &model, const Step &step, bool first) const;
    [[nodiscard]] Error unknownEnding(const Step &step) const;
    /// Has the model a property, or another relation, of that name?
    [[nodiscard]] static bool knows(const ModelInfo *model, const Step &step)
    {
        return model && (model->field(step.name) || model->relation(step.name));
    }

    const NameScope &m_scope;
    const QString &m_text;
    const std::vector<Step> m_steps;
    const bool m_mayLookUp;
    NamedPath m_found;
};

Error PathResolver::wrong(const Step &step, const QString &what) const
{
    return Error(ErrorKind::InvalidQuery, u"\"%1\", character %2: %3"_s.arg(shown(m_text), QString::number(step.at + 1), what))
            .setModel(m_scope.model().className);
}

QStringList propertiesOf(const ModelInfo &model)
{
    QStringList names = model.propertyNames();
    for (const RelationInfo &relation : model.relations)
        names << relation.property;
    return names;
}

Error PathResolver::unknownProperty(const ModelInfo &model, const Step &step, bool first) const
{
    Error error = wrong(step, u"%1 has no property \"%2\"."_s.arg(model.className, shown(step.name)));
    error.setModel(model.className, shown(step.name));
    if (const FieldInfo *field = model.fieldByColumn(step.name))
        return error.setHint(u"It is the column of the property \"%1\": queries speak of properties."_s.arg(field->property));
    return error.setHint(whatThereIs(step.name, (first ? m_scope.names() : QStringList()) + propertiesOf(model)));
}

Error PathResolver::unknownEnding(const Step &step) const
{
    const Shape &shape = m_found.left.shape;
    const FieldInfo *field = shape.field;
    const ModelInfo *target = shape.rows ? shape.rows : field && field->relation ? field->relation->target : nullptr;
    if (target) {
        Error error = unknownProperty(*target, step, false);
        if (target->fieldByColumn(step.name))
            return error;
        return error.setHint(whatThereIs(step.name, propertiesOf(*target) + (m_mayLookUp ? lookupNames() : QStringList())));
    }
    QStringList endings;
    for (const QString &name : transformNames()) {
        if (accepts(findTransform(name)->arguments[0], shape))
            endings << name;
    }
    if (!m_mayLookUp && findLookup(step.name))
        return wrong(step, u"\"%1\" is a lookup, which only conditions have."_s.arg(shown(step.name)));
    if (m_mayLookUp)
        endings += lookupNames();
    return wrong(step, u"\"%1\" is nothing that can follow a value of the type %2."_s.arg(shown(step.name), shape.typeName()))
            .setHint(whatThereIs(step.name, endings));
}

/// From property to property; gives how many steps that was.
Result<size_t> PathResolver::walk()
{
    if (const Named *named = m_scope.find(m_steps.front().name)) {
        m_found.left = *named;
        return 1;
    }
    const ModelInfo *model = &m_scope.model();
    QByteArray path;
    bool nullable = false;
    bool many = false;
    size_t first = 0;
    if (const NameScope::Rows *rows = m_scope.findRows(m_steps.front().name)) {
        if (m_steps.size() == 1)
            return wrong(m_steps.front(), u"Which property of these rows?"_s)
                    .setHint(whatThereIs({}, propertiesOf(*rows->model)));
        path = '@' + m_steps.front().name.toUtf8();
        model = rows->model;
        nullable = rows->optional;
        first = 1;
    }
    for (size_t i = first;; ++i) {
        const Step &step = m_steps[i];
        const FieldInfo *field = model->field(step.name);
        const RelationInfo *relation = field ? (field->relation ? &*field->relation : nullptr) : model->relation(step.name);
        if (!field && !relation)
            return unknownProperty(*model, step, i == 0);
        path += (path.isEmpty() ? "" : ".") + step.name.toUtf8();
        many = many || !field;
        nullable = nullable || many || field->nullable;
        const ModelInfo *target = relation ? relation->target : nullptr;
        if (i + 1 < m_steps.size() && knows(target, m_steps[i + 1])) {
            model = target;
            continue;
        }
        Shape shape;
        if (field) {
            shape = shapeOf(*field, nullable);
        } else {
            if (!target || target->primaryKey.size() != 1)
                return wrong(step, u"The rows of \"%1\" have no key of one property to go by."_s.arg(shown(step.name)));
            shape = shapeOf(*target->primaryKey.first(), true);
            shape.rows = target;
        }
        shape.level = many ? Level::Related : Level::Row;
        m_found.left = { many ? relatedColumn(path) : column(path), shape };
        return i + 1;
    }
}

Result<void> PathResolver::transform(size_t from)
{
    for (size_t i = from; i < m_steps.size(); ++i) {
        const Step &step = m_steps[i];
        if (const Lookup *lookup = findLookup(step.name, m_found.left.shape.type); lookup && m_mayLookUp) {
            if (i + 1 < m_steps.size())
                return wrong(m_steps[i + 1], u"Nothing can follow the lookup \"%1\"."_s.arg(shown(step.name)));
            m_found.lookup = lookup;
            return {};
        }
        const Function *function = findTransform(step.name);
        if (!function)
            return unknownEnding(step);
        if (!accepts(function->arguments[0], m_found.left.shape))
            return wrong(step,
                    u"\"%1\" is of %2, not of the type %3."_s.arg(
                            shown(step.name), argumentName(function->arguments[0]), m_found.left.shape.typeName()));
        auto applied = applyFunction(*function, { { m_found.left } });
        if (!applied)
            return applied.error();
        m_found.left = *std::move(applied);
    }
    return {};
}

Result<NamedPath> PathResolver::resolve()
{
    const auto walked = walk();
    if (!walked)
        return walked.error();
    if (auto done = transform(*walked); !done)
        return done.error();
    return std::move(m_found);
}

Result<std::vector<const RelationInfo *>> PathResolver::relations() const
{
    const ModelInfo *model = &m_scope.model();
    std::vector<const RelationInfo *> found;
    for (const Step &step : m_steps) {
        const RelationInfo *relation = model->relation(step.name);
        if (!relation || !relation->target) {
            QStringList names;
            for (const QString &name : propertiesOf(*model)) {
                if (model->relation(name))
                    names << name;
            }
            return wrong(step, u"%1 has no relation \"%2\"."_s.arg(model->className, shown(step.name)))
                    .setHint(names.isEmpty() ? QString() : whatThereIs(step.name, names));
        }
        found.push_back(relation);
        model = relation->target;
    }
    return found;
}

} // namespace

Result<std::vector<const RelationInfo *>> resolveRelations(const NameScope &scope, const QString &text)
{
    return PathResolver(scope, text, false).relations();
}

Result<NamedPath> resolvePath(const NameScope &scope, const QString &text, bool mayLookUp)
{
    return PathResolver(scope, text, mayLookUp).resolve();
}

QString shown(QStringView text)
{
    constexpr qsizetype longest = 100;
    QString copy = text.first(std::min(text.size(), longest)).toString();
    if (text.size() > longest)
        copy += u'…';
    for (QChar &c : copy) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar::ReplacementCharacter;
    }
    return copy;
}

QString whatThereIs(QStringView name, const QStringList &names)
{
    constexpr qsizetype longest = 100; // names that are longer are not meant
    QStringList all = names;
    all.removeDuplicates();
    const QStringList near = name.size() <= longest ? nearest(name, all) : QStringList();
    QString hint;
    if (!near.isEmpty())
        hint = u"Did you mean \"%1\"? "_s.arg(near.first());
    for (const QString &one : near)
        all.removeOne(one);
    return hint + u"There are: "_s + (near + all).join(u", "_s) + u'.';
}

} // namespace quoin::expr
