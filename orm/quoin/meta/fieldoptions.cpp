// SPDX-License-Identifier: MIT
#include <quoin/meta/draft_p.h>

#include <quoin/core/nearest.h>

#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// The types that an option belongs to: a bit for each FieldType, and two for the relations without a column.
using Types = quint64;
constexpr Types bit(FieldType type) { return Types(1) << int(type); }
template<class... T>
constexpr Types of(T... types)
{
    return (bit(types) | ...);
}
constexpr Types hasMany = Types(1) << 40;
constexpr Types manyToMany = Types(1) << 41;
constexpr Types integers
        = of(FieldType::Short, FieldType::UShort, FieldType::Int, FieldType::UInt, FieldType::LongLong, FieldType::ULongLong);
constexpr Types texts = of(FieldType::String, FieldType::Url);
constexpr Types toOne = of(FieldType::ForeignKey, FieldType::OneToOne);
constexpr Types times = of(FieldType::Date, FieldType::Time, FieldType::DateTime);
constexpr Types keys = integers | texts | toOne
        | of(FieldType::Decimal, FieldType::ByteArray, FieldType::Date, FieldType::DateTime, FieldType::Uuid, FieldType::Enum,
                FieldType::UserDefined);
constexpr Types indexable = keys | of(FieldType::Bool, FieldType::Float, FieldType::Double, FieldType::Time);
constexpr Types columns = (bit(FieldType::UserDefined) << 1) - 1;
constexpr Types plainColumns = columns & ~toOne;

Types typesOf(const PropertyDraft &draft)
{
    if (draft.isToMany())
        return draft.type.kind == RelationInfo::Kind::HasMany ? hasMany : manyToMany;
    return bit(draft.field.type);
}

QString namesOfTypes(Types types)
{
    if (types == columns)
        return u"properties that have a column"_s;
    if (types == plainColumns)
        return u"columns that are not a relation"_s;
    QStringList names;
    for (int i = 0; i <= int(FieldType::UserDefined); ++i) {
        const auto type = FieldType(i);
        if (!(types & bit(type)))
            continue;
        switch (type) {
        case FieldType::List: names.append(u"QList<…>"_s); break;
        case FieldType::Enum: names.append(u"enums"_s); break;
        case FieldType::ForeignKey: names.append(u"quoin::ForeignKey"_s); break;
        case FieldType::OneToOne: names.append(u"quoin::OneToOne"_s); break;
        case FieldType::UserDefined: names.append(u"user-defined types"_s); break;
        case FieldType::StringList: names.append(u"QStringList"_s); break;
        default: names.append(typeSpelling(type)); break;
        }
    }
    if (types & hasMany)
        names.append(u"quoin::HasMany"_s);
    if (types & manyToMany)
        names.append(u"quoin::ManyToMany"_s);
    return names.join(u", "_s);
}

using Apply = Result<void> (*)(PropertyDraft &, const Option &);

// One line per option: on which types it can stand, and what it does.
struct Rule
{
    QStringView name;
    Types types;
    Apply apply;
};

template<bool FieldInfo::*member>
Result<void> setFlag(PropertyDraft &draft, const Option &option)
{
    return flagOf(option).transform([&](bool on) { draft.field.*member = on; });
}

template<QString FieldInfo::*member>
Result<void> setText(PropertyDraft &draft, const Option &option)
{
    return textOf(option, QString(option.name + u"='…'"_s)).transform([&](const QString &text) { draft.field.*member = text; });
}

template<std::optional<Option> PropertyDraft::*member>
Result<void> keep(PropertyDraft &draft, const Option &option)
{
    if (option.form == Option::Form::Flag)
        return wrongForm(option, u"a value", QString(option.name + u"=…"_s));
    draft.*member = option;
    return {};
}

template<QString RelationInfo::*member>
Result<void> setName(PropertyDraft &draft, const Option &option)
{
    return textOf(option, QString(option.name + u"=name"_s)).transform([&](const QString &text) {
        draft.relation.*member = text;
    });
}

Result<void> setNames(PropertyDraft &draft, const Option &option)
{
    return namesOf(option, u"validators=(isbn, notReserved)").transform([&](const QStringList &names) {
        draft.field.validators = names;
    });
}

Result<void> setAutoIncrement(PropertyDraft &draft, const Option &option)
{
    return flagOf(option).transform(
            [&](bool on) { draft.field.generation = on ? KeyGeneration::AutoIncrement : KeyGeneration::None; });
}

Result<void> setGenerate(PropertyDraft &draft, const Option &option)
{
    return flagOf(option).transform([&](bool on) { draft.field.generation = on ? KeyGeneration::Uuid : KeyGeneration::None; });
}

