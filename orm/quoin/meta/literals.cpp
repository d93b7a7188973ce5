// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

#include <quoin/meta/conversion_p.h>
#include <quoin/meta/valueorder_p.h>

#include <algorithm>

namespace quoin {

using namespace Qt::StringLiterals;

// Values written in options: default=, min=, max=, choices=.

namespace {

Error wrongLiteral(const FieldInfo &field, const Option &option, const QString &text, const QString &hint = {})
{
    return configurationError(option.name + u"="_s + text + u" is not a value of "_s + field.typeName + u'.', hint);
}

Result<Value> enumLiteral(const FieldInfo &field, const Option &option, const QString &text)
{
    const qsizetype key = field.enumKeys.indexOf(text);
    if (key < 0)
        return wrongLiteral(field, option, text, u"Its keys are: "_s + field.enumKeys.join(u", "_s) + u'.');
    return field.enumStorage == EnumStorage::Text ? Value(text) : Value(field.enumValues[key]);
}

Result<Value> literal(const FieldInfo &field, const Option &option, const QString &text)
{
    Value given(text);
    switch (field.storedType) {
    case FieldType::Enum: return enumLiteral(field, option, text);
    case FieldType::ByteArray:
        return wrongLiteral(
                field, option, text, u"Binary data cannot be written in an option: use "_s + option.name + u"=sql:'…'."_s);
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument: given = Value(JsonText { text.toUtf8() }); break;
    default: break;
    }
    auto value = normalized(given, field.storedType, field.elementType);
    if (!value)
        return wrongLiteral(field, option, text, value.error().message());
    if (const Decimal *decimal = value->decimal(); decimal && !decimal->fits(field.columnType.precision, field.columnType.scale))
        return wrongLiteral(field, option, text, u"The column is "_s + field.columnType.toString() + u'.');
    if (const auto *stored = value->get<QString>(); stored && field.maxLength > 0 && characterCount(*stored) > field.maxLength)
        return wrongLiteral(field, option, text, u"It is longer than maxLength="_s + QString::number(field.maxLength) + u'.');
    return value;
}

Result<Value> listLiteral(const FieldInfo &field, const Option &option)
{
    if (field.type != FieldType::List && field.type != FieldType::StringList && field.type != FieldType::FloatVector)
        return wrongLiteral(field, option, u"(…)"_s, u"A list in parentheses is for properties that are lists."_s);
    ValueList values;
    for (const QString &text : option.texts())
        values.emplace_back(text);
    auto value = normalized(Value(std::move(values)), field.type, field.elementType);
    return value ? value : wrongLiteral(field, option, u'(' + option.texts().join(u", "_s) + u')', value.error().message());
}

struct FunctionDefault
{
    QLatin1StringView text;
    FieldType type;
    schema::DefaultFunction function;
};

constexpr FunctionDefault functionDefaults[] {
    { "now()"_L1, FieldType::DateTime, schema::DefaultFunction::CurrentTimestamp },
    { "now()"_L1, FieldType::Time, schema::DefaultFunction::CurrentTime },
    { "today()"_L1, FieldType::Date, schema::DefaultFunction::CurrentDate },
    { "uuid()"_L1, FieldType::Uuid, schema::DefaultFunction::GenerateUuid },
};

Result<schema::Default> defaultOf(const FieldInfo &field, const Option &option)
{
    if (option.form == Option::Form::List)
        return listLiteral(field, option).transform([](const Value &value) { return schema::Default(value); });
    const OptionItem &item = option.item();
    if (!item.quoted) {
        bool isFunction = false;
        for (const FunctionDefault &known : functionDefaults) {
            if (item.text != known.text)
                continue;
            if (field.storedType == known.type)
                return schema::Default(known.function);
            isFunction = true;
        }
        if (isFunction)
            return wrongLiteral(
                    field, option, item.text, u"now() is for QDateTime and QTime, today() for QDate, uuid() for QUuid."_s);
        if (item.text == "null"_L1) {
            if (!field.nullable)
                return wrongLiteral(field, option, item.text,
                        u"Make the property a std::optional; a text \"null\" is written in quotes: default='null'."_s);
            return schema::Default(Value());
        }
        if (item.text.startsWith("sql:'"_L1) && item.text.endsWith(u'\'') && item.text.size() > 6)
            return schema::Default(schema::SqlExpression { item.text.sliced(5, item.text.size() - 6).replace(u"''"_s, u"'"_s) });
        if (item.text.endsWith("()"_L1) && field.storedType != FieldType::String)
            return wrongLiteral(field, option, item.text,
                    u"The functions are now(), today() and uuid(); another one is written default=sql:'…'."_s);
    }
    return literal(field, option, item.text).transform([](const Value &value) { return schema::Default(value); });
}

Result<void> settleBound(const FieldInfo &field, const std::optional<Option> &option, std::optional<Value> &bound)
{
    if (!option)
        return {};
    if (option->form != Option::Form::Single)
        return wrongForm(*option, u"one value", QString(option->name + u"=0"_s));
    return literal(field, *option, option->text()).transform([&](const Value &value) { bound = value; });
}

// A default that the rules refuse is a mistake that nobody would see before the first row.
Result<void> checkDefault(const FieldInfo &field)
{
    const auto *value = field.defaultValue ? std::get_if<Value>(&*field.defaultValue) : nullptr;
    if (!value || value->isNull())
        return {};
    const QString shown = u"The default "_s + value->toDisplay();
    if (field.minimum && compareValues(*value, *field.minimum) == std::partial_ordering::less)
        return configurationError(shown + u" is less than min="_s + field.minimum->toDisplay() + u'.');
    if (field.maximum && compareValues(*value, *field.maximum) == std::partial_ordering::greater)
        return configurationError(shown + u" is more than max="_s + field.maximum->toDisplay() + u'.');
    if (!field.choices.isEmpty() && std::ranges::find(field.choices, *value) == field.choices.end())
        return configurationError(shown + u" is none of the choices."_s);
    if (const auto *text = value->get<QString>(); text && characterCount(*text) < field.minLength)
        return configurationError(shown + u" is shorter than minLength="_s + QString::number(field.minLength) + u'.');
    return {};
}

} // namespace

Result<void> ModelBuilder::settleLiterals(FieldInfo &field, const PropertyDraft &draft)
{
    if (auto settled = settleBound(field, draft.minimumOption, field.minimum); !settled)
        return settled;
    if (auto settled = settleBound(field, draft.maximumOption, field.maximum); !settled)
        return settled;
    if (field.minimum && field.maximum && compareValues(*field.minimum, *field.maximum) == std::partial_ordering::greater)
        return configurationError(
                u"min="_s + field.minimum->toDisplay() + u" is more than max="_s + field.maximum->toDisplay() + u'.');
    if (draft.choicesOption) {
        if (draft.choicesOption->items.isEmpty())
            return wrongForm(*draft.choicesOption, u"one or more values", u"choices=(small, medium, large)");
        for (const QString &text : draft.choicesOption->texts()) {
            const auto value = literal(field, *draft.choicesOption, text);
            if (!value)
                return value.error();
            field.choices.append(*value);
        }
    }
    if (draft.defaultOption) {
        const auto value = defaultOf(field, *draft.defaultOption);
        if (!value)
            return value.error();
        field.defaultValue = *value;
    }
    return checkDefault(field);
}

} // namespace quoin