Result<void> setType(PropertyDraft &draft, const Option &option)
{
    const auto text = textOf(option, u"type=string(80)");
    if (!text)
        return text.error();
    auto type = schema::ColumnType::fromString(*text);
    if (!type)
        return configurationError(u"The option type names no column type: "_s + type.error().message(),
                u"Column types are written as in migrations: string(80), text, int64, decimal(12,2), array(string(20)), opaque('tsvector')."_s);
    draft.typeOption = *std::move(type);
    return {};
}

template<int FieldInfo::*member, int minimum>
Result<void> setLength(PropertyDraft &draft, const Option &option)
{
    return numberOf(option, minimum, std::numeric_limits<int>::max(), QString(option.name + u"=200"_s))
            .transform([&](int number) { draft.field.*member = number; });
}

Result<void> setPrecision(PropertyDraft &draft, const Option &option)
{
    return numberOf(option, 1, Decimal::maxDigits, u"precision=12").transform([&](int number) { draft.precision = number; });
}

Result<void> setScale(PropertyDraft &draft, const Option &option)
{
    return numberOf(option, 0, Decimal::maxDigits, u"scale=2").transform([&](int number) { draft.scale = number; });
}

Result<void> setDimensions(PropertyDraft &draft, const Option &option)
{
    return numberOf(option, 1, 16000, u"dimensions=384").transform([&](int number) { draft.field.columnType.length = number; });
}

Result<void> setFormat(PropertyDraft &draft, const Option &option)
{
    constexpr QStringView example = u"format=email, format=url or format=regex:'^[a-z]+$'";
    const auto text = textOf(option, example);
    if (!text)
        return text.error();
    QString format = *text;
    if (format.startsWith("regex:"_L1)) {
        QString pattern = format.sliced(6).trimmed();
        if (pattern.size() >= 2 && pattern.startsWith(u'\'') && pattern.endsWith(u'\''))
            pattern = pattern.sliced(1, pattern.size() - 2).replace(u"''"_s, u"'"_s);
        const QRegularExpression expression(pattern);
        if (pattern.isEmpty() || !expression.isValid())
            return configurationError(u"The pattern of format=regex is not a regular expression: "_s
                            + (pattern.isEmpty() ? u"it is empty"_s : expression.errorString()) + u'.',
                    u"A backslash is written twice in a C++ string: format=regex:'^\\\\d+$'."_s);
        format = u"regex:"_s + pattern;
    } else if (format != "email"_L1 && format != "url"_L1) {
        return wrongForm(option, u"email, url or a regular expression", example);
    }
    draft.field.format = format;
    return {};
}

Result<void> setEnumStorage(PropertyDraft &draft, const Option &option)
{
    if (option.text() != "text"_L1 && option.text() != "integer"_L1)
        return wrongForm(option, u"text or integer", u"enum=integer");
    draft.field.enumStorage = option.text() == "text"_L1 ? EnumStorage::Text : EnumStorage::Integer;
    return {};
}

Result<void> setGenerated(PropertyDraft &draft, const Option &option)
{
    constexpr QStringView example = u"generated='price * quantity' stored";
    if (option.form != Option::Form::Single || !option.item().quoted || option.text().trimmed().isEmpty())
        return wrongForm(option, u"an SQL expression in quotes", example);
    schema::Generated generated { option.text(), true };
    for (const Option &modifier : option.modifiers) {
        if (modifier.form != Option::Form::Flag || (modifier.name != "stored"_L1 && modifier.name != "virtual"_L1))
            return configurationError(u"A generated column is stored or virtual, not "_s + modifier.name + u'.',
                    u"Write it as "_s + example + u'.');
        generated.stored = modifier.name == "stored"_L1;
    }
    draft.field.generated = generated;
    return {};
}

Result<void> setNull(PropertyDraft &draft, const Option &option)
{
    return flagOf(option).transform([&](bool on) { draft.field.nullable = on; });
}

Result<void> setOnDelete(PropertyDraft &draft, const Option &option)
{
    static const std::array<std::pair<QString, OnDelete>, 6> actions { {
            { u"noAction"_s, OnDelete::NoAction },
            { u"cascade"_s, OnDelete::Cascade },
            { u"setNull"_s, OnDelete::SetNull },
            { u"setDefault"_s, OnDelete::SetDefault },
            { u"restrict"_s, OnDelete::Restrict },
            { u"protect"_s, OnDelete::Protect },
    } };
    for (const auto &[name, action] : actions) {
        if (option.form == Option::Form::Single && option.text() == name) {
            draft.relation.onDelete = action;
            return {};
        }
    }
    return wrongForm(option, u"cascade, setNull, setDefault, restrict, protect or noAction", u"onDelete=cascade");
}

template<bool RelationInfo::*member>
Result<void> setRelationFlag(PropertyDraft &draft, const Option &option)
{
    return flagOf(option).transform([&](bool on) { draft.relation.*member = on; });
}

constexpr std::array rules {
    Rule { u"primaryKey", keys, setFlag<&FieldInfo::primaryKey> },
    Rule { u"autoIncrement", of(FieldType::Int, FieldType::LongLong), setAutoIncrement },
    Rule { u"generate", bit(FieldType::Uuid), setGenerate },
    Rule { u"unique", keys, setFlag<&FieldInfo::unique> },
    Rule { u"index", indexable, setFlag<&FieldInfo::indexed> },
    Rule { u"default", columns, keep<&PropertyDraft::defaultOption> },
    Rule { u"defaultFactory", columns, setText<&FieldInfo::defaultFactory> },
    Rule { u"column", columns, setText<&FieldInfo::column> },
    Rule { u"type", plainColumns & ~bit(FieldType::Enum), setType },
    Rule { u"maxLength", texts | bit(FieldType::ByteArray), setLength<&FieldInfo::maxLength, 1> },
    Rule { u"minLength", texts | bit(FieldType::ByteArray), setLength<&FieldInfo::minLength, 0> },
    Rule { u"min", integers | times | of(FieldType::Float, FieldType::Double, FieldType::Decimal),
            keep<&PropertyDraft::minimumOption> },
    Rule { u"max", integers | times | of(FieldType::Float, FieldType::Double, FieldType::Decimal),
            keep<&PropertyDraft::maximumOption> },
    Rule { u"choices", integers | of(FieldType::String, FieldType::Decimal, FieldType::Date),
            keep<&PropertyDraft::choicesOption> },
    Rule { u"values", bit(FieldType::Enum), keep<&PropertyDraft::valuesOption> },
    Rule { u"enum", bit(FieldType::Enum), setEnumStorage },
    Rule { u"format", texts, setFormat },
    Rule { u"validators", columns, setNames },
    Rule { u"verboseName", columns, setText<&FieldInfo::verboseName> },
    Rule { u"help", columns, setText<&FieldInfo::help> },
    Rule { u"comment", columns, setText<&FieldInfo::comment> },
    Rule { u"editable", columns, setFlag<&FieldInfo::editable> },
    Rule { u"readOnly", columns, setFlag<&FieldInfo::readOnly> },
    Rule { u"sensitive", columns, setFlag<&FieldInfo::sensitive> },
    Rule { u"autoNow", times, setFlag<&FieldInfo::autoNow> },
    Rule { u"autoNowAdd", times, setFlag<&FieldInfo::autoNowAdd> },
    Rule { u"collation", texts, setText<&FieldInfo::collation> },
    Rule { u"generated", plainColumns, setGenerated },
    Rule { u"check", plainColumns, setText<&FieldInfo::check> },
    Rule { u"precision", of(FieldType::Decimal, FieldType::List), setPrecision },
    Rule { u"scale", of(FieldType::Decimal, FieldType::List), setScale },
    Rule { u"dimensions", bit(FieldType::FloatVector), setDimensions },
    Rule { u"null", toOne, setNull },
    Rule { u"onDelete", toOne, setOnDelete },
    Rule { u"deferrable", toOne, setRelationFlag<&RelationInfo::deferrable> },
    Rule { u"to", toOne, setName<&RelationInfo::targetField> },
    Rule { u"reverse", toOne | hasMany | manyToMany, setName<&RelationInfo::reverse> },
    Rule { u"through", manyToMany, setName<&RelationInfo::through> },
    Rule { u"table", manyToMany, setName<&RelationInfo::throughTable> },
    Rule { u"symmetrical", manyToMany, setRelationFlag<&RelationInfo::symmetrical> },
};

Result<void> applyOne(PropertyDraft &draft, const Option &option)
{
    const auto rule = std::ranges::find(rules, QStringView(option.name), &Rule::name);
    if (rule == rules.end()) {
        QStringList usable;
        for (const Rule &known : rules) {
            if (known.types & typesOf(draft))
                usable.append(known.name.toString());
        }
        return configurationError(u"There is no option "_s + option.name + u'.', didYouMean(option.name, usable));
    }
    if (!(rule->types & typesOf(draft)))
        return configurationError(
                u"The option "_s + option.name + u" does not belong to a property of type "_s + draft.type.canonical + u'.',
                option.name + u" is for: "_s + namesOfTypes(rule->types) + u'.');
    if (draft.given.contains(option.name))
        return configurationError(u"The option "_s + option.name + u" is given twice."_s, u"Keep one of them."_s);
    if (!option.modifiers.isEmpty() && option.name != "generated"_L1)
        return configurationError(u"Nothing can follow the value of "_s + option.name + u", but there is \""_s
                        + option.modifiers.constFirst().name + u"\"."_s,
                u"Options are separated by commas."_s);
    draft.given.append(option.name);
    return rule->apply(draft, option);
}

} // namespace

Result<void> applyFieldOptions(PropertyDraft &draft, const QList<Option> &options)
{
    for (const Option &option : options) {
        if (auto applied = applyOne(draft, option); !applied)
            return applied;
    }
    return {};
}

} // namespace quoin
